"""What does a list of words nearly match? One letter away, or let through by one of its exceptions. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.judge.reading import Reading
from bot.judge.rules.base import Matcher
from bot.model import NearMiss, PastComment

EXCEPTIONS = ("allow", "names", "unless", "soft_when", "idioms")
"""Keys of a rule that let something through."""
SHORTEST = 4
"""Shorter words lie one letter away from half the dictionary."""
_WORD = re.compile(r"\w+")


class NearMisses:
    """`loose` is the rule's matcher without its exceptions (None: it has none); `words` are those of its list."""

    def __init__(self, words: Sequence[str], loose: Matcher | None) -> None:
        self._loose = loose
        self._words = frozenset(words)
        self._gaps: dict[str, list[str]] = {}
        for word in sorted(self._words):
            for gap in _gaps(word):
                self._gaps.setdefault(gap, []).append(word)

    def first(self, past: PastComment, reading: Reading) -> NearMiss | None:
        """The first place where a comment, in which the rule finds nothing, nearly matches."""
        spans = sorted(self._loose.spans(reading), key=lambda span: span.start) if self._loose is not None else ()
        for span in spans:
            why = "It stands on the list, but an exception lets it through."
            return NearMiss(past=past, start=span.start, end=span.end, why=why)
        for found in _WORD.finditer(reading.plain.text):
            word = self._one_letter_away(found.group())
            if word:
                start, end = reading.plain.place(*found.span())
                return NearMiss(past=past, start=start, end=end, why=f'One letter away from "{word}".')
        return None

    def _one_letter_away(self, word: str) -> str:
        if len(word) < SHORTEST or word in self._words:
            return ""
        others = (other for gap in _gaps(word) for other in self._gaps.get(gap, ()))
        return next((other for other in others if _distance_is_one(word, other)), "")


def plain_words(table: Mapping[str, object]) -> tuple[str, ...]:
    """The single words of a rule's lists, without the star for any ending, as the normal form has them."""
    return tuple(
        word
        for key in ("words", "masked")
        for word in (one.lower().rstrip("*") for one in _texts(table.get(key)))
        if len(word) >= SHORTEST and word.isalnum()
    )


def _texts(value: object) -> Iterator[str]:
    yield from (one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _gaps(word: str) -> Iterator[str]:
    """The word itself and the word without one of its letters: words one letter apart share one of these."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _distance_is_one(one: str, other: str) -> bool:
    """Whether one letter was added, left out or changed, or two neighbours were swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or one == other:
        return False
    same = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]
    return swapped or short[same + 1 :] == long[same + 1 :]
