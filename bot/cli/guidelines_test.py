"""`page-monitor guidelines test RULE|FILE`: what would this rule have done to the comments in the archive?"""

import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import click

from bot.bootstrap import open_store, workshop_of
from bot.cli.console import progress, say_json
from bot.cli.replay_words import plain, say
from bot.config import load_config
from bot.errors import InputError
from bot.judge.guidelines import load
from bot.judge.replay import Trial
from bot.judge.trying import Workshop, holds_only_rules

WRONGED = 3
"""Exit status: it would hide what a person kept."""


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
    comments. Nothing is changed, and the service may run meanwhile. Exit status 3 when it would hide a comment that a
    person kept or showed again.
    """
    config = load_config(file)
    store = open_store(config)
    try:
        store.only_read()
        workshop = workshop_of(config, store.rulebook)
        trial = _trial(workshop, what)
        begin = _in_utc(since, config.district.zone) if since else None
        with progress("Comments") as tell:
            told = workshop.run(trial, since=begin, progress=tell)
    finally:
        store.close()
    if as_json:
        say_json(plain(what, told, examples))
    else:
        say(what, told, examples, config.district.zone)
    sys.exit(WRONGED if told.wronged else 0)


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
        return workshop.of_rule(what)
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name[:80]}: can't be read as a file of UTF-8 text") from error
    if holds_only_rules(content):
        return workshop.of_content(content, path.name)
    return workshop.of_file(load(path))
