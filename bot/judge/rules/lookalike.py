"""Does a word stand here that is almost a listed one? Misspelt, or masked all but a letter.

The misspellings of all words are one set; a comment costs one look at each of its words. What is found is never hidden:
a person decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.judge.reading import Reading
from bot.judge.rules.base import ENOUGH, Span
from bot.judge.rules.fields import Fields
from bot.judge.rules.masks import Masks, masks_of
from bot.judge.rules.spelling import misspellings
from bot.judge.text import Form, FormKind, normal_form

MISSPELT = "A word stands here that is one letter or one sound away from a word of the closed lists: a person decides."
MASKED = "A masked word stands here that could be one of the closed lists: a person decides."

_WORD = re.compile(r"[a-z]{4,}")
_A_NAME_FOLLOWS = re.compile(r"^ [A-Z][a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookalikeMatcher:
    """`misspelt` are the misspellings; `stems` and `whole` the listed words themselves (other rules find those)."""

    misspelt: frozenset[str]
    stems: frozenset[str]
    whole: frozenset[str]
    masks: Masks
    sure_masks: Masks

    @property
    def gates(self) -> tuple[str, ...]:
        """None: one look into a set is cheaper than any gate of so many words."""
        return ()

    def spans(self, reading: Reading) -> Iterator[Span]:
        """Misspelt and masked words; of a flood no more than `ENOUGH`."""
        if not self.misspelt.isdisjoint(_WORD.findall(reading.plain.text)):
            yield from islice(self._misspelt(reading.plain, reading.original), ENOUGH)
        for form in (reading.plain, *reading.joined):
            if form.kind in {FormKind.PLAIN, FormKind.MASKED} and "*" in form.text:
                yield from islice(self._masked(form), ENOUGH)

    def _misspelt(self, form: Form, original: str) -> Iterator[Span]:
        for found in _WORD.finditer(form.text):
            if found.group() not in self.misspelt or self._is_listed(found.group()):
                continue
            low, high = found.span()
            start, end = form.place(low, high)
            if _is_whole(form.text, low, high) and not _looks_like_a_name(original, start, end):
                yield Span(start=start, end=end, soft=True, why=MISSPELT)

    def _masked(self, form: Form) -> Iterator[Span]:
        for low, high in self.masks.places(form.text):
            token = form.text[low:high]
            if token.endswith("*") or not self.sure_masks.could_be(token):
                start, end = form.place(low, high)
                yield Span(start=start, end=end, soft=True, why=MASKED)

    def _is_listed(self, word: str) -> bool:
        return word in self.whole or any(word[:length] in self.stems for length in range(4, len(word) + 1))


def lookalike_matcher(fields: Fields) -> LookalikeMatcher:
    """Compile words to be found misspelt (keys: misspelt, masked, ordinary, names; see tools/variants.py).

    `ordinary` and `names` are one letter away from a listed word; `masked` are words that other rules find masked.
    """
    words = folded(fields.texts("misspelt", needed=True))
    ordinary = frozenset(folded((*fields.texts("ordinary"), *fields.texts("names"))))
    wrong = {one for word in words for one in misspellings(word)}
    return LookalikeMatcher(
        misspelt=frozenset(wrong - ordinary),
        stems=frozenset(word.rstrip("*") for word in words if word.endswith("*")),
        whole=frozenset(word for word in words if not word.endswith("*")),
        masks=masks_of(words),
        sure_masks=masks_of(folded(fields.texts("masked"))),
    )


def folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """As the normal form writes them, so that an accent in the file finds the word without it."""
    return tuple(normal_form(word).text for word in words)


def in_address(text: str, low: int) -> bool:
    """Whether the word at `low` belongs to an address or a user name ("@word", "/word")."""
    return low > 0 and text[low - 1] in "@/" and not text[max(0, low - 2) : low].isspace()


def _is_whole(text: str, low: int, high: int) -> bool:
    before, after = text[max(0, low - 1) : low], text[high : high + 1]
    if (
        before in {"@", "#", "/", "'", ".", "_"}
        or before.isalnum()
        or after.isalnum()
        or after in {"@", "/", "'", "_", "*"}
    ):
        return False
    return not (after == "." and text[high + 1 : high + 2].isalnum())  # the name of a site


def _looks_like_a_name(original: str, start: int, end: int) -> bool:
    """A capital inside a sentence, or before another name."""
    if not original[start].isupper() or original[start:end].isupper():
        return False
    before = original[:start].rstrip()
    return bool(_A_NAME_FOLLOWS.match(original[end : end + 3])) or bool(before and before[-1] not in '.!?:"')
