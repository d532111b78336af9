"""What do the rooms need from outside? Protocols; each is kept by an adapter that `bootstrap` chooses."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from bot.model import (
    AccountHealth,
    Action,
    ActionState,
    Alert,
    AttachmentState,
    Capabilities,
    Capture,
    Comment,
    CommentPage,
    CommentState,
    CommentView,
    Decision,
    Figures,
    Finding,
    JudgedRevision,
    KeptAttachment,
    KnownComment,
    LedgerEntry,
    MonitoredDay,
    NewDecision,
    Photograph,
    Post,
    Record,
    Reviewer,
    ReviewReason,
    Revision,
    SearchHit,
    Shelf,
    ShelfPage,
    Stage,
    Verdict,
    Work,
    WorkTrouble,
)


class Clock(Protocol):
    """The only one who is asked for the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class Platform(Protocol):
    """One account on Facebook or Instagram. Every method may raise a `PlatformError`."""

    @property
    def capabilities(self) -> Capabilities:
        """What this platform lets us do."""
        ...

    def posts(self) -> Iterator[Post]:
        """The posts inside the watch window, newest first."""
        ...

    def comments(self, post: Post, *, since: datetime | None) -> Iterator[CommentPage]:
        """Comments with replies of one post, page by page.

        `since` is a lower bound of creation time that the platform may ignore or, where it has no such parameter, is
        not sent; without it the listing is whole. The last page says `complete` only when the listing really ended.
        """
        ...

    def comment(self, known: Comment) -> Comment:
        """The comment as it is now (read back). Raises `Gone` when deleted or no longer visible."""
        ...

    def hide(self, comment: Comment) -> str:
        """Ask to hide it; answers the platform's own trace id or an empty string. Ambiguous until read back."""
        ...

    def unhide(self, comment: Comment) -> str:
        """Ask to show it again; as `hide`."""
        ...

    def download(self, url: str) -> bytes:
        """The bytes behind an attachment's address (refuses hosts that aren't the platform's, and too large ones)."""
        ...


class Classifier(Protocol):
    """Something that scores words. It returns findings, never a verdict."""

    @property
    def name(self) -> str:
        """Short name with version, as it stands in findings."""
        ...

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        """Findings whose places lie in `text`."""
        ...


class Camera(Protocol):
    """Takes pictures of our own pages; never loads anything from a network."""

    def photograph(self, html: str) -> Photograph:
        """A picture of the element ``#card`` of `html`. Raises `CaptureFailed` (deadline included)."""
        ...

    def close(self) -> None:
        """End the browser and everything it started."""
        ...


class Archive(Protocol):
    """Write-once objects on disk, named by their sha256."""

    def keep(self, content: bytes) -> str:
        """Make `content` durable (written, flushed, renamed, directory flushed) and answer its sha256 in hex."""
        ...

    def keep_all(self, contents: Sequence[bytes]) -> list[str]:
        """As `keep` for many at once, with one flush for each directory."""
        ...

    def read(self, sha256: str) -> bytes:
        """The bytes of an object; raises `EvidenceMissing` when absent or when they no longer match their name."""
        ...

    def path(self, sha256: str) -> Path:
        """Where the object lies (or would lie)."""
        ...


class Notifier(Protocol):
    """Tells staff that something needs them at once."""

    def notify(self, alert: Alert) -> None:
        """Deliver or write down the alert; never raises."""
        ...


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


class Checkpoints(Protocol):
    """How far we have read, and the evidence that we read daily."""

    def read_until(self, account_id: str, post_id: str) -> tuple[datetime | None, int | None, datetime | None]:
        """(newest comment time seen, comment count at the last reading, last whole reading) of one post."""
        ...

    def advance(
        self,
        account_id: str,
        post_id: str,
        *,
        newest: datetime | None,
        count: int | None,
        whole_at: datetime | None,
    ) -> None:
        """Move the checkpoint; None leaves that part as it was."""
        ...

    def note_pass(self, account_id: str, day: date, at: datetime, *, comments: int, trouble: str) -> None:
        """One pass over an account ended (well when `trouble` is empty)."""
        ...

    def health(self) -> Sequence[AccountHealth]:
        """How the last passes went."""
        ...

    def monitored(self, first: date, last: date) -> Sequence[MonitoredDay]:
        """Which pages were watched on which local days, both ends included."""
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

    def retry(self, work: Work, *, error: str, run_after: datetime, now: datetime) -> None:
        """Try again later."""
        ...

    def give_up(self, work: Work, *, error: str, now: datetime) -> None:
        """The step failed for good; it shows up in `troubles`."""
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
        """The action of a decision, made if new. The index refuses a hide without a good capture of its revision."""
        ...

    def mark(self, action: Action, state: ActionState, *, answer: str, at: datetime) -> Action:
        """Move an action on."""
        ...

    def hide_in_force(self, comment_id: int) -> Decision | None:
        """The hide that was done and not undone since, if any."""
        ...


class ReviewQueue(Protocol):
    """What waits for a person."""

    def open(self, revision_id: int, reason: ReviewReason, *, why: str, alert: bool, at: datetime) -> None:
        """Open a review item; one per revision and reason, reopened never."""
        ...

    def close(self, comment_id: int, *, by: str, at: datetime) -> int:
        """Close the open items of a comment; answers how many."""
        ...


class Ledger(Protocol):
    """The append-only, hash-chained log."""

    def append(self, kind: str, actor: str, body: Mapping[str, object], at: datetime) -> LedgerEntry:
        """Write one line; `body` holds ids and hashes, never names or texts."""
        ...

    def entries(self, *, after: int = 0, until: int | None = None) -> Iterator[LedgerEntry]:
        """Lines with ``after < seq <= until`` in order."""
        ...

    def head(self) -> LedgerEntry | None:
        """The newest line."""
        ...


class Desk(Protocol):
    """Reading for people."""

    def shelf(self, shelf: Shelf, *, account_id: str | None, page: int, per_page: int) -> ShelfPage:
        """One page (1 is the first) of a shelf, for one account or all."""
        ...

    def view(self, revision_id: int) -> CommentView | None:
        """One revision with everything known of it."""
        ...

    def figures(self) -> Figures:
        """The archive in numbers."""
        ...

    def search(self, words: str, limit: int) -> Sequence[SearchHit]:
        """Full-text search in comments; `words` is typed by a person and never an expression."""
        ...


class Reviewers(Protocol):
    """Who may log in."""

    def add(self, reviewer: Reviewer) -> None:
        """Add one; raises `InputError` when the name is taken."""
        ...

    def one(self, name: str) -> Reviewer | None:
        """By name, exactly."""
        ...

    def all(self) -> Sequence[Reviewer]:
        """All, by name."""
        ...

    def disable(self, name: str, at: datetime) -> None:
        """End all sessions and log-ins of one reviewer; raises `InputError` when unknown."""
        ...

    def change_password(self, name: str, password_hash: str, *, must_change: bool) -> None:
        """Set a new hash and end older sessions."""
        ...


class Store(Transactions, Protocol):
    """The index, whole: what `bootstrap` hands the stages parts of."""

    @property
    def comments(self) -> Comments: ...
    @property
    def checkpoints(self) -> Checkpoints: ...
    @property
    def work(self) -> WorkRows: ...
    @property
    def verdicts(self) -> Verdicts: ...
    @property
    def evidence(self) -> Evidence: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def queue(self) -> ReviewQueue: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def reviewers(self) -> Reviewers: ...
    def close(self) -> None: ...


__all__ = [
    "Archive",
    "Camera",
    "Checkpoints",
    "Classifier",
    "Clock",
    "Comments",
    "Decisions",
    "Desk",
    "Evidence",
    "Ledger",
    "Notifier",
    "Platform",
    "ReviewQueue",
    "Reviewers",
    "Store",
    "Transactions",
    "Verdicts",
    "WorkRows",
]
