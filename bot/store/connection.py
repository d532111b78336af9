"""How do we talk to SQLite? One connection per thread, one BEGIN IMMEDIATE per step, errors in our own words."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlite_utils

from bot.errors import StorageFull, StoreBusy, StoreError

Value = str | int | float | bytes | None

WAL_PAUSE = 0.05
BUSY_SECONDS = 30.0
"""How long a write waits for another process before it says `StoreBusy`."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn SQLite's errors into ours at the edge."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise StoreBusy(f"the database is in use by another program: {text}") from error
        if ("disk" in text and ("full" in text or "I/O" in text)) or "readonly" in text:
            raise StorageFull(
                f"the database can't be written: {text}; make room or mend its permissions, then try again"
            ) from error
        raise StoreError(f"the database refused: {text}") from error
    except sqlite3.IntegrityError as error:
        raise StoreError(f"the database refused: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"the database is damaged or isn't one: {error}; stop the service and see docs/operating.md, 'Damage'"
        ) from error
    except (UnicodeEncodeError, OverflowError) as error:
        # Lone surrogates and numbers beyond 64 bits: sqlite3 raises these before SQLite sees the value. No quoting.
        raise StoreError("the database can't hold a value: broken text or a number too large") from error


class Connection:
    """SQLite as this house uses it: WAL, synchronous=FULL, foreign keys on, a connection for each thread.

    `path` may be any file; the folder must exist. Statements outside `transaction` commit by themselves.
    """

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        self._here = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    @property
    def raw(self) -> sqlite3.Connection:
        """This thread's connection, opened at first use."""
        known: sqlite3.Connection | None = getattr(self._here, "connection", None)
        if known is None:
            with translated():
                known = self._connect()
            self._here.connection = known
            self._here.depth = 0
        return known

    @property
    def database(self) -> sqlite_utils.Database:
        """This thread's connection as sqlite-utils sees it (plug-ins stay out)."""
        known: sqlite_utils.Database | None = getattr(self._here, "database", None)
        if known is None:
            known = sqlite_utils.Database(self.raw, execute_plugins=False)
            self._here.database = known
        return known

    def _connect(self) -> sqlite3.Connection:
        # check_same_thread is off only so that `close` may end connections of threads that are gone; each thread
        # still uses its own alone (sharing one lost acknowledged writes when tried).
        made = sqlite3.connect(self.path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False)
        made.row_factory = sqlite3.Row
        self._use_wal(made)
        made.execute("PRAGMA synchronous=FULL")
        made.execute("PRAGMA foreign_keys=ON")
        # Without it, INSERT OR REPLACE would slip past the append-only triggers.
        made.execute("PRAGMA recursive_triggers=ON")
        with self._lock:
            self._opened.append(made)
        return made

    def _use_wal(self, connection: sqlite3.Connection) -> None:
        """Two processes that open a new file at once: SQLite refuses the second one's WAL without waiting."""
        tries = int(self._busy_seconds / WAL_PAUSE) + 1
        for left in reversed(range(tries)):
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if not left or "locked" not in str(error):
                    raise
                time.sleep(WAL_PAUSE)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT; inside another one of this thread it simply joins. Undone on any exception."""
        raw = self.raw
        if self._here.depth:
            yield
            return
        self._here.afterwards = {}
        with translated():
            raw.execute("BEGIN IMMEDIATE")
            self._here.depth = 1
            try:
                yield
                raw.execute("COMMIT")
            except BaseException:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
                raise
            finally:
                self._here.depth = 0
        for step in self._here.afterwards.values():
            step()

    def after_commit(self, name: str, step: Callable[[], None]) -> None:
        """Run `step` once when the transaction open in this thread is committed; not at all when it is undone."""
        self._here.afterwards[name] = step

    @property
    def in_transaction(self) -> bool:
        """Whether this thread has a transaction of ours open."""
        return self.raw.in_transaction

    def run(self, sql: str, *values: Value) -> int:
        """Run one statement; answers how many rows it changed."""
        with translated():
            return self.raw.execute(sql, values).rowcount

    def add(self, sql: str, *values: Value) -> int:
        """Run one INSERT; answers the new row's id."""
        with translated():
            made = self.raw.execute(sql, values).lastrowid
        if made is None:
            raise StoreError("an insert answered no row id")
        return made

    def rows(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """All rows of a query."""
        with translated():
            return self.raw.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> sqlite3.Row | None:
        """The first row of a query."""
        with translated():
            found: sqlite3.Row | None = self.raw.execute(sql, values).fetchone()
        return found

    def number(self, sql: str, *values: Value) -> int:
        """The first column of the first row, as a whole number (0 when there is none)."""
        found = self.row(sql, *values)
        return 0 if found is None or found[0] is None else int(found[0])

    def close(self) -> None:
        """Close every thread's connection. Only when no other thread is at work any more."""
        with self._lock:
            opened, self._opened = self._opened, []
        for connection in opened:
            connection.close()
        self._here = threading.local()


def written(moment: datetime) -> str:
    """A moment as it stands in the index: UTC, fixed width, so that text order is time order."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def written_or_none(moment: datetime | None) -> str | None:
    """As `written`; None stays None."""
    return None if moment is None else written(moment)


def moment(text: str) -> datetime:
    """The moment behind `written`."""
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    """As `moment`; None stays None."""
    return None if text is None else moment(text)


def marks(values: Sequence[object]) -> str:
    """Question marks for an IN list of these values."""
    return ",".join("?" * len(values))
