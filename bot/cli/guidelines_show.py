"""`page-monitor guidelines show RULE`: one rule as a reviewer needs it."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from bot.cli.console import say_json, visible
from bot.cli.guidelines_beside import BESIDE, Beside, beside
from bot.cli.guidelines_file import chosen
from bot.cli.guidelines_house import House, search
from bot.cli.guidelines_house import lines as house_lines
from bot.cli.guidelines_house import plain as house_data
from bot.cli.guidelines_words import MAY, exhibit_data, exhibit_lines
from bot.errors import InputError
from bot.judge.exhibits import clause_of
from bot.judge.guidelines import Guidelines
from bot.judge.rules.base import Rule

LISTS = "page-monitor guidelines check --rules lists the rules"
STAFF = "those that staff wrote stand on the review page"


@click.command("show")
@click.argument("rule_id", metavar="RULE")
@click.option("--guidelines", "source", type=click.Path(path_type=Path), help="Of this file (default: as for check).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show_rule(file: Path, rule_id: str, source: Path | None, as_json: bool) -> None:
    """Show one rule.

    The clause it serves in the district's own words, what the reviewer reads, what it may do, and every example with
    the words it hits between 【 and 】. Of a check beside the rules (facts, relevance, language) or a classifier: what
    it is and what it may do. Of a rule that staff wrote on the review page (where --config names the settings of the
    archive, and no --guidelines is given): also its words, where it stands, and who wrote and approved it.
    """
    guidelines = chosen(file, source).load()
    rule, other = guidelines.rule(rule_id), beside(rule_id)
    if rule is not None:
        _say(_data(guidelines, rule) if as_json else _lines(guidelines, rule))
    elif other is not None:
        _say(_beside_data(rule_id, other) if as_json else _beside_lines(rule_id, other))
    else:
        house = _house(file, rule_id, guidelines, source)
        _say(house_data(house) if as_json else house_lines(house))


def _say(told: Mapping[str, object] | Iterator[str]) -> None:
    """Print it: as JSON, or line by line and harmless."""
    if isinstance(told, Mapping):
        say_json(told)
        return
    for line in told:
        click.echo(visible(line))


def _house(settings: Path, rule_id: str, guidelines: Guidelines, source: Path | None) -> House:
    """The rule that staff wrote. Raises `InputError` where there is none, or where nobody can look."""
    known = [*(one.id for one in guidelines.rules.rules), *BESIDE]
    if source is not None:
        raise unknown_rule(rule_id, known, house="those that staff wrote are shown without --guidelines")
    told = search(settings, rule_id, guidelines)
    if told.found is None:
        raise unknown_rule(rule_id, [*known, *told.others], house=told.fault or STAFF)
    return told.found


def _beside_data(name: str, other: Beside) -> dict[str, object]:
    return {"rule": name, "kind": other.kind, "words": other.words, "may": other.may, "read": other.read}


def _beside_lines(name: str, other: Beside) -> Iterator[str]:
    yield f"Name       {name} (no rule: a {other.kind})"
    yield f"What       {other.words}"
    yield f"Does       {other.may}"
    yield f"More       {other.read}"


def unknown_rule(rule_id: str, known: Iterable[str], *, house: str = STAFF) -> InputError:
    """The error for an id that no rule has: the nearest ones, where all are listed, and where house rules stand."""
    if beside(rule_id) is not None:
        shows = f"page-monitor guidelines show {rule_id} says what it is"
        return InputError(f'"{rule_id}" looks at comments beside the rules and can\'t be tried like one: {shows}')
    near = difflib.get_close_matches(rule_id, sorted(set(known)), n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}? {LISTS}" if near else LISTS
    return InputError(f'there is no rule "{rule_id[:80]}": {hint}; {house}')


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
    yield from exhibit_lines(guidelines, rule)


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
        **exhibit_data(guidelines, rule),
    }
