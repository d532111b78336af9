"""`page-monitor search WORDS`: find comments by their words."""

from pathlib import Path

import click

from bot.bootstrap import accounts_of, open_store
from bot.cli.console import say_json, table
from bot.config import load_config
from bot.model import SearchHit


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many results.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def search(file: Path, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find comments that hold all the WORDS.

    In every state: visible, hidden, and no longer on the page.
    """
    config = load_config(file)
    store = open_store(config)
    hits = store.desk.search(" ".join(words), limit)
    store.close()
    accounts = accounts_of(config)
    if as_json:
        say_json([_plain(hit) for hit in hits])
    elif not hits:
        click.echo("No comment holds all these words.")
    else:
        zone = config.district.zone
        rows = [
            (
                hit.revision_id,
                f"{hit.seen_at.astimezone(zone):%Y-%m-%d %H:%M}",
                accounts[hit.account_id].name if hit.account_id in accounts else hit.account_id,
                hit.author or "unknown author",
                "hidden" if hit.is_hidden else hit.outcome,
                hit.text if len(hit.text) <= 80 else hit.text[:79] + "…",
            )
            for hit in hits
        ]
        table(("no.", "seen", "page", "author", "state", "text"), rows)


def _plain(hit: SearchHit) -> dict[str, object]:
    return {
        "revision": hit.revision_id,
        "account": hit.account_id,
        "author": hit.author,
        "text": hit.text,
        "seen_at": hit.seen_at.isoformat(),
        "verdict": hit.outcome,
        "hidden": hit.is_hidden,
    }
