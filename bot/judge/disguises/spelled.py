"""Which letters, spelled out one by one or set apart inside a word, make a word?"""

import re
from itertools import islice

from bot.judge.disguises.small import AROUND
from bot.judge.text import Form, FormKind

# One letter (or sign for one) after another, each alone between some separators: "f u c k", "s·h·i·t".
_SPELLED = re.compile(
    r"(?:(?<=[^a-z0-9@$])|^)[a-z0-9@$](?:(?:[^\w@$!]|_){1,3}[a-z0-9@$!](?![a-z0-9@$]))(?:(?:[^\w@$!]|_){1,3}[a-z0-9@$!](?![a-z0-9@$]))+"
)
# One or two letters set apart inside a word: "f(u)ck", "fu.ck". Hyphens and slashes join real words and stay.
_SET_APART = re.compile(
    r"(?<![\w@/.])[a-z]{1,4}(?:[(\[{<][a-z]{1,2}[)\]}>][a-z]{1,6}|[.·•~^|\\][a-z]{2,6})(?![\w/@]|\.[a-z])"
)
_GLUED = re.compile(rf"(?:{AROUND})*+(?P<core>[a-z0-9@$!|+]{{3,}}?)(?:{AROUND})*+")
_AFTER = re.compile(r"[aiur](?P<core>[a-z0-9@$!|+]{3,})")
_GAPS = re.compile(r"(?:[^\w@$!|+©®†€¢£]|_)+")
_LONGEST = 60
"""Letters of a run in which small words are looked for; nobody reads more of them one by one."""


def spelled_joined(form: Form) -> Form:
    """`form` with letters that are spelled out or set apart joined; the same object if there are none."""
    spelled = [run.span() for run in _SPELLED.finditer(form.text)]
    apart = [run.span() for run in _SET_APART.finditer(form.text)]
    if not spelled and not apart:
        return form
    gaps = {gap.span() for low, high in (*spelled, *apart) for gap in _GAPS.finditer(form.text, low, high)}
    return form.edited([(low, high, "") for low, high in sorted(gaps)], FormKind.BARE)


def spelled_apart(form: Form) -> Form:
    """The same, but small words spelled out with a longer one stand apart: "f u c k y o u"; else the same object."""
    return _apart(form, _GLUED)


def spelled_after(form: Form) -> Form:
    """The same, but only a first word of one letter stands apart: "a w h o r e"; else the same object."""
    return _apart(form, _AFTER)


def _apart(form: Form, shape: "re.Pattern[str]") -> Form:
    edits: list[tuple[int, int, str]] = []
    split = False
    for run in _SPELLED.finditer(form.text):
        gaps = [gap.span() for gap in islice(_GAPS.finditer(form.text, *run.span()), _LONGEST)]
        words = shape.fullmatch(_GAPS.sub("", run.group())) if len(gaps) < _LONGEST else None
        edges = words.span("core") if words else (0, len(gaps) + 1)
        split = split or edges != (0, len(gaps) + 1)
        edits += [(low, high, " " if number in edges else "") for number, (low, high) in enumerate(gaps, start=1)]
    return form.edited(edits, FormKind.BARE) if split else form
