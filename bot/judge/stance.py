"""Does a sentence assert a claim, or deny it, ask about it, wish it? English and Spanish, by rules alone.

Similarity can't tell these apart (facts/classifiers.md): "Fernwood is NOT closing" is as near to the claim as any
sentence can be. Claims are often negative themselves ("no longer", "banned"), so a denial is told by comparing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.judge import phrasing
from bot.judge.asking import asks
from bot.judge.likeness import stems_of
from bot.judge.plainly import plainly
from bot.judge.spanish import glossed

_LONGEST = 600
_SHORT = 9
_BOTH = frozenset({True, False})
_MUCH = 2
"""So many words of the claim, said as it says them, outweigh a "not" elsewhere in the sentence."""


class Stance(StrEnum):
    """How a sentence stands to a claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ASKS = "asks"
    WISHES = "wishes"
    """An opinion on what should be, a hope, a fear, an "if"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a claim is worded: its stems, and of these the ones that tell what is claimed (`told`, without its topic).

    `signs` tells for each stem whether the claim denies it, affirms it, or (in different sentences) both. Whether most
    of its sentences are negative, or some, and whether one holds an "if", a wish, or says that something goes on.
    """

    stems: frozenset[str]
    told: frozenset[str]
    signs: Mapping[str, frozenset[bool]]
    is_negative: bool
    is_partly_negative: bool
    is_conditional: bool
    is_wish: bool
    is_lasting: bool


def wording(sentences: Sequence[str], topic: float = 0.6) -> Wording:
    """How a statement is worded. Stems that stand in a share of `topic` of its sentences are what it is about."""
    plain = [_plain(sentence) for sentence in sentences]
    counts = Counter(stem for sentence in plain for stem in stems_of(glossed(sentence)))
    signs: dict[str, frozenset[bool]] = {}
    for sentence in plain:
        for stem, found in _signs(sentence).items():
            signs[stem] = signs.get(stem, frozenset()) | found
    negative = sum(map(_is_negative, plain))
    return Wording(
        stems=frozenset(counts),
        told=frozenset(stem for stem, count in counts.items() if len(plain) == 1 or count < topic * len(plain)),
        signs=signs,
        is_negative=negative > len(plain) / 2,
        is_partly_negative=negative > 0,
        is_conditional=any(phrasing.CONDITION.search(sentence) for sentence in plain),
        is_wish=any(phrasing.WISH.search(sentence) for sentence in plain),
        is_lasting=any(phrasing.LASTING.search(sentence) for sentence in plain),
    )


def has_negation(text: str) -> bool:
    """Whether anything in it is denied, ended or forbidden."""
    bare = phrasing.IDLE.sub(" ", _plain(text))
    return bool(phrasing.NOT.search(bare) or phrasing.ENDS.search(bare))


def is_opinion(text: str) -> bool:
    """Whether it speaks of what is good, wanted or needed: many claims are told so, more opinions are."""
    return bool(phrasing.OPINION.search(_plain(text)))


def stance(sentence: str, claim: Wording, *, nearest: str = "", before: str = "", after: str = "") -> Stance:
    """How `sentence` stands to the claim.

    `nearest` is the sentence of the statement that is most like it, `before` and `after` its neighbours in the comment.
    """
    said, earlier, later = _plain(sentence), _plain(before), _plain(after)
    if asks(said, later):
        return Stance.ASKS
    if _denies_openly(said, earlier, later) or _denies_beside(said, earlier, later, claim):
        return Stance.DENIES
    focus = _focus(said, claim)
    if _says_unchanged(focus, claim):
        return Stance.DENIES
    if _wishes(said, focus, claim):
        return Stance.WISHES
    return Stance.DENIES if _denies(focus, claim, _plain(nearest)) else Stance.ASSERTS


def taken_back(comment: str) -> bool:
    """Whether the author of a comment, given in its normal form, corrects what it said."""
    return bool(phrasing.TAKEN_BACK.search(comment[:10_000].lower()))


def clash(text: str, claim: Wording) -> tuple[int, int]:
    """How many of the stems that tell the claim `text` says as the claim does, and how many it says the other way."""
    told = claim.told & claim.signs.keys()
    said = [(found, claim.signs[stem]) for stem, found in _signs(_plain(text)).items() if stem in told]
    agreed = sum(bool(found & claimed) for found, claimed in said)
    return agreed, len(said) - agreed


def _signs(plain: str) -> Mapping[str, frozenset[bool]]:
    """Stems after a "not", up to the end of its clause, are denied; those before it, in its clause, neither way."""
    bare = phrasing.IDLE.sub(" ", glossed(plain))
    ends = [0, *(stop.end() for stop in phrasing.SCOPE_ENDS.finditer(bare)), len(bare)]
    signs: dict[str, frozenset[bool]] = {}
    for start, end in pairwise(ends):
        clause = bare[start:end]
        denial = phrasing.NOT.search(clause)
        for stem in stems_of(clause[denial.end() :] if denial else clause):
            signs[stem] = signs.get(stem, frozenset()) | {denial is not None}
    return signs


def _plain(text: str) -> str:
    return plainly(text[:_LONGEST]).strip()


def _says_unchanged(focus: str, claim: Wording) -> bool:
    """Whether it is as it was, whatever the claim says; "still 150 dollars" does not deny a claim of 150 dollars."""
    same = any(stem[0].isdigit() for stem in stems_of(focus) & claim.stems)
    still = phrasing.UNCHANGED.search(focus) and not phrasing.NOT.search(focus)
    return bool(still) and not same and not claim.is_lasting


def _denies_openly(said: str, earlier: str, later: str) -> bool:
    if phrasing.NOT_DENIED.search(said) or phrasing.NOT_DENIED.search(later):
        return False
    if phrasing.DENIAL.search(said) or phrasing.OPENS_DENIAL.search(said):
        return True
    short = [near for near in (earlier, later) if near and len(near.split()) <= _SHORT]
    return any(
        phrasing.DENIAL.search(near) or (near is earlier and phrasing.OPENS_DENIAL.search(near)) for near in short
    )


def _denies_beside(said: str, earlier: str, later: str, claim: Wording) -> bool:
    """Whether a short neighbour, or the end of the sentence ("2 percent, not 20"), says the opposite of the claim."""
    for near in (earlier, later):
        if len(near.split()) <= _SHORT and phrasing.TAKES_UP.search(near) and _clashes(near, claim):
            return True
    contrast = phrasing.CONTRAST.search(said) or phrasing.CONTRAST.match(later)
    told = stems_of(contrast[0]) & claim.stems if contrast else frozenset()
    return any(True not in claim.signs.get(stem, _BOTH) for stem in told)


def _clashes(text: str, claim: Wording) -> bool:
    agreed, clashed = clash(text, claim)
    return clashed > 0 and not agreed


def _focus(said: str, claim: Wording) -> str:
    """The clauses that speak of the claim's subject; the whole sentence when none stands out."""
    clauses = [clause for clause in phrasing.CLAUSE.split(said) if clause.strip()]
    shared = [len(stems_of(clause) & claim.stems) for clause in clauses]
    most = max(shared, default=0)
    if most == 0:
        return said
    return " , ".join(clause.strip() for clause, count in zip(clauses, shared, strict=True) if count * 2 > most)


def _is_negative(plain: str) -> bool:
    bare = phrasing.IDLE.sub(" ", plain)
    return bool(phrasing.NOT.search(bare) or phrasing.ENDS.search(bare)) and not phrasing.CANCELS.search(bare)


def _denies(focus: str, claim: Wording, nearest: str) -> bool:
    bare = phrasing.IDLE.sub(" ", focus)
    instead = phrasing.INSTEAD.search(bare)
    if instead and not (stems_of(instead.group()) & claim.stems):
        return not phrasing.NOT.search(bare)
    if phrasing.NO_MORE.search(bare):
        return False
    if _clashes(focus, claim) and (phrasing.NOT.search(bare) or phrasing.STILL.search(bare)):
        return True
    agreed, clashed = clash(focus, claim)
    if phrasing.CANCELS.search(bare):
        return claim.is_partly_negative
    if not phrasing.NOT.search(bare):
        return _denies_by_affirming(focus, bare, claim, nearest)
    if claim.is_negative or _is_negative(nearest):
        return False
    if phrasing.ENDED.search(bare):
        return False
    return clashed >= agreed if claim.is_partly_negative else agreed < _MUCH


def _denies_by_affirming(focus: str, bare: str, claim: Wording, nearest: str) -> bool:
    """Whether it says that there is what the claim says there isn't."""
    if not claim.is_negative or not _is_negative(nearest) or phrasing.ENDS.search(bare):
        return False
    return bool(phrasing.STILL.search(bare))


def _wishes(said: str, focus: str, claim: Wording) -> bool:
    if not claim.is_wish and phrasing.WISH.search(focus):
        return True
    if phrasing.CONDITION.search(focus) and phrasing.WOULD.search(said) and not claim.is_conditional:
        return True
    command = phrasing.COMMAND.search(focus)
    opens = command is not None and said.startswith(command[0].strip())
    return (
        opens and command is not None and command[1] in phrasing.BARE and not said.startswith(("close to", "cut band"))
    )
