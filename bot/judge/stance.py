"""Does a sentence assert a claim, or deny it, ask about it, wish it? English and Spanish, by rules alone.

Similarity can't tell these apart (facts/classifiers.md): "Fernwood is NOT closing" is as near to the claim as any
sentence can be. Claims are often negative themselves ("no longer", "banned"), so a denial is told by comparing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.judge import phrasing
from bot.judge.likeness import stems_of
from bot.judge.text import normal_form

_LONGEST = 600


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

    Whether most of its sentences are negative, and whether one holds an "if" or a wish.
    """

    stems: frozenset[str]
    told: frozenset[str]
    is_negative: bool
    is_conditional: bool
    is_wish: bool


def wording(sentences: Sequence[str], topic: float = 0.6) -> Wording:
    """How a statement is worded. Stems that stand in a share of `topic` of its sentences are what it is about."""
    plain = [_plain(sentence) for sentence in sentences]
    counts = Counter(stem for sentence in sentences for stem in stems_of(sentence))
    return Wording(
        stems=frozenset(counts),
        told=frozenset(stem for stem, count in counts.items() if count < topic * len(plain)),
        is_negative=sum(map(_is_negative, plain)) > len(plain) / 2,
        is_conditional=any(phrasing.CONDITION.search(sentence) for sentence in plain),
        is_wish=any(phrasing.WISH.search(sentence) for sentence in plain),
    )


def has_negation(text: str) -> bool:
    """Whether anything in it is denied, ended or forbidden."""
    bare = phrasing.IDLE.sub(" ", _plain(text))
    return bool(phrasing.NOT.search(bare) or phrasing.ENDS.search(bare))


def stance(sentence: str, claim: Wording, *, nearest: str = "", before: str = "", after: str = "") -> Stance:
    """How `sentence` stands to the claim.

    `nearest` is the sentence of the statement that is most like it, `before` and `after` its neighbours in the comment.
    """
    said, earlier, later = _plain(sentence), _plain(before), _plain(after)
    if _asks(said, later):
        return Stance.ASKS
    if _denies_openly(said, earlier, later):
        return Stance.DENIES
    focus = _focus(said, claim)
    if _wishes(said, focus, claim):
        return Stance.WISHES
    return Stance.DENIES if _denies(focus, claim, _plain(nearest)) else Stance.ASSERTS


def taken_back(comment: str) -> bool:
    """Whether its author corrects what the comment said."""
    return bool(phrasing.TAKEN_BACK.search(normal_form(comment[:10_000]).text))


def _plain(text: str) -> str:
    return normal_form(text[:_LONGEST]).text.strip()


def _asks(said: str, later: str) -> bool:
    if phrasing.RHETORICAL.search(said) or phrasing.WITNESS.search(later):
        return False
    if said.rstrip(" )\"'").endswith("?") or "¿" in said or phrasing.ASKS.search(said):
        return True
    if phrasing.INVERTED.search(said) and not said.endswith("!"):
        return True
    if phrasing.ASKS.search(later):
        return True
    return later.endswith("?") and len(later.split()) <= 5 and not phrasing.OPEN_ASKS.search(later)


def _denies_openly(said: str, earlier: str, later: str) -> bool:
    if phrasing.NOT_DENIED.search(said) or phrasing.NOT_DENIED.search(later):
        return False
    if phrasing.DENIAL.search(said) or phrasing.OPENS_DENIAL.search(said):
        return True
    short = [near for near in (earlier, later) if near and len(near.split()) <= 9]
    return any(
        phrasing.DENIAL.search(near) or (near is earlier and phrasing.OPENS_DENIAL.search(near)) for near in short
    )


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
    if _is_negative(focus) in (claim.is_negative, _is_negative(nearest)):
        return False
    if phrasing.NOT.search(bare):
        return True
    return claim.is_negative and bool(phrasing.STILL.search(bare)) and not phrasing.ENDS.search(bare)


def _wishes(said: str, focus: str, claim: Wording) -> bool:
    if not claim.is_wish and phrasing.WISH.search(focus):
        return True
    if phrasing.CONDITION.search(focus) and not claim.is_conditional:
        return True
    command = phrasing.COMMAND.search(focus)
    return bool(command and command.group(1) in phrasing.BARE and not said.startswith(("close to", "cut band")))
