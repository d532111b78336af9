"""Which concrete thing stands behind each port? Made from the settings, one function a part."""

from collections.abc import Mapping
from typing import TypeVar

from bot.browser.camera import ChildCamera, browser_environment
from bot.config import Config, environment
from bot.errors import InputError, StoreError
from bot.export.exporter import Exporter
from bot.judge.guidelines import Guidelines
from bot.model import Account
from bot.ports import Clock
from bot.store.index import SqliteStore
from bot.store.migrations import migrate
from bot.store.objects import ObjectFiles

T = TypeVar("T")
OpenStore = SqliteStore
"""The kind of index that is used; the command line names it by this."""


class ById(dict[str, T]):
    """Things by account id; an account that is no longer in the settings is told in a sentence."""

    def __missing__(self, account_id: str) -> T:
        raise InputError(f"the page {account_id!r} is no longer watched; put it back into the settings for this")


def accounts_of(config: Config) -> Mapping[str, Account]:
    """The accounts by id, listed ones too."""
    return ById({account.id: account for account in config.accounts})


def open_store(config: Config) -> SqliteStore:
    """The index as it is; raises when it is missing or not of this version."""
    refuse_orphaned_evidence(config)
    return SqliteStore.open_as_it_is(config.index_file)


def refuse_orphaned_evidence(config: Config) -> None:
    """Raise `StoreError` when evidence lies in the archive but its database is gone: a new one would orphan it."""
    root, index = config.archive_root, config.index_file
    has_index = index.is_file() and index.stat().st_size > 0
    if has_index or not (any(root.glob("ledger/*.jsonl")) or any(root.glob("objects/??"))):
        return
    raise StoreError(
        f"{root} holds evidence, but its database {index.name} is missing or empty; restore it from the newest backup "
        "(docs/operating.md, 'Restore') instead of beginning a new one"
    )


def migrate_index(config: Config) -> list[str]:
    """Make the index or bring it up to date; answers the migrations applied now."""
    refuse_orphaned_evidence(config)
    config.archive_root.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = SqliteStore(config.index_file)
    try:
        return migrate(store.connection)
    finally:
        store.close()


def archive_of(config: Config) -> ObjectFiles:
    """The evidence files."""
    return ObjectFiles(config.archive_root)


def camera_of(config: Config) -> ChildCamera:
    """The camera (its browser starts at the first picture)."""
    return ChildCamera(
        browser_path=config.capture.browser or None,
        deadline_seconds=config.capture.deadline_seconds,
        environment=browser_environment(environment()),
    )


def exporter_of(config: Config, store: SqliteStore, clock: Clock, guidelines: Guidelines) -> Exporter:
    """The maker of weekly boxes."""
    return Exporter(
        store=store,
        archive=archive_of(config),
        accounts=accounts_of(config),
        guidelines=guidelines.clauses,
        zone=config.district.zone,
        exports_dir=config.archive_root / "exports",
        clock=clock,
        district=config.district.name,
    )
