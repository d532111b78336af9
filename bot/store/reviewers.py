"""Who may log in to the review page?"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Row

from bot.errors import InputError
from bot.model import Reviewer
from bot.store.connection import Connection, moment, moment_or_none, written


class SqliteReviewers:
    """The table `reviewer`; names differ by more than capital letters."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, reviewer: Reviewer) -> None:
        """Add one; raises `InputError` when the name is taken."""
        added = self._connection.run(
            "INSERT INTO reviewer (name, display_name, password_hash, must_change_password, created_at, disabled_at, "
            "session_key) VALUES (?, ?, ?, ?, ?, NULL, ?) ON CONFLICT (name) DO NOTHING",
            reviewer.name,
            reviewer.display_name,
            reviewer.password_hash,
            reviewer.must_change_password,
            written(reviewer.created_at),
            reviewer.session_key or secrets.token_urlsafe(16),
        )
        if not added:
            raise InputError(f"a reviewer named {reviewer.name!r} exists already; choose another name")

    def one(self, name: str) -> Reviewer | None:
        """By name (capital letters don't matter)."""
        row = self._connection.row("SELECT * FROM reviewer WHERE name = ?", name)
        return None if row is None else _reviewer(row)

    def all(self) -> Sequence[Reviewer]:
        """All, by name."""
        return [_reviewer(row) for row in self._connection.rows("SELECT * FROM reviewer ORDER BY name")]

    def disable(self, name: str, at: datetime) -> None:
        """End all sessions and log-ins of one reviewer; raises `InputError` when unknown."""
        changed = self._connection.run(
            "UPDATE reviewer SET disabled_at = coalesce(disabled_at, ?), session_key = ? WHERE name = ?",
            written(at),
            secrets.token_urlsafe(16),
            name,
        )
        if not changed:
            raise InputError(f"there is no reviewer named {name!r}; `page-monitor user list` shows the names")

    def end_sessions(self, name: str) -> None:
        """End every open session of one reviewer."""
        self._connection.run("UPDATE reviewer SET session_key = ? WHERE name = ?", secrets.token_urlsafe(16), name)

    def enable(self, name: str) -> None:
        """Let a disabled reviewer log in again."""
        self._connection.run("UPDATE reviewer SET disabled_at = NULL WHERE name = ?", name)

    def change_password(self, name: str, password_hash: str, *, must_change: bool) -> None:
        """Set a new hash and end older sessions; raises `InputError` when unknown."""
        changed = self._connection.run(
            "UPDATE reviewer SET password_hash = ?, must_change_password = ?, session_key = ? WHERE name = ?",
            password_hash,
            must_change,
            secrets.token_urlsafe(16),
            name,
        )
        if not changed:
            raise InputError(f"there is no reviewer named {name!r}; `page-monitor user list` shows the names")


def _reviewer(row: Row) -> Reviewer:
    return Reviewer(
        name=row["name"],
        display_name=row["display_name"],
        password_hash=row["password_hash"],
        must_change_password=bool(row["must_change_password"]),
        created_at=moment(row["created_at"]),
        disabled_at=moment_or_none(row["disabled_at"]),
        session_key=row["session_key"],
    )
