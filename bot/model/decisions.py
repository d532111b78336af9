"""What shall happen to a comment, who says so, and what became of it?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    """What shall happen."""

    HIDE = "hide"
    UNHIDE = "unhide"
    KEEP = "keep"
    REPLY = "reply"
    """Answer publicly, as the page, under the comment's root."""
    COMMENT = "comment"
    """Answer publicly, as the page, with a comment of its own under the post."""
    WITHDRAW = "withdraw"
    """Take back an answer of ours: the undo of a reply or comment."""
    DELETE = "delete"
    """Delete somebody's comment for good: only ever decided by a person."""

    @property
    def needs_proof(self) -> bool:
        """Whether record and picture of the comment must be on file before it is carried out."""
        return self in (DecisionKind.HIDE, DecisionKind.DELETE, DecisionKind.REPLY, DecisionKind.COMMENT)

    @property
    def is_answer(self) -> bool:
        """Whether something is said in public, as the page."""
        return self in (DecisionKind.REPLY, DecisionKind.COMMENT)

    @property
    def settles_comment(self) -> bool:
        """Whether it says if the comment shall be seen; answers don't, and stand beside such a decision."""
        return self in (DecisionKind.HIDE, DecisionKind.UNHIDE, DecisionKind.KEEP, DecisionKind.DELETE)


class ActionState(StrEnum):
    """How far an action is: intent before, outcome after."""

    PLANNED = "planned"
    SENT = "sent"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """A decision before it is written down.

    `key` makes it happen once: the same key a second time is the same decision. `actor` is ``bot@version`` or the
    reviewer's name. `guideline` and `reason` (the guideline's own words) are required for a hide.
    """

    key: str
    revision_id: int
    kind: DecisionKind
    actor: str
    guideline: str | None = None
    reason: str = ""
    note: str = ""
    undoes: int | None = None
    text: str = ""
    """The words to be posted, for a reply or comment; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision as it stands in the index."""

    id: int
    key: str
    revision_id: int
    comment_id: int
    kind: DecisionKind
    actor: str
    made_at: datetime
    guideline: str | None
    reason: str
    note: str
    undoes: int | None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An attempt to make a decision so on the platform."""

    id: int
    decision_id: int
    revision_id: int
    kind: DecisionKind
    state: ActionState
    capture_id: int | None
    planned_at: datetime
    ended_at: datetime | None = None
    answer: str = ""
    made_id: str = ""
    """The platform's id of the answer that a reply or comment made, once known."""
    sent_at: datetime | None = None
    """When the platform was first asked."""
    asked_at: datetime | None = None
    """When it was last asked: the effect of a lost answer may still show up some time later."""
    searched_at: datetime | None = None
    """When the page could first not be searched for what a lost answer made; None where it could, or needn't."""


class ReviewReason(StrEnum):
    """Why a comment waits for a person."""

    DOUBTFUL = "doubtful"
    """The verdict is review."""
    WOULD_HIDE = "would_hide"
    """The verdict is hide, but the account's mode leaves it to staff."""
    HOLD = "hold"
    """Hidden as a protective hold; a person confirms or undoes it."""
    ALERT = "alert"
    """A threat or a call for help: look at once."""
    NO_PROOF = "no_proof"
    """It should be hidden but its picture failed; nothing was hidden."""
    CANNOT = "cannot"
    """The platform can't or won't do it."""
    EDITED = "edited"
    """It was edited after a decision was taken, or a hidden comment now says something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One row of the queue."""

    id: int
    revision_id: int
    reason: ReviewReason
    why: str
    alert: bool
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by: str | None = None
    answer_id: int | None = None
    """The decision on an answer of ours that this is about; None when it is about the comment itself."""
