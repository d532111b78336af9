"""What stands in a box? Its nouns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.export.happenings import Decided, is_about_comments
from bot.export.period import Week
from bot.model import Account, Author, DecisionKind, Guideline, GuidelinesText, LedgerEntry, MonitoredDay, Record


class Outcome(StrEnum):
    """What became of a comment, as of the cut-off and confirmed by the platform's read-back."""

    HIDDEN = "hidden"
    UNDONE = "shown again"
    DELETED = "deleted by decision of staff"
    SHOWN_ELSEWHERE = "shown again by somebody outside this program"
    NOT_CONFIRMED = "to be hidden, not confirmed yet"
    FAILED = "not hidden: the attempt failed"
    DELETION_NOT_CONFIRMED = "to be deleted, not confirmed yet"
    DELETION_FAILED = "not deleted: the attempt failed"
    WAITING = "visible, waiting for a person"
    VISIBLE = "left visible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page a comment stands on, in words. A page taken out of the settings keeps its records."""

    id: str
    name: str
    platform: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The newest good picture: object names, and when and with what it was taken."""

    sha256: str
    thumbnail: str | None
    at: datetime
    tool: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A picture that could not be taken. `mended`: a later attempt brought one."""

    revision: int
    at: datetime
    why: str
    mended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A step that could not be finished in the week, and the revision it was about, if one."""

    at: datetime
    stage: str
    revision: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """An attachment of the comment and its bytes' object name, or why they aren't there."""

    number: int
    kind: str
    title: str
    sha256: str | None
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the machine said: outcome, guideline and the rules that matched."""

    at: datetime
    outcome: str
    guideline: str
    guidelines: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedDecision:
    """A decision with the words that were written down with it (`reason`: the guideline's own; `text`: an answer's)."""

    decided: Decided
    reason: str
    note: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedRecord:
    """One record with everything the box says about it. `record` numbers the revision, `comment` the comment."""

    record: int
    comment: int
    page: Page
    external_id: str
    post_id: str
    post_text: str
    parent_id: str | None
    author: Author
    text: str
    permalink: str | None
    created_at: datetime | None
    seen_at: datetime
    seal: Record
    picture: Picture | None
    failures: tuple[Failure, ...]
    enclosures: tuple[Enclosure, ...]
    verdict: Verdict | None
    reviews: tuple[tuple[datetime, str], ...]
    decisions: tuple[BoxedDecision, ...]
    outcome: Outcome
    outcome_at: datetime | None
    waiting: bool
    vanished_at: datetime | None
    elsewhere: tuple[tuple[datetime, bool], ...]
    """When somebody outside this program hid (True) or showed (False) it on the platform."""

    @property
    def removal(self) -> BoxedDecision | None:
        """The newest decision to hide or delete, whatever became of it."""
        found = [d for d in self.decisions if d.decided.kind in (DecisionKind.HIDE, DecisionKind.DELETE)]
        return found[-1] if found else None

    @property
    def undo(self) -> BoxedDecision | None:
        """The newest decision to show it again that came after the newest removal."""
        found = [d for d in self.decisions if d.decided.kind is DecisionKind.UNHIDE]
        newest = found[-1] if found else None
        is_later = self.removal is None or (newest is not None and newest.decided.id > self.removal.decided.id)
        return newest if is_later else None

    @property
    def answers(self) -> tuple[BoxedDecision, ...]:
        """What was decided to be said about it in public, oldest first."""
        return tuple(d for d in self.decisions if d.decided.kind.is_answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A whole box, which tells what the log's lines ``after < seq <= entries`` say.

    `head` is the hash of the last line (of `entries`), `as_of` its moment, or the week's start when the log is empty;
    `begins` is the moment of the log's first line. `lines` are the covered lines, and of those before only the ones
    about decisions, actions and guidelines: the whole log can be too large for memory. `texts` are the words behind
    each version of the guidelines that its verdicts name, None for one from before these were kept.
    """

    name: str
    week: Week
    finished: bool
    district: str
    after: int
    entries: int
    head: str
    begins: datetime | None
    as_of: datetime
    lines: tuple[LedgerEntry, ...]
    records: tuple[BoxedRecord, ...]
    failures: tuple[Failure, ...]
    accounts: tuple[Account, ...]
    guidelines: Mapping[str, Guideline]
    monitored: tuple[MonitoredDay, ...]
    given_up: tuple[GivenUp, ...]
    texts: Mapping[str, GuidelinesText | None] = field(default_factory=dict)

    @property
    def covered(self) -> tuple[LedgerEntry, ...]:
        """The lines that are in no earlier box."""
        return tuple(line for line in self.lines if line.seq > self.after)

    @property
    def late(self) -> tuple[LedgerEntry, ...]:
        """Lines about comments that are dated earlier, but were logged after that week's box was sealed."""
        return tuple(line for line in self.covered if line.at < self.week.start and is_about_comments(line))
