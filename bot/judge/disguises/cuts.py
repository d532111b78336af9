"""Which words are cut in pieces, by signs or by blanks?"""

import re
from itertools import islice, takewhile

from bot.judge.disguises.signs import signs_read
from bot.judge.disguises.small import AROUND, ENOUGH, SHORT
from bot.judge.text import Form, FormKind

_APOSTROPHE = r"'(?!(?:s|t|d|m|re|ve|ll|em|all|am)\b)"
_GAP = rf"-\s{{0,2}}\n\s{{0,2}}|(?:[^\w\s']|_|{_APOSTROPHE}){{1,3}}"
# Pieces of a word with signs, or a hyphen at the end of the line, between them: "fu-ck", "sh/it", "fu-\nck".
_CUT = re.compile(rf"(?<![a-z0-9@$])[a-z][a-z0-9@$]*+(?:(?:{_GAP})[a-z0-9@$]++)+")
_MAYBE_CUT = re.compile(r"[a-z0-9@$](?:[^\w\s'.,!?]|_|[.,!?](?=[a-z])|'[a-z]{3})")
_SIGNS_BETWEEN = re.compile(rf"(?:{_GAP})(?=[a-z0-9@$])")
_SMALL = re.compile(rf"(?<![a-z0-9@$])(?=[a-z]{{2}})(?:{AROUND})(?![a-z0-9@$])")

_BLANK = r"(?:[ \t]{1,2}|[ \t]?\n[ \t]?)"
_BLANKS = re.compile(r"\s+")
_BETWEEN = re.compile(rf"{_BLANK}(?:[a-z]{{1,2}}{_BLANK})?")
_LEFT = re.compile(rf"[a-z]{{2}}{_BLANK}$")
_RIGHT = re.compile(rf"{_BLANK}[a-z]{{2,}}")
_SHORTS = re.compile(r"[^\w'@#$&./-]([a-z]{1,2})(?![\w'@])")


def cut_joined(plain: Form) -> list[Form]:
    """Forms in which words cut by signs are whole: all pieces joined, and small words between them left apart."""
    if not _MAYBE_CUT.search(plain.text):
        return []
    joined: list[tuple[int, int, str]] = []
    apart: list[tuple[int, int, str]] = []
    for found in islice(_CUT.finditer(plain.text), ENOUGH):
        gaps = [(low, high, "") for low, high in _gaps(plain.text, *found.span())]
        joined += gaps
        apart += _small_words_apart(plain.text, gaps) if _SMALL.search(found.group()) else gaps
    forms = [plain.edited(joined, FormKind.CUT)] if joined else []
    if apart != joined:
        forms.append(plain.edited(apart, FormKind.CUT))
    return [_as_cut(signs_read(form)) for form in forms]


def _gaps(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of the signs between `start` and `end`, at least one where `_CUT` matched.

    Looked for in the whole text: in a part of it an apostrophe would take the end of the part for the end of a word.
    """
    signs = takewhile(lambda sign: sign.end() <= end, _SIGNS_BETWEEN.finditer(text, start))
    return [sign.span() for sign in islice(signs, ENOUGH)]


def _small_words_apart(text: str, gaps: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    edges = {
        edge for small in _SMALL.finditer(text, max(0, gaps[0][0] - 12), gaps[-1][1] + 12) for edge in small.span()
    }
    return [(low, high, " " if low in edges or high in edges else "") for low, high, _ in gaps]


def _as_cut(form: Form) -> Form:
    return Form(text=form.text, starts=form.starts, ends=form.ends, kind=FormKind.CUT)


def has_fragments(text: str) -> bool:
    """Whether one or two letters stand alone that are no word."""
    return not SHORT.issuperset(_SHORTS.findall(" " + text))


def torn_joined(bare: Form) -> list[Form]:
    """Forms in which a fragment of one or two letters is joined to its like, to the word before, to the word after."""
    text = bare.text
    runs = _runs(text)[:ENOUGH]
    if not runs:
        return []
    left = [(max(0, low - 3), high) for low, high in runs if _LEFT.search(text[max(0, low - 5) : low])]
    right = [(low, found.end()) for low, high in runs if (found := _RIGHT.match(text, high))]
    return [form for spans in (runs, left, right) if (form := _without_blanks(bare, spans))]


def _runs(text: str) -> list[tuple[int, int]]:
    """Where fragments stand, one by one or some after another (a real short word may stand between two)."""
    runs: list[tuple[int, int]] = []
    for found in islice(_SHORTS.finditer(" " + text), 4 * ENOUGH):
        if found[1] in SHORT:
            continue
        low, high = found.start(1) - 1, found.end(1) - 1
        if runs and _BETWEEN.fullmatch(text, runs[-1][1], low):
            low = runs.pop()[0]
        runs.append((low, high))
    return runs


def _without_blanks(bare: Form, spans: list[tuple[int, int]]) -> Form | None:
    blanks = {blank.span() for low, high in spans for blank in _BLANKS.finditer(bare.text, low, high)}
    return bare.edited([(low, high, "") for low, high in sorted(blanks)], FormKind.TORN) if blanks else None
