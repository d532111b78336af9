"""Which letters do digits and signs inside a word stand for?"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from bot.judge.text import Form, FormKind

SIGNS = frozenset("0123456789@$!|+_©®†€¢£")
_LEET = str.maketrans("01345678@$!|+_9©®†€¢£", "oieasgtbasiit gcrtecl")
_L_OR_I = re.compile(r"[1!|]")
_HOLDS_TWO = re.compile(r"[1!|][a-z0-9@$+]*[1!|][a-z0-9@$]")
# A word with a sign or digit in it, whole; words of letters alone are passed over in one go.
_TOKEN = re.compile(r"(?<![a-z0-9@$!|+_©®†€¢£])[a-z]*+[0-9@$!|+_©®†€¢£][a-z0-9@$!|+_©®†€¢£]*")
_NOT_A_WORD = re.compile(r"\$?\d+(?:st|nd|rd|th|[a-z]{1,2})?|[^a-z]+|[a-z]+[!|]*|[a-z]+\+{2,}|[a-z]{1,2}\+")
# What ends a word without being its last letter: "wow!", "C++"; one plus behind three letters is a "t".
_TAIL = re.compile(r"(?<![!|])[!|]+$|(?<!\+)\+{2,}$")
_HOLDS_L = re.compile(r"[a-z@$0-9][1!|]+[a-z@$0-9]|(?:^|[\s\"'(])[1!|][a-z]")
# Letters drawn with several signs, beside a letter or a sign that stands for one; a bracket inside a word, or before
# one, that nothing closes is a "c".
_DRAWN = re.compile(
    r"(?=[|(\\/\[])(?:(?:(?<=[a-z0-9@$])|(?=\S{2,3}[a-z0-9@$]))(?:\|<|\|\{|\|_\||\(_\)|\|-\||\|\\\||/\\|\\/|\|\)|\(\)|\[\])"
    r"|(?<=[a-z0-9@$])\((?=[a-z0-9@$!+]+(?![\w)]))|(?<![\w)])\((?=[a-z0-9@$!+]{2,12}(?![\w)])(?![^()]{0,200}\))))"
)
_MAYBE_DRAWN = re.compile(r"[|(\\/\[][<{_\-)\\/\]|]|\([a-z0-9@$!+]")
_LETTERS = {
    "(": "c",
    "|<": "k",
    "|{": "k",
    "|_|": "u",
    "(_)": "u",
    "|-|": "h",
    "|\\|": "n",
    "/\\": "a",
    "\\/": "v",
    "|)": "d",
    "()": "o",
    "[]": "o",
}


def signs_read(form: Form) -> Form:
    """`form` with digits and signs inside words read as letters; the same object if there are none.

    Only words that mix letters with digits or signs are touched: "$40" and "3rd" stay.
    """
    form = _drawn_read(form)
    if SIGNS.isdisjoint(form.text):
        return form
    return _with_text(form, _TOKEN.sub(_as_letters, form.text))


def ells_read(form: Form) -> Iterator[Form]:
    """As `signs_read`, but "1", "!" and "|" inside words are an "l": all of them, the first, or all but the first."""
    if not _HOLDS_L.search(form.text):
        return
    for readings in (("l", "l"), *((("l", "i"), ("i", "l")) if _HOLDS_TWO.search(form.text) else ())):
        read = partial(_as_ells, *readings)
        yield _with_text(form, _TOKEN.sub(read, form.text))


def _with_text(form: Form, text: str) -> Form:
    if text == form.text:
        return form
    return Form(text=text, starts=form.starts, ends=form.ends, kind=FormKind.BARE)


def _as_letters(token: re.Match[str]) -> str:
    return _read_as(token.group(), lambda core: core)


def _as_ells(first: str, others: str, token: re.Match[str]) -> str:
    return _read_as(token.group(), lambda core: _L_OR_I.sub(others, _L_OR_I.sub(first, core, count=1)))


def _read_as(word: str, prepared: Callable[[str], str]) -> str:
    if _NOT_A_WORD.fullmatch(word):
        return word
    tail = _TAIL.search(word)
    core = word[: tail.start()] if tail else word
    return prepared(core).translate(_LEET) + word[len(core) :]


def _drawn_read(form: Form) -> Form:
    if not _MAYBE_DRAWN.search(form.text):
        return form
    edits = [(*found.span(), _LETTERS[found.group()]) for found in _DRAWN.finditer(form.text)]
    return form.edited(edits, FormKind.BARE) if edits else form
