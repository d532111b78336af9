"""Where do webhook calls wait for the worker? In a small SQLite file of their own.

Whoever listens to the internet gets this file and nothing else of the archive; and the worker's long transactions on
the index never make Meta wait.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.errors import StorageFull, StoreBusy, StoreError
from bot.model import Delivery
from bot.store.connection import Connection, moment, written

MOST_WAITING = 100_000
"""More than this many calls that nobody takes out mean that the worker is gone: Meta is told to come again later."""

BUSY_SECONDS = 3.0
"""Meta waits for an answer: better tell it to come again than let it wait for a locked file."""

MOST_BYTES = 256 * 1024 * 1024
"""So much may lie in the inbox: it stands on the disk of the evidence."""

REMEDY = (
    "the inbox {path} is {what}. It holds hints only, and no comment is lost: stop the listener, delete the file with "
    "its -wal and -shm, and start the listener again"
)

_TABLE = "delivery (id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL, received_at TEXT NOT NULL) STRICT"
# AUTOINCREMENT: an id that is given again would let a repeated `remove` take out a call that nobody has read.


class SqliteInbox:
    """The table `delivery`; rows go once their wakes are written (they are hints, not evidence).

    Opened at the first use. Listener and worker may be two users, and whoever talks to the internet is trusted least:
    a file that is a link, damaged, or holds anything but this one table is refused.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = Connection(path, busy_seconds=BUSY_SECONDS)
        self._is_checked = False

    def open(self) -> None:
        """Make the file, or look whether it is what it should be. Raises `StoreError`, `StoreBusy`, `StorageFull`."""
        if self._is_checked:
            return
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFull(f"{self._path.parent} can't be made ({error.strerror})") from error
        if self._path.is_symlink() or (self._path.exists() and not self._path.is_file()):
            raise StoreError(REMEDY.format(path=self._path, what="no plain file"))
        try:
            self._refuse_strange_schema()
        except StoreBusy:
            raise
        except StoreError as error:
            raise StoreError(REMEDY.format(path=self._path, what="damaged or not ours")) from error
        self._is_checked = True

    def _refuse_strange_schema(self) -> None:
        self._connection.run("PRAGMA trusted_schema=OFF")
        self._connection.run("PRAGMA journal_size_limit=16777216")
        found = {row["name"]: row["sql"] for row in self._connection.rows("SELECT name, sql FROM sqlite_schema")}
        if not found:
            self._connection.run(f"CREATE TABLE IF NOT EXISTS {_TABLE}")
        elif set(found) != {"delivery", "sqlite_sequence"} or found["delivery"] != f"CREATE TABLE {_TABLE}":
            raise StoreError("the inbox holds something else than deliveries")

    def keep(self, body: bytes, at: datetime) -> None:
        """Make a body durable. Raises `StorageFull` or `StoreBusy`."""
        self.open()
        self._connection.run("INSERT INTO delivery (body, received_at) VALUES (?, ?)", body, written(at))

    def is_full(self) -> bool:
        """Whether so much waits that the worker must be gone."""
        self.open()
        waiting = self._connection.number("SELECT coalesce(max(id) - min(id) + 1, 0) FROM delivery")
        pages = [self._connection.number(f"PRAGMA {name}") for name in ("page_count", "freelist_count", "page_size")]
        return waiting >= MOST_WAITING or (pages[0] - pages[1]) * pages[2] >= MOST_BYTES

    def waiting(self, limit: int) -> Sequence[Delivery]:
        """The oldest ones."""
        self.open()
        rows = self._connection.rows("SELECT * FROM delivery ORDER BY id LIMIT ?", limit)
        return [Delivery(id=row["id"], body=bytes(row["body"]), received_at=moment(row["received_at"])) for row in rows]

    def remove(self, deliveries: Sequence[Delivery]) -> None:
        """Their wakes are written."""
        with self._connection.transaction():
            for delivery in deliveries:
                self._connection.run("DELETE FROM delivery WHERE id = ?", delivery.id)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
