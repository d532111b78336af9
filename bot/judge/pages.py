"""How is a long text cut, and which parts need to be read again where a form without disguises reads otherwise?

A match reaches over few words or characters, so it lies in neighbouring pieces. Words or blanks that run on as nobody
writes them are counted as short ones (`borders`): however long they are, what stands on both sides stays together.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.judge.text import Form

LONG = 1_000
"""From this length on, in characters, a text is not looked through whole by every pattern."""
_PIECE, _CONTEXT = 100, 2
"""Forms are compared in pieces of so many characters; around one that differs so many pieces are kept on each side."""
_SENTENCE = 400
"""How far the end of a sentence is looked for beyond them; as far as exceptions to a match are."""
SENTENCE_END = re.compile(r"[.!?…\n]+(?=\s|$)")
_WORD = 45
_LONG_GAP = re.compile(r"\s{7}")
_STRETCHED = re.compile(rf"(?<!\s)\s{{6}}(\s+)|(?<!\S)\S{{{_WORD}}}(\S+)")
"""What runs on, and of it what counts for nothing."""
_BREAK = "\n\x00.\n"
"""Stands between excerpts: neither lists nor phrases reach across."""


@lru_cache(maxsize=24)
def borders(text: str, size: int) -> Sequence[int]:
    """Where pieces of `size` characters begin, the first at 0, and the end of the text.

    Characters that only lengthen a word or a gap are counted in no piece, so such a piece is longer. Remembered: of a
    long text each rule asks.
    """
    return [*_pieces(text, size), len(text)]


def _pieces(text: str, size: int) -> Iterator[int]:
    at = 0
    for low, high in _uncounted(text):
        while at <= low:
            yield at
            at += size
        at += high - low
    yield from range(at, len(text), size)


@lru_cache(maxsize=24)
def _uncounted(text: str) -> Sequence[tuple[int, int]]:
    if not _LONG_GAP.search(text) and max(map(len, text.split()), default=0) <= _WORD:
        return ()
    return [found.span(found.lastindex or 0) for found in _STRETCHED.finditer(text)]


def excerpts(form: Form, plain: Form) -> Form:
    """Of a long `form` what differs from the plain one, with what stands around it."""
    if len(form.text) <= LONG:
        return form
    edges = borders(form.text, _PIECE)
    changed = [place for place, (low, high) in enumerate(pairwise(edges)) if _differs(form, plain, low, high)]
    around = ((edges[max(0, place - _CONTEXT)], edges[place + 1 :][: _CONTEXT + 1][-1]) for place in changed)
    kept = _merged(_whole_sentences(form.text, low, high) for low, high in around)
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


def _differs(form: Form, plain: Form, start: int, end: int) -> bool:
    """Whether the plain form reads otherwise where this piece of `form` stands in the original."""
    low, high = bisect_left(plain.starts, form.starts[start]), len(plain.text)
    if end < len(form.text):
        high = bisect_left(plain.starts, form.starts[end])
    return form.text[start:end] != plain.text[low:high]


def _whole_sentences(text: str, low: int, high: int) -> tuple[int, int]:
    """The piece from `low` to `high`, from the beginning of a sentence to the end of one."""
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
