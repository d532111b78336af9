"""`page-monitor evaluate`: how good are the guidelines on labelled comments? Figures with sizes and intervals."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import click

from bot.cli.console import progress, say_json, visible
from bot.cli.evaluation import Report, as_data, show
from bot.cli.judging import Bench, Recipe
from bot.cli.lines import BadLine, Lines, Row, rows
from bot.cli.unknown_names import UnknownNames, unknown_accounts, unknown_clauses
from bot.config import SystemClock
from bot.errors import InputError
from bot.judge.measuring.cases import case, label_fault
from bot.judge.measuring.pairs import Pair
from bot.judge.sheet import load_sheet
from bot.model import Verdict

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--guidelines", type=FILE, help="Measure this guidelines file (default: that of the settings, or ours).")
@click.option("--facts", type=FILE, help="Statements as JSON Lines, as for `page-monitor judge`.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to judge in.")
@click.option("--failures", "shown", default=10, show_default=True, help="How many failures to list for each file.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON, with all failures.")
@click.pass_obj
def evaluate(
    file: Path,
    files: Sequence[Path],
    guidelines: Path | None,
    facts: Path | None,
    jobs: int,
    shown: int,
    as_json: bool,
) -> None:
    """Measure the guidelines on labelled comments.

    FILES are JSON Lines with "text" and what was expected: "expect" (keep, review, hide) with "guideline", "also"
    (verdicts that are right, too), "tags" and "statement" (of --facts); or "label" (1: breaks a guideline, 0: does
    not). Lines with "a" and "b" are mirrored pairs, which must be treated alike. Every figure stands with the number of
    cases and the 95 % interval of the true share. Exit status 1 when lawful criticism or an ordinary comment would be
    hidden, a hiding rule treats the sides of a pair differently, or a line could not be measured.
    """
    recipe = Recipe(config=file, guidelines=guidelines, facts=facts, today=SystemClock().now().date())
    bench, reports = Bench[BadLine](recipe=recipe, jobs=jobs), []
    with progress("Preparing the judge") as tell:
        clauses = bench.prepare(tell).guidelines.by_id
    statements = _ids(facts)
    for path in files:
        unknown = unknown_accounts(bench.accounts()), unknown_clauses(clauses)
        with progress(f"Judging {path.name}") as tell:
            reports.append(_measured(path, bench, statements, unknown, tell))
        for sentence in chain.from_iterable(names.told() for names in unknown):
            click.echo(f"{visible(path.name)}: {sentence}", err=True)
    if as_json:
        say_json([as_data(report) for report in reports])
    else:
        for report in reports:
            show(report, shown)
    bad = sum(len(report.bad) for report in reports)
    if bad:
        click.echo(
            f"{bad} line{'s' if bad > 1 else ''} could not be measured: mend them, the figures lack them.", err=True
        )
    if bad or any(report.is_unlawful for report in reports):
        raise SystemExit(1)


def _ids(facts: Path | None) -> frozenset[str] | None:
    """The statements that a label may name; None when no sheet was named. Raises `InputError`."""
    return frozenset(one.id for one in load_sheet(facts)) if facts else None


def _measured(
    path: Path,
    bench: Bench[BadLine],
    statements: Collection[str] | None,
    unknown: Sequence[UnknownNames],
    tell: Callable[[int, int], None],
) -> Report:
    report, size = Report(name=path.name), path.stat().st_size
    first: tuple[Row, Verdict] | None = None
    with path.open("rb") as source:
        checked: Iterator[Row | BadLine] = map(partial(_checked, statements), rows(_Paired(source)))
        for names in unknown:
            checked = names.noted(checked)
        for row, verdict in bench.verdicts(_split(checked)):
            if isinstance(row, BadLine):
                report.bad.append(row)
            elif verdict is not None and "pair_side" not in row.fields:
                report.cases.append(case(row.fields, row.text, verdict))
            elif verdict is not None and row.fields["pair_side"] == "a":
                first = row, verdict
            elif verdict is not None and first is not None:
                report.pairs.append(_pair(first, (row, verdict)))
            if row.number % 200 == 0:
                tell(source.tell(), size)
    if not report.cases and not report.pairs and report.bad:
        first_bad = report.bad[0]
        raise InputError(f"{path.name}: no line could be measured; line {first_bad.number}: {first_bad.error}")
    if not report.cases and not report.pairs:
        raise InputError(f'{path.name}: holds no comment; every line needs a "text", or an "a" and a "b"')
    return report


class _Paired:
    """Lines as they stand, those of pairs made readable: the text of a pair's line is its first side."""

    def __init__(self, source: Lines) -> None:
        self._source = source

    def readline(self, most: int, /) -> bytes:
        """The next line, or a part of a long one."""
        line = self._source.readline(most)
        if b'"a"' not in line or b'"b"' not in line:
            return line
        try:
            pair = json.loads(line)
        except (ValueError, RecursionError):
            return line
        if isinstance(pair, dict) and isinstance(pair.get("a"), str) and isinstance(pair.get("b"), str):
            return json.dumps({**pair, "text": pair["a"], "pair_side": "a"}).encode() + b"\n"
        return line


def _checked(statements: Collection[str] | None, row: Row | BadLine) -> Row | BadLine:
    """The row, or what is wrong with its labels: a mistyped one would leave its comment out of the figures unseen."""
    fault = label_fault(row.fields, statements) if isinstance(row, Row) else ""
    return BadLine(number=row.number, id=row.id, error=f"{fault}; this line is not measured") if fault else row


def _split(found: Iterator[Row | BadLine]) -> Iterator[Row | BadLine]:
    for row in found:
        yield row
        if isinstance(row, Row) and row.fields.get("pair_side") == "a":
            fields = {**row.fields, "pair_side": "b"}
            yield Row(
                number=row.number,
                id=row.id,
                text=str(row.fields["b"]),
                post=row.post,
                author=row.author,
                account=row.account,
                fields=fields,
            )


def _pair(a: tuple[Row, Verdict], b: tuple[Row, Verdict]) -> Pair:
    return Pair(id=str(a[0].id), a=a[0].text, b=b[0].text, verdict_a=a[1], verdict_b=b[1])
