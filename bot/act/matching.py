"""Does our answer stand there already? Pure: nobody is answered twice because an answer to us was lost."""

import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

from bot.model import Comment

CLOCK_SLACK = timedelta(minutes=10)
"""So far the platform's clock may be behind ours; an answer of ours can't be older than its plan by more."""


_VARIATIONS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Unicode's variation selectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: a text of ours, planned at a moment. `taken` are the bare ids of other answers of ours."""

    text: str
    planned_at: datetime
    taken: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found: our answer, if it is certain; else whether one may be ours.

    It may be where the author of our words isn't told, and where we said something since that has other words: a
    platform may have changed them.
    """

    ours: Comment | None = None
    may_be_ours: bool = False


def match(wanted: Wanted, listed: Iterable[Comment], is_ours: Callable[[Comment], bool | None]) -> Match:
    """Look through all that stands there, to its end: a list that can't be read whole raises on the way."""
    may_be_ours = False
    certain: list[Comment] = []
    for each in listed:
        if not _can_be(wanted, each):
            continue
        whose, is_same = is_ours(each), same_words(each.text, wanted.text)
        if whose and is_same:
            certain.append(each)
        may_be_ours = may_be_ours or (is_same if whose is None else whose)
    return Match(ours=certain[0] if certain else None, may_be_ours=may_be_ours and not certain)


def _can_be(wanted: Wanted, each: Comment) -> bool:
    if each.external_id in wanted.taken:
        return False
    return each.created_at is None or each.created_at >= wanted.planned_at - CLOCK_SLACK


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for blanks, line ends, escapes, what can't be seen, and how accents are
    spelt."""
    return _bare_words(one) == _bare_words(other)


def _bare_words(text: str) -> str:
    shown = "".join(char for char in unescape(text) if not _is_invisible(char))
    return " ".join(unicodedata.normalize("NFC", shown).split())


def _is_invisible(char: str) -> bool:
    """What a platform may drop or add unseen: format characters, and how a smiley shall be drawn."""
    return unicodedata.category(char) == "Cf" or char in _VARIATIONS


def bare(platform_id: str) -> str:
    """The last segment of an id: the first ones may be spelled differently for the same comment."""
    return platform_id.rpartition("_")[2]
