"""Which characters of a comment does nobody see on its picture? Pure.

Hidden letters change what a text says to a machine or in which order it is read (U+202E), so the picture lists them.
"""

import unicodedata
from collections import Counter

MOST_KINDS = 8
_EMPTY_LOOKING = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
"""Letters and marks that Unicode doesn't count as invisible but that draw nothing."""
_ORDINARY = frozenset("\n\r\t\ufe0e\ufe0f")
"""Line ends, and the selectors that come with most emoji."""
_CONTROLS = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\x0c": "FORM FEED",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
}


def invisible_characters(text: str) -> list[str]:
    """One phrase for each kind, commonest first, such as ``U+200B ZERO WIDTH SPACE ×3``; the rest is counted."""
    counts = Counter(char for place, char in enumerate(text) if _is_invisible(text, place))
    phrases = [f"U+{ord(char):04X} {_name(char)} ×{count:,}" for char, count in counts.most_common(MOST_KINDS)]
    more = len(counts) - MOST_KINDS
    return [*phrases, f"and {more:,} more kinds"] if more > 0 else phrases


def _is_invisible(text: str, place: int) -> bool:
    char = text[place]
    if char in _ORDINARY:
        return False
    if char == "\u200d":
        return not _joins_emoji(text, place)
    return char in _EMPTY_LOOKING or unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")


def _joins_emoji(text: str, place: int) -> bool:
    """A joiner between two pictures (a family, a flag) is part of what one sees."""
    before = text[:place].rstrip("\ufe0e\ufe0f")[-1:] if place else ""
    after = text[place + 1 : place + 2]
    return all(part and unicodedata.category(part) in ("So", "Sk", "Sm", "Po") for part in (before, after))


def _name(char: str) -> str:
    return unicodedata.name(char, _CONTROLS.get(char, "CONTROL CHARACTER"))
