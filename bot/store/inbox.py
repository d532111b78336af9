"""Where do webhook calls wait for the worker? In a small SQLite file of their own.

Whoever listens to the internet gets this file and nothing else of the archive; and the worker's long transactions on
the index never make Meta wait.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.model import Delivery
from bot.store.connection import Connection, moment, written

MOST_WAITING = 100_000
"""More than this many calls that nobody takes out mean that the worker is gone: Meta is told to come again later."""

BUSY_SECONDS = 3.0
"""Meta waits for an answer: better tell it to come again than let it wait for a locked file."""

_TABLE = """
CREATE TABLE IF NOT EXISTS delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL, received_at TEXT NOT NULL
) STRICT
"""
# AUTOINCREMENT: an id that is given again would let a repeated `remove` take out a call that nobody has read.


class SqliteInbox:
    """The table `delivery`; rows go once their wakes are written (they are hints, not evidence)."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._connection = Connection(path, busy_seconds=BUSY_SECONDS)
        self._connection.run(_TABLE)

    def keep(self, body: bytes, at: datetime) -> None:
        """Make a body durable. Raises `StorageFull` or `StoreBusy`."""
        self._connection.run("INSERT INTO delivery (body, received_at) VALUES (?, ?)", body, written(at))

    def is_full(self) -> bool:
        """Whether so much waits that the worker must be gone."""
        return self._connection.number("SELECT coalesce(max(id) - min(id) + 1, 0) FROM delivery") >= MOST_WAITING

    def waiting(self, limit: int) -> Sequence[Delivery]:
        """The oldest ones."""
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
