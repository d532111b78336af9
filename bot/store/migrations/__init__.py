"""Which version is this database, and how does it become ours? Numbered, append-only, never edited once shipped."""

from sqlite_utils import Migrations

from bot.errors import MigrationsPending
from bot.store.connection import Connection, translated
from bot.store.migrations import m0001, m0002, m0003, m0004

SET_NAME = "page-monitor"

migrations = Migrations(SET_NAME)
migrations(name="0001_corridor")(m0001.corridor)
migrations(name="0002_watching")(m0002.watching)
migrations(name="0003_rulebook")(m0003.rulebook)
migrations(name="0004_versions")(m0004.versions)


def migrate(connection: Connection) -> list[str]:
    """Bring the database up to date; answers the names applied now. Two processes at once are safe.

    One BEGIN IMMEDIATE stands around everything (sqlite-utils' own transactions become savepoints in it): either all
    pending migrations are applied or none, and a second process waits for the first.
    """
    with connection.transaction():
        before = pending(connection)
        refuse_unknown(connection)
        if before:
            migrations.apply(connection.database)
    return before


def pending(connection: Connection) -> list[str]:
    """Names of migrations this program has and the database lacks."""
    with translated():
        return [migration.name for migration in migrations.pending(connection.database)]


def unknown(connection: Connection) -> list[str]:
    """Names of migrations the database has and this program doesn't know: it belongs to a newer program."""
    ours = {migration.name for migration in migrations._migrations}
    with translated():
        return [done.name for done in migrations.applied(connection.database) if done.name not in ours]


def refuse_unknown(connection: Connection) -> None:
    """Raise `MigrationsPending` when a newer program has changed the database."""
    newer = unknown(connection)
    if newer:
        raise MigrationsPending(
            f"the database {connection.path} was changed by a newer page-monitor ({', '.join(newer)}); "
            "install that version again, or restore the backup made before the upgrade"
        )


def refuse_outdated(connection: Connection) -> None:
    """Raise `MigrationsPending` unless the database is exactly of this program's version."""
    refuse_unknown(connection)
    missing = pending(connection)
    if missing:
        raise MigrationsPending(
            f"the database {connection.path} isn't up to date ({', '.join(missing)} pending); "
            "stop the service, make a backup, then run `page-monitor migrate`"
        )
