"""What shall happen to a comment, who says so, and what became of it?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    """What shall happen."""

    HIDE = "hide"
    UNHIDE = "unhide"
    KEEP = "keep"


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
