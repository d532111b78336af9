"""How good is a model on texts it did not learn from, alone and together with the rules? Figures with intervals."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

from bot.judge.judge import Judge
from bot.judge.priority import priority
from bot.model import Finding, Routing
from tools.train.corpora import Corpus, Rows, clean, is_taught
from tools.train.fitting import Fitted, Floats, features

BASE, FIRST, SEEDS = 0.015, 0.1, 20
"""One comment in 67 is of the class; people read the first tenth; streams drawn."""
MOST = 3000
"""Texts of a set that are judged: a random part of the longer ones."""


def of_set(corpus: Corpus, odds: Floats, judge: Judge, background: tuple[Floats, Floats]) -> dict[str, object]:
    """One set's figures. `background`: scores and priorities of comments from elsewhere, some unkind themselves."""
    rng = np.random.default_rng(11)
    part = rng.permutation(len(corpus.texts))[:MOST]
    labels, scores = np.array(corpus.labels)[part], odds[part]
    orders = priorities(judge, [corpus.texts[at] for at in part], scores)
    yes, no = labels == 1, labels == 0
    return {
        "texts": len(part),
        "positive": int(yes.sum()),
        "area": area(labels, scores),
        "area_priority": area(labels, orders),
        "first_tenth_score": first(scores[yes], scores[no]),
        "first_tenth_priority": first(orders[yes], orders[no]),
        "first_tenth_priority_background": first(orders[yes], background[1]),
    }


def priorities(judge: Judge, texts: Sequence[str], odds: Floats) -> Floats:
    """The queue's order when a classifier gives these odds; `judge` has rules alone."""
    told = []
    for text, at in zip(texts, odds, strict=True):
        verdict = judge.verdict(text)
        told.append(priority(verdict, [_note(float(1 / (1 + np.exp(-at))))]) + 1e-7 * float(at))
    return np.array(told)


def _note(score: float) -> Finding:
    return Finding(guideline=None, rule="model", score=score, start=0, end=0, match="", why="", routing=Routing.NOTE)


def area(labels: npt.NDArray[np.int64], scores: Floats) -> list[float]:
    """The area under the ROC curve with its 95 % interval (200 draws)."""
    rng, found = np.random.default_rng(5), []
    for _ in range(200):
        drawn = rng.integers(0, len(labels), len(labels))
        if 0 < labels[drawn].sum() < len(drawn):
            found.append(float(roc_auc_score(labels[drawn], scores[drawn])))
    low, high = np.quantile(found, [0.025, 0.975])
    return [round(float(one), 3) for one in (roc_auc_score(labels, scores), low, high)]


def area_of(corpus: Corpus, odds: Floats) -> list[float]:
    """The area of a whole set."""
    return area(np.array(corpus.labels), odds)


def first(positive: Floats, negative: Floats) -> list[float]:
    """The share of violations in the first tenth of a stream at the base rate: mean, lowest, highest of the streams."""
    many, found = max(1, round(len(negative) * BASE / (1 - BASE))), []
    for seed in range(SEEDS):
        drawn = np.random.default_rng(seed).choice(positive, many, replace=many > len(positive))
        both = np.concatenate([drawn, negative])
        top = np.argsort(-both, kind="stable")[: int(FIRST * len(both))]
        found.append(float((top < many).sum() / many))
    return [round(one, 3) for one in (sum(found) / SEEDS, min(found), max(found))]


def identity_bias(model: Fitted, rows: Rows) -> dict[str, object]:
    """Templates with identity words that the model was not taught: are harmless ones told from unkind ones?"""
    kept = [row for row in rows if not is_taught(row["text"])]
    odds = model.odds(features([row["text"] for row in kept]))
    labels = np.array([int(row["label"]) for row in kept])
    groups: dict[str, list[float]] = {}
    for row, at in zip(kept, odds, strict=True):
        if not row["label"]:
            groups.setdefault(row["text"].lower().rstrip(".! ").rpartition(" ")[2], []).append(float(at))
    shares = {word: float(np.mean(np.array(found) > 0)) for word, found in groups.items() if len(found) >= 20}
    worst = sorted(shares, key=lambda word: (-shares[word], word))[:5]
    return {
        "templates": len(kept),
        "area": area(labels, odds),
        "harmless_above_half": round(float((odds[labels == 0] > 0).mean()), 4),
        "worst_words": {word: round(shares[word], 3) for word in worst},
    }


DIALECT = frozenset(
    (
        "finna",
        "tryna",
        "gon",
        "ain't",
        "aint",
        "dat",
        "dis",
        "wit",
        "bruh",
        "ya'll",
        "yall",
        "y'all",
        "ima",
        "imma",
        "homie",
        "bouta",
        "deadass",
    )
)


def dialect_bias(odds: Floats, corpus: Corpus) -> dict[str, object]:
    """Tweets that people called neither hateful nor offensive, with and without words of African American English."""
    spoken = np.array([bool(DIALECT & set(clean(text).lower().split())) for text in corpus.texts])
    fine = np.array(corpus.labels) == 0
    return {
        "with": [int((fine & spoken).sum()), round(float((odds[fine & spoken] > 0).mean()), 4)],
        "without": [int((fine & ~spoken).sum()), round(float((odds[fine & ~spoken] > 0).mean()), 4)],
    }


def shifted(told: Mapping[str, Floats], slope: float, shift: float) -> dict[str, Floats]:
    """The odds of models that were left without a set, on the scale of the calibrated one."""
    return {name: odds * slope + shift for name, odds in told.items()}
