"""Which of many patterns match, and where? Each is asked only where the words stand that it needs.

Joined into one expression they would grow too large for RE2. So each is compiled when it is first asked (most never
are). A look into a dictionary of the words of the text tells which to ask; in a long text also where: all that a
pattern needs must stand in neighbouring cells of `CELL` characters, and it is asked there and one cell around.

What bounds a match, so that it lies there: gaps count words (four at most) or characters (eighty, in a few patterns up
to 120), and words or blanks that run on lengthen their cell (`bot.judge.pages.borders`). The longest match of all
patterns on the data we have is 96 characters, but for a few patterns of rules that only review, whose gaps have no
bound: in a long text those reach no further than the cells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import re2

from bot.judge.gates import Gates, alone, gates
from bot.judge.needles import needed
from bot.judge.rules.cells import Words, keys_of, stretches, widened, words_of
from bot.judge.rules.fields import lean


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a pattern matches: all of it, and its first group (the same when it has none)."""

    low: int
    high: int
    inner: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The number of a pattern, and the sets of keys of which one of each must be near as well."""

    number: int
    others: tuple[frozenset[bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Many patterns, as they were written in `sources`.

    `keys` are the words (and heads of words) of which a match holds one, with the patterns that ask for them. `rest`
    are the gates of patterns that no word tells.
    """

    sources: tuple[str, ...]
    keys: Mapping[bytes, tuple[_Asked, ...]] = field(repr=False)
    rest: Gates = field(repr=False)

    def places(self, text: str) -> Iterator[Place]:
        """The matches of each pattern, one pattern after the other; those of different patterns may overlap."""
        if not self.sources:
            return
        words = words_of(text)
        for number, cells in sorted(self._possible(text, words).items()):
            yield from _places(self.sources[number], words, cells)

    def first(self, text: str) -> Place | None:
        """What the patterns joined by "|" would find first: the leftmost match, of two the one written before."""
        return min(self.firsts(text).values(), key=lambda one: one.low, default=None)

    def firsts(self, text: str) -> dict[int, Place]:
        """The first match of each pattern that has one, by its number, in the order of the numbers."""
        words = words_of(text)
        possible = sorted(self._possible(text, words).items())
        found = ((number, next(_places(self.sources[number], words, cells), None)) for number, cells in possible)
        return {number: one for number, one in found if one}

    def _possible(self, text: str, words: Words) -> dict[int, int]:
        """The patterns that could match in `text`, each with the cells near which it could."""
        found: dict[int, int] = {}
        if self.rest:
            found = dict.fromkeys(self.rest.opened((text,)), words.every)
        standing = words.cells
        for key in self.keys.keys() & standing.keys():
            for asked in self.keys[key]:
                cells = standing[key]
                for other in asked.others:
                    there = 0
                    for one in other & standing.keys():
                        there |= standing[one]
                    cells &= widened(there)
                if cells:
                    found[asked.number] = found.get(asked.number, 0) | cells
        return found


def several(patterns: Sequence[str]) -> Several:
    """`patterns`, which must be sound, behind one dictionary."""
    keys: dict[bytes, list[_Asked]] = {}
    rest: list[tuple[int, str]] = []
    for number, pattern in enumerate(patterns):
        for one in needed(pattern):
            sets = [found for found in map(keys_of, one.needles) if found]
            asked = _Asked(number, tuple(sets[1:]))
            for key in sets[0] if sets else ():
                keys.setdefault(key, []).append(asked)
            if not sets:
                rest.append((number, one.pattern))
    return Several(sources=tuple(patterns), keys={key: tuple(found) for key, found in keys.items()}, rest=gates(rest))


@lru_cache(maxsize=256)
def once(pattern: str) -> "re2._Regexp":
    """`pattern` compiled, once for all that ask for it. Few are kept: each takes some 65 KB."""
    return lean(pattern)


def forget() -> None:
    """Let go of what only reading the guidelines needed (the examples ask every pattern)."""
    once.cache_clear()
    keys_of.cache_clear()


def _places(pattern: str, words: Words, cells: int) -> Iterator[Place]:
    """The matches in and around the cells, none before the end of the one before."""
    end = 0
    for low, high in stretches(widened(cells) & words.every):
        start, until = max(words.edges[low], end), words.edges[high]
        if start > until or not alone(pattern).Match(words.data[max(0, start - 1) : until]):
            continue
        expression = once(pattern)
        for found in expression.finditer(words.data, start, until):
            if found.end() == until < len(words.data):  # it may go on behind
                found = expression.search(words.data, found.start()) or found
            end = found.end()
            yield _placed(found, words, 1 if expression.groups else 0)
            if end > until:
                break


def _placed(found: "re2._Match[bytes]", words: Words, group: int) -> Place:
    inner_low, inner_high = found.span(group)
    inner = words.place(inner_low), words.place(inner_high)
    return Place(low=words.place(found.start()), high=words.place(found.end()), inner=inner)
