"""What waits for a person?"""

from datetime import datetime
from sqlite3 import Row

from bot.errors import StoreError
from bot.model import ReviewItem, ReviewReason
from bot.store.connection import Connection, moment, moment_or_none, written


class SqliteQueue:
    """The table `review_item`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(
        self,
        revision_id: int,
        reason: ReviewReason,
        *,
        why: str,
        alert: bool,
        at: datetime,
        answer_id: int | None = None,
    ) -> None:
        """Open a review item, about the comment or about an answer of ours; while one of the same revision, reason and
        answer is open, nothing happens."""
        self._connection.run(
            "INSERT INTO review_item (revision_id, comment_id, reason, why, alert, opened_at, answer_id) "
            "SELECT id, comment_id, ?, ?, ?, ?, ? FROM revision WHERE id = ? "
            "ON CONFLICT (revision_id, reason, coalesce(answer_id, 0)) WHERE closed_at IS NULL DO NOTHING",
            reason,
            why,
            alert,
            written(at),
            answer_id,
            revision_id,
        )

    def close(self, comment_id: int, *, by: str, at: datetime) -> int:
        """Close what is asked about a comment itself; answers how many."""
        return self._close("comment_id = ? AND answer_id IS NULL", comment_id, by=by, at=at)

    def close_about_answers(self, comment_id: int, *, by: str, at: datetime) -> int:
        """Close what is asked about answers of ours to a comment; answers how many."""
        return self._close("comment_id = ? AND answer_id IS NOT NULL", comment_id, by=by, at=at)

    def close_one(self, item_id: int, *, by: str, at: datetime) -> bool:
        """Close one item about an answer of ours; whether it was open."""
        return self._close("id = ? AND answer_id IS NOT NULL", item_id, by=by, at=at) > 0

    def item(self, item_id: int) -> ReviewItem:
        """One item, open or closed. Raises `StoreError` when there is none."""
        row = self._connection.row("SELECT * FROM review_item WHERE id = ?", item_id)
        if row is None:
            raise StoreError("there is no such review item", item=item_id)
        return review_item(row)

    def _close(self, which: str, subject: int, *, by: str, at: datetime) -> int:
        return self._connection.run(
            f"UPDATE review_item SET closed_at = ?, closed_by = ? WHERE {which} AND closed_at IS NULL",
            written(at),
            by,
            subject,
        )


def review_item(row: Row) -> ReviewItem:
    """A row of the table as a noun."""
    return ReviewItem(
        id=row["id"],
        revision_id=row["revision_id"],
        reason=ReviewReason(row["reason"]),
        why=row["why"],
        alert=bool(row["alert"]),
        opened_at=moment(row["opened_at"]),
        closed_at=moment_or_none(row["closed_at"]),
        closed_by=row["closed_by"],
        answer_id=row["answer_id"],
    )
