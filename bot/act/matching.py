"""Does our answer stand there already? Pure: nobody is answered twice because an answer to us was lost."""

import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

from bot.model import Comment

CLOCK_SLACK = timedelta(minutes=10)
"""So far the platform's clock may be behind ours; an answer of ours can't be older than its plan by more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: a text of ours, planned at a moment. `taken` are the bare ids of other answers of ours."""

    text: str
    planned_at: datetime
    taken: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found: our answer, if it is certain; else whether one may be ours, its author not being told."""

    ours: Comment | None = None
    may_be_ours: bool = False


def match(wanted: Wanted, listed: Iterable[Comment], is_ours: Callable[[Comment], bool | None]) -> Match:
    """Look through all that stands there, to its end: a list that can't be read whole raises on the way."""
    may_be_ours = False
    certain: list[Comment] = []
    for each in listed:
        if not _fits(wanted, each):
            continue
        whose = is_ours(each)
        if whose:
            certain.append(each)
        may_be_ours = may_be_ours or whose is None
    return Match(ours=certain[0] if certain else None, may_be_ours=may_be_ours and not certain)


def _fits(wanted: Wanted, each: Comment) -> bool:
    if each.external_id in wanted.taken or not same_words(each.text, wanted.text):
        return False
    return each.created_at is None or each.created_at >= wanted.planned_at - CLOCK_SLACK


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for blanks, line ends, escapes and the spelling of accents."""
    return _bare_words(one) == _bare_words(other)


def _bare_words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", unescape(text)).split())


def bare(platform_id: str) -> str:
    """The last segment of an id: the first ones may be spelled differently for the same comment."""
    return platform_id.rpartition("_")[2]
