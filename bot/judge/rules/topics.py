"""Is a comment clearly about something else than its post? A hint for a person, never more (Krasno v. Mnookin)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import re2

from bot.judge.reading import Reading
from bot.judge.rules.base import Span
from bot.judge.rules.fields import Fields, union
from bot.judge.text import normal_form

_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsMatcher:
    """`elsewhere` names subjects that no school post has; `school` names what makes a comment belong all the same.

    `single` are the patterns of `elsewhere` one by one.
    """

    elsewhere: "re2._Regexp"
    school: "re2._Regexp | None"
    common: frozenset[str]
    single: tuple[str, ...]

    @property
    def gates(self) -> tuple[str, ...]:
        """The foreign subjects."""
        return self.single

    def spans(self, reading: Reading) -> Iterator[Span]:
        """The words that name the foreign subject, when nothing ties the comment to its post or to school life."""
        found = self.elsewhere.search(reading.plain.text)
        if not found or not reading.post_text.strip():
            return
        if self.school and self.school.search(reading.plain.text):
            return
        if self._stems(reading.plain.text) & self._stems(normal_form(reading.post_text).text):
            return
        start, end = reading.plain.place(*found.span())
        yield Span(start=start, end=end)

    def _stems(self, text: str) -> set[str]:
        return {word[:5] for word in _WORD.findall(text) if word not in self.common}


def topics_matcher(fields: Fields) -> TopicsMatcher:
    """Compile a rule of kind "topics" (keys: elsewhere, school, common)."""
    elsewhere = fields.texts("elsewhere", needed=True)
    return TopicsMatcher(
        elsewhere=fields.expression(union(elsewhere), "elsewhere"),
        school=fields.optional("school"),
        single=elsewhere,
        common=frozenset(" ".join(fields.texts("common")).lower().split()),
    )
