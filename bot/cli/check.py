"""`page-monitor check`: is everything there that the service needs?"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from rich.text import Text

from bot.accounts.tokens import Severity
from bot.bootstrap import browser_words, guidelines_of, index_words, missing_fonts
from bot.bootstrap.tokens import Limiters, TokenKeeper, keeper_of, quotas_of
from bot.cli.console import say_json, table
from bot.cli.token_looks import look_at
from bot.config import Config, Secrets, SystemClock, load_config, load_secrets
from bot.errors import ConfigError, MonitorError
from bot.model import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table. `remedy` is empty when all is well."""

    what: str
    found: str
    remedy: str = ""
    is_fault: bool = False


@click.command()
@click.option("--offline", is_flag=True, help="Don't ask Facebook and Instagram whether the tokens work.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check(file: Path, offline: bool, as_json: bool) -> None:
    """Check everything that the service needs.

    Settings, guidelines, browser, fonts, disk, database and tokens.

    Prints a line for each with what to do about it; exit status 1 when something is missing.
    """
    lines = list(_lines(file, offline=offline))
    if as_json:
        say_json([{name: getattr(line, name) for name in line.__slots__} for line in lines])
    else:
        table(("", "what", "found", "remedy"), [(_mark(line), line.what, line.found, line.remedy) for line in lines])
    sys.exit(1 if any(line.is_fault for line in lines) else 0)


def _mark(line: Line) -> Text:
    if line.is_fault:
        return Text("FAULT", style="bold red")
    return Text("note", style="yellow") if line.remedy else Text("ok", style="green")


def _lines(file: Path, *, offline: bool) -> Iterator[Line]:
    try:
        config = load_config(file)
    except ConfigError as error:
        for fault in error.faults:
            yield Line(what="settings", found=fault, is_fault=True)
        yield _browser(None)
        yield from _fonts()
        return
    watched = len(config.watched)
    yield Line(what="settings", found=f"{config.file.name}: {watched} of {len(config.accounts)} pages are watched")
    yield _tried("guidelines", lambda: f"version {guidelines_of(config).version}", "mend the guidelines file")
    yield _browser(config)
    yield from _fonts()
    yield _disk(config)
    yield _tried(
        "database", lambda: index_words(config), "see what was found; docs/operating.md, 'Upgrade' and 'Damage'"
    )
    secrets = load_secrets(config)
    yield from _folder(secrets)
    yield from _app(secrets)
    clock = SystemClock()
    with quotas_of(config) as quotas:
        keeper = None if offline else keeper_of(config, secrets, clock, limiters=Limiters(quotas, clock))
        for account in config.watched:
            yield from _token(account, secrets, keeper)


def _tried(what: str, look: Callable[[], str], remedy: str) -> Line:
    try:
        return Line(what=what, found=look())
    except MonitorError as error:
        return Line(what=what, found=str(error), remedy=remedy, is_fault=True)


def _browser(config: Config | None) -> Line:
    return _tried(
        "browser", lambda: browser_words(config), "see what was found; nothing can be hidden without pictures"
    )


def _fonts() -> Iterator[Line]:
    missing = missing_fonts()
    for package, what in missing:
        yield Line(what="fonts", found=f"no font for {what}", remedy=f"apt-get install {package}")
    if not missing:
        yield Line(what="fonts", found="letters, emoji and Chinese can be drawn")


def _disk(config: Config) -> Line:
    root = config.archive_root
    there = next(folder for folder in (root, *root.parents) if folder.is_dir())
    free, least = shutil.disk_usage(there).free // 2**20, config.archive.free_megabytes
    if not os.access(there, os.W_OK):
        return Line(what="disk", found=f"{there} can't be written", remedy="give this user the folder", is_fault=True)
    if root.is_dir() and root.stat().st_mode & 0o077:
        return Line(what="disk", found=f"others can read {root}", remedy=f"chmod 700 {root}", is_fault=True)
    if free < least:
        return Line(
            what="disk",
            found=f"{free} MB free at {there}, {least} MB wanted",
            remedy="make room, or lower [archive] free_megabytes",
            is_fault=True,
        )
    return Line(what="disk", found=f"{free} MB free at {there}")


def _folder(secrets: Secrets) -> Iterator[Line]:
    folder = secrets.open_folder()
    if folder is not None:
        yield Line(what="secrets", found=f"others may write into {folder}", remedy=f"chmod 700 {folder}", is_fault=True)


def _app(secrets: Secrets) -> Iterator[Line]:
    for name, purpose in (("app-id", "Meta tells how long tokens last"), ("app-secret", "calls prove to be ours")):
        what = name.replace("-", " ")
        try:
            is_there, exposed = secrets.find(name) is not None, secrets.exposed(name)
        except ConfigError as error:
            yield Line(what=what, found=str(error), remedy="docs/operating.md, 'Tokens and secrets'", is_fault=True)
            continue
        if exposed is not None:
            found = f"{exposed} can be read or changed by others"
            yield Line(what=what, found=found, remedy=f"chmod 600 {exposed}", is_fault=True)
        elif is_there:
            yield Line(what=what, found="there")
        else:
            yield Line(what=what, found=f"none (optional: with it {purpose})", remedy=secrets.remedy(name))


def _token(account: Account, secrets: Secrets, keeper: TokenKeeper | None) -> Iterator[Line]:
    """The faults and warnings of one token; `token check` tells more."""
    what, look = f"token of {account.id}", look_at(account, secrets, keeper)
    told = [remark for remark in look.remarks if remark.severity is not Severity.NOTE]
    for remark in told:
        yield Line(what=what, found=remark.what, remedy=remark.remedy, is_fault=remark.is_fault)
    if not told:
        yield Line(what=what, found=look.summary)
