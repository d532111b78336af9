"""Which listed word could stand behind the stars? First letter, length and every letter that is left must agree."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_MASKED = re.compile(r"(?<![a-z0-9*/@])[a-z][a-z*]*\*[a-z*]*(?![a-z0-9*/])")
_ENDINGS = ("", "s", "d", "ed", "er", "ers", "in", "ing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masks:
    """Listed words by first letter and length."""

    words: Mapping[tuple[str, int], frozenset[str]]

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a masked word stands behind which a listed one could hide."""
        known: dict[str, bool] = {}  # a flood repeats few words
        for found in _MASKED.finditer(text):
            token = found.group()
            if token.count("*") > 1 or not token.endswith("*"):  # a single last star is a footnote
                if token not in known:
                    known[token] = self.could_be(token)
                if known[token]:
                    yield found.span()

    def could_be(self, token: str) -> bool:
        """Whether a listed word agrees with every letter of `token` that is not a star."""
        words = self.words.get((token[0], len(token)), frozenset())
        return any(all(sign in ("*", letter) for sign, letter in zip(token, word, strict=True)) for word in words)


def masks_of(words: Iterable[str]) -> Masks:
    """The single words of a list of at least four letters; a final "*" stands for the common endings."""
    by_shape: dict[tuple[str, int], set[str]] = {}
    for word in words:
        stem = word.lower().rstrip("*")
        if len(stem) < 4 or not stem.isalpha():
            continue
        for ending in _ENDINGS if word.endswith("*") else ("",):
            by_shape.setdefault((stem[0], len(stem + ending)), set()).add(stem + ending)
    return Masks(words={shape: frozenset(found) for shape, found in by_shape.items()})
