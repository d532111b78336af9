"""`page-monitor migrate`: make the database, or bring it up to date."""

from pathlib import Path

import click

from bot.bootstrap import migrate_index
from bot.config import load_config


@click.command()
@click.pass_obj
def migrate(file: Path) -> None:
    """Make the database, or bring it up to date.

    After an upgrade, stop the service first and make a backup (docs/operating.md, 'Backup');
    the change is made in one piece or not at all.
    """
    config = load_config(file)
    applied = migrate_index(config)
    click.echo(f"{config.index_file}: " + (f"applied {', '.join(applied)}" if applied else "is up to date"))
