"""`page-monitor guidelines diff OLD NEW`: what changed between two versions of the guidelines?"""

from pathlib import Path

import click
from rich.text import Text

from bot.cli.console import say_json, table
from bot.cli.guidelines_named import outline_named
from bot.judge.difference import changes


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def compare(file: Path, old: str, new: str, as_json: bool) -> None:
    """Compare two versions of the guidelines.

    OLD and NEW are each a file, a version under which comments were judged (at least 6 characters of its hash, as
    `guidelines versions` lists them), or "now" for the rules that hold now.

    Clauses, rules and overrides that were added, taken out or changed, in words; a change because of which comments may
    be hidden, or no longer hidden, is marked HIDING. The files are read as they stand, even with faults.
    """
    before, after = outline_named(file, old), outline_named(file, new)
    found = changes(before, after)
    if as_json:
        told = [{"what": c.what, "id": c.id, "words": c.words, "is_about_hiding": c.is_about_hiding} for c in found]
        say_json({"old": before.version, "new": after.version, "changes": told})
        return
    click.echo(f"{before.version} → {after.version}")
    if not found:
        click.echo("No clause and no rule differs.")
        return
    rows = [(Text("HIDING", style="bold red") if c.is_about_hiding else "", f"{c.what} {c.id}", c.words) for c in found]
    table(("", "what", "change"), rows)
