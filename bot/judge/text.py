"""What does a comment say once look-alikes, invisible characters and accents are set aside, and where did it say so?

Every character of the normal form knows its place in the original (code points, half open), so that a finding made
on the normal form marks exactly what the author wrote.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress

from bot.judge.folding import fold, is_mark

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class FormKind(StrEnum):
    """How far a form has moved from what stands there; see `bot.judge.disguise` for how each is made."""

    PLAIN = "plain"
    """The normal form."""
    BARE = "bare"
    """Signs read as letters ("sh1t"), letters spelled out joined ("f u c k")."""
    CUT = "cut"
    """Words cut by signs joined: "fu-ck". For closed lists of severe words, as sure as a bare form."""
    TORN = "torn"
    """Words cut by blanks joined beside a fragment that is no word: "fuc k". For closed lists, a guess."""
    MASKED = "masked"
    """Every sign that hides a letter is a star: "f#ck" reads "f*ck". As long as the plain form. For closed lists."""
    TURNED = "turned"
    """Words shown backwards by a control character, or written backwards upside down. For closed lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A normal form: `text`, and for each of its characters where it starts and ends in the original.

    Both sequences are as long as `text` and never fall. `kind` tells matchers what the form is good for.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    kind: FormKind = FormKind.PLAIN

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` (not empty) stands in the original."""
        return self.starts[start], self.ends[end - 1]

    def edited(self, edits: Iterable[tuple[int, int, str]], kind: FormKind) -> "Form":
        """The form with every ``text[low:high]`` of `edits` replaced.

        `edits` are (low, high, replacement), in order, apart, none empty. A replacement is empty, one character, or as
        long as what it replaces; each of its characters stands for the whole place that it replaces.
        """
        letters, kept = list(self.text), bytearray(b"\1") * len(self.text)
        starts, ends = list(self.starts), list(self.ends)
        for low, high, replacement in edits:
            length = len(replacement)
            kept[low + length : high] = bytes(high - low - length)
            if replacement:
                letters[low : low + length] = replacement
                starts[low : low + length] = [starts[low]] * length
                ends[low : low + length] = [ends[high - 1]] * length
        return Form(
            text="".join(compress(letters, kept)),
            starts=list(compress(starts, kept)),
            ends=list(compress(ends, kept)),
            kind=kind,
        )


def normal_form(text: str) -> Form:
    """`text` in lower case, compatibility forms and look-alikes folded, invisible characters and accents removed.

    Takes any string, in time linear in its length, and never raises. Lone surrogates become U+FFFD.
    """
    if text.isascii() and not _CONTROLS.search(text):
        return _one_for_one(text.lower())
    folded = list(map(fold, text))
    joined = "".join(folded)
    lengths = set(map(len, folded))
    if lengths <= {1}:
        return _one_for_one(joined)
    places = range(len(text))
    if lengths <= {0, 1}:
        starts = list(compress(places, folded))
    else:
        starts = [place for place, letters in zip(places, folded, strict=True) for _ in letters]
    return Form(text=joined, starts=starts, ends=_ends(text, starts))


def _one_for_one(text: str) -> Form:
    return Form(text=text, starts=range(len(text)), ends=range(1, len(text) + 1))


def _ends(text: str, starts: Sequence[int]) -> list[int]:
    """Where each character ends: behind itself and the marks that follow it."""
    ends = [start + 1 for start in starts]
    marks = set(filter(is_mark, set(text)))
    for place in compress(range(len(text)), map(marks.__contains__, text)) if marks else ():
        last = bisect_right(starts, place) - 1
        if last >= 0 and starts[last] < place:
            ends[last] = place + 1
    return ends


def storable(text: str) -> str:
    """`text` with lone surrogates as U+FFFD: as long as before, and safe to encode."""
    return _SURROGATES.sub("\ufffd", text)
