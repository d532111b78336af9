"""What does a comment need of the index on its way? Parts that the stages write."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.model import (
    Action,
    ActionState,
    AttachmentState,
    Capture,
    Comment,
    CommentState,
    Decision,
    JudgedRevision,
    KeptAttachment,
    KnownComment,
    NewDecision,
    Post,
    Record,
    ReviewItem,
    ReviewReason,
    Revision,
    Stage,
    Verdict,
    Work,
    WorkTrouble,
)

# The index, in parts. Methods join the transaction that is open in this thread, or make one of their own. ----------


class Transactions(Protocol):
    """One transaction per step."""

    def transaction(self) -> AbstractContextManager[None]:
        """BEGIN IMMEDIATE … COMMIT, or everything undone when an exception leaves the block."""
        ...


class Comments(Protocol):
    """Posts, comments and their revisions."""

    def save_post(self, post: Post, seen_at: datetime) -> None:
        """Keep or renew a post."""
        ...

    def known(self, account_id: str, external_ids: Sequence[str]) -> Mapping[str, KnownComment]:
        """What we hold of these comments, by external id."""
        ...

    def post(self, account_id: str, external_id: str) -> Post:
        """A post as last seen; one that was never listed has only its ids."""
        ...

    def known_on(self, account_id: str, post_id: str) -> Sequence[KnownComment]:
        """Everything we hold of one post that was present when last seen."""
        ...

    def save(self, comment: Comment, seen_at: datetime) -> int:
        """Keep a comment as its newest revision (made if new) and answer the revision's id. Twice is once."""
        ...

    def note_state(
        self, comment_id: int, seen_at: datetime, *, state: CommentState | None = None, is_hidden: bool | None = None
    ) -> None:
        """Write down that the platform shows the comment differently; None leaves that side as it was."""
        ...

    def revision(self, revision_id: int) -> Revision:
        """One revision with post, parent and attachments."""
        ...

    def attachment(self, attachment_id: int) -> KeptAttachment:
        """One attachment."""
        ...

    def attachments_of(self, revision_id: int) -> Sequence[KeptAttachment]:
        """The attachments of one revision, in their order."""
        ...

    def settle_attachment(self, attachment_id: int, state: AttachmentState, *, sha256: str | None, error: str) -> None:
        """Write down what became of an attachment's bytes."""
        ...


class WorkRows(Protocol):
    """Rows that join the stages, with leases."""

    def enqueue(self, stage: Stage, subject: int, *, run_after: datetime, again: bool = False) -> None:
        """Put a row there; an existing one stays as it is, or waits again when `again` is True."""
        ...

    def claim(self, stage: Stage, *, limit: int, lease_seconds: float, now: datetime) -> Sequence[Work]:
        """Take up to `limit` rows that are due or whose claim lapsed, oldest first."""
        ...

    def finish(self, work: Work, now: datetime) -> None:
        """The step is done."""
        ...

    def retry(self, work: Work, *, error: str, run_after: datetime, now: datetime, is_failure: bool = True) -> None:
        """Try again later; only a failure counts as an attempt."""
        ...

    def give_up(self, work: Work, *, error: str, now: datetime) -> None:
        """The step failed for good; it shows up in `troubles`."""
        ...

    def release(self, now: datetime) -> int:
        """Free every claim of a worker that is gone and make every waiting row due; answers how many."""
        ...

    def take_up_again(self, now: datetime) -> int:
        """Put every row that was given up back to be done; answers how many."""
        ...

    def waiting(self) -> Mapping[Stage, int]:
        """Rows not ended yet, by stage."""
        ...

    def troubles(self, limit: int) -> Sequence[WorkTrouble]:
        """Rows given up, newest first."""
        ...


class Verdicts(Protocol):
    """What the machine said."""

    def save(self, revision_id: int, verdict: Verdict, at: datetime) -> JudgedRevision:
        """Keep a verdict; the same revision under the same guidelines version once."""
        ...

    def latest(self, revision_id: int) -> JudgedRevision | None:
        """The newest verdict on a revision."""
        ...


class Evidence(Protocol):
    """The index of records and captures (append-only)."""

    def seal(self, record: Record) -> None:
        """Keep a record; twice is once."""
        ...

    def record(self, revision_id: int) -> Record | None:
        """The record of a revision."""
        ...

    def save_capture(self, capture: Capture) -> Capture:
        """Keep a capture (or its failure) and answer it with its id."""
        ...

    def capture(self, revision_id: int) -> Capture | None:
        """The newest good capture of a revision, else the newest failed one."""
        ...


class Decisions(Protocol):
    """Decisions (append-only) and the actions that follow them."""

    def save(self, new: NewDecision, at: datetime) -> Decision:
        """Keep a decision; the same key is the same decision."""
        ...

    def decision(self, decision_id: int) -> Decision:
        """One decision."""
        ...

    def of_comment(self, comment_id: int) -> Sequence[Decision]:
        """All decisions on a comment, oldest first."""
        ...

    def plan(self, decision: Decision, *, capture_id: int | None, at: datetime) -> Action:
        """The action of a decision, made if new. Raises `EvidenceMissing` where proof is needed and isn't on file."""
        ...

    def mark(
        self, action: Action, state: ActionState, *, answer: str, at: datetime, made_id: str | None = None
    ) -> Action:
        """Move an action on; `made_id` is the platform's id of the answer it made (None leaves it as it was)."""
        ...

    def note_search(self, action: Action, at: datetime) -> Action:
        """What a lost answer made could not be looked for; `searched_at` keeps the first such moment since asking."""
        ...

    def waiting_replies(self, comment_id: int) -> Sequence[Decision]:
        """Answers under this comment that are not posted yet: to itself, and to replies in the thread it began."""
        ...

    def touched_since(self, comment_id: int, moment: datetime) -> bool:
        """Whether an action of ours on the comment's visibility is under way, or ended at or after `moment`."""
        ...

    def action_of(self, decision_id: int) -> Action | None:
        """What became of a decision so far."""
        ...

    def made_ids(self, account_id: str) -> Collection[str]:
        """The ids of all answers that actions of ours on this account made."""
        ...

    def hide_in_force(self, comment_id: int) -> Decision | None:
        """The hide that was done and not undone since, if any."""
        ...


class ReviewQueue(Protocol):
    """What waits for a person."""

    def open(
        self,
        revision_id: int,
        reason: ReviewReason,
        *,
        why: str,
        alert: bool,
        at: datetime,
        answer_id: int | None = None,
    ) -> None:
        """Open a review item, about the comment or about an answer of ours; one per revision, reason and answer,
        reopened never."""
        ...

    def close(self, comment_id: int, *, by: str, at: datetime) -> int:
        """Close what is asked about a comment itself; answers how many."""
        ...

    def close_about_answers(self, comment_id: int, *, by: str, at: datetime) -> int:
        """Close what is asked about answers of ours to a comment; answers how many."""
        ...

    def item(self, item_id: int) -> ReviewItem:
        """One item, open or closed. Raises `StoreError` when there is none."""
        ...

    def close_one(self, item_id: int, *, by: str, at: datetime) -> bool:
        """Close one item about an answer of ours; whether it was open."""
        ...
