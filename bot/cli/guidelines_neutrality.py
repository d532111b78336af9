"""`page-monitor guidelines neutrality`: does every rule treat both sides alike?"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

import click

from bot.bootstrap import open_store
from bot.cli.console import progress, say_json, table, visible
from bot.cli.guidelines_file import chosen
from bot.config import load_config
from bot.judge.guidelines import Guidelines
from bot.judge.neutrality import Pair, Unevenness, faults_by_rule, mirrored, pairs_of, shipped_pairs
from bot.model import Routing, Shelf

_PAGE = 200
_TOLD = 5
"""Reasons told for each rule."""


@click.command()
@click.argument("source", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--pairs",
    "pair_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help='More pairs: JSON Lines with "a", "b" and "axis".',
)
@click.option("--history", is_flag=True, help="Also try the archive's comments and their mirror images.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def neutrality(file: Path, source: Path | None, pair_file: Path | None, history: bool, as_json: bool) -> None:
    """Run every rule over mirrored pairs.

    The same words aimed at supporter and opponent, "vote yes" and "vote no", staff and parent, and so on. A rule that
    would hide one side of a pair and not the other, or hits one side more often than chance makes, must not hide: exit
    status 1, with the rule and the pair. Of a rule that only asks a person it is told what it would do if it could
    hide; such a rule may stay.
    """
    guidelines = chosen(file, source).load()
    pairs = [*shipped_pairs(), *(pairs_of(pair_file.read_bytes(), pair_file.name) if pair_file else ())]
    if history:
        with progress("Mirroring the archive") as tell:
            pairs.extend(_history(file, tell))
    found = faults_by_rule(guidelines.rules.rules, pairs)
    refused = {rule for rule in found if _may_hide(guidelines, rule)}
    if as_json:
        rules = {rule: [_words(guidelines, one) for one in faults] for rule, faults in found.items()}
        say_json({"pairs": len(pairs), "refused": sorted(refused), "rules": rules})
    else:
        _print(guidelines, found, refused, len(pairs))
    raise SystemExit(1 if refused else 0)


def _may_hide(guidelines: Guidelines, rule_id: str) -> bool:
    rule = guidelines.rule(rule_id)
    return rule is not None and rule.routing is not Routing.REVIEW


def _print(
    guidelines: Guidelines, found: Mapping[str, Sequence[Unevenness]], refused: Collection[str], pairs: int
) -> None:
    hiding = sum(rule.routing is not Routing.REVIEW for rule in guidelines.rules.rules)
    click.echo(f"{len(guidelines.rules.rules)} rules, {hiding} of them may hide; {pairs} pairs.")
    rows = [
        ("REFUSED" if rule in refused else "may only ask a person", visible(_words(guidelines, one)))
        for rule, faults in sorted(found.items(), key=lambda item: item[0] not in refused)
        for one in faults[:_TOLD]
    ]
    if rows:
        table(("", "Why"), rows)
    told = f'{len(refused)} rule(s) must not hide: write routing = "review".' if refused else ""
    click.echo(told or "Every rule that may hide treats both sides alike.")


def _words(guidelines: Guidelines, one: Unevenness) -> str:
    """The reason by what the rule may do: one that only asks a person would hide nothing, and says so."""
    if one.pair is None or _may_hide(guidelines, one.rule):
        return one.words
    hit, other = (one.pair.a, one.pair.b) if one.only_a else (one.pair.b, one.pair.a)
    place = f"({one.axis}, pair {one.pair.id})"
    return f'rule "{one.rule}" only asks a person; if it could hide, it would take "{hit}" and not "{other}" {place}'


def _history(settings: Path, tell: Callable[[int, int], None]) -> Iterator[Pair]:
    """The mirror images of every comment in the archive; only reads."""
    store = open_store(load_config(settings))
    try:
        page, pages = 1, 1
        while page <= pages:
            shelf = store.desk.shelf(Shelf.ALL, account_id=None, page=page, per_page=_PAGE)
            for view in shelf.views:
                yield from mirrored(view.revision.comment.text, f"comment {view.revision.comment_id}")
            pages, page = shelf.pages, page + 1
            tell(min(shelf.total, (page - 1) * _PAGE), shelf.total)
    finally:
        store.close()
