"""`page-monitor export --week 2026-W47`: the week, in a box for the records officer."""

from pathlib import Path

import click

from bot.bootstrap import exporter_of, guidelines_of, open_store
from bot.cli.console import progress, say_json
from bot.config import SystemClock, load_config


@click.command()
@click.option("--week", help="The week to export, such as 2026-W47 (default: the week that runs now).")
@click.option("--due", is_flag=True, help="Export every finished week that has no box yet, instead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def export(file: Path, week: str | None, due: bool, as_json: bool) -> None:
    """Put a week into a sealed box for the records officer.

    The box lies in exports/ of the archive; open its data/index.html in any browser. A week that is not over yet is
    exported as far as it has come. Making the same box twice changes nothing.
    """
    config = load_config(file)
    store = open_store(config)
    exporter = exporter_of(config, store, SystemClock(), guidelines_of(config))
    weeks = exporter.due_weeks() if due else [week or exporter.this_week()]
    reports = []
    with progress("Making boxes", len(weeks)) as tell:
        for name in weeks:
            reports.append(exporter.export(name))
            tell(len(reports), len(weeks))
    store.close()
    if as_json:
        say_json([{name: getattr(report, name) for name in report.__slots__} for report in reports])
        return
    for report in reports:
        click.echo(
            f"{report.path}: {'made' if report.made else 'was there already, and is sound'}; {report.records} records, "
            f"{report.hidden} hidden, {report.undone} undone, {report.failed_captures} failed captures"
        )
    if not reports:
        click.echo("Every finished week has its box.")
