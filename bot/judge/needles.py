"""What must stand in a text for a pattern to match it at all? Reads RE2 patterns, without running them.

A match of "A gap B" holds a match of A and one of B. Where those are plain words, one of a set of words must stand
there (needles); where they are not ("f+u+c+k+"), the pattern without its gaps (a piece) is the least to look for.
In doubt nothing is asked: what is told must be true of every match.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

from bot.judge import parts
from bot.judge.parts import Part, UnreadError, branches_of

EDGE = "\b"
"""In a needle: here a word begins or ends (a backspace, which no normal form holds)."""
_LONG_LIST = 300
"""From this length on a list of alternatives is a piece of its own: many patterns share it."""
_MOST_NEEDLES = 120
MOST_SETS = 4
"""Sets of needles that are told of one alternative."""
_FEW = 80
"""A set of common words is asked about beside a rarer one when it is no longer than that."""
_RARE = 2
"""What a set of needles must weigh to be worth looking for, in letters."""
_TELLING = 1
"""What a small set must weigh to be worth asking about as well: a letter or a blank stands in every comment."""
_COMMON_WORDS = """
i a you the and to of is in it that for on be are was this with my he she we they so me do go no up us by am
have not but at as if or an your his her u ur ing er ed
"""
"""Words that stand in most comments."""
_FREQUENT_WORDS = """
like just get got what who when all can will one out time people love good great know want see think make look go need
here there now more about they them these those some how why then than every because only really should would could our
school kids new day back over after year way first been had has from her him she his did does don't im it's that's look
let say said going want still even much never best thing things take come looking right those well where who which their
"""
"""Words that stand in many."""
_COMMON, _FREQUENT = frozenset(_COMMON_WORDS.split()), frozenset(_FREQUENT_WORDS.split())
_NOTHING = r"[^\x00-\x{10FFFF}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """One alternative of a pattern. Of each of `needles` one string must stand in the text, and `piece` must match it.

    `piece` is empty when nothing is known or the needles are enough.
    """

    pattern: str
    needles: tuple[frozenset[str], ...]
    piece: str


def needed(pattern: str) -> Sequence[Needed]:
    """What each alternative of `pattern` needs; together they match what `pattern` matches."""
    return _needed(pattern)


def spellings(pattern: str) -> Iterator[str]:
    """Plain strings of which one stands in every match, a run of `pattern` at a time; few of a long pattern."""
    try:
        branches = branches_of(pattern)
    except UnreadError:
        return
    for branch in branches:
        for strings in _needles(branch):
            yield from sorted(one.replace(EDGE, "") for one in strings)


def forget() -> None:
    """Let go of what was remembered while patterns were read; each is read again when it is asked again."""
    _needed.cache_clear()
    forget_parts()


def forget_parts() -> None:
    """Let go of all but what patterns need. Called after each rule: kept to the end, parts would fill 24 MB."""
    for remembered in (_rarity, _of_group):
        remembered.cache_clear()
    parts.forget()


@lru_cache(maxsize=8_192)
def _needed(pattern: str) -> tuple[Needed, ...]:
    try:
        branches = branches_of(pattern)
    except UnreadError:
        return (Needed(pattern=pattern, needles=(), piece=""),)
    while len(branches) == 1 and len(branches[0]) == 1 and branches[0][0].is_plain_group:
        branches = branches[0][0].branches
    return tuple(_of_branch(branch) for branch in branches if all(part.text != _NOTHING for part in branch))


def _of_branch(branch: Sequence[Part]) -> Needed:
    text = "".join(part.text for part in branch)
    sets = sorted((one for one in set(_needles(branch)) if _is_worth_it(one)), key=_order)
    if sets and _weight(sets[0]) >= _RARE:
        return Needed(pattern=text, needles=tuple(sets[:MOST_SETS]), piece="")
    return Needed(pattern=text, needles=(), piece=max(_pieces(branch), default=(0, ""))[1])


def _is_worth_it(needles: frozenset[str]) -> bool:
    weight = _weight(needles)
    return weight >= _RARE or (weight >= _TELLING and len(needles) <= _FEW)


def _order(needles: frozenset[str]) -> tuple[float, int, list[str]]:
    return -_weight(needles), len(needles), sorted(needles)


def _weight(needles: frozenset[str]) -> float:
    """How rare the commonest of the needles is."""
    return min(map(_rarity, needles))


@lru_cache(maxsize=65_536)
def _rarity(needle: str) -> float:
    bare = needle.strip(EDGE)
    if bare in _COMMON:
        return 1 if needle.startswith(EDGE) and needle.endswith(EDGE) else 0.5
    if bare in _FREQUENT:
        return 2
    weight = sum(_worth(char) for char in bare) + 0.75 * needle.count(EDGE)
    return weight if weight >= _RARE else weight / 2


def _worth(char: str) -> float:
    if char.isalnum():
        return 1
    return 0.5 if char in " '.,-" else 3


def _needles(branch: Sequence[Part], *, first: bool = False, last: bool = False) -> Iterator[frozenset[str]]:
    """Sets of which one string stands in every match. `first`, `last`: at the edges of `branch` words begin or end."""
    strings, began = frozenset({""}), 0
    for place, part in enumerate(branch):
        if part.strings and part.strings != {""} and len(strings) * len(part.strings) <= _MOST_NEEDLES:
            strings = frozenset(a + b for a, b in product(strings, part.strings))
            continue
        before, after = _begins(branch, began, first=first), _ends(branch, place, last=last)
        if "" not in strings:
            yield _edged(strings, before, after)
        strings, began = frozenset({""}), place + 1
        inside = _begins(branch, place, first=first), _ends(branch, began, last=last)
        inner = _of_group(part, *inside) if part.branches and not part.optional else frozenset()
        if inner:
            yield inner
    if "" not in strings:
        yield _edged(strings, _begins(branch, began, first=first), last)


def _begins(branch: Sequence[Part], place: int, *, first: bool) -> bool:
    """Whether a word character at `place` is the first of its word."""
    for part in reversed(branch[:place]):
        if part.ends_words or (part.ends_with_blank and not part.optional):
            return True
        if not part.ends_with_blank:
            return False
    return first


def _ends(branch: Sequence[Part], place: int, *, last: bool) -> bool:
    """Whether a word character before `place` is the last of its word."""
    for part in branch[place:]:
        if part.ends_words or (part.begins_with_blank and not part.optional):
            return True
        if not part.begins_with_blank:
            return False
    return last


def _edged(strings: frozenset[str], first: bool, last: bool) -> frozenset[str]:
    """`strings` with `EDGE` where a word character is known to begin or to end a word."""
    return frozenset(
        (EDGE if first and _is_word(one[0]) else "") + one + (EDGE if last and _is_word(one[-1]) else "")
        for one in strings
    )


def _is_word(char: str) -> bool:
    return char == "_" or (char.isascii() and char.isalnum())


@lru_cache(maxsize=65_536)
def _of_group(part: Part, first: bool, last: bool) -> frozenset[str]:
    """Strings of which one stands where the group does; none when a branch has none."""
    if part.text != part.atom:
        first = last = False
    best = [min(_needles(one, first=first, last=last), key=_order, default=frozenset[str]()) for one in part.branches]
    return frozenset().union(*best) if all(best) else frozenset()


def _pieces(branch: Sequence[Part]) -> Iterator[tuple[int, str]]:
    """(Characters that are no blanks, pattern) of what stands in every match of `branch`."""
    run: list[Part] = []
    for part, following in pairwise((*branch, None)):
        if part is not None and not part.wide and len(part.text) < _LONG_LIST:
            run.append(part)
            continue
        yield from _joined(run)
        edge = run[-1].text if run and run[-1].assertion else ""
        run = []
        if part is not None and part.branches and not part.optional:
            yield from _piece_of_group(part, edge, following.text if following and following.assertion else "")
    yield from _joined(run)


def _piece_of_group(part: Part, before: str, after: str) -> Iterator[tuple[int, str]]:
    if not part.wide:
        if part.least:
            yield part.least, before + part.text + after
        return
    best = [max(_pieces(branch), default=(0, "")) for branch in part.branches]
    least = min(piece[0] for piece in best)
    if least:
        yield least, "|".join(dict.fromkeys(f"(?:{piece[1]})" for piece in best))


def _joined(run: Sequence[Part]) -> Iterator[tuple[int, str]]:
    """The run as one piece, without what may be missing or is blank at its ends."""
    kept = list(run)
    while kept and not kept[-1].assertion and (kept[-1].optional or kept[-1].is_blank):
        kept.pop()
    while kept and not kept[0].assertion and (kept[0].optional or kept[0].is_blank):
        kept.pop(0)
    least = sum(part.least for part in kept)
    if least:
        yield least, "".join(part.text for part in kept)
