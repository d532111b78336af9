"""Which plain letters does one character stand for, whatever alphabet or font it was taken from?"""

import unicodedata
from functools import lru_cache

import disarm

_NOTHING = frozenset({"Cc", "Cf", "Mn", "Me", "Co"})
_MARKS = frozenset({"Mn", "Me", "Cf", "Cc"})
# Letters by category, blank by look: Hangul fillers and the empty Braille cell.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "´": "'", "`": "'"})
_LONGEST = 4
"""Letters one character may become: a few Arabic ones hold whole sentences, and a flood of them must cost little."""
_REGIONAL_A, _LAST_LETTERS = 0x1F1E6, "\U0001fbff"
# What tables of look-alikes leave out: emoji used as letters, mirrored and faux Cyrillic letters, and the fonts that
# web pages put together from other scripts. All single letters: a text in those scripts holds no English word by it.
_DRAWN = str.maketrans(
    "⭕❗❕💲❌✖✝✞✚➕ßяицшλ卂乃匚ᗪ乇千卄丨几卩尺丂丅凵山乂丫乙ᗩᗷᑕᗴᖴᕼᑌᔕ",
    "o!!$xxtt++brnuwaabcdefhinprstuwxyzabcefhus",
)


@lru_cache(maxsize=65_536)
def fold(char: str) -> str:
    """One character in its normal form: nothing, one character, or several (a ligature).

    Folding what came out changes nothing more. Never raises.
    """
    folded = _once(char)
    if folded == char:
        return char
    for _ in range(3):
        again = "".join(map(_once, folded))
        if again == folded:
            break
        folded = again
    if len(folded) == 3 and folded[0] == "(" and folded[2] == ")":  # a letter in brackets is a letter
        return folded[1]
    return folded if len(folded) <= _LONGEST else char


def is_mark(char: str) -> bool:
    """Whether `char` is an accent or another mark that belongs to the letter before it."""
    return unicodedata.category(char) in {"Mn", "Me"}


def _once(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    if char in "\t\n\r" or " " <= char <= "~":
        return char.lower()
    category = unicodedata.category(char)
    if char in _BLANKS or category in _NOTHING:
        return ""
    if category == "Cn" and char > _LAST_LETTERS:  # no character at all, and none known to newer tables
        return char
    if _REGIONAL_A <= ord(char) <= _REGIONAL_A + 25:
        return chr(ord("a") + ord(char) - _REGIONAL_A)
    return _without_marks(_look(_without_marks(char.translate(_QUOTES))).lower()).translate(_DRAWN)


def _look(folded: str) -> str:
    return folded if folded.isascii() else disarm.normalize_confusables(folded).translate(_QUOTES)


def _without_marks(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char)
    if len(parts) == 1 and not parts.isspace() and unicodedata.category(parts) not in _MARKS:
        return parts
    kept = [part for part in parts if unicodedata.category(part) not in _MARKS]
    return unicodedata.normalize("NFC", "".join(" " if part.isspace() else part for part in kept))
