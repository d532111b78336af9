"""How alike are the words of two sentences? Weighted words and pieces of words, against many sentences at once."""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from bot.judge.text import normal_form

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_LONGEST = 1000
"""Characters of a text that are compared; a claim is never as long."""
_PAIR, _PIECE, _PIECE_LETTERS = 0.7, 0.5, 4
# Words that say nothing of the subject; what denies or asks is read by stance.py, not here.
_EMPTY_WORDS = """
a an the and or but of to in on at for from with by as is are was were be been being it its it's
this that these those i we you he she they them him her me us my our your their his will would can
could do does did has have had so if then than just there here what who when how el la los las un
una de en y que es se por con lo al del
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_ENDINGS = ("'s", "ing", "ed", "ies", "es", "s", "ly")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_FORMS = """
bought:buy brought:bring built:build chose:choose felt:feel fired:fire fought:fight found:find gave:give
given:give gone:go got:get held:hold hid:hide hidden:hide kept:keep left:leave lost:lose made:make
met:meet paid:pay ran:run sent:send shut:close shutting:close sold:sell selling:sell sale:sell
spent:spend stole:steal stolen:steal taken:take taught:teach threw:throw thrown:throw told:tell
took:take went:go won:win wrote:write written:write
"""
_IRREGULAR: Mapping[str, str] = MappingProxyType(dict(pair.split(":") for pair in _FORMS.split()))


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words and numbers that say something (of the first 5,000 characters)."""
    return frozenset(_stem(word) for word in _words(text[: 5 * _LONGEST]) if len(word) > 2 or word.isdigit())


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(normal_form(text).text) if word not in _EMPTY]


def _stem(word: str) -> str:
    """Cruder than grammar and the same for English and Spanish: endings off, then the first six letters."""
    word = _IRREGULAR.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = _DOUBLED.sub(r"\1", word.removesuffix(ending))
            break
    if not word.isalpha():
        return word
    stem = word[:6]
    return stem[:-1] if stem[-1] in "ey" and len(stem) > 3 else stem


def _terms(text: str) -> Iterator[tuple[str, float]]:
    """What a sentence is compared by, each with a weight: stems, pairs of stems, pieces of words."""
    words = _words(text[:_LONGEST])
    stems = [_stem(word) for word in words]
    for stem in stems:
        yield stem, 1.0
    for one, follower in pairwise(stems):
        yield f"{one} {follower}", _PAIR
    for word in words:
        framed = f"<{word}>" if len(word) >= _PIECE_LETTERS else ""
        for place in range(len(framed) - _PIECE_LETTERS + 1):
            yield f"#{framed[place : place + _PIECE_LETTERS]}", _PIECE


def _weighed(text: str) -> Mapping[str, float]:
    """Each term with its weight; one that comes again adds little."""
    times: Counter[str] = Counter()
    worth: dict[str, float] = {}
    for term, weight in _terms(text):
        times[term] += 1
        worth[term] = weight
    return {term: worth[term] * (1 + math.log(count)) for term, count in times.items()}


class Likeness:
    """Many sentences, ready to be compared with one. Some hundred bytes of memory for a sentence."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._places: dict[str, int] = {}
        ids, weights, ends = array("i"), array("f"), array("q", [0])
        for sentence in sentences:
            for term, weight in _weighed(sentence).items():
                ids.append(self._places.setdefault(term, len(self._places)))
                weights.append(weight)
            ends.append(len(ids))
        self._size = len(ends) - 1
        self._index(np.array(ids, dtype=np.int32), np.array(weights, dtype=np.float32), np.array(ends))

    def _index(self, ids: "NDArray[np.int32]", weights: "NDArray[np.float32]", ends: "NDArray[np.int64]") -> None:
        """Postings: for each term the sentences that hold it, and how much it weighs in each."""
        spread = np.bincount(ids, minlength=len(self._places))
        self._rare = (np.log((1 + self._size) / (1 + spread)) + 1).astype(np.float32)
        self._unknown = math.log(1 + self._size) + 1
        rows = np.repeat(np.arange(self._size, dtype=np.int32), np.diff(ends))
        worth = weights * self._rare[ids]
        squares = np.bincount(rows, weights=worth * worth, minlength=self._size)
        worth /= np.sqrt(np.maximum(squares, 1e-12)).astype(np.float32)[rows]
        order = np.argsort(ids, kind="stable")
        self._rows, self._weights = rows[order], worth[order]
        self._starts = np.searchsorted(ids[order], np.arange(len(self._places) + 1))

    def with_all(self, text: str) -> "NDArray[np.float32]":
        """How alike `text` is to every sentence, 0 to 1 (the cosine of weighted terms), in their order."""
        found = np.zeros(self._size, dtype=np.float32)
        square = 0.0
        for term, weight in _weighed(text).items():
            place = self._places.get(term)
            weight *= self._unknown if place is None else float(self._rare[place])
            square += weight * weight
            if place is not None:
                part = slice(self._starts[place], self._starts[place + 1])
                found[self._rows[part]] += np.float32(weight) * self._weights[part]
        return found / np.float32(math.sqrt(square) or 1.0)
