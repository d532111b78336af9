"""How do the rules see a comment? As written, in its normal form, and with disguises taken off."""

import re
from dataclasses import dataclass
from datetime import date

from bot.judge.disguise import unmask
from bot.judge.text import Form, normal_form, storable

_SENTENCE_END = re.compile(r"[.!?…\n]+(?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One comment, read. `original` is as long as the comment (lone surrogates as U+FFFD).

    `forms` holds the normal form and, where it differs, the form with disguises taken off. `today` is the day on which
    it is judged (None: nothing that expires is asked).
    """

    original: str
    plain: Form
    forms: tuple[Form, ...]
    post_text: str
    author: str
    today: date | None = None


def read(text: str, *, post_text: str = "", author: str = "", today: date | None = None) -> Reading:
    """Read a comment under the text of its post; `author` is the commenter's name, if told."""
    plain = normal_form(text)
    bare = unmask(plain)
    forms = (plain,) if bare is plain else (plain, bare)
    return Reading(original=storable(text), plain=plain, forms=forms, post_text=post_text, author=author, today=today)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence (with its closing mark) in which ``text[start:end]`` stands; looks at most 400 characters away."""
    low, high = max(0, start - 400), min(len(text), end + 400)
    for mark in _SENTENCE_END.finditer(text, low, start):
        low = mark.end()
    after = _SENTENCE_END.search(text, max(end - 1, start), high)
    return text[low : after.end() if after else high]
