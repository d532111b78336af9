"""`page-monitor guidelines check`: is a guidelines file sound, and what does it let the machine do?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.text import Text

from bot.cli.console import say_json, table, visible
from bot.cli.guidelines_file import chosen
from bot.errors import GuidelinesError
from bot.judge.guidelines import Guidelines
from bot.judge.remarks import remarks
from bot.judge.rules.base import Rule
from bot.model import RuleStatus


@click.command("check")
@click.argument("source", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--rules", "each_rule", is_flag=True, help="List every rule, not only the clauses.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check_guidelines(file: Path, source: Path | None, each_rule: bool, as_json: bool) -> None:
    """Check a guidelines file.

    FILE is read (default: that of the settings, or ours), every example and counter-example is tried, and each clause
    is told with its rules. All faults are told together: file, line, rule and remedy. Exit status 1 on faults.
    """
    try:
        guidelines = chosen(file, source).load(thorough=True)
    except GuidelinesError as error:
        _tell_faults(str(error).split("\n"), as_json=as_json)
        raise SystemExit(1) from error
    advice = remarks(guidelines)
    if as_json:
        say_json({"version": guidelines.version, "faults": [], "remarks": advice, "rules": list(_data(guidelines))})
        return
    click.echo(f"{visible(guidelines.district)}, version {guidelines.version}")
    table(("Clause", "may be", "rules", "live", "examples", "counter-examples"), list(_clauses(guidelines)))
    if each_rule:
        cells = ("rule", "guideline", "kind", "routing", "status", "examples", "counter_examples")
        table([name.replace("_", "-") for name in cells], [[one[c] for c in cells] for one in _data(guidelines)])
    for account, own in sorted(guidelines.by_account.items()):
        click.echo(f"On {visible(account)} some rules are milder: version {visible(own.version)}.")
    for one in advice:
        click.echo(f"Note: {visible(one)}")
    click.echo("No faults: every example is found, no counter-example is.")


def _tell_faults(faults: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        say_json({"version": None, "faults": faults, "remarks": [], "rules": []})
        return
    click.echo(f"{len(faults)} fault{'s' if len(faults) > 1 else ''}:", err=True)
    for fault in faults:
        click.echo(f"  {visible(fault)}", err=True)


def _clauses(guidelines: Guidelines) -> Iterator[Sequence[object]]:
    """One row a clause; sub-clauses ("illegal.copyright") stand under the clause they are part of."""
    told: set[str] = set()
    for clause in guidelines.clauses:
        parent, dot, part = clause.id.rpartition(".")
        if dot and parent not in told:
            told.add(parent)
            yield Text(parent, style="bold"), "", "", "", "", ""
        told.add(clause.id)
        rules = [rule for rule in guidelines.rules.rules if rule.guideline == clause.id]
        name = f"  .{part}" if dot else clause.id
        yield name, *_row(guidelines, rules)
    alerts = [rule for rule in guidelines.rules.rules if rule.guideline is None]
    if alerts:
        yield "(alerts that break no clause)", *_row(guidelines, alerts)


def _row(guidelines: Guidelines, rules: Sequence[Rule]) -> Sequence[object]:
    routings = Counter(str(rule.routing) for rule in rules)
    live = sum(rule.status is RuleStatus.LIVE for rule in rules)
    examples, counter = (
        sum(_number(guidelines, rule, key) for rule in rules) for key in ("examples", "counter_examples")
    )
    return ", ".join(f"{routing} ({n})" for routing, n in routings.items()), len(rules), live, examples, counter


def _number(guidelines: Guidelines, rule: Rule, key: str) -> int:
    listed = guidelines.tables[rule.id].get(key, [])
    return len(listed) if isinstance(listed, list) else 0


def _data(guidelines: Guidelines) -> Iterator[dict[str, object]]:
    for rule in guidelines.rules.rules:
        yield {
            "rule": rule.id,
            "guideline": rule.guideline,
            "kind": rule.kind,
            "routing": rule.routing,
            "status": rule.status,
            "alert": rule.alert,
            "examples": _number(guidelines, rule, "examples"),
            "counter_examples": _number(guidelines, rule, "counter_examples"),
        }
