"""Which words hide behind digits, signs and spaces put between or in place of their letters?"""

import re

from bot.judge.text import Form

_SIGNS = frozenset("0123456789@$!|+_©®†€¢£")
_LEET = str.maketrans("0134578@$!|+_9©®†€¢£", "oieastbasiit gcrtecl")
# One letter (or sign for one) after another, each alone between one or two separators: "f u c k", "s·h·i·t".
_SPACED = re.compile(r"(?<![a-z0-9@$])[a-z0-9@$](?:(?:[^\w\n@$!]|_){1,2}[a-z0-9@$!](?![a-z0-9@$])){2,}")
# One or two letters set apart inside a word: "f(u)ck", "fu.ck". Hyphens and slashes join real words and stay.
_SET_APART = re.compile(
    r"(?<![\w@/.])[a-z]{1,4}(?:[(\[{<][a-z]{1,2}[)\]}>][a-z]{1,6}|[.·•~^|\\][a-z]{2,6})(?![\w/@]|\.[a-z])"
)
_TOKEN = re.compile(r"[a-z0-9@$!|+_©®†€¢£]+")
_NOT_A_WORD = re.compile(r"\$?\d+(?:st|nd|rd|th|[a-z]{1,2})?|[^a-z]+|[a-z]+[!+|]*")


def unmask(form: Form) -> Form:
    """`form` with letters spaced out joined and signs inside words read as letters; the same object if none are.

    Only words that mix letters with digits or signs are touched: "$40" and "3rd" stay. Linear, never raises.
    """
    joined = _joined(form)
    if _SIGNS.isdisjoint(joined.text):
        return joined
    text = _TOKEN.sub(_as_letters, joined.text)
    return joined if text == joined.text else Form(text=text, starts=joined.starts, ends=joined.ends)


def _as_letters(token: re.Match[str]) -> str:
    word = token.group()
    if _NOT_A_WORD.fullmatch(word):
        return word
    core = word.rstrip("!|+")
    return core.translate(_LEET) + word[len(core) :]


def _is_gap(char: str) -> bool:
    return char == "_" or not (char.isalnum() or char in _SIGNS)


def _joined(form: Form) -> Form:
    runs = [*_SPACED.finditer(form.text), *_SET_APART.finditer(form.text)]
    if not runs:
        return form
    gaps = {place for run in runs for place in range(*run.span()) if _is_gap(form.text[place])}
    kept = [place for place in range(len(form.text)) if place not in gaps]
    return Form(
        text="".join(form.text[place] for place in kept),
        starts=[form.starts[place] for place in kept],
        ends=[form.ends[place] for place in kept],
    )
