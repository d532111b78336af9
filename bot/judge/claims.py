"""Which statements is a text nearest to? By meaning where an embedder is at hand, by words always."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bot.judge.likeness import Likeness, stems_of
from bot.judge.spanish import glossed
from bot.judge.stance import Wording, has_negation, is_opinion, wording
from bot.model import Statement
from bot.ports import Embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

Tell = Callable[[int, int], None]
"""Is told how many sentences of the sheet are ready, and of how many."""

_CHUNK = 64
_BY_MEANING = 0.7
"""What meaning counts beside words when sentences are ordered (measured: benchmarks/facts.py)."""
_TOPIC = 0.6
"""A stem that stands in so large a share of a statement's sentences is its topic; the others tell what is claimed."""
_NEAREST = 8
_KNOWN_WORDINGS = 2048
_LEAST = 0.1
"""What is less alike is never sure enough; it isn't looked at more closely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each measure adds to being sure, by logistic regression (benchmarks/facts_weights.py; docs/facts.md)."""

    base: float
    each: tuple[float, ...]


# In order: best and mean of three by meaning, the same by words, stems of what is claimed, nothing denied, an opinion,
# other numbers than the claim's, numbers of the reply's.
_BY_BOTH = Weights(base=-9.6, each=(4.4, 10.2, 4.3, 2.3, 1.6, -0.7, -0.8, -1.6, -2.6))
_BY_WORDS = Weights(base=-6.0, each=(5.3, 16.8, 1.5, -0.8, -0.4, -1.2, -2.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A sentence near a statement: `sentence` of the statement is the most like it, `sure` (0 to 1) how like.

    `measures` are what it was told from: benchmarks/facts_weights.py fits the weights to them.
    """

    statement: Statement
    wording: Wording
    sentence: str
    sure: float
    measures: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alike:
    """How alike a text is to every sentence of the sheet, in words and (with a model) in meaning."""

    words: "NDArray[np.float32]"
    meaning: "NDArray[np.float32] | None"

    def joined(self) -> "NDArray[np.float32]":
        """Both in one figure."""
        return self.words if self.meaning is None else _BY_MEANING * self.meaning + (1 - _BY_MEANING) * self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a part of a comment says, whatever the claim: its stems and numbers, and whether it denies or judges."""

    stems: frozenset[str]
    numbers: frozenset[str]
    is_negative: bool
    is_opinion: bool

    @classmethod
    def of(cls, part: str) -> "Said":
        """Read once, compared with several statements."""
        stems = stems_of(glossed(part))
        return cls(stems=stems, numbers=_numbers(stems), is_negative=has_negation(part), is_opinion=is_opinion(part))

    def measures(self, claim: Wording, reply: str) -> tuple[float, ...]:
        """How much it tells of the claim, and what speaks against its asserting it; each 0 to 1."""
        claimed = _numbers(claim.stems)
        others = self.numbers if claimed and not self.numbers & claimed else frozenset()
        return (
            min(1.0, len(self.stems & claim.told) / 3),
            float(claim.is_negative and not self.is_negative),
            float(self.is_opinion),
            float(bool(others)),
            float(bool(others) and not others.isdisjoint(_numbers(stems_of(glossed(reply))))),
        )


def _numbers(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems if stem[0].isdigit())


class Claims:
    """The claims of a sheet with their paraphrases, ready to be compared with texts."""

    def __init__(
        self, statements: Sequence[Statement], embedder: Embedder | None = None, tell: Tell | None = None
    ) -> None:
        """Embeds the whole sheet (some milliseconds for a sentence) and tells how far it has come."""
        self.statements = tuple(statements)
        self._sentences = tuple(text for one in statements for text in (one.claim, *one.paraphrases))
        sizes = [1 + len(one.paraphrases) for one in statements]
        self._owner = np.repeat(np.arange(len(sizes)), sizes)
        self._first = np.concatenate([[0], np.cumsum(sizes)]).astype(int)
        self._last_days = np.repeat(np.array([one.expires.toordinal() for one in statements], dtype=int), sizes)
        compared = [glossed(sentence) for sentence in self._sentences]
        self._words = Likeness(compared)
        self._embedder = embedder
        self._vectors = None if embedder is None else _embedded(compared, embedder, tell)
        self._wordings: dict[int, Wording] = {}

    def nearest(self, text: str, limit: int = 5, today: date | None = None) -> list[tuple[Statement, float]]:
        """The statements nearest to `text`, best first, each with a similarity of 0 to 1; without those expired."""
        if not self.statements:
            return []
        (alike,) = self._alike([text])
        best = np.maximum.reduceat(self._masked(alike.joined(), today), self._first[:-1])
        order = np.argsort(-best, kind="stable")[:limit]
        return [(self.statements[place], float(best[place])) for place in order if best[place] > 0]

    def near(self, parts: Sequence[str], today: date) -> list[list[Near]]:
        """For each part of a comment the statements it may speak of, best first, without those expired on `today`."""
        if not self.statements or not parts:
            return [[] for _ in parts]
        return [self._near(part, alike, today) for part, alike in zip(parts, self._alike(parts), strict=True)]

    def likeness(self, text: str) -> float:
        """How like `text` is in its words to any sentence of the sheet, 0 to 1; cheap."""
        return float(self._words.with_all(glossed(text)).max(initial=0.0))

    def _near(self, part: str, alike: _Alike, today: date) -> list[Near]:
        joined = self._masked(alike.joined(), today)
        most = min(_NEAREST, len(joined))
        best: dict[int, int] = {}
        for place in sorted(np.argpartition(-joined, most - 1)[:most], key=lambda at: (-joined[at], at)):
            if joined[place] > _LEAST:
                best.setdefault(int(self._owner[place]), int(place))
        if not best:
            return []
        said = Said.of(part)
        return [self._measured(owner, place, said, alike) for owner, place in best.items()]

    def _measured(self, owner: int, place: int, said: "Said", alike: _Alike) -> Near:
        own, claim = slice(self._first[owner], self._first[owner + 1]), self._wording(owner)
        measures = (*_heights(alike.words[own]), *said.measures(claim, self.statements[owner].reply))
        weights = _BY_WORDS
        if alike.meaning is not None:
            measures, weights = (*_heights(alike.meaning[own]), *measures), _BY_BOTH
        total = weights.base + sum(a * b for a, b in zip(weights.each, measures, strict=True))
        return Near(
            statement=self.statements[owner],
            wording=claim,
            sentence=self._sentences[place],
            sure=1 / (1 + math.exp(-total)),
            measures=measures,
        )

    def _wording(self, owner: int) -> Wording:
        known = self._wordings.get(owner)
        if known is None:
            if len(self._wordings) >= _KNOWN_WORDINGS:
                self._wordings.clear()
            known = wording(self._sentences[self._first[owner] : self._first[owner + 1]], _TOPIC)
            self._wordings[owner] = known
        return known

    def _alike(self, parts: Sequence[str]) -> list[_Alike]:
        parts = [glossed(part) for part in parts]
        words = [self._words.with_all(part) for part in parts]
        if self._embedder is None or self._vectors is None:
            return [_Alike(words=one, meaning=None) for one in words]
        meaning = np.maximum(self._embedder.embed(parts) @ self._vectors.T, 0)
        return [_Alike(words=one, meaning=other) for one, other in zip(words, meaning, strict=True)]

    def _masked(self, alike: "NDArray[np.float32]", today: date | None) -> "NDArray[np.float32]":
        return alike if today is None else np.where(self._last_days >= today.toordinal(), alike, 0)


def _heights(alike: "NDArray[np.float32]") -> tuple[float, float]:
    """The best, and the mean of the best three: one paraphrase alone may hit by chance."""
    ordered = np.sort(alike)[::-1]
    return float(ordered[0]), float(ordered[:3].mean())


def _embedded(sentences: Sequence[str], embedder: Embedder, tell: Tell | None) -> "NDArray[np.float32]":
    parts = []
    for start in range(0, len(sentences), _CHUNK):
        parts.append(embedder.embed(sentences[start : start + _CHUNK]))
        if tell is not None:
            tell(min(start + _CHUNK, len(sentences)), len(sentences))
    return np.concatenate(parts) if parts else np.zeros((0, 1), dtype=np.float32)
