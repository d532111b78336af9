"""Which statements is a text nearest to? By meaning where an embedder is at hand, by words always."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bot.judge.likeness import Likeness, stems_of
from bot.judge.spanish import glossed
from bot.judge.stance import Wording, has_negation, wording
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each measure adds to being sure, fitted once by logistic regression (docs/facts.md says on what)."""

    base: float
    each: tuple[float, ...]


# In order: best and mean of three by meaning, the same by words, stems of what is claimed, nothing denied.
_BY_BOTH = Weights(base=-11.7, each=(6.2, 6.4, 5.5, 4.9, 3.0, -2.2))
_BY_WORDS = Weights(base=-9.0, each=(11.4, 10.4, 3.7, -1.3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A sentence near a statement: `sentence` of the statement is the most like it, `sure` (0 to 1) how like."""

    statement: Statement
    wording: Wording
    sentence: str
    sure: float


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
        words, meaning = self._alike([text])
        alike = self._masked(self._joined(words[0], None if meaning is None else meaning[0]), today)
        best = np.maximum.reduceat(alike, self._first[:-1])
        order = np.argsort(-best, kind="stable")[:limit]
        return [(self.statements[place], float(best[place])) for place in order if best[place] > 0]

    def near(self, parts: Sequence[str], today: date) -> list[list[Near]]:
        """For each part of a comment the statements it may speak of, best first, without those expired on `today`."""
        if not self.statements or not parts:
            return [[] for _ in parts]
        words, meaning = self._alike(parts)
        return [
            self._near(part, words[row], None if meaning is None else meaning[row], today)
            for row, part in enumerate(parts)
        ]

    def likeness(self, text: str) -> float:
        """How like `text` is in its words to any sentence of the sheet, 0 to 1; cheap."""
        return float(self._words.with_all(glossed(text)).max(initial=0.0))

    def _near(
        self, part: str, words: "NDArray[np.float32]", meaning: "NDArray[np.float32] | None", today: date
    ) -> list[Near]:
        alike = self._masked(self._joined(words, meaning), today)
        most = min(_NEAREST, len(alike))
        best: dict[int, int] = {}
        for place in sorted(np.argpartition(-alike, most - 1)[:most], key=lambda at: (-alike[at], at)):
            if alike[place] > 0:
                best.setdefault(int(self._owner[place]), int(place))
        stems = stems_of(glossed(part))
        return [self._measured(owner, place, part, stems, words, meaning) for owner, place in best.items()]

    def _measured(
        self,
        owner: int,
        place: int,
        part: str,
        stems: frozenset[str],
        words: "NDArray[np.float32]",
        meaning: "NDArray[np.float32] | None",
    ) -> Near:
        own, claim = slice(self._first[owner], self._first[owner + 1]), self._wording(owner)
        told = min(1.0, len(stems & claim.told) / 3)
        silent = 1.0 if claim.is_negative and not has_negation(part) else 0.0
        measures: tuple[float, ...] = (*_heights(words[own]), told, silent)
        weights = _BY_WORDS
        if meaning is not None:
            measures, weights = (*_heights(meaning[own]), *measures), _BY_BOTH
        total = weights.base + sum(a * b for a, b in zip(weights.each, measures, strict=True))
        sure = 1 / (1 + math.exp(-total))
        return Near(statement=self.statements[owner], wording=claim, sentence=self._sentences[place], sure=sure)

    def _wording(self, owner: int) -> Wording:
        known = self._wordings.get(owner)
        if known is None:
            if len(self._wordings) >= _KNOWN_WORDINGS:
                self._wordings.clear()
            known = wording(self._sentences[self._first[owner] : self._first[owner + 1]], _TOPIC)
            self._wordings[owner] = known
        return known

    def _alike(self, parts: Sequence[str]) -> "tuple[list[NDArray[np.float32]], NDArray[np.float32] | None]":
        parts = [glossed(part) for part in parts]
        words = [self._words.with_all(part) for part in parts]
        if self._embedder is None or self._vectors is None:
            return words, None
        return words, np.maximum(self._embedder.embed(parts) @ self._vectors.T, 0)

    def _joined(self, words: "NDArray[np.float32]", meaning: "NDArray[np.float32] | None") -> "NDArray[np.float32]":
        return words if meaning is None else _BY_MEANING * meaning + (1 - _BY_MEANING) * words

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
