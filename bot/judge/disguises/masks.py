"""Behind which signs is a letter hidden?"""

import re

from bot.judge.disguises.small import ENOUGH
from bot.judge.text import Form, FormKind

_SIGN = r"(?:[^\w\s'\"]|_)"
_STRONG = r"[*#%@$&^~█■●]"
_SLIP = r"(?<=[aeiou])[.,;:!?/-](?=[a-z])|(?<=[a-z])[.,;:!?/-](?=[aeiou])"
# Signs between letters, or, with one that nobody uses to end a word, behind a letter: "f#ck", "f***", "s#!%". One mark
# of a sentence hides a vowel at most ("sh.t"); beside a vowel it is a slip of the finger ("cu.t the budget").
_MASKED = re.compile(
    rf"(?!{_SLIP})(?<=[a-z]){_SIGN}{{1,6}}(?=[a-z])|(?<=\b[a-z])(?:[!?.,-]{{0,2}}{_STRONG}){{2,8}}[!%]?(?![\w*])|(?<=[a-z]{{2}}){_STRONG}{{1,8}}(?=\s|$)"
)
_MAYBE = re.compile(r"[a-z](?:[^\w\s'\".,!?]|_|[.,!?\"][a-z])")


def masked(plain: Form) -> Form:
    """`plain` with a star for every sign that hides a letter; the same object if there is none. As long as before."""
    if not _MAYBE.search(plain.text):
        return plain
    text = _MASKED.sub(_stars, plain.text, count=2 * ENOUGH)
    if text == plain.text:
        return plain
    return Form(text=text, starts=plain.starts, ends=plain.ends, kind=FormKind.MASKED)


def _stars(found: re.Match[str]) -> str:
    return "*" * len(found.group())
