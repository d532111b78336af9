"""`page-monitor verify [PATH]`: is the evidence what it was?"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.bootstrap import open_store
from bot.cli.console import progress, say_json, table, visible
from bot.config import Config, load_config
from bot.errors import InputError, MonitorError
from bot.export.noted import boxes
from bot.export.verify import Problem, exit_code, verify_archive, verify_bag


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def verify(file: Path, path: Path | None, as_json: bool) -> None:
    """Check that the evidence is what it was.

    The whole archive with all its boxes, or only the box in PATH.
    Exit status: 0 sound, 1 damaged, 2 something could not be checked. Nothing is changed. A box can be checked on any
    computer; beside its archive it is also compared with the archive's own log.
    """
    try:
        problems = check_archive(load_config(file)) if path is None else _box(file, path)
    except MonitorError as error:
        click.echo(f"Error: could not begin: {visible(str(error))}", err=True)
        sys.exit(2)
    report(problems, as_json=as_json)
    sys.exit(exit_code(problems))


def check_archive(config: Config) -> list[Problem]:
    """Everything wrong with the archive and its boxes."""
    store = open_store(config)
    with progress("Checking objects") as tell:
        problems = verify_archive(
            ledger=store.ledger,
            evidence=store.evidence,
            versions=store.versions,
            index=store,
            root=config.archive_root,
            progress=tell,
        )
    for box in boxes(config.archive_root / "exports"):
        problems += verify_bag(box)  # verify_archive has compared its head with the log already
    store.close()
    return problems


def _box(file: Path, path: Path) -> list[Problem]:
    if not (path / "bagit.txt").is_file():
        raise InputError(f"{path} is no box (it holds no bagit.txt); leave PATH out to check the whole archive")
    config = load_config(file) if file.is_file() else None
    if config is None or not path.resolve().is_relative_to(config.archive_root) or not config.index_file.is_file():
        return verify_bag(path)
    store = open_store(config)
    problems = verify_bag(path, ledger=store.ledger)
    store.close()
    return problems


def report(problems: Sequence[Problem], *, as_json: bool = False) -> None:
    """Print what was found."""
    if as_json:
        say_json([{name: getattr(problem, name) for name in problem.__slots__} for problem in problems])
        return
    if problems:
        rows = [(_weight(p), p.what, p.why, p.next_step) for p in problems]
        table(("", "what", "why", "next step"), rows)
    words = {0: "Sound: everything is what it was.", 1: "DAMAGED: see above.", 2: "Not everything could be checked."}
    click.echo(words[exit_code(problems)])


def _weight(problem: Problem) -> str:
    if problem.damage:
        return "DAMAGE"
    return "note" if problem.checked else "unchecked"
