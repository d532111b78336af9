"""Which words stood behind each version of the guidelines? Files by their sha256, packed; a version lists its own."""

import hashlib
import zlib
from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Row

from bot.errors import EvidenceMissing
from bot.model import GuidelinesPart, GuidelinesText, PartKind, VersionUse
from bot.model.guidelines import VERSION_LENGTH, without_page
from bot.store.connection import Connection, moment, written

_USED = f"""
SELECT v.guidelines_version AS version, min(v.judged_at) AS first_at, max(v.judged_at) AS last_at,
  count(*) AS verdicts, sum(v.outcome = 'hide') AS hides,
  EXISTS (SELECT 1 FROM guidelines_text t
    WHERE t.version = substr(v.guidelines_version, 1, {VERSION_LENGTH})) AS is_kept
FROM verdict v GROUP BY v.guidelines_version ORDER BY first_at, version
"""


class SqliteVersions:
    """The tables `guidelines_text`, `guidelines_part` and `guidelines_file` (all append-only)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_kept(self, version: str) -> bool:
        """Whether the text of a version is here."""
        sql = "SELECT 1 FROM guidelines_text WHERE version = ?"
        return self._connection.row(sql, without_page(version)) is not None

    def keep(self, text: GuidelinesText, at: datetime) -> bool:
        """Keep a text under its own version; twice is once. Answers whether it was new."""
        version = text.version
        with self._connection.transaction():
            if self.is_kept(version):
                return False
            for place, part in enumerate(text.parts, start=1):
                self._keep_content(part)
                self._connection.run(
                    "INSERT INTO guidelines_part (version, place, kind, name, sha256) VALUES (?, ?, ?, ?, ?)",
                    version,
                    place,
                    part.kind,
                    part.name,
                    part.sha256,
                )
            self._connection.run("INSERT INTO guidelines_text (version, kept_at) VALUES (?, ?)", version, written(at))
        return True

    def _keep_content(self, part: GuidelinesPart) -> None:
        if self._connection.row("SELECT 1 FROM guidelines_file WHERE sha256 = ?", part.sha256) is None:
            sql = "INSERT INTO guidelines_file (sha256, size, packed) VALUES (?, ?, ?)"
            self._connection.run(sql, part.sha256, len(part.content), zlib.compress(part.content, 9))

    def text(self, version: str) -> GuidelinesText | None:
        """The text of a version, None where none is kept. Raises `EvidenceMissing` when it isn't what was read then."""
        own = without_page(version)
        if not self.is_kept(own):
            return None
        rows = self._connection.rows(
            "SELECT p.*, f.size, f.packed FROM guidelines_part p LEFT JOIN guidelines_file f ON f.sha256 = p.sha256 "
            "WHERE p.version = ? ORDER BY p.place",
            own,
        )
        text = GuidelinesText(parts=tuple(_part(row) for row in rows))
        if text.version != own:
            raise EvidenceMissing("the text of the guidelines doesn't make their version", version=own)
        return text

    def kept(self) -> Sequence[str]:
        """The versions whose text is kept, the oldest first."""
        return [row["version"] for row in self._connection.rows("SELECT version FROM guidelines_text ORDER BY rowid")]

    def used(self) -> Sequence[VersionUse]:
        """The versions that verdicts name, by their first use."""
        return [_use(row) for row in self._connection.rows(_USED)]


def _part(row: Row) -> GuidelinesPart:
    content = _unpacked(row["packed"], row["size"])
    if content is None or hashlib.sha256(content).hexdigest() != row["sha256"]:
        raise EvidenceMissing("a file of the guidelines was lost or changed", version=row["version"], file=row["place"])
    return GuidelinesPart(kind=PartKind(row["kind"]), name=row["name"], content=content)


def _unpacked(packed: bytes | None, size: int | None) -> bytes | None:
    """The content, never more than one byte over the size told; None for what is nothing that was packed here."""
    if packed is None or size is None:
        return None
    try:
        return zlib.decompressobj().decompress(packed, size + 1)
    except (zlib.error, OverflowError):  # a size that no file has was written there
        return None


def _use(row: Row) -> VersionUse:
    return VersionUse(
        version=row["version"],
        first_at=moment(row["first_at"]),
        last_at=moment(row["last_at"]),
        verdicts=row["verdicts"],
        hides=row["hides"],
        is_kept=bool(row["is_kept"]),
    )
