"""How do several linear models score a comment in one look at its words?

Each word and each pair of words is looked up once for all. What a pair, a word or a part of one weighs in each of the
models stands in one number, so that one sum adds up all of them.
"""

from collections.abc import Sequence
from functools import lru_cache, partial

from bot.classifiers.features import BUCKETS, START, tokens, word
from bot.classifiers.linear import LinearClassifier, Weighed
from bot.model import Finding

_SHIFT = 20
"""Bits for the sum of one model: a weight is at most 127, and of a comment fewer than 4,096 words are read."""
_HALF = 1 << (_SHIFT - 1)
_MOST = 3
"""Models whose sums have room in one number of 64 bits."""


class Together:
    """Up to three models that answer as each would alone."""

    def __init__(self, *models: LinearClassifier) -> None:
        import numpy as np  # here, so that commands which judge nothing start without it

        if not 0 < len(models) <= _MOST:
            raise ValueError(f"{len(models)} models: one to {_MOST} are scored together")
        self.name = "+".join(model.name for model in models)
        self._models = models
        words, pairs = np.zeros(BUCKETS, np.int64), np.zeros(BUCKETS, np.int64)
        for model in models:
            words = (words << _SHIFT) + np.asarray(model.words, np.int64)
            pairs = (pairs << _SHIFT) + np.asarray(model.pairs, np.int64)
        self._words = memoryview(words.tobytes()).cast("q")
        self._pairs = memoryview(pairs.tobytes()).cast("q")
        self._known = lru_cache(maxsize=20_000)(self._weighed)

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        """One note of each model with its score (0 to 1). Time grows with the text up to a limit."""
        told: list[Finding] = []
        for place, (model, score) in enumerate(zip(self._models, self.scores(text), strict=True)):
            told += model.told(text, score, partial(self._in_one, place))
        return told

    def scores(self, text: str) -> tuple[float, ...]:
        """The score of each model, 0 to 1; 0 for a text without words."""
        found = tokens(text)
        if not found:
            return (0.0,) * len(self._models)
        pairs, before, joined = self._pairs, START, 0
        first = second = third = 0.0
        for one, two, three, bucket in map(self._known, found):
            first += one
            second += two
            third += three
            joined += pairs[(before * 31 ^ bucket) % BUCKETS]  # `pair`, without the call
            before = bucket
        of_models = zip(self._models, (first, second, third), self._apart(joined), strict=False)
        return tuple([model.scored(whole, of_pairs, len(found)) for model, whole, of_pairs in of_models])

    def _in_one(self, place: int, token: str) -> Weighed:
        *weights, bucket = self._known(token)
        return weights[place], int(bucket)

    def _weighed(self, token: str) -> tuple[float, float, float, int]:
        """What one word weighs in each model (0 where there is none), and its bucket."""
        found, weights = word(token), self._words
        whole = self._apart(weights[found.whole])
        parts = self._apart(sum([weights[part] for part in found.parts]))
        of_models = zip(self._models, whole, parts, strict=True)
        told = [model.weight(one, some, len(found.parts)) for model, one, some in of_models]
        first, second, third, *_ = (*told, 0.0, 0.0)
        return first, second, third, found.whole

    def _apart(self, packed: int) -> tuple[int, ...]:
        """The sums of the models, one for each, from the number that holds them all."""
        sums: list[int] = []
        for _ in self._models:
            last = ((packed + _HALF) & (2 * _HALF - 1)) - _HALF
            packed = (packed - last) >> _SHIFT
            sums.append(last)
        return tuple(reversed(sums))
