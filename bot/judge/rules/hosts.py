"""Does the name of a host imitate a well-known one? "pattonviIle.org", "faceb00k-support.com"."""

import re
from collections.abc import Collection
from contextlib import suppress
from enum import StrEnum

from bot.judge.text import normal_form

_SIGNS = str.maketrans("013458", "oleasb")
_LOOKS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_PART = re.compile(r"[a-z0-9]+")
_SHORTEST, _LONG = 6, 10
"""Names of fewer letters have neighbours by chance; from `_LONG` letters on two letters may differ."""


class Likeness(StrEnum):
    """How a host resembles a known one."""

    IMITATION = "imitation"
    """Its letters were replaced or misplaced: no honest site does that."""
    SLIP = "slip"
    """One plain label of letters, some missing, doubled or misplaced ("patonville.org"): fingers slip, too."""
    BORROWED = "borrowed"
    """It holds the name as it is ("pattonville-parents.org"): a critic's or a fan's site may, too."""


def likeness(host: str, known: Collection[str]) -> Likeness | None:
    """How `host` resembles one of the `known` domains; None when it is one of them, below one, or unlike all."""
    written = host.lower().removeprefix("www.")
    if any(written == one or written.endswith(f".{one}") for one in known):
        return None
    plain = _readable(host)
    parts = _PART.findall(plain.rpartition(".")[0])
    brands = [label for one in known if len(label := one.split(".")[0]) >= _SHORTEST]
    for brand in brands:
        like = [part for part in parts if (part != brand or brand not in written) and _imitates(part, brand)]
        if like:
            label, _, ending = written.partition(".")
            slip = label.isascii() and label.isalpha() and "." not in ending and brand not in _spellings(label)
            return Likeness.SLIP if slip else Likeness.IMITATION
    return Likeness.BORROWED if any(brand in parts for brand in brands) else None


def _readable(host: str) -> str:
    """The host in its normal form, an internationalised one decoded."""
    with suppress(UnicodeError):  # not a name that IDNA knows: as it stands
        host = host.encode("ascii").decode("idna")
    return normal_form(host).text.removeprefix("www.")


def _imitates(part: str, brand: str) -> bool:
    folded = part.translate(_SIGNS)
    if brand in _spellings(part):
        return True
    return (
        len(part) >= _SHORTEST and part[0] == brand[0] and distance(folded, brand) <= (2 if len(brand) >= _LONG else 1)
    )


def _spellings(part: str) -> frozenset[str]:
    folded = part.translate(_SIGNS)
    return frozenset({folded, *(folded.replace(look, letter) for look, letter in _LOOKS)})


def distance(one: str, other: str) -> int:
    """How many letters must be put in, left out, replaced or swapped with their neighbour to make `one` `other`."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
