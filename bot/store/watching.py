"""What is remembered about watching the pages, besides how far we have read? Wakes, quotas, pauses, notices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from bot.model import Notice, NoticeKind, Pause, PauseScope, Quota, Wake, WakeKind
from bot.store.connection import Connection, moment, moment_or_none, written, written_or_none


class SqliteWakes:
    """The table `wake`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, wake: Wake) -> None:
        """Keep it; a later one for the same post renews the moment."""
        self._connection.run(
            "INSERT INTO wake (account_id, kind, post_id, comment_id, at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET at = max(at, excluded.at)",
            wake.account_id,
            wake.kind,
            wake.post_id,
            wake.comment_id,
            written(wake.at),
        )

    def waiting(self, account_id: str, *, until: datetime) -> Sequence[Wake]:
        """Those that came before `until`, the oldest first."""
        rows = self._connection.rows(
            "SELECT * FROM wake WHERE account_id = ? AND at <= ? ORDER BY at, post_id", account_id, written(until)
        )
        return [_wake(row) for row in rows]

    def done(self, wake: Wake) -> None:
        """The post was read after this wake; one that came in meanwhile stays."""
        self._connection.run(
            "DELETE FROM wake WHERE account_id = ? AND kind = ? AND post_id = ? AND comment_id = ? AND at <= ?",
            wake.account_id,
            wake.kind,
            wake.post_id,
            wake.comment_id,
            written(wake.at),
        )


class SqliteQuotas:
    """The table `quota`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def quotas(self, name: str) -> Mapping[str, Quota]:
        """By bucket."""
        rows = self._connection.rows("SELECT * FROM quota WHERE name = ?", name)
        return {
            row["bucket"]: Quota(
                percent=row["percent"], blocked_until=moment_or_none(row["blocked_until"]), strikes=row["strikes"]
            )
            for row in rows
        }

    def note(self, name: str, bucket: str, quota: Quota, at: datetime) -> None:
        """Remember it."""
        self._connection.run(
            "INSERT INTO quota (name, bucket, percent, blocked_until, strikes, noted_at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET percent = excluded.percent, blocked_until = excluded.blocked_until, "
            "strikes = excluded.strikes, noted_at = excluded.noted_at",
            name,
            bucket,
            quota.percent,
            written_or_none(quota.blocked_until),
            quota.strikes,
            written(at),
        )


class SqlitePauses:
    """The table `pause`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, pause: Pause) -> None:
        """Let an account rest, or longer."""
        self._connection.run(
            "INSERT INTO pause (account_id, scope, until, why, begun_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET why = excluded.why, begun_at = excluded.begun_at, until = "
            "CASE WHEN begun_at > excluded.begun_at THEN excluded.until ELSE max(until, excluded.until) END",
            pause.account_id,
            pause.scope,
            written(pause.until),
            pause.why,
            written_or_none(pause.begun_at),
        )

    def pause(self, account_id: str, scope: PauseScope, now: datetime) -> Pause | None:
        """The pause that holds now, if any."""
        row = self._connection.row(
            "SELECT * FROM pause WHERE account_id = ? AND scope = ? AND until > ? "
            "AND (begun_at IS NULL OR begun_at <= ?)",
            account_id,
            scope,
            written(now),
            written(now),
        )
        if row is None:
            return None
        return Pause(
            account_id=row["account_id"],
            scope=PauseScope(row["scope"]),
            until=moment(row["until"]),
            why=row["why"],
            begun_at=moment_or_none(row["begun_at"]),
        )

    def end(self, account_id: str, scope: PauseScope) -> None:
        """It goes on."""
        self._connection.run("DELETE FROM pause WHERE account_id = ? AND scope = ?", account_id, scope)


class SqliteNotices:
    """The table `notice`: rows are closed, never deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, account_id: str, kind: NoticeKind, subject: str, *, why: str, at: datetime) -> bool:
        """Open a notice, or renew the words of the open one; whether it is new."""
        with self._connection.transaction():
            renewed = self._connection.run(
                "UPDATE notice SET why = ? WHERE account_id = ? AND kind = ? AND subject = ? AND closed_at IS NULL",
                why,
                account_id,
                kind,
                subject,
            )
            if renewed:
                return False
            self._connection.run(
                "INSERT INTO notice (account_id, kind, subject, why, opened_at) VALUES (?, ?, ?, ?, ?)",
                account_id,
                kind,
                subject,
                why,
                written(at),
            )
        return True

    def waiting(self) -> Sequence[Notice]:
        """The open ones, the newest first."""
        return [
            _notice(row)
            for row in self._connection.rows(
                "SELECT * FROM notice WHERE closed_at IS NULL ORDER BY opened_at DESC, id DESC"
            )
        ]

    def newest(self, account_id: str, kind: NoticeKind, subject: str) -> Notice | None:
        """The newest of its kind, open or closed."""
        row = self._connection.row(
            "SELECT * FROM notice WHERE account_id = ? AND kind = ? AND subject = ? ORDER BY id DESC LIMIT 1",
            account_id,
            kind,
            subject,
        )
        return None if row is None else _notice(row)

    def close(self, notice_id: int, *, by: str, at: datetime) -> Notice | None:
        """A person has seen to it; None when there is no such open notice."""
        with self._connection.transaction():
            row = self._connection.row("SELECT * FROM notice WHERE id = ? AND closed_at IS NULL", notice_id)
            self._connection.run(
                "UPDATE notice SET closed_at = ?, closed_by = ? WHERE id = ? AND closed_at IS NULL",
                written(at),
                by,
                notice_id,
            )
        return None if row is None else _notice(row)

    def settle(self, account_id: str, kind: NoticeKind, subject: str, *, by: str, at: datetime) -> int:
        """The trouble is over by itself: close what is open of it; answers how many."""
        return self._connection.run(
            "UPDATE notice SET closed_at = ?, closed_by = ? "
            "WHERE account_id = ? AND kind = ? AND subject = ? AND closed_at IS NULL",
            written(at),
            by,
            account_id,
            kind,
            subject,
        )


def _wake(row: Row) -> Wake:
    return Wake(
        account_id=row["account_id"],
        kind=WakeKind(row["kind"]),
        post_id=row["post_id"],
        comment_id=row["comment_id"],
        at=moment(row["at"]),
    )


def _notice(row: Row) -> Notice:
    return Notice(
        id=row["id"],
        account_id=row["account_id"],
        kind=NoticeKind(row["kind"]),
        subject=row["subject"],
        why=row["why"],
        opened_at=moment(row["opened_at"]),
        closed_at=moment_or_none(row["closed_at"]),
        closed_by=row["closed_by"],
    )
