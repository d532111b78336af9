"""How good and how fast is the judge? Beside alt-profanity-check, better-profanity-rs and profanex, in one run."""

import argparse
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.labelled import Labelled, labelled, lines_of
from benchmarks.obfuscation import TRICKS, spellings
from benchmarks.report import heading, median, number, ratio, table, tell
from benchmarks.rivals import Says, rivals, scores
from benchmarks.texts import source, texts
from bot.bootstrap import judge_of
from bot.judge.judge import Judge
from bot.judge.measuring.cases import case
from bot.judge.measuring.order import area, found_first
from bot.model import Outcome, Share, Verdict

ROUNDS, COMMENTS, LONG = 5, 8000, 10_000
SLOW_PART = 300
"""alt-profanity-check takes some milliseconds for a single text: so many are enough one by one."""
WORDS = (
    "fuck",
    "shit",
    "bitch",
    "asshole",
    "cunt",
    "motherfucker",
    "bullshit",
    "faggot",
    "nigger",
    "retard",
    "wetback",
)
"""The severe words that are disguised; each stands in a sentence of its own."""
SENTENCE = "you are a {} and everyone knows it"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every figure for which there is data."""
    parser = argparse.ArgumentParser(prog="benchmarks.judge", description=__doc__)
    parser.add_argument("--comments", type=Path, help="JSON Lines with `text`; default: the school week, repeated")
    parser.add_argument("--labelled", type=Path, help="a folder of JSON Lines with `text` and `label` (0 or 1)")
    parser.add_argument("--names", type=Path, help="a list of surnames, one a line")
    parser.add_argument("--words", type=Path, help="a list of dictionary words, one a line")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args(arguments)
    judge, others = judge_of(None), rivals()
    if not others:
        tell("none of the packages is installed (`make bench` installs them): our figures alone")
    comments = texts(wanted.comments, COMMENTS)
    _speed(judge, others, comments, wanted)
    _long_ones(judge)
    _disguises(judge, others)
    for name, path in (("surnames", wanted.names), ("dictionary words", wanted.words)):
        if path is not None:
            _alarms(judge, others, name, lines_of(path))
    for one in labelled(wanted.labelled) if wanted.labelled else ():
        _set(judge, others, one)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Peak memory of this process with everything above: {peak:.0f} MB (`page-monitor judge` alone needs less).")


def _speed(judge: Judge, others: Mapping[str, Says], comments: Sequence[str], wanted: argparse.Namespace) -> None:
    heading(
        "Judge: comments per second, one process",
        f"{len(comments):,} comments of {sum(map(len, comments)) / len(comments):.0f} characters on average "
        f"({source(wanted.comments)}); median of {wanted.rounds} rounds in turns, after a warm-up.",
    )
    runs: dict[str, tuple[Callable[[Sequence[str]], object], int]] = {
        "our judge, one by one": (partial(_one_by_one, judge.verdict), len(comments))
    }
    for name, says in others.items():
        runs[f"{name}, one by one"] = (partial(_one_by_one, partial(_alone, says)), SLOW_PART)
        runs[f"{name}, one batch"] = (says, len(comments))
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(wanted.rounds + 1):
        for name, (run, most) in runs.items():
            began = time.perf_counter()
            run(comments[:most])
            if turn:
                speeds[name].append(min(most, len(comments)) / (time.perf_counter() - began))
        tell(f"round {turn} of {wanted.rounds}")
    ours = median(next(iter(speeds.values())))
    rows = [
        (name, number(median(found)), number(min(found)), number(max(found)), ratio(ours, median(found)))
        for name, found in speeds.items()
    ]
    table(("", "comments/s", "slowest", "fastest", "ours is"), rows)


def _one_by_one(ask: Callable[[str], object], part: Sequence[str]) -> None:
    for text in part:
        ask(text)


def _alone(says: Says, text: str) -> Sequence[bool]:
    return says([text])


def _long_ones(judge: Judge) -> None:
    heading(f"Judge: milliseconds at {LONG:,} characters", "Comments of the school week joined to that length.")
    joined = " ".join(texts(None, 4000))
    spent = []
    for place in range(0, len(joined) - LONG, LONG // 4):
        text = joined[place : place + LONG]
        began = time.perf_counter()
        judge.verdict(text)
        spent.append(1000 * (time.perf_counter() - began))
    spent.sort()
    marks = {"median": 0.5, "p99": 0.99, "slowest": 1.0}
    table(("", "ms"), [(name, number(spent[min(len(spent) - 1, int(at * len(spent)))])) for name, at in marks.items()])


def _disguises(judge: Judge, others: Mapping[str, Says]) -> None:
    heading("Severe words in disguise", f"{len(WORDS)} words, each trick ten times with other seeds, in a sentence.")
    found: list[Sequence[str]] = []
    for trick in TRICKS:
        spelled = [one for word in WORDS for one in spellings(word, trick, number=10, seed=1) if one != word]
        made = [SENTENCE.format(one) for one in spelled]
        ours = sum(judge.verdict(text).outcome is not Outcome.KEEP for text in made)
        theirs = [f"{sum(says(made)) / len(made):.2f}" for says in others.values()]
        found.append((trick, f"{len(made)}", f"{ours / len(made):.2f}", *theirs))
    table(("trick", "texts", "ours", *others), found)


def _alarms(judge: Judge, others: Mapping[str, Says], name: str, lines: Sequence[str]) -> None:
    heading(f"False alarms on {len(lines):,} {name}", "Each alone: how many are not left alone.")
    caught = [line for line in lines if judge.verdict(line).outcome is not Outcome.KEEP]
    rows = [("ours", f"{len(caught)}"), *((other, f"{sum(says(lines))}") for other, says in others.items())]
    table(("", "alarms"), rows)
    print(f"ours: {', '.join(caught[:60])}\n")


def _set(judge: Judge, others: Mapping[str, Says], one: Labelled) -> None:
    positive = sum(one.positive)
    heading(f"Labelled set {one.name}", f"{len(one.texts):,} texts, {positive:,} of them of the positive class.")
    verdicts = [judge.verdict(text) for text in one.texts]
    says = {
        "ours, would hide": [verdict.outcome is Outcome.HIDE for verdict in verdicts],
        "ours, hide or review": [verdict.outcome is not Outcome.KEEP for verdict in verdicts],
        **{name: ask(one.texts) for name, ask in others.items()},
    }
    rows = []
    for name, told in says.items():
        right = sum(a and b for a, b in zip(told, one.positive, strict=True))
        rows.append((name, str(Share(hits=right, of=sum(told))), str(Share(hits=right, of=positive))))
    table(("", "precision (95 % interval)", "recall (95 % interval)"), rows)
    _order(one, verdicts)


def _order(one: Labelled, verdicts: Sequence[Verdict]) -> None:
    def ordered(by: Sequence[float]) -> tuple[str, str]:
        cases = [
            case({"label": int(yes)}, "", Verdict(outcome=Outcome.KEEP, findings=(), guideline=None,
                 guidelines_version="", priority=at))
            for yes, at in zip(one.positive, by, strict=True)
        ]  # fmt: skip
        return f"{area(cases):.3f}", str(found_first(cases))

    rows = [("our priority", *ordered([verdict.priority for verdict in verdicts]))]
    score = scores()
    if score is not None:
        rows.append(("alt-profanity-check's probability", *ordered(score(one.texts))))
    table(("order", "area under ROC", "positives in the first 10 %"), rows)


if __name__ == "__main__":
    main()
