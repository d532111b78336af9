"""How does a rule that the district wrote itself come into use? Its edits, its steps, and the tests behind them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.judgement import RuleStatus
from bot.model.replays import Share

ENOUGH = 5_000
"""Comments that make a test long enough to count for a hide although the archive holds more: what is found in none of
them is found in fewer than 6 of 10,000 with 95 % confidence (the rule of three)."""


class Standing(StrEnum):
    """How far a rule has come, as its newest step says."""

    DRAFT = "draft"
    """Written, asked only when it is tested."""
    SHADOW = "shadow"
    """Asked about every comment; its findings are kept and counted but change no verdict."""
    LIVE = "live"
    """Its findings count."""
    WITHDRAWN = "withdrawn"
    """Taken out of use; what it did stays on record."""

    @property
    def status(self) -> RuleStatus:
        """What that means for the judge: a withdrawn rule is asked as little as a draft."""
        return RuleStatus.DRAFT if self is Standing.WITHDRAWN else RuleStatus(self.value)


class RuleOrigin(StrEnum):
    """Where a rule comes from."""

    SHIPPED = "shipped"
    """Came with the program and was tested before that; or stands in a file that replaces the shipped one."""
    FILE = "file"
    """Added to the shipped guidelines by the district's own file."""
    HOUSE = "house"
    """Written by staff on the review page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHouseRule:
    """One edit of a rule before it is kept.

    `content` is TOML, exactly one ``[[rule]]``; `digest` (sha256, 64 hex digits) tells its meaning: another one needs a
    new approval. `guideline` is the clause it serves (None: an alert without a clause); `may_hide` says that it would
    hide, hold or hide and alert if it were live without limits.
    """

    rule_id: str
    content: str
    digest: str
    guideline: str | None
    may_hide: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRule:
    """One edit of a rule that staff wrote, as it stands in the index."""

    id: int
    rule_id: str
    content: str
    digest: str
    guideline: str | None
    may_hide: bool
    written_by: str
    written_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRuleStep:
    """A change of standing before it is kept. `hides`: live without limits; else a live rule only asks a person."""

    rule_id: str
    digest: str
    standing: Standing
    actor: str
    why: str
    hides: bool = False
    test_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleStep:
    """One change of standing: the newest one of a rule says where it stands, and for which content (`digest`)."""

    id: int
    rule_id: str
    digest: str
    standing: Standing
    actor: str
    at: datetime
    why: str
    hides: bool = False
    test_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRuleTest:
    """What a rule did when it was run over the archive, in numbers (no texts).

    `since` is the time of the oldest comment looked at (None when there was none); `judged` how many there were,
    `hits` how many it found. `true_positives` were hidden or deleted by a person under the same clause,
    `false_positives` kept or shown again by a person. `would_change` counts other verdicts than today's,
    `would_hide` those that would be hidden and aren't today. `micros` is the cost in microseconds a comment.
    `complete`: every comment in the archive was looked at; not so when only a part was asked for, or the time was up.
    """

    rule_id: str
    digest: str
    guidelines_version: str
    since: datetime | None
    complete: bool
    judged: int
    hits: int
    true_positives: int
    false_positives: int
    would_change: int
    would_hide: int
    micros: float

    @property
    def counts(self) -> bool:
        """Whether a rule may hide after it: it saw the whole archive, or `ENOUGH` comments, and at least one."""
        return self.judged > 0 and (self.complete or self.judged >= ENOUGH)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTest:
    """A test that was kept: by whom, and when."""

    id: int
    actor: str
    at: datetime
    told: NewRuleTest


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRequest:
    """Somebody asks a second person to let a rule hide. It holds until it is declined or the rule takes a step."""

    id: int
    rule_id: str
    digest: str
    test_id: int
    asked_by: str
    asked_at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDecline:
    """Somebody's no to a request: the rule stays where it was, an older content in force included."""

    id: int
    request_id: int
    digest: str
    actor: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigures:
    """What one rule did since a day, out of the index.

    `judged` counts all comments judged since then, `hits` those it found something in (in the shadow, too).
    `confirmed` and `refuted` are hits on which a person decided: hidden or deleted under the same clause, or kept or
    shown again. `micros` is its cost in microseconds a comment in its newest test (None: never tested).
    """

    rule_id: str
    judged: int
    hits: int
    last_hit_at: datetime | None
    confirmed: int
    refuted: int
    micros: float | None = None

    @property
    def share(self) -> Share:
        """How many of the comments it found something in."""
        return Share(hits=self.hits, of=self.judged)

    @property
    def precision(self) -> Share:
        """How many of the hits on which a person decided were right: the reviewers' agreement."""
        return Share(hits=self.confirmed, of=self.confirmed + self.refuted)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """One rule with everything a person wants to know of it.

    `content` is its TOML where we have it (house and file rules), `digest` that content's; `in_force` says whether the
    newest step speaks of this very content. `routing` is what it may do at most when live. `request` is the open
    question to a second person, `tests` are newest first, `steps`, `edits` and `declines` oldest first (empty for
    shipped rules).
    """

    rule_id: str
    origin: RuleOrigin
    kind: str
    guideline: str | None
    routing: str
    why: str
    digest: str
    content: str
    standing: Standing
    hides: bool
    in_force: bool
    request: RuleRequest | None = None
    steps: tuple[RuleStep, ...] = ()
    tests: tuple[RuleTest, ...] = ()
    edits: tuple[HouseRule, ...] = ()
    declines: tuple[RuleDecline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSketch:
    """A text that somebody typed as a rule, looked at: what it would be, or what is wrong with it (`faults`)."""

    rule_id: str = ""
    guideline: str | None = None
    routing: str = ""
    why: str = ""
    digest: str = ""
    faults: tuple[str, ...] = ()

    @property
    def may_hide(self) -> bool:
        """Whether it would hide if it were live without limits."""
        return self.routing not in ("", "review", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsRule:
    """A list of words as a secretary fills in a form. `only_review` leaves every match to a person."""

    rule_id: str
    guideline: str
    why: str
    words: tuple[str, ...]
    allow: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    only_review: bool = False
