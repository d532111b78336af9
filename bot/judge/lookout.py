"""Of which patterns does a text hold all the words they need? One walk through the text answers for thousands.

An Aho-Corasick automaton finds every needle wherever it stands. Behind a needle is a number whose bits tell which
patterns ask for it, in as many columns as a pattern may have sets of needles. The bits of all needles that stand in a
text, joined, are set in every column of a pattern of which nothing is missing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ahocorasick

from bot.judge.needles import EDGE, MOST_SETS

_WORD = re.compile(r"(\w+)", re.ASCII)
_EDGE = re.compile(r"\b", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookout:
    """Strings, each with the bits of those that ask for it, in columns of `width` bits; `free` are bits nobody sets."""

    needles: "ahocorasick.Automaton"
    free: int
    width: int

    def seen(self, text: str) -> Iterator[int]:
        """The numbers of those of whose every set a needle stands in `text`, from the lowest."""
        bits = self.free
        for _, asking in self.needles.iter(EDGE.join(_WORD.split(text))):
            bits |= asking
        complete = bits & (1 << self.width) - 1
        for column in range(1, MOST_SETS):
            complete &= bits >> column * self.width
        while complete:
            lowest = complete & -complete
            yield lowest.bit_length() - 1
            complete ^= lowest


def lookout(asked: Sequence[Sequence[frozenset[str]]]) -> Lookout | None:
    """Looks out for what each of `asked` needs: one string of each of its sets, one set at least. None for nobody."""
    if not asked:
        return None
    width, free, bits = len(asked), 0, dict[str, int]()
    for number, sets in enumerate(asked):
        for column, needles in enumerate(sets):
            for needle in needles:
                bits[needle] = bits.get(needle, 0) | 1 << column * width + number
        for column in range(len(sets), MOST_SETS):
            free |= 1 << column * width + number
    shared: dict[int, int] = {}
    found = ahocorasick.Automaton()
    for needle, asking in bits.items():
        found.add_word(_spelled(needle), shared.setdefault(asking, asking))
    found.make_automaton()
    return Lookout(needles=found, free=free, width=width)


def _spelled(needle: str) -> str:
    """`needle` as it stands in a text whose words have edges: those inside it are there in any case."""
    bare = needle.strip(EDGE)
    spelled = _EDGE.sub(EDGE, bare).strip(EDGE)
    return (EDGE if needle.startswith(EDGE) else "") + spelled + (EDGE if needle.endswith(EDGE) else "")
