"""How far have we read, and was every page watched every day?"""

from collections.abc import Sequence
from datetime import date, datetime

from bot.model import AccountHealth, MonitoredDay
from bot.store.connection import Connection, moment, moment_or_none, written, written_or_none

_ADVANCE = """
INSERT INTO checkpoint (account_id, post_id, newest, comment_count, whole_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (account_id, post_id) DO UPDATE SET
  newest = max(coalesce(newest, ''), coalesce(excluded.newest, newest, '')),
  comment_count = coalesce(excluded.comment_count, comment_count),
  whole_at = coalesce(excluded.whole_at, whole_at)
"""

_HEALTH = """
INSERT INTO account_health (account_id, last_ok_at, last_try_at, trouble) VALUES (?, ?, ?, ?)
ON CONFLICT (account_id) DO UPDATE SET
  last_ok_at = coalesce(excluded.last_ok_at, last_ok_at), last_try_at = excluded.last_try_at, trouble = excluded.trouble
"""

_MONITORED = """
INSERT INTO monitored (account_id, day, first_at, last_at, passes, comments) VALUES (?, ?, ?, ?, 1, ?)
ON CONFLICT (account_id, day) DO UPDATE SET
  last_at = excluded.last_at, passes = passes + 1, comments = comments + excluded.comments
"""


class SqliteCheckpoints:
    """The tables `checkpoint`, `monitored` and `account_health`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read_until(self, account_id: str, post_id: str) -> tuple[datetime | None, int | None, datetime | None]:
        """(newest comment time seen, comment count at the last reading, last whole reading) of one post."""
        row = self._connection.row("SELECT * FROM checkpoint WHERE account_id = ? AND post_id = ?", account_id, post_id)
        if row is None:
            return None, None, None
        return moment_or_none(row["newest"] or None), row["comment_count"], moment_or_none(row["whole_at"])

    def advance(
        self,
        account_id: str,
        post_id: str,
        *,
        newest: datetime | None,
        count: int | None,
        whole_at: datetime | None,
    ) -> None:
        """Move the checkpoint; None leaves that part as it was, and `newest` never moves back."""
        self._connection.run(_ADVANCE, account_id, post_id, written_or_none(newest), count, written_or_none(whole_at))

    def note_pass(self, account_id: str, day: date, at: datetime, *, comments: int, trouble: str) -> None:
        """One pass over an account ended. Only a pass that went well counts as monitoring."""
        with self._connection.transaction():
            ok_at = None if trouble else written(at)
            self._connection.run(_HEALTH, account_id, ok_at, written(at), trouble)
            if not trouble:
                self._connection.run(_MONITORED, account_id, day.isoformat(), written(at), written(at), comments)

    def health(self) -> Sequence[AccountHealth]:
        """How the last passes went."""
        return [
            AccountHealth(
                account_id=row["account_id"],
                last_ok_at=moment_or_none(row["last_ok_at"]),
                last_try_at=moment(row["last_try_at"]),
                trouble=row["trouble"],
            )
            for row in self._connection.rows("SELECT * FROM account_health ORDER BY account_id")
        ]

    def monitored(self, first: date, last: date) -> Sequence[MonitoredDay]:
        """Which pages were watched on which local days, both ends included."""
        rows = self._connection.rows(
            "SELECT * FROM monitored WHERE day BETWEEN ? AND ? ORDER BY account_id, day",
            first.isoformat(),
            last.isoformat(),
        )
        return [
            MonitoredDay(
                account_id=row["account_id"],
                day=date.fromisoformat(row["day"]),
                first_at=moment(row["first_at"]),
                last_at=moment(row["last_at"]),
                passes=row["passes"],
                comments=row["comments"],
            )
            for row in rows
        ]
