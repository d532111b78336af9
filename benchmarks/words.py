"""How often are the severe word lists right, and how often do they object to a name or an ordinary word?

    python -m benchmarks.words FOLDER [--surnames FILE] [--dictionary FILE]

FOLDER holds JSON Lines with `text` and `label` (1 = toxic) or `spans` (the places of toxic characters); the word files
hold a word a line. Nothing of them is shipped. Beside the lists stand the packages that a district could take instead.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.labelled import Labelled, labelled, lines_of
from benchmarks.report import heading, table
from benchmarks.rivals import rivals
from bot.judge.guidelines import Guidelines, default_path, load
from bot.judge.judge import Judge
from bot.model import Finding, Routing


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints three tables; always 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--surnames", type=Path)
    parser.add_argument("--dictionary", type=Path)
    asked = parser.parse_args(arguments)
    judge = Judge(load(default_path()))
    heading("The severe word lists", "Of what they hide 0.95 should be labelled toxic.")
    _print_rows(judge, asked.folder)
    _print_spans(judge, asked.folder)
    for name, path, most in (("surnames", asked.surnames, 10), ("dictionary words", asked.dictionary, 20)):
        if path is not None:
            _print_false_alarms(judge, name, lines_of(path), most)
    return 0


def of_lists(guidelines: Guidelines, findings: Sequence[Finding], *, hiding: bool) -> Iterator[Finding]:
    """The findings of lists of words, those that hide or all."""
    for finding in findings:
        rule = guidelines.rule(finding.rule)
        if rule is not None and rule.kind == "words" and (not hiding or finding.routing is Routing.HIDE):
            yield finding


def _print_rows(judge: Judge, folder: Path) -> None:
    rows = []
    for one in labelled(folder):
        rows.append(_row(one, "severe lists: hidden", [bool(_found(judge, text)) for text in one.texts]))
        rows.append(_row(one, "all lists: seen", [bool(_found(judge, text, hiding=False)) for text in one.texts]))
        rows.extend(_row(one, name, says(one.texts)) for name, says in rivals().items())
    table(("set, by", "rows", "objected to", "precision", "recall"), rows)


def _row(one: Labelled, name: str, said: Sequence[bool]) -> tuple[str, ...]:
    right = sum(bool(says) and label for says, label in zip(said, one.positive, strict=True))
    share = (right / max(1, sum(map(bool, said))), right / max(1, sum(one.positive)))
    return (f"{one.name}, {name}", str(len(said)), str(sum(map(bool, said))), *(f"{value:.3f}" for value in share))


def _found(judge: Judge, text: str, *, hiding: bool = True) -> list[Finding]:
    return list(of_lists(judge.guidelines, judge.verdict(text).findings, hiding=hiding))


def _print_spans(judge: Judge, folder: Path) -> None:
    rows = []
    for path in sorted(folder.glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if '"spans"' in line]
        pairs = [(found, set(row["spans"])) for row in lines for found in _found(judge, row["text"])]
        inside = sum(bool(spans & set(range(found.start, found.end))) for found, spans in pairs)
        if pairs:
            rows.append((path.stem, str(len(pairs)), f"{inside / len(pairs):.3f}"))
    table(("words marked by people", "severe words", "of them marked"), rows)


def _print_false_alarms(judge: Judge, name: str, words: Sequence[str], most: int) -> None:
    hit = [word for word in words if _found(judge, word, hiding=False)]
    listed = [word for word in hit if _found(judge, word)]
    rows = [(name, str(len(words)), str(len(hit)), str(len(listed)), str(most))]
    table(("words", "read", "objected to", "of them severe", "at most"), rows)
    print("  " + ", ".join(hit[:60]) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
