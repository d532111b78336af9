"""Does a pattern match? The common ground of every rule that is written as RE2 expressions."""

from collections.abc import Iterator
from dataclasses import dataclass

import re2

from bot.judge.reading import Reading, sentence_around
from bot.judge.rules.base import Span
from bot.judge.rules.fields import Fields, union
from bot.judge.text import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternsMatcher:
    """Compiled patterns. `unless` and `soft_when` look at the sentence of the match, `unless_anywhere` at all of it."""

    pattern: "re2._Regexp"
    on_original: bool
    unless: "re2._Regexp | None"
    unless_anywhere: "re2._Regexp | None"
    soft_when: "re2._Regexp | None"

    @property
    def gates(self) -> tuple[str, ...]:
        """The patterns, when they are about the normal form."""
        return () if self.on_original else (self.pattern.pattern,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        """Matches in each form, or in the text as written."""
        if self.on_original:
            yield from self._in(as_written(reading), reading)
            return
        for form in reading.forms:
            yield from self._in(form, reading)

    def _in(self, form: Form, reading: Reading) -> Iterator[Span]:
        for found in self.pattern.finditer(form.text):
            low, high = found.span()
            if low == high or self._excused(form.text, low, high, reading):
                continue
            start, end = form.place(low, high)
            soft = self.soft_when is not None and bool(self.soft_when.search(sentence_around(form.text, low, high)))
            yield Span(start=start, end=end, soft=soft)

    def _excused(self, text: str, low: int, high: int, reading: Reading) -> bool:
        if self.unless_anywhere and self.unless_anywhere.search(reading.plain.text):
            return True
        return bool(self.unless and self.unless.search(sentence_around(text, low, high)))


def as_written(reading: Reading) -> Form:
    """The original as a form, each character in its own place."""
    length = len(reading.original)
    return Form(text=reading.original, starts=range(length), ends=range(1, length + 1))


def patterns_matcher(fields: Fields) -> PatternsMatcher:
    """Compile a rule of kind "patterns" (keys: patterns, on, unless, unless_anywhere, soft_when)."""
    on = fields.text("on", "normal")
    if on not in {"normal", "original"}:
        fields.fault(f'"on" is "{on}": write "normal" or "original"', "on")
    return built(fields, fields.texts("patterns", needed=True), "patterns", on_original=on == "original")


def built(fields: Fields, patterns: tuple[str, ...], key: str, *, on_original: bool = False) -> PatternsMatcher:
    """A matcher of `patterns` (written under `key`) with the exceptions that every such rule may have."""
    for pattern in patterns:
        fields.expression(pattern, key)
    return PatternsMatcher(
        pattern=fields.expression(union(patterns), key),
        on_original=on_original,
        unless=fields.optional("unless"),
        unless_anywhere=fields.optional("unless_anywhere"),
        soft_when=fields.optional("soft_when"),
    )
