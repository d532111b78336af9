"""What does the machine say about a comment, and on which sentence of the policy?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """The machine's answer."""

    KEEP = "keep"
    REVIEW = "review"
    HIDE = "hide"


class Routing(StrEnum):
    """What a guideline clause lets the machine do when one of its rules matches (facts/law-and-routing)."""

    HIDE = "hide"
    """Objective test: may be hidden by the bot in enforce mode."""
    HOLD = "hold"
    """Protective hold: hidden at once because the harm is immediate, confirmed by a person within hours."""
    HIDE_AND_ALERT = "hide_and_alert"
    """Hidden, and a person is alerted at once; never only hidden."""
    REVIEW = "review"
    """A soft clause: a person decides."""
    NOTE = "note"
    """Changes no verdict: a score that only orders the queue, or a rule that is tried in the shadow."""

    @property
    def hides(self) -> bool:
        """Whether the machine itself may hide for it, at once or until a person confirms."""
        return self not in (Routing.REVIEW, Routing.NOTE)


class RuleStatus(StrEnum):
    """How far a rule has come on its way to being used."""

    DRAFT = "draft"
    """Written, asked only when it is tested."""
    SHADOW = "shadow"
    """Asked about every comment; its findings are kept and counted but change no verdict."""
    LIVE = "live"
    """Its findings count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """One clause or sub-clause of the published policy. `words` are the district's own, quoted in every hide."""

    id: str
    title: str
    words: str
    routing: Routing


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One match by a rule or classifier.

    `start` and `end` are places in the original text (code points, half open) and ``text[start:end] == match``.
    `score` is 0 to 1 (1 for a rule). `guideline` is None for an alert that breaks no clause (a call for help).
    `routing` is what this finding lets the machine do; `why` is a sentence for the reviewer. `statement` is the id of
    the approved statement that a claim seems to contradict, for findings about facts.
    """

    guideline: str | None
    rule: str
    score: float
    start: int
    end: int
    match: str
    why: str
    routing: Routing = Routing.REVIEW
    alert: bool = False
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The machine's answer for one revision. `guideline` is the clause a hide or review rests on, if any.

    `priority` (0 to 1) orders the queue: how likely it is that a person finds a violation here. It decides nothing.
    """

    outcome: Outcome
    findings: tuple[Finding, ...]
    guideline: str | None
    guidelines_version: str
    hold: bool = False
    alert: bool = False
    why: str = ""
    priority: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRevision:
    """A verdict as it stands in the index: `id` numbers it."""

    id: int
    revision_id: int
    verdict: Verdict
    judged_at: datetime
