"""Which weights tell an asserted claim best, and how well do they do on a sheet they never saw? It prints figures only.

Each sheet is left out once: weights fitted on the others are measured on it. The last lines are the weights fitted on
all of them, as they stand in bot/judge/claims.py. Each sheet counts alike, and once more (with less weight) without its
paraphrases.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.facts import PRECISION, Comment, comments_of
from benchmarks.report import heading, table
from bot.bootstrap.judging import embedder_of
from bot.judge.claims import Claims, Near
from bot.judge.facts import asserts, parts
from bot.judge.sheet import load_sheet
from bot.judge.stance import taken_back
from bot.judge.text import normal_form
from bot.model import Share
from bot.ports import Embedder

_BARE = 0.3
_STRENGTH = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comment with the statements it comes near: the id and the measures of each."""

    comment: Comment
    near: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights and what they start from."""

    base: float
    each: tuple[float, ...]

    def surest(self, compared: Compared) -> tuple[float, bool] | None:
        """The highest total of a comment, and whether it belongs to the statement it asserts."""
        totals = [
            (
                self.base + sum(a * b for a, b in zip(self.each, measures, strict=True)),
                key == compared.comment.statement,
            )
            for key, measures in compared.near
        ]
        return max(totals, default=None)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print leave-one-sheet-out figures and the weights, by meaning and words and by words alone."""
    parser = argparse.ArgumentParser(prog="benchmarks.facts_weights", description=__doc__)
    parser.add_argument("--sheet", nargs=2, type=Path, action="append", required=True, metavar=("SHEET", "COMMENTS"))
    wanted = parser.parse_args(arguments)
    for name, embedder in (("by meaning and words", embedder_of(None)), ("by words", None)):
        heading(f"Weights, {name}", "Each sheet measured with weights fitted on the others (95 % interval).")
        full = [_compared(sheet, comments, embedder, bare=False) for sheet, comments in wanted.sheet]
        bare = [_compared(sheet, comments, embedder, bare=True) for sheet, comments in wanted.sheet]
        rows = []
        for place, (sheet, _) in enumerate(wanted.sheet):
            model = _fitted(full[:place] + full[place + 1 :], bare[:place] + bare[place + 1 :])
            rows += [
                (sheet.stem, *_figures(model, full[place])),
                (f"{sheet.stem}, bare", *_figures(model, bare[place])),
            ]
        table(("left out", "recall", "precision", f"recall at {PRECISION:.0%}"), rows)
        model = _fitted(full, bare)
        print(f"base {model.base:.1f}, each {', '.join(f'{weight:.1f}' for weight in model.each)}")


def _compared(sheet: Path, comments: Path, embedder: Embedder | None, *, bare: bool) -> list[Compared]:
    statements = [replace(one, paraphrases=()) if bare else one for one in load_sheet(sheet)]
    claims = Claims(statements, embedder)
    today = min(one.expires for one in statements)
    made = []
    for comment in comments_of(comments):
        found = [] if taken_back(normal_form(comment.text).text) else parts(comment.text)
        near = zip(found, claims.near([part.text for part in found], today), strict=True)
        told = [one for part, several in near for one in several if asserts(part, one)]
        made.append(Compared(comment=comment, near=tuple(_highest(told))))
    return made


def _highest(near: Sequence[Near]) -> list[tuple[str, tuple[float, ...]]]:
    best: dict[str, Near] = {}
    for one in near:
        known = best.get(one.statement.id)
        if known is None or known.sure < one.sure:
            best[one.statement.id] = one
    return [(key, one.measures) for key, one in best.items()]


def _fitted(full: Sequence[Sequence[Compared]], bare: Sequence[Sequence[Compared]]) -> Model:
    rows, right, worth = [], [], []
    for several, share in ((full, 1.0), (bare, _BARE)):
        for compared in several:
            weight = share / max(1, sum(one.comment.statement is not None for one in compared))
            for one in compared:
                rows += [measures for _, measures in one.near]
                right += [key == one.comment.statement for key, _ in one.near]
                worth += [100 * weight] * len(one.near)
    measures = np.array(rows)
    spread = measures.std(axis=0) + 1e-6
    model = LogisticRegression(C=_STRENGTH, max_iter=2000).fit(measures / spread, right, sample_weight=worth)
    return Model(base=float(model.intercept_[0]), each=tuple(float(one) for one in model.coef_[0] / spread))


def _figures(model: Model, compared: Sequence[Compared]) -> tuple[str, str, str]:
    of = sum(one.comment.statement is not None for one in compared)
    told = sorted((one for one in map(model.surest, compared) if one), reverse=True)
    alarms = [is_right for total, is_right in told if total > 0]
    right = best = 0
    for asked, (_, is_right) in enumerate(told, start=1):
        right += is_right
        best = right if right >= PRECISION * asked else best
    recall, precision = Share(hits=sum(alarms), of=of), Share(hits=sum(alarms), of=len(alarms))
    return str(recall), str(precision), str(Share(hits=best, of=of))


if __name__ == "__main__":
    main()
