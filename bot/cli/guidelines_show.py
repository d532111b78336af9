"""`page-monitor guidelines show RULE`: one rule as a reviewer needs it."""

import difflib
from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli.console import say_json, visible
from bot.cli.guidelines_file import chosen
from bot.errors import InputError
from bot.judge.exhibits import Exhibit, clause_of, exhibits, marked
from bot.judge.guidelines import Guidelines
from bot.judge.rules.base import Rule
from bot.model import Outcome, Routing

MAY = {
    Routing.HIDE: "may be hidden by the service",
    Routing.HOLD: "hidden at once to protect somebody; a person confirms",
    Routing.HIDE_AND_ALERT: "hidden, and a person is told at once",
    Routing.REVIEW: "a person decides",
    Routing.NOTE: "changes nothing",
}
OUTCOMES = {Outcome.KEEP: "stays", Outcome.REVIEW: "to a person", Outcome.HIDE: "hidden"}


@click.command("show")
@click.argument("rule_id", metavar="RULE")
@click.option("--guidelines", "source", type=click.Path(path_type=Path), help="Of this file (default: as for check).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show_rule(file: Path, rule_id: str, source: Path | None, as_json: bool) -> None:
    """Show one rule.

    The clause it serves in the district's own words, what the reviewer reads, what it may do, and every example with
    the words it hits between 【 and 】.
    """
    guidelines = chosen(file, source).load()
    rule = guidelines.rule(rule_id)
    if rule is None:
        near = difflib.get_close_matches(rule_id, [one.id for one in guidelines.rules.rules], n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else "page-monitor guidelines check --rules lists them"
        raise InputError(f"there is no rule {rule_id!r}: {hint}")
    if as_json:
        say_json(_data(guidelines, rule))
        return
    for line in _lines(guidelines, rule):
        click.echo(visible(line))


def _lines(guidelines: Guidelines, rule: Rule) -> Iterator[str]:
    clause = clause_of(guidelines, rule)
    yield f"Rule       {rule.id} ({rule.kind}, {rule.status})"
    yield f"Clause     {f'{clause.id}: {clause.words}' if clause else 'none: it breaks no guideline, a person is told'}"
    yield f"Why        {rule.why}"
    yield f"Does       {MAY[rule.routing]}{', and a person is told at once' if rule.alert else ''}"
    for one in guidelines.overrides:
        if one.rule == rule.id:
            milder = ", ".join(str(part) for part in (one.status, one.routing) if part) or "more words allowed"
            yield f"Milder on  {', '.join(one.accounts)}: {milder}"
    yield "Finds"
    for exhibit in exhibits(guidelines, rule):
        yield f"  {_example(exhibit)}"
    yield "Leaves alone"
    for exhibit in exhibits(guidelines, rule, "counter_examples"):
        yield f"  {_example(exhibit)}"


def _example(exhibit: Exhibit) -> str:
    others = sorted({one.rule for one in exhibit.verdict.findings} - {one.rule for one in exhibit.findings})
    also = f" (another rule: {', '.join(others)})" if others else ""
    text = marked(exhibit.text, exhibit.findings, "【", "】")
    return f"{text}  → {OUTCOMES[exhibit.verdict.outcome]}{also}"


def _data(guidelines: Guidelines, rule: Rule) -> dict[str, object]:
    clause = clause_of(guidelines, rule)
    return {
        "rule": rule.id,
        "kind": rule.kind,
        "status": rule.status,
        "routing": rule.routing,
        "alert": rule.alert,
        "guideline": rule.guideline,
        "words": clause.words if clause else None,
        "why": rule.why,
        "examples": [_told(one) for one in exhibits(guidelines, rule)],
        "counter_examples": [_told(one) for one in exhibits(guidelines, rule, "counter_examples")],
    }


def _told(exhibit: Exhibit) -> dict[str, object]:
    return {
        "text": exhibit.text,
        "verdict": exhibit.verdict.outcome,
        "matches": [{"start": one.start, "end": one.end, "match": one.match} for one in exhibit.findings],
    }
