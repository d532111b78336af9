"""Does the comment tell something private of somebody whom the district has named?

The roster stands in the district's own guidelines file, one name a line. A name of it near a private matter is enough
to look; in the same sentence it is a reason to protect at once, unless the writer speaks of their own family or the
sentence is about an office ("soft_when").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import re2

from bot.judge.reading import Reading, sentence_around
from bot.judge.rules.base import ENOUGH, Span
from bot.judge.rules.fields import Fields, union
from bot.judge.text import normal_form

_NEAR = 120
_NOTHING = r"[^\x00-\x{10FFFF}]"
_OWN = re.compile(r"\b(?:my|our|mi)\s+(?:\w+\s+){0,2}$|\b(?:i am|i'm|this is|soy)\s+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterMatcher:
    """`names` and `matters` on the normal form; `soft_when` looks at the sentence of the name."""

    names: "re2._Regexp"
    matters: "re2._Regexp"
    soft_when: "re2._Regexp | None"

    @property
    def gates(self) -> tuple[str, ...]:
        """The names: they are the rarer part."""
        return (self.names.pattern,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        """From the name to the matter, whichever stands first; of a flood no more than `ENOUGH`."""
        text = reading.plain.text
        for name in islice(self.names.finditer(text), ENOUGH):
            low, high = name.span()
            matter = self.matters.search(text, max(0, low - _NEAR), min(len(text), high + _NEAR))
            if matter:
                start, end = reading.plain.place(min(low, matter.start()), max(high, matter.end()))
                soft = self._soft(text, low, high, matter.span())
                yield Span(start=start, end=end, soft=soft)

    def _soft(self, text: str, low: int, high: int, matter: tuple[int, int]) -> bool:
        sentence = sentence_around(text, low, high)
        if text[matter[0] : matter[1]] not in sentence or _OWN.search(text[max(0, low - 30) : low]):
            return True
        return bool(self.soft_when and self.soft_when.search(sentence))


def roster_matcher(fields: Fields) -> RosterMatcher:
    """Compile a rule of kind "roster" (keys: names, one a line; matters; soft_when)."""
    lines = [line.strip() for block in fields.texts("names", needed=True) for line in block.splitlines()]
    names = [line for line in lines if line and not line.startswith("#")]
    if any(len(name.split()) < 2 for name in names):
        fields.fault("a name of one word would match everybody who bears it: write first and last name", "names")
    spelled = union([_spelled(name) for name in names]) or _NOTHING
    return RosterMatcher(
        names=fields.expression(rf"\b(?:{spelled})\b", "names"),
        matters=fields.expression(union(fields.texts("matters", needed=True)), "matters"),
        soft_when=fields.optional("soft_when"),
    )


def _spelled(name: str) -> str:
    """A name as people write it: "Pat Example", "Pat E. Example", "Example, Pat"."""
    parts = [re.escape(part) for part in normal_form(name).text.replace(",", " ").split()]
    first, last = parts[0], parts[-1]
    return rf"{first}\s+(?:\w+\.?\s+)?{last}|{last},\s*{first}"
