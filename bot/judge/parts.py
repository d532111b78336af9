"""Of which parts does an RE2 pattern consist? A small reader, for whoever asks what a pattern needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

_TOKEN = re.compile(
    r"(?P<assertion>\\[bBAz]|[$^])"
    r"|(?P<class>\\x\{[0-9A-Fa-f]+\}|\\[^QEpPCx0-9]|\[\^?\]?(?:\\x\{[0-9A-Fa-f]+\}|\\.|[^\]\\\[])*\])"
    r"|(?P<open>\((?:\?:|\?P?<\w+>|(?!\?)))|(?P<close>\))"
    r"|(?P<count>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?P<letters>[a-z0-9]{2,}+(?![*+?{])|[a-z0-9]{2,}(?=[a-z0-9][*+?{]))|(?P<letter>[^\\(\[|])",
    re.DOTALL,
)
_BRACKETS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\\[])*\]|[()]", re.DOTALL)
_ANY_WORD = re.compile(r"\\w|\[(?:a-z|\\w)[^\]]*\]")
_ANYTHING = re.compile(r"\.|\\[SWD]|\[\^.*\]", re.DOTALL)
_FEW_LETTERS = re.compile(r"\[([^\\\^\]-]{1,6})\]", re.DOTALL)
_BLANK = re.compile(r"\\s|[ ,!:;]|\\[.?]|\[(?:\\s|\\-|[ ,.!?:;-])+\]")
_AT_LEAST = re.compile(r"\{([1-9]\d?)[,}]")
_MOST_STRINGS = 400


class UnreadError(ValueError):
    """The pattern holds something that this reader does not know (inline flags, quoting, a bad bracket)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """One element of a sequence with its count; equal to itself alone, so that what is found out is remembered.

    It matches at least `least` characters that are no blanks. `strings` are all it can match, None when they are many.
    `wide`: it matches nearly anything, a gap. `branches` are the alternatives of a group.
    """

    text: str
    atom: str
    least: int
    strings: frozenset[str] | None
    wide: bool = False
    optional: bool = False
    assertion: bool = False
    branches: "tuple[tuple[Part, ...], ...]" = ()

    @property
    def is_plain_group(self) -> bool:
        """Whether it is a group that stands there once."""
        return bool(self.branches) and self.text == self.atom

    @property
    def ends_words(self) -> bool:
        """Whether a word character beside it is the first or the last of its word."""
        if self.assertion:
            return self.atom == r"\b" and self.text == self.atom
        if self.branches:
            alone = all(len(one) == 1 and one[0].text in (r"\b", "$") for one in self.branches)
            return alone and self.text == self.atom
        return not self.optional and bool(_BLANK.fullmatch(self.atom))

    @property
    def begins_with_blank(self) -> bool:
        """Whether what it matches, where it matches something, begins with no word character."""
        return self._is_blank_at(0)

    @property
    def ends_with_blank(self) -> bool:
        """Whether what it matches, where it matches something, ends with no word character."""
        return self._is_blank_at(-1)

    def _is_blank_at(self, edge: int) -> bool:
        if self.branches:
            return all(one and not one[edge].optional and one[edge]._is_blank_at(edge) for one in self.branches)
        return bool(_BLANK.fullmatch(self.atom))

    @property
    def is_blank(self) -> bool:
        """Whether it matches blanks, or nothing that one could look for."""
        return self.atom in (" ", r"\s", r"\ ", ".", r"\W", r"\S") or self.atom.startswith((r"[\s", "[ ", "[^"))


@lru_cache(maxsize=65_536)
def branches_of(pattern: str) -> tuple[tuple[Part, ...], ...]:
    """The alternatives of `pattern`, each a sequence of parts. Raises `UnreadError`.

    Remembered: the same long lists stand in pattern after pattern.
    """
    branches: list[tuple[Part, ...]] = []
    parts: list[Part] = []
    place = 0
    while place < len(pattern):
        if pattern[place] == "|":
            branches.append(tuple(parts))
            parts, place = [], place + 1
            continue
        part, place = _part(pattern, place, parts[-1] if parts else None)
        parts.extend(part.branches[0] if part.is_plain_group and len(part.branches) == 1 else (part,))
    return (*branches, tuple(parts))


def forget() -> None:
    """Let go of what was remembered while patterns were read."""
    for remembered in (branches_of, _letters, _single):
        remembered.cache_clear()


def _part(pattern: str, place: int, before: Part | None) -> tuple[Part, int]:
    """The part that begins at `place`, and where the next one does."""
    token = _TOKEN.match(pattern, place)
    if token is None or token.lastgroup in ("count", "close"):
        raise UnreadError
    opens, end = token.lastgroup == "open", token.end()
    if opens:
        end = _closing(pattern, end) + 1
    atom, count = pattern[place:end], _TOKEN.match(pattern, end)
    counted = count.group() if count and count.lastgroup == "count" else ""
    end += len(counted)
    if opens:
        return _group(atom, counted, branches_of(atom[len(token.group()) : -1])), end
    if token.lastgroup == "assertion":
        return Part(text=atom + counted, atom=atom, least=0, strings=frozenset({""}), assertion=True), end
    if token.lastgroup == "letters":
        return _letters(atom), end
    return _single(atom, counted, in_word=before is not None and before.least > 0 and not before.wide), end


def _closing(pattern: str, place: int) -> int:
    """Where the bracket is that closes the group whose inside begins at `place`."""
    depth = 1
    for found in _BRACKETS.finditer(pattern, place):
        depth += (found.group() == "(") - (found.group() == ")")
        if not depth:
            return found.start()
    raise UnreadError


def _group(atom: str, counted: str, branches: tuple[tuple[Part, ...], ...]) -> Part:
    optional = _is_optional(counted)
    found = [_strings_of(branch) for branch in branches]
    strings: frozenset[str] | None = None
    if counted in ("", "?", "??") and all(one is not None for one in found):
        strings = frozenset().union(*(one for one in found if one is not None), {""} if counted else ())
    return Part(
        text=atom + counted,
        atom=atom,
        least=0 if optional else min(sum(part.least for part in branch) for branch in branches),
        strings=strings if strings is None or len(strings) <= _MOST_STRINGS else None,
        wide=any(part.wide for branch in branches for part in branch),
        optional=optional,
        branches=branches,
    )


@lru_cache(maxsize=65_536)
def _letters(atom: str) -> Part:
    return Part(text=atom, atom=atom, least=len(atom), strings=frozenset({atom}))


@lru_cache(maxsize=65_536)
def _single(atom: str, counted: str, *, in_word: bool) -> Part:
    many, exactly = bool(counted) and counted[0] != "?", _AT_LEAST.match(counted)
    part = Part(
        text=atom + counted,
        atom=atom,
        least=int(exactly.group(1)) if exactly else 1,
        strings=_characters(atom, counted),
        wide=many and bool(_ANYTHING.fullmatch(atom) or (_ANY_WORD.fullmatch(atom) and not in_word)),
        optional=_is_optional(counted),
    )
    return replace(part, least=0) if part.is_blank or part.optional else part


def _is_optional(counted: str) -> bool:
    return counted.startswith(("?", "*", "{0"))


def _characters(atom: str, counted: str) -> frozenset[str] | None:
    """What a single character and its count can match, if that is little."""
    if counted not in ("", "?", "??"):
        return None
    few = _FEW_LETTERS.fullmatch(atom)
    if few:
        found = frozenset(few.group(1))
    elif atom.startswith(r"\x{"):
        found = frozenset({chr(int(atom[3:-1], 16))})
    elif len(atom) == 1 and atom != ".":
        found = frozenset({atom})
    elif len(atom) == 2 and atom[0] == "\\" and not atom[1].isalnum():
        found = frozenset({atom[1]})
    else:
        return None
    return found | {""} if counted else found


def _strings_of(branch: Sequence[Part]) -> frozenset[str] | None:
    strings = frozenset({""})
    for part in branch:
        if part.strings is None or len(strings) * len(part.strings) > _MOST_STRINGS:
            return None
        strings = frozenset(a + b for a, b in product(strings, part.strings))
    return strings
