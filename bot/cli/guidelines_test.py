"""`page-monitor guidelines test RULE|FILE`: what would this rule have done to the comments in the archive?"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import click

from bot.bootstrap import OpenStore, open_store, workshop_of
from bot.cli.console import progress, say_json
from bot.cli.guidelines_show import LISTS, unknown_rule
from bot.cli.replay_words import NO_WORDS, ONE_RULE_ONLY, Held, plain, say
from bot.config import load_config
from bot.errors import GuidelinesError, InputError
from bot.judge.guidelines import load
from bot.judge.history import PAGE
from bot.judge.replay import Trial
from bot.judge.trying import Workshop, holds_only_rules
from bot.model import PastComment

WRONGED = 3
"""Exit status: it would hide what a person kept."""
_LONGEST = 120


@click.command("test")
@click.argument("what", metavar="RULE|FILE")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only comments seen since this day.")
@click.option("--examples", type=click.IntRange(0, 200), default=10, show_default=True, help="Show so many hits.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def replay_rules(file: Path, what: str, since: datetime | None, examples: int, as_json: bool) -> None:
    """Run a rule, or a whole guidelines file, over the comments in the archive.

    RULE is the id of a rule: one of the guidelines, or one that was written on the review page. FILE is a guidelines
    file, or a file of nothing but [[rule]] sections, which then come on top of the rules in force.

    Shows hits, near misses, what would change against the rules of today, and what reviewers decided about these
    comments. Copies of the same comment are counted as the service counts them. Near misses are looked for when one
    rule is tried. Nothing is changed, and the service may run meanwhile. Exit status 3 when it would hide a comment
    that a person kept or showed again.
    """
    config = load_config(file)
    store = open_store(config)
    try:
        store.only_read()
        workshop = workshop_of(config, store)
        trial = _trial(workshop, what)
        begin = _in_utc(since, config.district.zone) if since else None
        with progress("Comments") as tell:
            told = workshop.run(trial, since=begin, progress=tell)
        held = None if told.judged else _held(store)
    finally:
        store.close()
    no_near = NO_WORDS if trial.near else ONE_RULE_ONLY
    if as_json:
        say_json(plain(what, told, examples) | ({"archive": held.plain()} if held else {}))
    elif held:
        click.echo(held.words(begin, config.district.zone))
    else:
        say(what, told, examples, config.district.zone, no_near=no_near)
    sys.exit(WRONGED if told.wronged else 0)


def _held(store: OpenStore) -> Held:
    seen = [past.seen_at for past in _newest_first(store, None)]
    return Held(comments=len(seen), oldest=min(seen, default=None), newest=max(seen, default=None))


def _newest_first(store: OpenStore, since: datetime | None) -> Iterator[PastComment]:
    before: int | None = None
    while page := store.rulebook.past(before=before, since=since, limit=PAGE):
        yield from page
        before = page[-1].revision_id


def _in_utc(day: datetime, zone: tzinfo) -> datetime:
    try:
        return day.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError as error:
        raise InputError(
            f"--since {day:%Y-%m-%d}: no comment can be that old: write a day such as 2026-09-01"
        ) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long for this disk is no file
        return False


def _trial(workshop: Workshop, what: str) -> Trial:
    path = Path(what)
    if not (path.suffix == ".toml" or _is_file(path)):
        return _trial_of_rule(workshop, what)
    try:
        content = path.read_text("utf-8")
    except FileNotFoundError as error:
        remedy = "write the path of a guidelines file, or the id of a rule"
        raise InputError(f"{_short(what)}: there is no such file: {remedy}; {LISTS}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{_short(what)}: isn't text in UTF-8: save the file with the encoding UTF-8") from error
    except OSError as error:
        raise InputError(f"{_short(what)}: can't be read ({error.strerror}): name a file of TOML") from error
    if holds_only_rules(content):
        return workshop.of_content(content, path.name)
    return workshop.of_file(load(path))


def _trial_of_rule(workshop: Workshop, rule_id: str) -> Trial:
    try:
        return workshop.of_rule(rule_id)
    except GuidelinesError:
        raise
    except InputError as error:
        known = {rule.id for rule in workshop.today().rules.rules} | workshop.house()
        raise unknown_rule(rule_id, known) from error


def _short(path: str) -> str:
    return path if len(path) <= _LONGEST else f"…{path[-_LONGEST:]}"
