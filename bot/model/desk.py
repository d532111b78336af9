"""What does a person see of the archive? Rows and views made for reading."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.comments import Revision
from bot.model.decisions import Action, Decision, ReviewItem
from bot.model.evidence import Capture, Record
from bot.model.judgement import JudgedRevision


class Shelf(StrEnum):
    """The lists a reviewer can look through."""

    QUEUE = "queue"
    """Open review items: alerts first, then the likeliest violations (`Verdict.priority`), then the oldest."""
    KEPT = "kept"
    """Of the latest 20,000 comments those that the rules left alone and nobody decided on: the latest day (UTC)
    first, in it the likeliest violations."""
    HIDDEN = "hidden"
    """Comments hidden by a decision of ours that was not undone, newest first."""
    DECIDED = "decided"
    """Comments on which a person decided, newest first."""
    ALL = "all"
    """Every comment collected, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision with what became of it (`action` is None for keep, or until the worker takes it up)."""

    decision: Decision
    action: Action | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """One revision with everything that is known of it. `decisions` are the comment's, oldest first.

    `items` are the comment's review items, open ones first; `revisions` all revisions of the comment, oldest first, as
    (id, seen_at). `hide_in_force` is the id of the hide decision in force (done and not undone), else None.
    """

    revision: Revision
    judged: JudgedRevision | None
    record: Record | None
    capture: Capture | None
    items: tuple[ReviewItem, ...]
    decisions: tuple[DecisionLine, ...]
    revisions: tuple[tuple[int, datetime], ...]
    hide_in_force: int | None

    @property
    def open_item(self) -> ReviewItem | None:
        """What is asked about this revision itself, if anything is; questions about answers of ours stand apart."""
        waiting = [i for i in self.open_items if i.answer_id is None and i.revision_id == self.revision.id]
        return waiting[0] if waiting else None

    @property
    def open_items(self) -> tuple[ReviewItem, ...]:
        """Everything that is asked about the comment, its older texts and our answers to it."""
        return tuple(item for item in self.items if item.closed_at is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfPage:
    """One page of a shelf. `total` counts all rows of the shelf under the same filter."""

    views: tuple[CommentView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The archive in numbers (all since the beginning)."""

    collected: int
    kept: int
    queued: int
    hidden: int
    captures: int
    failures: int
    waiting: int
    """Work rows not ended yet."""
    alerts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoredDay:
    """Evidence that a page was watched on one local day (policy requirement 5)."""

    account_id: str
    day: date
    first_at: datetime
    last_at: datetime
    passes: int
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountHealth:
    """How reading an account went last: `trouble` is the last error, empty when the last pass went well."""

    account_id: str
    last_ok_at: datetime | None
    last_try_at: datetime | None
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTrouble:
    """A work row that was given up: somebody has to look."""

    stage: str
    subject: int
    error: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One result of a search in the words of comments; `shelf_words` are the state of the comment in words."""

    revision_id: int
    account_id: str
    author: str
    text: str
    seen_at: datetime
    outcome: str
    is_hidden: bool
