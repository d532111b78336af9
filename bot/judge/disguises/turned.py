"""Which words are shown backwards?"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from bot.judge.text import Form, FormKind

_OVERRIDE = "\u202e"
# From a right-to-left override to the end of its effect: Latin letters in between are shown from right to left.
_SHOWN_BACKWARDS = re.compile(r"\u202e[^\u202c\n\u2029]*")
_UPSIDE_DOWN = "ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ"
_HAS_UPSIDE_DOWN = re.compile(f"[{_UPSIDE_DOWN}]")
_UPRIGHT = str.maketrans(_UPSIDE_DOWN + "nupdbq", "acefghijkmrtvwyundpqb".replace(" ", ""))
_WORD = re.compile(r"\w+")


def turned_forms(plain: Form, original: str) -> tuple[Form, ...]:
    """The form in which words stand as readers see them, if some are shown or written backwards; else none.

    Each letter of a turned word stands for the place of the whole word.
    """
    edits = [*_overridden(plain, original), *_upside_down(plain, original)]
    return (plain.edited(edits, FormKind.TURNED),) if edits else ()


def _overridden(plain: Form, original: str) -> Iterator[tuple[int, int, str]]:
    for span in _SHOWN_BACKWARDS.finditer(original) if _OVERRIDE in original else ():
        low, high = bisect_left(plain.starts, span.start()), bisect_left(plain.starts, span.end())
        for word in _WORD.finditer(plain.text, low, high):
            yield *word.span(), word.group()[::-1]


def _upside_down(plain: Form, original: str) -> Iterator[tuple[int, int, str]]:
    if _OVERRIDE in original or not _HAS_UPSIDE_DOWN.search(original):
        return
    for word in _WORD.finditer(original):
        low, high = bisect_left(plain.starts, word.start()), bisect_left(plain.starts, word.end())
        if _HAS_UPSIDE_DOWN.search(word.group()) and 0 < high - low == len(word.group()):
            yield low, high, word.group()[::-1].translate(_UPRIGHT)
