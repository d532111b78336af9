"""How far have we read, and was every page watched every day?"""

from collections.abc import Sequence
from datetime import date, datetime
from sqlite3 import Row

from bot.model import AccountHealth, AccountWatch, MonitoredDay, PostKind, PostWatch, Reach
from bot.store.connection import Connection, moment, moment_or_none, written, written_or_none

_ADVANCE = """
INSERT INTO checkpoint (account_id, post_id, newest, comment_count, listed, read_at, whole_at, due_at)
VALUES (?, ?, ?, ?, ?, ?, ?, coalesce(?, ''))
ON CONFLICT (account_id, post_id) DO UPDATE SET
  newest = max(coalesce(newest, ''), coalesce(excluded.newest, newest, '')),
  comment_count = coalesce(excluded.comment_count, comment_count),
  listed = coalesce(excluded.listed, listed),
  read_at = coalesce(excluded.read_at, read_at),
  whole_at = coalesce(excluded.whole_at, whole_at),
  due_at = coalesce(nullif(excluded.due_at, ''), due_at)
"""

_WATCHES = """
SELECT k.*, p.kind, p.created_at FROM checkpoint k
LEFT JOIN post p ON p.account_id = k.account_id AND p.external_id = k.post_id
WHERE k.account_id = ?
"""

_DUE = "AND k.due_at <= ? ORDER BY k.read_at LIMIT ?"

_LISTED = """
INSERT INTO account_watch (account_id, fresh_at, watched_at) VALUES (?, ?, ?)
ON CONFLICT (account_id) DO UPDATE SET
  fresh_at = excluded.fresh_at, watched_at = coalesce(excluded.watched_at, watched_at)
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
    """The tables `checkpoint`, `account_watch`, `monitored` and `account_health`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def watch(self, account_id: str, post_id: str) -> PostWatch:
        """What we remember of reading one post (an empty one when it was never read)."""
        row = self._connection.row(f"{_WATCHES} AND k.post_id = ?", account_id, post_id)
        return PostWatch(post_id=post_id) if row is None else _watch(row)

    def watches(self, account_id: str, *, due: datetime | None = None, limit: int = 1000) -> Sequence[PostWatch]:
        """The same for every post of an account that was ever read; or, the longest unread first, only for those whose
        turn has come at `due`: an old archive has thousands of silent ones."""
        if due is None:
            return [_watch(row) for row in self._connection.rows(f"{_WATCHES} ORDER BY k.read_at", account_id)]
        return [_watch(row) for row in self._connection.rows(f"{_WATCHES} {_DUE}", account_id, written(due), limit)]

    def advance(self, account_id: str, watch: PostWatch, *, due_at: datetime | None = None) -> None:
        """Remember; None leaves that part as it was, and `newest` never moves back. `due_at`: when its turn comes."""
        self._connection.run(
            _ADVANCE,
            account_id,
            watch.post_id,
            written_or_none(watch.newest),
            watch.count,
            watch.listed,
            written_or_none(watch.read_at),
            written_or_none(watch.whole_at),
            written_or_none(due_at),
        )

    def account(self, account_id: str) -> AccountWatch:
        """When the account's posts were last listed."""
        row = self._connection.row("SELECT * FROM account_watch WHERE account_id = ?", account_id)
        if row is None:
            return AccountWatch()
        return AccountWatch(fresh_at=moment_or_none(row["fresh_at"]), watched_at=moment_or_none(row["watched_at"]))

    def note_listed(self, account_id: str, reach: Reach, at: datetime) -> None:
        """The posts were listed (a listing of the whole window counts as a fresh one, too)."""
        self._connection.run(_LISTED, account_id, written(at), written(at) if reach is Reach.WATCHED else None)

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


def _watch(row: Row) -> PostWatch:
    return PostWatch(
        post_id=row["post_id"],
        kind=PostKind(row["kind"] or PostKind.POST),
        created_at=moment_or_none(row["created_at"]),
        newest=moment_or_none(row["newest"] or None),
        count=row["comment_count"],
        listed=row["listed"],
        read_at=moment_or_none(row["read_at"]),
        whole_at=moment_or_none(row["whole_at"]),
    )
