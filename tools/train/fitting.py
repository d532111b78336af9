"""How does a model learn, and how is it written down? Logistic regression over the program's own features."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]  # SciPy has no types
from sklearn.linear_model import LogisticRegression

from bot.classifiers.features import BUCKETS, START, pair, tokens, word
from bot.classifiers.linear import FORMAT, LinearClassifier
from tools.train.corpora import Corpus

Floats = npt.NDArray[np.float64]
STRENGTH, ROUNDS = 3.0, 150
"""Of the regression: inverse regularisation, and the most rounds."""
SHARE = 0.05
"""Scores are probabilities in a stream where one comment in twenty is of the class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A learned model before it is rounded: one weight a bucket, and the bias."""

    weights: Floats
    bias: float

    def odds(self, features: csr_matrix) -> Floats:
        """The logarithm of the odds of each row."""
        told: Floats = features @ self.weights + self.bias
        return told


def features(texts: Sequence[str]) -> csr_matrix:
    """One row a text; the weights of a row add up exactly as `LinearClassifier` adds them."""
    ends: list[int] = [0]
    buckets: list[int] = []
    values: list[float] = []
    for text in texts:
        counts = _counts(text)
        buckets.extend(counts.keys())
        values.extend(counts.values())
        ends.append(len(buckets))
    shape = (len(texts), 2 * BUCKETS)
    return csr_matrix((np.array(values, np.float64), np.array(buckets, np.int32), np.array(ends)), shape=shape)


def _counts(text: str) -> dict[int, float]:
    found = tokens(text)
    one, before = 1 / max(len(found), 1) ** 0.5, START
    counts: dict[int, float] = {}
    for token in found:
        known = word(token)
        counts[known.whole] = counts.get(known.whole, 0.0) + one
        for part in known.parts:
            counts[part] = counts.get(part, 0.0) + one / len(known.parts) ** 0.5
        both = BUCKETS + pair(before, known.whole)
        counts[both] = counts.get(both, 0.0) + one
        before = known.whole
    return counts


def balance(corpus: Corpus) -> Floats:
    """The weight of each row: in every set both classes count alike, so that no set's habit is learned as a sign."""
    labels = np.array(corpus.labels)
    positive, size = int(labels.sum()), len(labels)
    if positive in (0, size):
        return np.full(size, corpus.weight / max(size, 1))
    return np.where(labels == 1, corpus.weight / 2 / positive, corpus.weight / 2 / (size - positive))


def fit(corpora: Sequence[Corpus], matrices: Sequence[csr_matrix]) -> Fitted:
    """Learn from `corpora`; the same input gives the same numbers."""
    labels = np.concatenate([corpus.labels for corpus in corpora])
    weights = np.concatenate([balance(corpus) for corpus in corpora])
    learner = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-3)
    learner.fit(vstack(matrices, format="csr"), labels, sample_weight=weights / weights.mean())
    return Fitted(weights=learner.coef_[0].astype(np.float64), bias=float(learner.intercept_[0]))


def calibrated(model: Fitted, odds: Floats, labels: npt.NDArray[np.int64], weights: Floats) -> Fitted:
    """`model` with its odds stretched so that they are right on `odds` of texts that it did not learn from."""
    curve = LogisticRegression(C=1e6).fit(odds.reshape(-1, 1), labels, sample_weight=weights)
    slope, shift = float(curve.coef_[0][0]), float(curve.intercept_[0])
    prior = log(SHARE / (1 - SHARE))  # the curve was fitted with both classes alike
    return Fitted(weights=model.weights * slope, bias=model.bias * slope + shift + prior)


def arrays(model: Fitted) -> dict[str, npt.NDArray[Any]]:
    """The model in whole numbers of eight bits."""
    words, word_scale = _rounded(model.weights[:BUCKETS])
    pairs, pair_scale = _rounded(model.weights[BUCKETS:])
    return {"words": words, "pairs": pairs, "numbers": np.array([FORMAT, word_scale, pair_scale, model.bias])}


def _rounded(weights: Floats) -> tuple[npt.NDArray[np.int8], float]:
    scale = float(np.abs(weights).max() / 127) or 1.0
    return np.round(weights / scale).astype(np.int8), scale


def classifier(model: Fitted, name: str) -> LinearClassifier:
    """The model as the program uses it."""
    stored = arrays(model)
    return LinearClassifier(
        name=name,
        reads_like=name,
        words=stored["words"].tobytes(),
        pairs=stored["pairs"].tobytes(),
        scales=(float(stored["numbers"][1]), float(stored["numbers"][2])),
        bias=float(stored["numbers"][3]),
    )


def write(model: Fitted, path: Path, card: dict[str, object]) -> None:
    """Write the arrays and, beside them, what they were made of. The same model gives the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as box:
        for name, table in arrays(model).items():
            content = BytesIO()
            np.save(content, table, allow_pickle=False)
            # numpy.savez would write the time of day into the file.
            box.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), content.getvalue(), zipfile.ZIP_DEFLATED
            )
    path.with_suffix(".json").write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
