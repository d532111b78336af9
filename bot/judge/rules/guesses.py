"""Is a listed word only guessed? Torn, masked, in two sentences, in a number or behind an apostrophe."""

import re

from bot.judge.disguises.small import SHORT
from bot.judge.languages import english_words
from bot.judge.persons import everyday_words, may_end_in_a_name
from bot.judge.rules.lookalike import MASKED
from bot.judge.text import Form, FormKind

TORN = "A listed word seems to be cut in two here: a person decides."
BROKEN = "The words of a listed term stand here, but a sentence seems to end between them: a person decides."

NO_WORD = "A listed word can be read here, and it can be a number, a name or other words: a person decides."

_NUMBER = re.compile(r"[A-Za-z]{1,2}[\s-]?\d{1,4}")
_NOTES = re.compile(r"[A-Ga-g](?:[^\w*]+[A-Ga-g])+")
_ENDING = re.compile(r"[^\W\d_]['’]$")
"""An apostrophe behind a letter: what follows ends the word before it ("the board's.hit")."""
_INITIAL = re.compile(r"[A-Z][.-]\s?[A-Z][a-z]+")
_CAPITALS = re.compile(r"[A-Z][.-]\s?[A-Z]{2,}")
"""An initial and a name in a text of capitals: only behind a title or a first name ("COACH F.KING")."""
_BEFORE_NAME = 20
_AFTER_INITIAL = re.compile(r"(?:^|[^\w])[A-Z]\.$")
_PIECE = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"(?<=[a-z]{2})(?:[.,!?…]+\s*|\s+[-–—]+\s+|\s*\n\s*)(?=[a-z]{2})")
SIGNS = "*#%"
"""Signs that stand for a letter."""


def guessed(form: Form, low: int, high: int, original: str) -> str:
    """Why it is a guess that ``form.text[low:high]`` is a listed word; empty when it surely is one."""
    if form.kind is FormKind.TORN:
        return TORN
    if form.kind is not FormKind.PLAIN and _are_words(original, *form.place(low, high)):
        return NO_WORD
    signs = sum(char in SIGNS for char in form.text[low:high])
    return MASKED if 2 * signs > high - low else _no_word(original, *form.place(low, high))


def parts(found: str) -> list[str]:
    """The words of a listed term on either side of where a sentence or a clause ends inside it."""
    return _STOP.split(found)


def _no_word(original: str, start: int, end: int) -> str:
    """Why a listed word in disguise may be none: "Room F46", "the notes are F, A, G", "the board's--it was"."""
    written = original[start:end]
    if any(shape.fullmatch(written) for shape in (_NUMBER, _NOTES, _INITIAL)):
        return NO_WORD
    if _CAPITALS.fullmatch(written) and may_end_in_a_name(original[max(0, start - _BEFORE_NAME) : start].lower()):
        return NO_WORD
    before = original[max(0, start - 3) : start]
    is_rest = _ENDING.search(before) or (written[:1].isupper() and _AFTER_INITIAL.search(before))
    return NO_WORD if is_rest and not written.isalpha() else ""


def _are_words(original: str, start: int, end: int) -> bool:
    """Whether two words of everyday English stand there with a sign between ("cats and dogs.Hit the road")."""
    pieces = _PIECE.findall(original[start:end].lower())
    known = everyday_words() | english_words()
    return len(pieces) == 2 and all(len(one) > 1 and (one in known or one in SHORT) for one in pieces)
