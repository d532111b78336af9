"""`page-monitor guidelines show RULE`: one rule as a reviewer needs it."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

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
LISTS = "page-monitor guidelines check --rules lists the rules"
UNCHECKED = ":unchecked"
"""Stands behind the name of a classifier that could not look at a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What looks at comments beside the rules, and stands as `rule` in findings: what it is, may do, and where to read
    on."""

    kind: str
    words: str
    may: str
    read: str


_ORDERS = "orders the queue, and can't hide anything or send it to a person"
_ASKS = "a person decides; it can't hide anything"
_MODELS = MappingProxyType(
    {
        "insult-1": "an insult, a threat, a slur or an obscenity",
        "spam-1": "spam",
        "school-1": "what breaks the guidelines under a school's posts",
    }
)
BESIDE: Mapping[str, Beside] = MappingProxyType(
    {
        "facts": Beside(
            kind="check beside the rules",
            words="The comment seems to state a false claim that stands on the district's sheet of known claims "
            "(settings, [facts] file). The person who reads it may post the approved answer.",
            may=_ASKS,
            read="docs/facts.md",
        ),
        "relevance": Beside(
            kind="check beside the rules",
            words="The comment shares neither words nor meaning with its post. It looks only where a model of meaning "
            "is installed.",
            may="a note for whoever reads the comment; it changes no verdict",
            read="docs/facts.md, 'Relevance to the post'",
        ),
        "language": Beside(
            kind="check beside the rules",
            words="The comment, or a part of it, seems to be in a language that no rule reads: the rules read English "
            "and Spanish.",
            may=_ASKS,
            read="docs/models.md, 'Languages'",
        ),
    }
    | {
        name: Beside(
            kind="classifier",
            words=f"A small model that scores how much a comment reads like {like}. It can be wrong, and no score is "
            "safe enough to hide by.",
            may=_ORDERS,
            read="docs/models.md",
        )
        for name, like in _MODELS.items()
    }
)
"""By the name that findings carry."""


@click.command("show")
@click.argument("rule_id", metavar="RULE")
@click.option("--guidelines", "source", type=click.Path(path_type=Path), help="Of this file (default: as for check).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show_rule(file: Path, rule_id: str, source: Path | None, as_json: bool) -> None:
    """Show one rule.

    The clause it serves in the district's own words, what the reviewer reads, what it may do, and every example with
    the words it hits between 【 and 】. Of a check beside the rules (facts, relevance, language) or a classifier: what
    it is and what it may do.
    """
    guidelines = chosen(file, source).load()
    rule = guidelines.rule(rule_id)
    if rule is None:
        _show_beside(rule_id, guidelines, as_json=as_json)
    elif as_json:
        say_json(_data(guidelines, rule))
    else:
        for line in _lines(guidelines, rule):
            click.echo(visible(line))


def _show_beside(name: str, guidelines: Guidelines, *, as_json: bool) -> None:
    other = beside(name)
    if other is None:
        raise unknown_rule(name, [*(one.id for one in guidelines.rules.rules), *BESIDE])
    if as_json:
        say_json({"rule": name, "kind": other.kind, "words": other.words, "may": other.may, "read": other.read})
        return
    click.echo(f"Name       {name} (no rule: a {other.kind})")
    click.echo(f"What       {other.words}")
    click.echo(f"Does       {other.may}")
    click.echo(f"More       {other.read}")


def beside(name: str) -> Beside | None:
    """What stands under this name in findings without being a rule; None for any other name."""
    if name in BESIDE:
        return BESIDE[name]
    models = name.removesuffix(UNCHECKED).split("+")
    if not name.endswith(UNCHECKED) or not all(model in _MODELS for model in models):
        return None
    failed = " and ".join(models)
    return Beside(
        kind="note of a failure",
        words=f"{failed} failed on the comment, or took longer than two seconds. Nothing is known against the comment.",
        may="a person looks instead; it can't hide anything",
        read="docs/models.md",
    )


def unknown_rule(rule_id: str, known: Iterable[str]) -> InputError:
    """The error for an id that no rule has, with the nearest ones and where all of them are listed."""
    if beside(rule_id) is not None:
        shows = f"page-monitor guidelines show {rule_id} says what it is"
        return InputError(f'"{rule_id}" looks at comments beside the rules and can\'t be tried like one: {shows}')
    near = difflib.get_close_matches(rule_id, sorted(set(known)), n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}? {LISTS}" if near else LISTS
    house = "those that staff wrote stand on the review page"
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
