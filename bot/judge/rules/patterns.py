"""Does a pattern match? The common ground of every rule that is written as RE2 expressions."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Self

import re2

from bot.judge.reading import Reading, sentence_around
from bot.judge.rules.aim import meant
from bot.judge.rules.base import ENOUGH, Span
from bot.judge.rules.fields import Fields, compiled, union
from bot.judge.rules.several import Several, several
from bot.judge.text import Form

_BEFORE, _AFTER = 16, 32
"""How far around its match an idiom is looked for, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternsMatcher:
    """Compiled patterns. `unless` and `soft_when` look at the sentence of the match, `unless_anywhere` at all of it.

    `idioms` look at the match and the few words around it. `aimed` asks whether violence is meant.
    """

    patterns: Several
    on_original: bool
    unless: "re2._Regexp | None"
    unless_anywhere: "re2._Regexp | None"
    soft_when: "re2._Regexp | None"
    idioms: "re2._Regexp | None" = None
    aimed: bool = False

    def cautious(self) -> Self:
        """The same, but its exceptions only soften: one word must never silence a threat or an exposed child."""
        kept = [one.pattern for one in (self.soft_when, self.unless, self.unless_anywhere) if one]
        soft_when = compiled(union(kept)) if kept else None
        return replace(self, unless=None, unless_anywhere=None, soft_when=soft_when)

    @property
    def gates(self) -> tuple[str, ...]:
        """The patterns one by one, each looked at only where its words stand; none when about the text as written."""
        return () if self.on_original else self.patterns.sources

    def spans(self, reading: Reading) -> Iterator[Span]:
        """Matches in each form, or in the text as written; of a flood no more than `ENOUGH`."""
        sure: set[tuple[int, int]] = set()
        for form in (as_written(reading),) if self.on_original else reading.forms:
            yield from self.spans_in(form, reading, form.text, sure)

    def spans_in(
        self, form: Form, reading: Reading, seen: str, sure: set[tuple[int, int]] | None = None
    ) -> Iterator[Span]:
        """Matches in `seen`, a text as long as that of `form`, whose own words the exceptions look at.

        Places that are `sure` in a plainer form already are left out; new ones are added.
        """
        known = set() if sure is None else sure
        for span in islice(self._in(form, reading, seen, known), ENOUGH):
            if not span.soft:
                known.add((span.start, span.end))
            yield span

    def _in(self, form: Form, reading: Reading, seen: str, sure: Container[tuple[int, int]]) -> Iterator[Span]:
        for found in self.patterns.places(seen):
            low, high = found.low, found.high
            if low == high:
                continue
            start, end = form.place(low, high)
            if (start, end) in sure or self._excused(form.text, low, high, reading):
                continue
            soft = self._soft(form.text, low, high) or (
                self.aimed and not meant(form.text, low, high, reading.original[start:end])
            )
            yield Span(start=start, end=end, soft=soft)

    def _soft(self, text: str, low: int, high: int) -> bool:
        return self.soft_when is not None and bool(self.soft_when.search(sentence_around(text, low, high)))

    def _excused(self, text: str, low: int, high: int, reading: Reading) -> bool:
        if self.idioms and self.idioms.search(text[max(0, low - _BEFORE) : high + _AFTER]):
            return True
        if self.unless_anywhere and self.unless_anywhere.search(reading.plain.text):
            return True
        return bool(self.unless and self.unless.search(sentence_around(text, low, high)))


def as_written(reading: Reading) -> Form:
    """The original as a form, each character in its own place."""
    length = len(reading.original)
    return Form(text=reading.original, starts=range(length), ends=range(1, length + 1))


def patterns_matcher(fields: Fields) -> PatternsMatcher:
    """Compile a rule of kind "patterns" (keys: patterns, on, unless, unless_anywhere, soft_when, idioms, aimed)."""
    on = fields.text("on", "normal")
    if on not in {"normal", "original"}:
        fields.fault(f'"on" is "{on}": write "normal" or "original"', "on")
    sound = fields.sound(fields.texts("patterns", needed=True), "patterns")
    return built(fields, sound, on_original=on == "original")


def built(
    fields: Fields, patterns: Sequence[str], *, on_original: bool = False, aimed: bool = False
) -> PatternsMatcher:
    """A matcher of `patterns` (sound ones) with the exceptions that every such rule may have."""
    return PatternsMatcher(
        patterns=several(patterns),
        on_original=on_original,
        unless=fields.optional("unless"),
        unless_anywhere=fields.optional("unless_anywhere"),
        soft_when=fields.optional("soft_when"),
        idioms=fields.optional("idioms"),
        aimed=fields.true("aimed", default=aimed),
    )
