"""`page-monitor run`: the service."""

import signal
from pathlib import Path
from threading import Event
from types import FrameType

import click

from bot.bootstrap import service_of
from bot.config import SystemClock, load_config, load_secrets


@click.command()
@click.pass_obj
def run(file: Path) -> None:
    """Watch the pages until told to stop.

    Stop it with Ctrl-C, or SIGTERM from systemd.
    What is at work when the signal comes is finished first; a second worker on the same archive is refused.
    """
    config = load_config(file)
    stop = Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    service = service_of(config, load_secrets(config), SystemClock())
    modes = ", ".join(f"{account.id} ({account.mode})" for account in config.watched)
    click.echo(f"Watching {modes}. Records lie in {config.archive_root}. Stop with Ctrl-C.")
    try:
        service.run(stop)
    finally:
        service.close()
    click.echo("Stopped.")
