"""What waits for a person?"""

from datetime import datetime

from bot.model import ReviewReason
from bot.store.connection import Connection, written


class SqliteQueue:
    """The table `review_item`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, revision_id: int, reason: ReviewReason, *, why: str, alert: bool, at: datetime) -> None:
        """Open a review item; while one of the same revision and reason is open, nothing happens."""
        self._connection.run(
            "INSERT INTO review_item (revision_id, comment_id, reason, why, alert, opened_at) "
            "SELECT id, comment_id, ?, ?, ?, ? FROM revision WHERE id = ? "
            "ON CONFLICT (revision_id, reason) WHERE closed_at IS NULL DO NOTHING",
            reason,
            why,
            alert,
            written(at),
            revision_id,
        )

    def close(self, comment_id: int, *, by: str, at: datetime) -> int:
        """Close the open items of a comment; answers how many."""
        return self._connection.run(
            "UPDATE review_item SET closed_at = ?, closed_by = ? WHERE comment_id = ? AND closed_at IS NULL",
            written(at),
            by,
            comment_id,
        )
