"""What proof is on file? Records and captures, append-only."""

from collections.abc import Iterator
from sqlite3 import Row

from bot.errors import EvidenceError
from bot.model import Capture, CaptureOutcome, Record
from bot.store.connection import Connection, moment, written


class SqliteEvidence:
    """The tables `record` and `capture`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seal(self, record: Record) -> None:
        """Keep a record; twice is once. Raises `EvidenceError` when another record of the revision is on file."""
        with self._connection.transaction():
            there = self.record(record.revision_id)
            if there is not None:
                if (there.payload_sha256, there.content_sha256) != (record.payload_sha256, record.content_sha256):
                    raise EvidenceError("a different record of this revision is on file", revision=record.revision_id)
                return
            self._connection.run(
                "INSERT INTO record (revision_id, payload_sha256, content_sha256, sealed_at) VALUES (?, ?, ?, ?)",
                record.revision_id,
                record.payload_sha256,
                record.content_sha256,
                written(record.sealed_at),
            )

    def record(self, revision_id: int) -> Record | None:
        """The record of a revision."""
        row = self._connection.row("SELECT * FROM record WHERE revision_id = ?", revision_id)
        return None if row is None else _record(row)

    def save_capture(self, capture: Capture) -> Capture:
        """Keep a capture (or its failure) and answer it with its id. The record must be on file before."""
        capture_id = self._connection.add(
            "INSERT INTO capture (revision_id, outcome, taken_at, tool, sha256, thumbnail_sha256, width, height, "
            "excerpted, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            capture.revision_id,
            capture.outcome,
            written(capture.taken_at),
            capture.tool,
            capture.sha256,
            capture.thumbnail_sha256,
            capture.width,
            capture.height,
            capture.excerpted,
            capture.error,
        )
        row = self._connection.row("SELECT * FROM capture WHERE id = ?", capture_id)
        if row is None:
            raise EvidenceError("a capture could not be kept", revision=capture.revision_id)
        return _capture(row)

    def capture(self, revision_id: int) -> Capture | None:
        """The newest good capture of a revision, else the newest failed one."""
        row = self._connection.row(
            "SELECT * FROM capture WHERE revision_id = ? ORDER BY outcome = 'ok' DESC, id DESC LIMIT 1", revision_id
        )
        return None if row is None else _capture(row)

    def all_records(self) -> Iterator[Record]:
        """Every record, by revision."""
        for rows in self._slices("record", "revision_id"):
            yield from map(_record, rows)

    def all_captures(self) -> Iterator[Capture]:
        """Every capture, failed ones too, in order."""
        for rows in self._slices("capture", "id"):
            yield from map(_capture, rows)

    def kept_attachments(self) -> Iterator[str]:
        """The object names of all attachments whose bytes were kept."""
        for row in self._connection.rows("SELECT sha256 FROM attachment WHERE state = 'kept' ORDER BY id"):
            yield str(row["sha256"])

    def _slices(self, table: str, key: str) -> Iterator[list[Row]]:
        after = 0
        while rows := self._connection.rows(f"SELECT * FROM {table} WHERE {key} > ? ORDER BY {key} LIMIT 1000", after):
            yield rows
            after = rows[-1][key]


def _record(row: Row) -> Record:
    return Record(
        revision_id=row["revision_id"],
        payload_sha256=row["payload_sha256"],
        content_sha256=row["content_sha256"],
        sealed_at=moment(row["sealed_at"]),
    )


def _capture(row: Row) -> Capture:
    return Capture(
        id=row["id"],
        revision_id=row["revision_id"],
        outcome=CaptureOutcome(row["outcome"]),
        taken_at=moment(row["taken_at"]),
        tool=row["tool"],
        sha256=row["sha256"],
        thumbnail_sha256=row["thumbnail_sha256"],
        width=row["width"],
        height=row["height"],
        excerpted=bool(row["excerpted"]),
        error=row["error"],
    )
