"""Which words of long lists stand in a text? A copy of the text of the same length, in which each is one run of a sign.

A frame such as "you are {adjective} {noun}" would otherwise hold the lists themselves, and forty frames forty copies of
them: too large for RE2. In the marked copy a frame asks for a run of signs. The signs are capital letters, which the
normal form never holds: one for each group of lists that share a word.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from string import ascii_uppercase

import re2

from bot.judge.rules.fields import Fields
from bot.judge.text import Form

NEVER = r"[^\x00-\x{10FFFF}]"
"""A pattern that matches nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The words of several lists by the name of the list; `signs` by the set of lists (as bits) a word is on."""

    names: tuple[str, ...]
    found: "re2._Regexp"
    lists: tuple["re2._Regexp", ...]
    signs: Mapping[int, str]
    sign: Callable[[str], str]

    def marked(self, form: Form) -> Form:
        """`form` with every listed word as a run of its sign; the same object when there is none."""
        text, at, parts = form.text, 0, list[str]()
        for one in self.found.finditer(text):
            low, high = one.span()
            parts += (text[at:low], self.sign(one.group()) * (high - low))
            at = high
        if not parts:
            return form
        return Form(text="".join((*parts, text[at:])), starts=form.starts, ends=form.ends, kind=form.kind)

    def run(self, name: str) -> str:
        """The pattern of a word of the list `name` in a marked text."""
        bit = 1 << self.names.index(name)
        return f"[{''.join(sign for lists, sign in self.signs.items() if lists & bit)}]+"

    def spelled(self, word: str) -> str:
        """A single word of a frame as it stands in a marked text: one that is listed is any listed word there."""
        if self.found.fullmatch(word.rstrip("*")):
            return "[A-Z]+"
        return re.escape(word).replace(r"\*", r"\w*").replace("'", "'?")


def marks(fields: Fields, lists: Mapping[str, Sequence[str]]) -> Marks:
    """Compile lists of words: several in one text, "*" for any ending, "a_b" for a word of two parts."""
    patterns = {name: alternatives(words) for name, words in lists.items()}
    compiled = tuple(fields.expression(one, name) for name, one in patterns.items())
    words = {word.replace("*", "").replace("_", " ") for texts in lists.values() for word in " ".join(texts).split()}
    groups = {1 << place: None for place in range(len(compiled))} | {
        _on(compiled, word): None for word in sorted(words)
    }
    signs = dict(zip((group for group in groups if group), ascii_uppercase, strict=False))
    every = "|".join(one for one in patterns.values() if one != NEVER) or NEVER
    return Marks(
        names=tuple(lists),
        found=fields.expression(rf"\b(?:{every})\b", ""),
        lists=compiled,
        signs=signs,
        sign=lru_cache(maxsize=4_096)(partial(_sign, compiled, signs)),
    )


def _sign(compiled: Sequence["re2._Regexp"], signs: Mapping[int, str], word: str) -> str:
    lists = _on(compiled, word)
    return signs.get(lists) or signs[lists & -lists]


def _on(lists: Sequence["re2._Regexp"], word: str) -> int:
    return sum(1 << place for place, one in enumerate(lists) if one.fullmatch(word))


def alternatives(words: Sequence[str]) -> str:
    """One pattern for all words, the longest first."""
    spelled = {re.escape(word).replace(r"\*", r"\w*").replace("_", r"[\s-]+") for word in " ".join(words).split()}
    return "|".join(sorted(spelled, key=lambda one: (-len(one), one))) or NEVER
