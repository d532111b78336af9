"""How does one open the index? One class that holds all parts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StoreError
from bot.store.checkpoints import SqliteCheckpoints
from bot.store.comments import SqliteComments
from bot.store.connection import BUSY_SECONDS, Connection
from bot.store.decisions import SqliteDecisions
from bot.store.desk import SqliteDesk
from bot.store.evidence import SqliteEvidence
from bot.store.ledger import SqliteLedger
from bot.store.migrations import migrate, refuse_outdated
from bot.store.mirror import LedgerFiles
from bot.store.queue import SqliteQueue
from bot.store.reviewers import SqliteReviewers
from bot.store.rulebook import SqliteRulebook
from bot.store.verdicts import SqliteVerdicts
from bot.store.versions import SqliteVersions
from bot.store.watching import SqliteNotices, SqlitePauses, SqliteQuotas, SqliteWakes
from bot.store.work import SqliteWork


class SqliteStore:
    """The index in one SQLite file; the ledger's files lie in `ledger/` beside it."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.connection = connection = Connection(path, busy_seconds=busy_seconds)
        self.comments = SqliteComments(connection)
        self.checkpoints = SqliteCheckpoints(connection)
        self.work = SqliteWork(connection)
        self.verdicts = SqliteVerdicts(connection)
        self.evidence = SqliteEvidence(connection)
        self.decisions = SqliteDecisions(connection)
        self.queue = SqliteQueue(connection)
        self.ledger = SqliteLedger(connection, LedgerFiles(path.parent / "ledger"))
        self.reviewers = SqliteReviewers(connection)
        self.wakes = SqliteWakes(connection)
        self.quotas = SqliteQuotas(connection)
        self.pauses = SqlitePauses(connection)
        self.notices = SqliteNotices(connection)
        self.rulebook = SqliteRulebook(connection)
        self.versions = SqliteVersions(connection)
        self.desk = SqliteDesk(
            connection,
            comments=self.comments,
            verdicts=self.verdicts,
            evidence=self.evidence,
            decisions=self.decisions,
        )

    @classmethod
    def open(cls, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> "SqliteStore":
        """Open (or make) the index and bring it up to date."""
        path.parent.mkdir(parents=True, exist_ok=True)
        store = cls(path, busy_seconds=busy_seconds)
        migrate(store.connection)
        store.ledger.copy_to_files()
        return store

    @classmethod
    def open_as_it_is(cls, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> "SqliteStore":
        """Open an index that must exist and be of this version; raises `MigrationsPending` or `StoreError`."""
        if not path.is_file():
            raise StoreError(f"there is no database at {path}; run `page-monitor migrate` first")
        store = cls(path, busy_seconds=busy_seconds)
        refuse_outdated(store.connection)
        return store

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT; everything undone when an exception leaves the block."""
        with self.connection.transaction():
            yield

    def only_read(self) -> None:
        """From now on SQLite refuses whatever this thread would write."""
        self.connection.run("PRAGMA query_only = ON")

    def integrity(self) -> list[str]:
        """What SQLite's own check says; empty when all is well."""
        rows = [str(row[0]) for row in self.connection.rows("PRAGMA integrity_check")]
        rows += [f"foreign key broken in {row[0]}" for row in self.connection.rows("PRAGMA foreign_key_check")]
        return [row for row in rows if row != "ok"]

    def triggers(self) -> set[str]:
        """The names of the guards that stand in the database."""
        return {str(r["name"]) for r in self.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}

    def close(self) -> None:
        """Close all connections."""
        self.connection.close()
