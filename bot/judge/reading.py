"""How do the rules see a comment? As written, in its normal form, and with disguises taken off."""

import re
from dataclasses import dataclass
from datetime import date

from bot.judge.disguise import bare_forms, is_disguised, joined_forms
from bot.judge.disguises.turned import turned_forms
from bot.judge.pages import SENTENCE_END, excerpts
from bot.judge.repeats import Copies
from bot.judge.text import Form, normal_form, storable

_NO_LETTERS = re.compile(
    r"\\[pP]\{\^?\w+\}|\\x\{[0-9A-Fa-f]+\}|\\x[0-9A-Fa-f]{2}|\\[pP]?.|\(\?P<\w+>|\[(?![A-Z-]+\])(?:\\.|[^\]\\])*\]",
    re.S,
)
"""What of a pattern stands for no letter of its own: escapes, names, and classes that also hold small letters."""
_ANY_CASE = re.compile(r"\(\?[a-zA-Z]*i")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One comment, read. `original` is as long as the comment (lone surrogates as U+FFFD).

    `forms` holds the normal form and, where they differ, forms with disguises taken off (of a long text the places
    where they do): every rule reads them.
    `joined` holds what only closed lists of severe words may read (see `FormKind`); it is mostly empty. `today` is the
    day on which it is judged (None: nothing that expires is asked). `copies` tells how often nearly the same was
    written (None: nobody counted).
    """

    original: str
    plain: Form
    forms: tuple[Form, ...]
    post_text: str
    author: str
    today: date | None = None
    joined: tuple[Form, ...] = ()
    copies: Copies | None = None


def read(
    text: str,
    *,
    post_text: str = "",
    author: str = "",
    today: date | None = None,
    copies: Copies | None = None,
) -> Reading:
    """Read a comment under the text of its post; `author` is the commenter's name, if told."""
    plain = normal_form(text)
    forms: tuple[Form, ...] = (plain,)
    joined: tuple[Form, ...] = ()
    if is_disguised(plain.text):
        bare = tuple(bare_forms(plain))
        joined = tuple(joined_forms(plain, bare[0] if bare else plain))
        forms = (plain, *(excerpts(form, plain) for form in bare))
    if not text.isascii():
        joined += turned_forms(plain, text)
    return Reading(
        original=storable(text),
        plain=plain,
        forms=forms,
        post_text=post_text,
        author=author,
        today=today,
        joined=joined,
        copies=copies,
    )


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence (with its closing mark) in which ``text[start:end]`` stands; looks at most 400 characters away."""
    low, high = max(0, start - 400), min(len(text), end + 400)
    for mark in SENTENCE_END.finditer(text, low, start):
        low = mark.end()
    after = SENTENCE_END.search(text, max(end - 1, start), high)
    return text[low : after.end() if after else high]


def capitals(pattern: str) -> list[str]:
    """The capital letters that an RE2 pattern waits for, and that no form of a comment holds: all are in small ones."""
    return [] if _ANY_CASE.search(pattern) else re.findall("[A-Z]", _NO_LETTERS.sub("", pattern))
