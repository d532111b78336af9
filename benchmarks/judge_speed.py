"""How many comments a second does the judge read? Against alt-profanity-check on the same texts."""

import argparse
import importlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import heading, median, number, ratio, table, tell
from benchmarks.texts import source, texts
from bot.bootstrap import judge_of

ROUNDS = 5
COMMENTS = 8000
ONE_BY_ONE = 300
"""alt-profanity-check takes some milliseconds for a single text: so many are enough."""

Run = Callable[[Sequence[str]], object]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print comments per second, in turns, median of the rounds."""
    parser = argparse.ArgumentParser(prog="benchmarks.judge_speed", description=__doc__)
    parser.add_argument("--comments", type=Path, help="JSON Lines with `text`; default: the school week, repeated")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args(arguments)
    comments = texts(wanted.comments, COMMENTS)
    mean = sum(map(len, comments)) / len(comments)
    heading(
        "Judge: comments per second, one process",
        f"{len(comments):,} comments of {mean:.0f} characters on average ({source(wanted.comments)}); "
        f"median of {wanted.rounds} rounds in turns, after a warm-up.",
    )
    _print(measure(_contestants(), comments, wanted.rounds))


def measure(runs: dict[str, tuple[Run, int]], comments: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Comments per second of each contestant in each round."""
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, (run, most) in runs.items():
            part = comments[:most]
            began = time.perf_counter()
            run(part)
            if turn:  # the first turn warms up
                speeds[name].append(len(part) / (time.perf_counter() - began))
        tell(f"round {turn} of {rounds}")
    return speeds


def _contestants() -> dict[str, tuple[Run, int]]:
    judge = judge_of(None)
    runs: dict[str, tuple[Run, int]] = {
        "our judge, one by one": (lambda part: [judge.verdict(text) for text in part], COMMENTS)
    }
    predict = _profanity()
    if predict is None:
        tell("alt-profanity-check isn't installed (`make bench` installs it): our figure alone")
        return runs
    runs["alt-profanity-check predict, one by one"] = (lambda part: [predict([text]) for text in part], ONE_BY_ONE)
    runs["alt-profanity-check predict, one batch"] = (lambda part: predict(list(part)), COMMENTS)
    return runs


def _profanity() -> Any:
    try:
        return importlib.import_module("profanity_check").predict
    except ImportError:
        return None


def _print(speeds: dict[str, list[float]]) -> None:
    ours = median(next(iter(speeds.values())))
    rows = [
        (name, number(median(found)), number(min(found)), number(max(found)), ratio(ours, median(found)))
        for name, found in speeds.items()
    ]
    table(("", "comments/s", "slowest", "fastest", "ours is"), rows)
    print(
        "The judge answers with guideline, rule and place under several dozen rules; alt-profanity-check answers with\n"
        "one number for profanity. The service judges comments as they come, so one by one is the fair comparison."
    )


if __name__ == "__main__":
    main()
