"""`page-monitor guidelines versions`: under which guidelines was judged, and what did they say?"""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path

import click

from bot.cli.console import say_json, table, visible
from bot.cli.guidelines_named import archive, text_of, version_named
from bot.config import load_config
from bot.errors import InputError
from bot.export.versions import folder_of
from bot.model import GuidelinesText, VersionUse

EMPTY = "Nothing has been judged yet. A version is listed here from its first verdict on."
OLDER = (
    "Where there is no text, comments were judged before the archive kept the texts of guidelines. "
    "Keep copies of the files of that time, where there are any."
)


@click.command("versions")
@click.argument("version", required=False)
@click.option(
    "--write", "folder", type=click.Path(path_type=Path), help="Write the files of VERSION into a new folder."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def versions(file: Path, version: str | None, folder: Path | None, as_json: bool) -> None:
    """List the versions of the guidelines under which comments were judged.

    With VERSION (at least 6 characters of its hash) its files are listed; --write puts them into a new folder, byte for
    byte as the program read them, with what anybody needs to make the version from them again. Behind a "+" stands the
    page whose overrides held.
    """
    if folder is not None and version is None:
        raise InputError("--write needs a VERSION: page-monitor guidelines versions lists them")
    config = load_config(file)
    with archive(config) as store:
        if version is None:
            _list(store.versions.used(), config.district.zone, as_json=as_json)
            return
        text = text_of(store.versions, version_named(store.versions, version))
    if folder is not None:
        _write(folder, text)
    _tell(text, folder, as_json=as_json)


def _list(used: Sequence[VersionUse], zone: tzinfo, *, as_json: bool) -> None:
    if as_json:
        say_json([_data(use) for use in used])
        return
    if not used:
        click.echo(EMPTY)
        return
    rows = [
        (
            use.version,
            _day(use.first_at, zone),
            _day(use.last_at, zone),
            use.verdicts,
            use.hides,
            "kept" if use.is_kept else "none",
        )
        for use in used
    ]
    table(("version", "first used", "last used", "verdicts", "said hide", "text"), rows)
    if not all(use.is_kept for use in used):
        click.echo(OLDER)


def _data(use: VersionUse) -> dict[str, object]:
    return {
        "version": use.version,
        "first_used": use.first_at.isoformat(),
        "last_used": use.last_at.isoformat(),
        "verdicts": use.verdicts,
        "hides": use.hides,
        "text_is_kept": use.is_kept,
    }


def _day(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _tell(text: GuidelinesText, folder: Path | None, *, as_json: bool) -> None:
    parts = list(zip(text.names, text.parts, strict=True))
    if as_json:
        told = [
            {"file": name, "kind": part.kind, "name": part.name, "bytes": len(part.content), "sha256": part.sha256}
            for name, part in parts
        ]
        say_json({"version": text.version, "listing_sha256": text.listing_sha256, "parts": told})
    elif folder is None:
        table(("file", "bytes", "sha256"), [(name, len(part.content), part.sha256) for name, part in parts])
    else:
        click.echo(f"{visible(str(folder))}: {len(parts)} files of {text.version}; README.txt tells how to check them.")


def _write(folder: Path, text: GuidelinesText) -> None:
    """Make the folder, whole or not at all."""
    try:
        if folder.exists() or folder.is_symlink():
            raise InputError(f"{folder}: is there already, and nothing is overwritten: name a new folder")
        draft = Path(tempfile.mkdtemp(prefix=".page-monitor-", dir=folder.parent))
        try:
            for name, content in folder_of(text):
                (draft / name).write_bytes(content)
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        remedy = "name a new folder in one that is there and may be written"
        raise InputError(f"{folder}: can't be written ({error.strerror}): {remedy}") from error
