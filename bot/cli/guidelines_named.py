"""Which version of the guidelines is meant: a file, a version in the archive, or what holds now?"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.bootstrap import OpenStore, open_store, workshop_of
from bot.cli.guidelines_file import chosen
from bot.config import Config, load_config
from bot.errors import ConfigError, EvidenceMissing, InputError, StoreError
from bot.judge.difference import Outline, outline, outline_of
from bot.model import GuidelinesText
from bot.model.guidelines import without_page
from bot.ports import Versions

NOW = "now"
LEAST = 6
"""So many characters of a version's hash must be typed."""
LISTS = "page-monitor guidelines versions lists them"
_MOST_NAMED = 5
_VERSION = re.compile(r"g-.*|[0-9a-f]{1,12}(\+.*)?")


@contextmanager
def archive(config: Config) -> Iterator[OpenStore]:
    """The index, only to read. Raises `StoreError` where there is none."""
    store = open_store(config)
    try:
        store.only_read()
        yield store
    finally:
        store.close()


def outline_named(settings: Path, said: str) -> Outline:
    """What `said` means. Raises `InputError` with the remedy."""
    if said == NOW:
        return _now(settings)
    if _is_file(said):
        return _outline_of_file(Path(said))
    if not _VERSION.fullmatch(said):
        raise InputError(f'"{said[:80]}" is no file and no version: write the path of a file, or "now"; {LISTS}')
    try:
        with archive(load_config(settings)) as store:
            return outline_of(text_of(store.versions, _version(store.versions, said)))
    except (ConfigError, StoreError) as error:
        lost = f"a version of that name can't be looked up: {error.message}"
        raise InputError(f'there is no file "{said[:80]}", and {lost}') from error


def _outline_of_file(path: Path) -> Outline:
    if not path.exists():
        remedy = f'write the path of a guidelines file, the hash of a version, or "now"; {LISTS}'
        raise InputError(f'there is no file "{str(path)[:200]}": {remedy}')
    return outline(path)


def _version(versions: Versions, said: str) -> str:
    try:
        return version_named(versions, said)
    except InputError as error:
        raise InputError(f'there is no file "{said[:80]}", and as a version: {error.message}') from error


def version_named(versions: Versions, said: str) -> str:
    """The one version that begins so, without the page. Raises `InputError` when there is none, or more than one."""
    start = f"g-{without_page(said).removeprefix('g-')}"
    known = list(dict.fromkeys([*(without_page(use.version) for use in versions.used()), *versions.kept()]))
    for exact in (start, without_page(said)):
        if exact in known:
            return exact
    if len(start) < len("g-") + LEAST:
        raise InputError(f'"{said[:80]}" is too short: write at least {LEAST} characters of the hash; {LISTS}')
    found = [version for version in known if version.startswith(start)]
    if not found:
        raise InputError(f'nothing was judged under a version that begins with "{start[:80]}"; {LISTS}')
    if len(found) > 1:
        raise InputError(f'"{said[:80]}" could be {" or ".join(found[:_MOST_NAMED])}: write more of it')
    return found[0]


def text_of(versions: Versions, version: str) -> GuidelinesText:
    """The words of a version. Raises `InputError` when they are not in the archive, or not what they were."""
    try:
        text = versions.text(version)
    except EvidenceMissing as error:
        remedy = "page-monitor verify tells more; docs/operating.md, 'Damage', says what to do"
        raise InputError(f"{version}: {error.message}: {remedy}") from error
    if text is None:
        remedy = "where you have a copy of the guidelines file of that time, name that file instead"
        raise InputError(f"{version} was used before the archive kept the texts of guidelines: {remedy}")
    return text


def _is_file(said: str) -> bool:
    """Whether this is the path of a file, or is meant to be one."""
    path = Path(said)
    try:
        return path.exists() or path.suffix == ".toml" or path.name != said
    except OSError:  # a name too long for this disk is no file
        return False


def _now(settings: Path) -> Outline:
    """The rules in force: the configured file and, where there is an archive, what its rulebook says."""
    config = load_config(settings) if settings.is_file() else None
    if config is None or not config.index_file.is_file():
        return outline(chosen(settings, None).path)
    with archive(config) as store:
        return outline_of(workshop_of(config, store).today().text)
