"""What does a model say about texts that it did not learn from? Each set scored by a model made of the others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # SciPy has no types

from tools.train.corpora import Corpus
from tools.train.fitting import Fitted, Floats, balance, calibrated, fit

FOLDS = 5
ALIKE = (("jigsaw", "wikipedia"), ("school", "benign"))
"""Sets of one origin: where one is measured, none of them is learned from (`school` is split into folds instead)."""
OURS = frozenset({"school", "benign"})


def origin(name: str) -> str:
    """Sets of one origin share this."""
    group = next((group for group in ALIKE if name in group), (name,))
    return "youtube" if name.startswith("youtube") else group[0]


def left_out(
    corpora: Sequence[Corpus], matrices: Sequence[csr_matrix], *, by_video: bool = False
) -> Mapping[str, Floats]:
    """By set: the odds given by a model that learned from no set of the same origin; our own sets by folds.

    With `by_video` a video is scored by a model that knows the other videos.
    """
    told: dict[str, Floats] = {}
    for corpus, matrix in zip(corpora, matrices, strict=True):
        if corpus.name in OURS:
            told[corpus.name] = _by_folds(corpora, matrices, corpus.name)
            continue
        same = {corpus.name} if by_video else {one.name for one in corpora if origin(one.name) == origin(corpus.name)}
        rest = [(c, m) for c, m in zip(corpora, matrices, strict=True) if c.name not in same]
        told[corpus.name] = fit([c for c, _ in rest], [m for _, m in rest]).odds(matrix)
    return told


def _by_folds(corpora: Sequence[Corpus], matrices: Sequence[csr_matrix], name: str) -> Floats:
    place = [corpus.name for corpus in corpora].index(name)
    whole, matrix = corpora[place], matrices[place]
    folds = np.random.default_rng(7).permutation(len(whole.texts)) % FOLDS
    odds = np.zeros(len(whole.texts))
    for fold in range(FOLDS):
        learned = np.flatnonzero(folds != fold)
        part = replace(
            whole,
            texts=tuple(whole.texts[at] for at in learned),
            labels=tuple(whole.labels[at] for at in learned),
        )
        others = [part if at == place else corpus for at, corpus in enumerate(corpora)]
        rows = [matrix[learned] if at == place else one for at, one in enumerate(matrices)]
        odds[folds == fold] = fit(others, rows).odds(matrix[folds == fold])
    return odds


def calibrate(model: Fitted, corpora: Sequence[Corpus], told: Mapping[str, Floats]) -> Fitted:
    """`model` calibrated on what was said about texts not learned from."""
    labels: npt.NDArray[np.int64] = np.concatenate([corpus.labels for corpus in corpora])
    weights = np.concatenate([balance(corpus) for corpus in corpora])
    odds = np.concatenate([told[corpus.name] for corpus in corpora])
    for kind in (0, 1):  # both classes alike, over all sets together
        weights[labels == kind] /= weights[labels == kind].sum()
    return calibrated(model, odds, labels, weights * len(labels))
