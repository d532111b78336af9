"""Learn the models and write them: ``python -m tools.train --data FOLDER [--out FOLDER] [--measure]``."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # SciPy has no types

from bot.classifiers.features import BUCKETS
from bot.classifiers.linear import MODELS
from bot.judge.guidelines import default_path, load
from bot.judge.judge import Judge
from tools.train import corpora as sets
from tools.train import measuring
from tools.train.corpora import Corpus, MissingCorpus
from tools.train.fitting import SHARE, Fitted, Floats, features, fit, write
from tools.train.unseen import calibrate, left_out

KINDS = {"insult-1": sets.insults, "spam-1": sets.spam, "school-1": sets.school}


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, and answer the exit status: 2 when a training set is missing."""
    parser = argparse.ArgumentParser(prog="tools.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the labelled sets (JSON Lines)")
    parser.add_argument("--out", type=Path, default=MODELS, help="where to write (default: into the program)")
    parser.add_argument("--only", choices=sorted(KINDS), help="one of the models")
    parser.add_argument("--measure", action="store_true", help="also measure on unseen sets, into the card")
    wanted = parser.parse_args(arguments)
    try:
        for name, read in KINDS.items():
            if wanted.only in (None, name):
                learn(name, read(wanted.data), wanted.data, wanted.out, measure=wanted.measure)
    except MissingCorpus as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def learn(name: str, corpora: Sequence[Corpus], data: Path, out: Path, *, measure: bool) -> None:
    """One model: fit, calibrate on what it did not see, write it with its card."""
    matrices = [features(corpus.texts) for corpus in corpora]
    told = left_out(corpora, matrices)
    raw = fit(corpora, matrices)
    model = calibrate(raw, corpora, told)
    card: dict[str, object] = {
        "name": name,
        "buckets": 2 * BUCKETS,
        "assumed_share": SHARE,
        "sets": {one.name: {"texts": len(one.texts), "positive": sum(one.labels)} for one in corpora},
    }
    if measure:
        by_video = left_out(corpora, matrices, by_video=True) if name.startswith("spam") else {}
        card["unseen"] = _figures(model, raw, corpora, told, data)
        if by_video:
            videos = [one for one in corpora if one.name.startswith("youtube")]
            card["unseen_video"] = {one.name: measuring.area_of(one, by_video[one.name]) for one in videos}
        if name.startswith("insult"):
            card["bias"] = _bias(model, corpora, matrices, told, data)
    out.mkdir(parents=True, exist_ok=True)
    write(model, out / f"{name}.npz", card)
    print(f"{name}: {out / name}.npz")


def _scale(model: Fitted, raw: Fitted) -> tuple[float, float]:
    slope = float(model.weights @ raw.weights / (raw.weights @ raw.weights))
    return slope, model.bias - raw.bias * slope


def _figures(
    model: Fitted, raw: Fitted, corpora: Sequence[Corpus], told: Mapping[str, Floats], data: Path
) -> dict[str, object]:
    judge = Judge(load(default_path()))
    odds = measuring.shifted(told, *_scale(model, raw))
    others = [row["text"] for row in sets.rows_of(data, "youtube_raw")][::2]
    scores = model.odds(features(others))
    background = scores, measuring.priorities(judge, others, scores)
    both = [one for one in corpora if 0 < sum(one.labels) < len(one.labels) and one.name != "madlibs"]
    return {one.name: measuring.of_set(one, odds[one.name], judge, background) for one in both}


def _bias(
    model: Fitted, corpora: Sequence[Corpus], matrices: Sequence[csr_matrix], told: Mapping[str, Floats], data: Path
) -> dict[str, object]:
    tweets = next(one for one in corpora if one.name == "davidson")
    slope, shift = _scale(model, fit(corpora, matrices))
    return {
        "identity": measuring.identity_bias(model, sets.rows_of(data, "bias_madlibs")),
        "dialect": measuring.dialect_bias(told["davidson"] * slope + shift, tweets),
    }


if __name__ == "__main__":
    sys.exit(main())
