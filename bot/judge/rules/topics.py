"""Is a comment clearly about something else than its post? A hint for a person, never more (Krasno v. Mnookin)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import re2

from bot.judge.reading import Reading
from bot.judge.rules.base import Span
from bot.judge.rules.fields import Fields
from bot.judge.rules.several import Several, several
from bot.judge.text import normal_form

_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsMatcher:
    """`elsewhere` names subjects that no school post has; `school` names what makes a comment belong all the same."""

    elsewhere: Several
    school: "re2._Regexp | None"
    common: frozenset[str]

    @property
    def gates(self) -> tuple[str, ...]:
        """The foreign subjects."""
        return self.elsewhere.sources

    def spans(self, reading: Reading) -> Iterator[Span]:
        """The words that name the foreign subject, when nothing ties the comment to its post or to school life."""
        found = self.elsewhere.first(reading.plain.text) if reading.post_text.strip() else None
        if not found:
            return
        if self.school and self.school.search(reading.plain.text):
            return
        if self._stems(reading.plain.text) & self._stems(normal_form(reading.post_text).text):
            return
        start, end = reading.plain.place(found.low, found.high)
        yield Span(start=start, end=end)

    def _stems(self, text: str) -> set[str]:
        return {word[:5] for word in _WORD.findall(text) if word not in self.common}


def topics_matcher(fields: Fields) -> TopicsMatcher:
    """Compile a rule of kind "topics" (keys: elsewhere, school, common)."""
    return TopicsMatcher(
        elsewhere=several(fields.sound(fields.texts("elsewhere", needed=True), "elsewhere")),
        school=fields.optional("school"),
        common=frozenset(" ".join(fields.texts("common")).lower().split()),
    )
