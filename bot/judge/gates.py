"""Which patterns of many can match a text at all? A look or two at the text answers for all of them.

One automaton finds the plain words of which a pattern needs one (`bot.judge.lookout`), others the patterns of words
in disguise; only a pattern that has all it needs is tried itself. A text in which none can match costs little.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import re2

from bot.judge import needles
from bot.judge.lookout import Lookout, lookout
from bot.judge.needles import Needed, needed
from bot.judge.pages import LONG, borders

_GRAIN, _PIECE, _STEP = 40, 16, 11
"""A long text is looked at in pieces of so many grains (of so many characters), one piece every so many grains."""
_MEMORY, _ALONE = 32 << 20, 2 << 20
"""Bytes that the states of an automaton, and of a pattern alone, may take; a full store of states is emptied."""


class Gate(NamedTuple):
    """A pattern, and whom it opens."""

    owner: int
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Automaton:
    """Many patterns looked for at once, and behind each the gates that ask for it."""

    set: "re2.Set"
    behind: Sequence[Sequence[Gate]]

    def possible(self, text: bytes) -> Iterator[Gate]:
        """The gates that may match in `text` (UTF-8)."""
        for one in self.set.Match(text) or ():
            yield from self.behind[one]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """The patterns of many owners: those that need plain `words`, those that need a piece, and the `unknown`."""

    words: Lookout | None
    behind_words: tuple[Gate, ...]
    automata: tuple[Automaton, ...]
    unknown: tuple[Gate, ...]

    def __bool__(self) -> bool:
        return bool(self.behind_words or self.automata or self.unknown)

    def opened(self, texts: Iterable[str]) -> set[int]:
        """The owners of which a pattern matches in one of `texts` (without lone surrogates)."""
        found: set[int] = set()
        for text in texts:
            for piece, data in _pieces(text):
                for owner, pattern in self._possible(piece, data):
                    if owner not in found and alone(pattern).Match(data):
                        found.add(owner)
        return found

    def _possible(self, text: str, data: bytes) -> Iterator[Gate]:
        yield from self.unknown
        if self.words is not None:
            for number in self.words.seen(text):
                yield self.behind_words[number]
        for one in self.automata:
            yield from one.possible(data)


@lru_cache(maxsize=24)
def _pieces(text: str) -> Sequence[tuple[str, bytes]]:
    """A long text in pieces that overlap, each in UTF-8 as well.

    What a pattern needs stands near together, and seldom anywhere by chance. Cutting can only open more, but for
    matches longer than the overlap (`bot.judge.rules.several` tells what bounds them). Remembered: many rules ask for
    the same few texts.
    """
    if len(text) <= LONG:
        return ((text, text.encode()),)
    edges = borders(text, _GRAIN)
    lows = range(0, max(1, len(edges) - 1 - (_PIECE - _STEP)), _STEP)
    pieces = [text[edges[low] : edges[low : low + _PIECE + 1][-1]] for low in lows]
    return [(piece, piece.encode()) for piece in pieces]


def gates(patterns: Iterable[tuple[int, str]]) -> Gates:
    """Join `patterns`, each with the number of its owner. They must be sound: a bad one may raise when first tried."""
    alternatives = [(owner, one) for owner, pattern in patterns for one in needed(pattern)]
    words = [(owner, one) for owner, one in alternatives if one.needles]
    lists, others = _apart([(owner, one) for owner, one in alternatives if one.piece])
    return Gates(
        words=lookout([one.needles for _, one in words]),
        behind_words=tuple(Gate(owner, one.pattern) for owner, one in words),
        automata=tuple(_of_pieces(some) for some in (lists, others) if some),
        unknown=tuple(Gate(owner, one.pattern) for owner, one in alternatives if not one.needles and not one.piece),
    )


_Asked = Sequence[tuple[int, Needed]]


def _apart(asked: _Asked) -> tuple[_Asked, _Asked]:
    """Word lists and the rest: in one automaton they would multiply each other's states."""
    is_list = [one.piece.startswith(r"\b(?:") and "+" in one.piece[:12] for _, one in asked]
    lists = [one for one, yes in zip(asked, is_list, strict=True) if yes]
    return lists, [one for one, yes in zip(asked, is_list, strict=True) if not yes]


def _of_pieces(asked: _Asked) -> Automaton:
    behind: dict[str, list[Gate]] = {}
    for owner, one in asked:
        behind.setdefault(one.piece, []).append(Gate(owner, one.pattern))
    return Automaton(set=_set(behind), behind=tuple(map(tuple, behind.values())))


@lru_cache(maxsize=4_096)
def alone(pattern: str) -> "re2.Set":
    """`pattern`, to be asked whether it matches at all; compiled when it is first asked: most never are.

    A set of one answers in half the time and half the memory that an expression takes.
    """
    return _set((pattern,), _ALONE)


def forget() -> None:
    """Let go of what only reading the guidelines needed (the examples ask every pattern)."""
    needles.forget()
    alone.cache_clear()


def _set(patterns: Iterable[str], memory: int = _MEMORY) -> "re2.Set":
    joined = re2.Set.SearchSet(_options(memory))
    for one in patterns:
        joined.Add(one)
    joined.Compile()
    return joined


def _options(memory: int) -> "re2.Options":
    options = re2.Options()
    options.max_mem = memory
    options.never_capture = True
    options.log_errors = False
    return options
