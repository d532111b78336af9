"""`page-monitor demo`: a school week on a pretend Facebook and Instagram, with the real service at work."""

import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from bot.bootstrap import OpenStore, exporter_of, guidelines_of, migrate_index, open_store
from bot.cli.console import table
from bot.cli.rehearsal.processes import Processes
from bot.cli.rehearsal.scoreboard import Scoreboard
from bot.cli.rehearsal.stage import clear, free_port, furnish
from bot.cli.rehearsal.week import Week
from bot.cli.user import add_reviewer
from bot.cli.verify import check_archive, report
from bot.config import Config, SystemClock, load_config
from bot.export.period import weeks_between
from bot.export.verify import exit_code

REVIEWER = "demo"
PORT = 8420


@click.command()
@click.option("--once", is_flag=True, help="Play the week, export, verify, print a summary and exit.")
@click.option(
    "--directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=".demo",
    show_default=True,
    help="The folder of the demo; an earlier demo there is replaced.",
)
@click.option(
    "--comments",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Play the comments of this JSON Lines file instead of the school week.",
)
def demo(once: bool, directory: Path, comments: Path | None) -> None:
    """Play a school week on invented pages.

    Comments appear, are judged, proven, hidden and exported.

    Simulator, worker and review page run as three processes, as in production. On a terminal the review page stays up
    until Ctrl-C; with --once, or where the output is no terminal, everything ends by itself.
    """
    # A closed terminal or a `kill` ends the demo's processes just as Ctrl-C does.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    began = time.monotonic()
    clear(directory)
    stays = sys.stdout.isatty() and not once
    with Processes(directory) as processes:
        simulated = ["simulator", "--paused", *(["--comments", str(comments.resolve())] if comments else [])]
        processes.start("simulator", simulated)
        world = processes.first_line("simulator")
        config = load_config(_furnished(directory, world, is_school_week=comments is None))
        migrate_index(config)
        store = open_store(config)
        password = add_reviewer(store, REVIEWER, "Demo reviewer", SystemClock().now())
        processes.start("worker", ["--config", str(config.file), "run"])
        address = _open_page(processes, config)
        click.echo(f"Review page: {address}   log-in: {REVIEWER}   one-time password: {password}\n")
        with Scoreboard() as board:
            Week(world, store, processes).play(board.tell)
        status = _finish(config, store)
        click.echo(f"\nThe week took {time.monotonic() - began:.0f} s. Everything lies in {directory}.")
        if stays:
            _stay(processes, address, password)
    store.close()
    sys.exit(status)


def _furnished(directory: Path, world: Mapping[str, Any], *, is_school_week: bool) -> Path:
    port = free_port(PORT)
    if is_school_week:
        return furnish(directory, world, port=port, today=SystemClock().now().date())
    # Nothing is edited or deleted in a file of comments, so nothing has to be read twice; and whoever wrote them said
    # nothing of Maple Ridge's claims, so nothing is compared with them.
    return furnish(directory, world, port=port, reconcile_minutes=1440)


def _open_page(processes: Processes, config: Config) -> str:
    processes.start("review page", ["--config", str(config.file), "review"])
    address = f"http://127.0.0.1:{config.review.port}/"
    processes.wait_for_page("review page", f"{address}healthz")
    return address


def _finish(config: Config, store: OpenStore) -> int:
    """Export every week that has records, verify everything, print the summary; answers the exit status."""
    exporter = exporter_of(config, store, SystemClock(), guidelines_of(config))
    first = next(iter(store.ledger.entries(until=1)))
    weeks = weeks_between(first.at, SystemClock().now(), config.district.zone)
    boxes = [exporter.export(week.name) for week in weeks]
    problems = check_archive(config)
    figures = store.desk.figures()
    rows = [
        ("comments collected", figures.collected),
        ("kept", figures.kept),
        ("waiting for review", f"{figures.queued} ({figures.alerts} alerts)"),
        ("hidden, with proof", figures.hidden),
        ("captures", figures.captures),
        ("failures", figures.failures),
        *(("weekly box", f"{box.path} ({box.records} records, {box.files} files)") for box in boxes),
    ]
    table(("the week", ""), rows)
    report(problems)
    return exit_code(problems)


def _stay(processes: Processes, address: str, password: str) -> None:
    click.echo(f"\nThe review page stays at {address} (log-in {REVIEWER}, one-time password {password}).")
    click.echo("Hide, keep or undo there: the worker carries it out within seconds. Stop with Ctrl-C.")
    try:
        while True:
            processes.check()
            time.sleep(0.5)
    except KeyboardInterrupt:
        click.echo("\nStopping …")
