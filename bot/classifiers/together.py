"""How do two linear models score a comment in one look at its words?

Each word and each pair of words is looked up once for both. What a pair weighs in the one and in the other stands in
one number, so that one sum adds up both.
"""

from collections.abc import Sequence
from functools import lru_cache

from bot.classifiers.features import BUCKETS, MOST_CHARACTERS, START, tokens
from bot.classifiers.linear import LinearClassifier
from bot.model import Finding

_SHIFT = 20
"""Bits for the sum of the second model: a weight is at most 127, and a comment has fewer words than characters."""
_HALF = 1 << (_SHIFT - 1)
assert MOST_CHARACTERS * 128 < _HALF


class Together:
    """Two models that answer as each would alone."""

    def __init__(self, first: LinearClassifier, second: LinearClassifier) -> None:
        import numpy as np  # here, so that commands which judge nothing start without it

        self.name = f"{first.name}+{second.name}"
        self._models = (first, second)
        both = (np.asarray(first.pairs, np.int32) << _SHIFT) + np.asarray(second.pairs, np.int32)
        self._pairs = memoryview(both.tobytes()).cast("i")
        self._known = lru_cache(maxsize=20_000)(self._weighed)

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        """One note of each model with its score (0 to 1). Time grows with the text up to a limit."""
        first, second = self._models
        scores = self.scores(text)
        known = self._known
        return (
            *first.told(text, scores[0], lambda token: (known(token)[0], known(token)[2])),
            *second.told(text, scores[1], lambda token: known(token)[1:]),
        )

    def scores(self, text: str) -> tuple[float, float]:
        """The score of each model, 0 to 1; 0 for a text without words."""
        found = tokens(text)
        if not found:
            return 0.0, 0.0
        known, pairs, before, one, two, joined = self._known, self._pairs, START, 0.0, 0.0, 0
        for token in found:
            weight, other, bucket = known(token)
            one += weight
            two += other
            joined += pairs[(before * 31 ^ bucket) % BUCKETS]  # `pair`, without the call
            before = bucket
        in_second = ((joined + _HALF) & (2 * _HALF - 1)) - _HALF
        in_first = (joined - in_second) >> _SHIFT
        first, second = self._models
        return first.scored(one, in_first, len(found)), second.scored(two, in_second, len(found))

    def _weighed(self, token: str) -> tuple[float, float, int]:
        first, second = self._models
        return first.weighed(token)[0], *second.weighed(token)
