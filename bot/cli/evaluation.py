"""How is a measured file of comments told? As tables for people and as data for programs."""

from dataclasses import dataclass, field

import click
from rich.text import Text

from bot.cli.console import console, table, visible
from bot.cli.lines import BadLine
from bot.judge.measuring.cases import Case
from bot.judge.measuring.figures import Figure, by_guideline, by_tag, failures, figures
from bot.judge.measuring.pairs import Pair, alike
from bot.model import Share, Verdict

SHOWN = 90
"""Characters of a comment in the list of failures."""


@dataclass(slots=True, kw_only=True)
class Report:
    """One file, measured."""

    name: str
    cases: list[Case] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)

    @property
    def is_unlawful(self) -> bool:
        """Whether something lawful would be hidden, or the sides of a pair are treated differently."""
        lawful = (one for one in self.cases if one.expect is not None and not one.is_violation)
        return any(one.is_hidden for one in lawful) or any(not pair.hides_alike for pair in self.pairs)


def show(report: Report, shown: int) -> None:
    console().print(Text(f"\n{visible(report.name)}: {len(report.cases) + len(report.pairs):,} rows", style="bold"))
    table(["What", "Figure (95 % interval)"], [(one.what, _words(one)) for one in _figures(report)])
    clauses = by_guideline(report.cases)
    if clauses:
        rows_ = [(name, *map(str, both)) for name, both in clauses.items()]
        table(["Guideline", "violations that reach hide or review", "under this very guideline"], rows_)
    tags = by_tag(report.cases)
    if tags:
        heads = ["Tag", "violations that reach hide or review", "ordinary: reviewed", "ordinary: hidden"]
        table(heads, [(tag, *map(str, three)) for tag, three in tags.items()])
    _print_failures(report, shown)


def _print_failures(report: Report, shown: int) -> None:
    wrong = failures(report.cases)
    unlike = [pair for pair in report.pairs if not pair.is_alike]
    lines = [_failure(one) for one in wrong[:shown]]
    lines += [(p.id, "alike", "different", _rules(p.verdict_a) or _rules(p.verdict_b), p.a) for p in unlike[:shown]]
    if lines:
        cut = [(*line[:4], visible(line[4])[:SHOWN]) for line in lines]
        count = len(wrong) + len(unlike)
        table(["Id", "Expected", "Verdict", "Rules", "Text"], cut, title=f"Failures: {min(shown, count)} of {count}")
    for line in report.bad[:shown]:
        click.echo(f"{report.name}: line {line.number}: {line.error}", err=True)


def _failure(one: Case) -> tuple[str, str, str, str, str]:
    expected = one.expect or ("violation" if one.label else "ordinary")
    return one.id, expected, one.verdict.outcome, _rules(one.verdict), one.text


def _rules(verdict: Verdict) -> str:
    return ", ".join(dict.fromkeys(one.rule for one in verdict.findings))


def _figures(report: Report) -> list[Figure]:
    found = figures(report.cases) if report.cases else []
    if report.pairs:
        hiding, whole = alike(report.pairs)
        found.append(Figure(what="pairs treated alike by every hiding rule", value=hiding))
        found.append(Figure(what="pairs with the same verdict", value=whole))
    return found


def _words(figure: Figure) -> str:
    return str(figure.value) if isinstance(figure.value, Share) else f"{figure.value:.3f}"


def as_data(report: Report) -> dict[str, object]:
    return {
        "file": report.name,
        "rows": len(report.cases) + len(report.pairs),
        "bad_lines": [{"line": one.number, "error": one.error} for one in report.bad],
        "figures": {one.what: _number(one.value) for one in _figures(report)},
        "by_guideline": {name: [_number(s) for s in both] for name, both in by_guideline(report.cases).items()},
        "by_tag": {tag: [_number(s) for s in three] for tag, three in by_tag(report.cases).items()},
        "failures": [
            {"id": one.id, "expect": one.expect, "label": one.label, "verdict": one.verdict.outcome,
             "rules": [finding.rule for finding in one.verdict.findings]}
            for one in failures(report.cases)
        ],
        "pairs_unlike": [pair.id for pair in report.pairs if not pair.is_alike],
    }  # fmt: skip


def _number(value: Share | float) -> object:
    if not isinstance(value, Share):
        return round(value, 4)
    low, high = value.interval
    return {
        "hits": value.hits,
        "of": value.of,
        "share": round(value.value, 4),
        "low": round(low, 4),
        "high": round(high, 4),
    }
