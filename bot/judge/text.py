"""What does a comment say once look-alikes, invisible characters and accents are set aside, and where did it say so?

Every character of the normal form knows its place in the original (code points, half open), so that a finding made
on the normal form marks exactly what the author wrote.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import disarm

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Letters by category, blank by look: Hangul fillers and the empty Braille cell.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "´": "'", "`": "'"})
_REGIONAL_A = 0x1F1E6


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A normal form: `text`, and for each of its characters where it starts and ends in the original.

    Both sequences are as long as `text` and never fall.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` (not empty) stands in the original."""
        return self.starts[start], self.ends[end - 1]


def normal_form(text: str) -> Form:
    """`text` in lower case, compatibility forms and look-alikes folded, invisible characters and accents removed.

    Takes any string, in time linear in its length, and never raises. Lone surrogates become U+FFFD.
    """
    if text.isascii() and not _CONTROLS.search(text):
        return Form(text=text.lower(), starts=range(len(text)), ends=range(1, len(text) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, char in enumerate(text):
        folded = fold(char)
        if folded:
            letters.append(folded)
            starts.extend([place] * len(folded))
            ends.extend([place + 1] * len(folded))
        elif ends and unicodedata.combining(char):
            ends[-1] = place + 1
    return Form(text="".join(letters), starts=starts, ends=ends)


@lru_cache(maxsize=65_536)
def fold(char: str) -> str:
    """One character in its normal form: nothing, one character, or several (a ligature)."""
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    if char in "\t\n\r" or " " <= char <= "~":
        return char.lower()
    if char in _BLANKS or unicodedata.category(char) in {"Cc", "Cf", "Mn", "Me", "Co"}:
        return ""
    if _REGIONAL_A <= ord(char) <= _REGIONAL_A + 25:
        return chr(ord("a") + ord(char) - _REGIONAL_A)
    return _without_marks(_look(_without_marks(char.translate(_QUOTES))).lower())


def _look(folded: str) -> str:
    return folded if folded.isascii() else disarm.normalize_confusables(folded).translate(_QUOTES)


def _without_marks(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char)
    kept = [part for part in parts if unicodedata.category(part) not in {"Mn", "Me", "Cf", "Cc"}]
    return unicodedata.normalize("NFC", "".join(" " if part.isspace() else part for part in kept))


def storable(text: str) -> str:
    """`text` with lone surrogates as U+FFFD: as long as before, and safe to encode."""
    return _SURROGATES.sub("\ufffd", text)
