"""Which patterns of many can match a text at all? A look or two at the text answers for all of them.

One automaton finds the plain words of which a pattern needs one (`bot.judge.needles`), others the patterns of words
in disguise; only a pattern that has all it needs is tried itself. A text in which none can match costs little.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import re2

from bot.judge import needles
from bot.judge.needles import EDGE, Needed, needed
from bot.judge.pages import LONG, is_stretched

_PIECE, _OVERLAP = 640, 200
"""Bytes of a long text that are looked at together, and that two such pieces share."""
_MEMORY, _ALONE = 32 << 20, 2 << 20
"""Bytes that the states of an automaton, and of a pattern alone, may take; a full store of states is emptied."""


class Gate(NamedTuple):
    """A pattern, whom it opens, and the numbers of needles of which one of each set must stand there as well."""

    owner: int
    number: int
    pattern: str
    others: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Automaton:
    """Many strings or patterns looked for at once, and behind each the gates that ask for it."""

    set: "re2.Set"
    behind: Mapping[int, tuple[Gate, ...]]

    def open(self, text: bytes, found: set[int]) -> None:
        """Add to `found` the owners that are not in it and of which a pattern matches in `text` (UTF-8)."""
        there = self.set.Match(text)
        if not there:
            return
        standing, tried = frozenset(there), set[int]()
        for one in there:
            for owner, number, pattern, others in self.behind.get(one, ()):
                if owner in found or number in tried:
                    continue
                for other in others:
                    if standing.isdisjoint(other):
                        break
                else:
                    tried.add(number)
                    if alone(pattern).Match(text):
                        found.add(owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """The patterns of many owners. Those of whose needs nothing is known are `unknown`."""

    automata: tuple[Automaton, ...]
    unknown: tuple[Gate, ...]

    def opened(self, texts: Iterable[str]) -> set[int]:
        """The owners of which a pattern matches in one of `texts` (without lone surrogates)."""
        found: set[int] = set()
        for text in texts:
            for piece in _pieces(text):
                found.update(gate.owner for gate in self.unknown if alone(gate.pattern).Match(piece))
                for one in self.automata:
                    one.open(piece, found)
        return found


@lru_cache(maxsize=24)
def _pieces(text: str) -> Sequence[bytes]:
    """A long text in pieces that overlap: what a pattern needs stands near together, and seldom anywhere by chance.

    Cutting can only open more, but for matches longer than the overlap (`bot.judge.rules.several` tells what bounds
    them), so a text with stretched words or blanks stays whole. Remembered: many rules ask for the same few texts.
    """
    data = text.encode()
    if len(data) <= LONG or is_stretched(text):
        return (data,)
    return [data[low : low + _PIECE] for low in range(0, len(data) - _OVERLAP, _PIECE - _OVERLAP)]


def gates(patterns: Iterable[tuple[int, str]]) -> Gates:
    """Join `patterns`, each with the number of its owner. They must be sound: a bad one may raise when first tried."""
    alternatives = [(owner, one) for owner, pattern in patterns for one in needed(pattern)]
    words = [(owner, one) for owner, one in alternatives if one.needles]
    lists, others = _apart([(owner, one) for owner, one in alternatives if one.piece])
    unknown = [_gate(0, owner, one) for owner, one in alternatives if not one.needles and not one.piece]
    automata = (_of_words(words), _of_pieces(lists), _of_pieces(others))
    return Gates(automata=tuple(one for one in automata if one.behind), unknown=tuple(unknown))


_Asked = Sequence[tuple[int, Needed]]


def _apart(asked: _Asked) -> tuple[_Asked, _Asked]:
    """Word lists and the rest: in one automaton they would multiply each other's states."""
    is_list = [one.piece.startswith(r"\b(?:") and "+" in one.piece[:12] for _, one in asked]
    lists = [one for one, yes in zip(asked, is_list, strict=True) if yes]
    return lists, [one for one, yes in zip(asked, is_list, strict=True) if not yes]


def _of_words(asked: _Asked) -> Automaton:
    """The needles of all patterns, each found wherever it stands; behind those of a pattern's first set the pattern."""
    known: dict[str, int] = {}
    shared: dict[frozenset[int], frozenset[int]] = {}
    behind: dict[int, list[Gate]] = {}
    for number, (owner, one) in enumerate(asked):
        sets = [frozenset(known.setdefault(needle, len(known)) for needle in needles) for needles in one.needles]
        gate = _gate(number, owner, one, [shared.setdefault(other, other) for other in sets[1:]])
        for needle in sets[0]:
            behind.setdefault(needle, []).append(gate)
    return Automaton(
        set=_set(map(_spelled, known)), behind={needle: tuple(asking) for needle, asking in behind.items()}
    )


def _of_pieces(asked: _Asked) -> Automaton:
    behind: dict[str, list[Gate]] = {}
    for number, (owner, one) in enumerate(asked):
        behind.setdefault(one.piece, []).append(_gate(number, owner, one))
    return Automaton(set=_set(behind), behind=dict(enumerate(map(tuple, behind.values()))))


def _gate(number: int, owner: int, one: Needed, others: Sequence[frozenset[int]] = ()) -> Gate:
    return Gate(owner=owner, number=number, pattern=one.pattern, others=tuple(others))


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


def _spelled(needle: str) -> str:
    return str(re2.escape(needle)).replace(str(re2.escape(EDGE)), r"\b")


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
