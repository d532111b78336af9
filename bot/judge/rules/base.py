"""What is a rule, and what must every kind of rule be able to do?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.judge.reading import Reading
from bot.model import Finding, Routing, RuleStatus

MOST = 50
"""Findings of one rule on one comment: enough for any reader; a hostile comment repeats a word thousands of times."""

ENOUGH = 4 * MOST
"""Matches a rule that weighs the words around each need look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place in the original; `soft` when this match may only be reviewed, for the reason in `why`."""

    start: int
    end: int
    soft: bool = False
    why: str = ""


class Matcher(Protocol):
    """The part of a rule that looks. Compiled once, used for every comment, keeps nothing."""

    @property
    def gates(self) -> Sequence[str]:
        """RE2 patterns on the normal form: where none can match, `spans` need not be asked. Empty: always ask."""
        ...

    def spans(self, reading: Reading) -> Iterable[Span]:
        """Where the rule matches, in any order; may overlap."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A machine check that serves a guideline (`guideline` None: an alert that breaks no clause).

    `routing` is what a match lets the machine do; `listed` says that a match is a word of a closed list. In the shadow
    every match is a note.
    """

    id: str
    kind: str
    guideline: str | None
    routing: Routing
    alert: bool
    why: str
    listed: bool
    matcher: Matcher
    status: RuleStatus = RuleStatus.LIVE

    def findings(self, reading: Reading) -> Iterator[Finding]:
        """Every match as a finding with its exact place, without doubles; of a flood only the first `MOST`."""
        found = list(self.matcher.spans(reading))
        if not found:
            return
        for span in sorted(_apart(found), key=lambda span: (span.soft, span.start))[:MOST]:
            yield Finding(
                guideline=self.guideline,
                rule=self.id,
                score=1.0,
                start=span.start,
                end=span.end,
                match=reading.original[span.start : span.end],
                why=span.why or self.why,
                routing=self._routing(span),
                alert=self.alert,
            )

    def _routing(self, span: Span) -> Routing:
        if self.status is not RuleStatus.LIVE:
            return Routing.NOTE
        return Routing.REVIEW if span.soft else self.routing


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap the first (the longest, the harder) is kept."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end, one.soft)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
