"""What is a rule, and what must every kind of rule be able to do?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.judge.reading import Reading
from bot.model import Finding, Routing, RuleStatus

MOST = 50
"""Findings of one rule on one comment: enough for any reader; a hostile comment repeats a word thousands of times."""

ENOUGH = 4 * MOST
"""Matches a rule that weighs the words around each need look at."""

_LONGEST = 60
"""Letters and digits in one run: longer ones are no word, and a match inside them stays as it is."""
_AFTER = re.compile(rf"[^\W_]{{1,{_LONGEST}}}(?![^\W_])")
_BEFORE = re.compile(rf"(?<![^\W_])[^\W_]{{1,{_LONGEST}}}\Z")
_NUMBER_AFTER = re.compile(r"(?:[.,:/-]\d[^\W_]{0,11}(?![^\W_])|\)? ?\d{3,8}(?![^\W_])){1,4}")
_NUMBER_BEFORE = re.compile(r"(?<![^\W_])(?:\d{1,12}[.,:/-]){1,4}\Z")


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
    every match is a note. `like` is the clause of `bot.judge.grounds` that a district's own clause is another name for.
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
    like: str = ""

    @property
    def ground(self) -> str | None:
        """What the clause is by the names the program knows."""
        return self.like or self.guideline

    def findings(self, reading: Reading) -> Iterator[Finding]:
        """Every match as a finding with its exact place, without doubles; of a flood only the first `MOST`.

        A finding begins and ends at no blank, and not inside a word or a number.
        """
        found = list(self.matcher.spans(reading))
        if not found:
            return
        for span in sorted(_whole(_apart(found), reading.original), key=lambda span: (span.soft, span.start))[:MOST]:
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


def _whole(spans: Iterable[Span], text: str) -> list[Span]:
    """`spans` (in order, apart), each of whole words; those that then overlap are one, as hard as the harder."""
    kept: list[Span] = []
    for span in spans:
        start, end = _edges(text, span.start, span.end)
        if kept and start < kept[-1].end:
            harder = span if kept[-1].soft and not span.soft else kept[-1]
            start, span, end = kept[-1].start, harder, max(end, kept[-1].end)
            kept.pop()
        kept.append(replace(span, start=start, end=end))
    return kept


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without blanks at its ends, and with the rest of a word or number that it cuts."""
    match = text[start:end]
    if not match.strip():
        return start, end
    start, end = start + len(match) - len(match.lstrip()), end - len(match) + len(match.rstrip())
    if (text[end - 1].isalnum() or text[end - 1] == "*") and (rest := _AFTER.match(text, end)):
        end = rest.end()
    if text[end - 1].isdigit() and (rest := _NUMBER_AFTER.match(text, end)):
        end = rest.end()
    first = max(0, start - _LONGEST - 1)
    if (text[start].isalnum() or text[start] == "*") and (rest := _BEFORE.search(text[first:start])):
        start = first + rest.start()
    if text[start].isdigit() and (rest := _NUMBER_BEFORE.search(text[max(0, start - _LONGEST - 1) : start])):
        start -= len(rest.group())
    return start, end
