"""How is the log kept? Rows that only grow, each hashed over the one before, copied to files line by line."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from sqlite3 import Row

from bot.model import LedgerEntry
from bot.model.chain import FIRST_PREVIOUS, entry_hash
from bot.store.connection import Connection, moment, written
from bot.store.mirror import LedgerFiles


class SqliteLedger:
    """The log in the table `ledger`; `files` get each line right after its transaction is committed."""

    def __init__(self, connection: Connection, files: LedgerFiles) -> None:
        self._connection = connection
        self._files = files

    def append(self, kind: str, actor: str, body: Mapping[str, object], at: datetime) -> LedgerEntry:
        """Write one line behind the newest one (the transaction's write lock keeps others out meanwhile)."""
        with self._connection.transaction():
            before = self.head()
            seq = 1 if before is None else before.seq + 1
            previous = FIRST_PREVIOUS if before is None else before.hash
            digest = entry_hash(seq=seq, at=at, kind=kind, actor=actor, body=body, previous=previous)
            self._connection.run(
                "INSERT INTO ledger (seq, at, kind, actor, body, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
                seq,
                written(at),
                kind,
                actor,
                json.dumps(body, sort_keys=True),
                previous,
                digest,
            )
            self._connection.after_commit("ledger files", self.copy_to_files)
        return LedgerEntry(seq=seq, at=at, kind=kind, actor=actor, body=body, previous=previous, hash=digest)

    def entries(self, *, after: int = 0, until: int | None = None) -> Iterator[LedgerEntry]:
        """Lines in order, a thousand at a time."""
        while True:
            rows = self._connection.rows(
                "SELECT * FROM ledger WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 1000",
                after,
                2**62 if until is None else until,
            )
            if not rows:
                return
            yield from map(_entry, rows)
            after = int(rows[-1]["seq"])

    def head(self) -> LedgerEntry | None:
        """The newest line."""
        found = self._connection.row("SELECT * FROM ledger ORDER BY seq DESC LIMIT 1")
        return None if found is None else _entry(found)

    def copy_to_files(self) -> None:
        """Bring the files up to the table (also after a crash between commit and copy)."""
        self._files.catch_up(lambda after: self.entries(after=after))


def _entry(row: Row) -> LedgerEntry:
    return LedgerEntry(
        seq=row["seq"],
        at=moment(row["at"]),
        kind=row["kind"],
        actor=row["actor"],
        body=json.loads(row["body"]),
        previous=row["previous"],
        hash=row["hash"],
    )
