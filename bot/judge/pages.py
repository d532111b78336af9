"""Which parts of a long text need to be read again, where a form with disguises taken off reads otherwise?"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from bot.judge.text import Form

LONG = 1_000
"""From this length on, in characters, a text is not looked through whole by every pattern."""
_PIECE, _CONTEXT = 100, 2
"""Forms are compared in pieces of so many characters; around one that differs so many pieces are kept on each side."""
_SENTENCE = 400
"""How far the end of a sentence is looked for beyond them; as far as exceptions to a match are."""
SENTENCE_END = re.compile(r"[.!?…\n]+(?=\s|$)")
_STRETCHED = re.compile(r"\s{6}|\S{45}")
_BREAK = "\n\x00.\n"
"""Stands between excerpts: neither lists nor phrases reach across."""


@lru_cache(maxsize=24)
def is_stretched(text: str) -> bool:
    """Whether blanks or words run on as nobody writes them: then a match may reach far, and all is looked through.

    Remembered: of a long text each rule asks.
    """
    return bool(_STRETCHED.search(text))


def excerpts(form: Form, plain: Form) -> Form:
    """Of a long `form` what differs from the plain one, with what stands around it."""
    if len(form.text) <= LONG or is_stretched(form.text):
        return form
    changed = [place for place in range(0, len(form.text), _PIECE) if _differs(form, plain, place)]
    kept = _merged(_whole_sentences(form.text, place) for place in changed)
    text, starts, ends = "", list[int](), list[int]()
    for low, high in kept:
        if text:
            text += _BREAK
            starts += starts[-1:] * len(_BREAK)
            ends += ends[-1:] * len(_BREAK)
        text += form.text[low:high]
        starts += form.starts[low:high]
        ends += form.ends[low:high]
    return Form(text=text, starts=starts, ends=ends, kind=form.kind)


def _differs(form: Form, plain: Form, place: int) -> bool:
    """Whether the plain form reads otherwise where the piece at `place` stands in the original."""
    low, high = bisect_left(plain.starts, form.starts[place]), len(plain.text)
    if place + _PIECE < len(form.text):
        high = bisect_left(plain.starts, form.starts[place + _PIECE])
    return form.text[place : place + _PIECE] != plain.text[low:high]


def _whole_sentences(text: str, place: int) -> tuple[int, int]:
    """The piece at `place` with its surroundings, from the beginning of a sentence to the end of one."""
    low, high = max(0, place - _CONTEXT * _PIECE), place + (_CONTEXT + 1) * _PIECE
    before = [found.end() for found in SENTENCE_END.finditer(text, max(0, low - _SENTENCE), low)]
    after = SENTENCE_END.search(text, high, high + _SENTENCE)
    return before[-1] if before else max(0, low - _SENTENCE), after.end() if after else high + _SENTENCE


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that touch joined."""
    kept: list[tuple[int, int]] = []
    for low, high in stretches:
        begin = kept.pop()[0] if kept and low <= kept[-1][1] else low
        kept.append((begin, high))
    return kept
