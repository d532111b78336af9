"""`page-monitor once`: one pass over all accounts."""

import sys
from pathlib import Path

import click

from bot.bootstrap import service_of
from bot.cli.console import progress, say_json, table
from bot.config import SystemClock, load_config, load_secrets


@click.command()
@click.option("--whole", is_flag=True, help="Read every comment of the watched posts again, not only what is new.")
@click.option("--again", is_flag=True, help="First take up again the steps that were given up.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def once(file: Path, whole: bool, again: bool, as_json: bool) -> None:
    """Read all pages once, do everything that follows, then exit.

    Exit status 1 when a page could not be read.
    """
    config = load_config(file)
    service = service_of(config, load_secrets(config), SystemClock())
    outcomes: dict[str, int | None] = {}
    try:
        if again:
            service.store.work.take_up_again(SystemClock().now())
        with progress("Reading", len(config.watched)) as tell:

            def note(account: str, brought: int | None) -> None:
                outcomes[account] = brought
                tell(len(outcomes), len(config.watched))

            went_well = service.once(whole=whole, tell=note)
        figures = service.store.desk.figures()
        troubles = {health.account_id: health.trouble for health in service.store.checkpoints.health()}
    finally:
        service.close()
    if as_json:
        say_json({"new": outcomes, "waiting": figures.waiting, "queued": figures.queued, "hidden": figures.hidden})
    else:
        rows = [
            (name, "failed" if n is None else n, troubles.get(name, "") if n is None else "")
            for name, n in outcomes.items()
        ]
        table(("account", "new or edited", "trouble"), rows)
        click.echo(
            f"{figures.queued} wait for review, {figures.hidden} are hidden, {figures.waiting} steps are not done."
        )
    sys.exit(0 if went_well else 1)
