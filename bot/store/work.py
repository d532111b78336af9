"""Who waits for which stage? Rows with leases, claimed by one conditional UPDATE."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from sqlite3 import Row

from bot.model import Stage, Work, WorkTrouble
from bot.store.connection import Connection, moment, written

_CLAIM = """
UPDATE work SET state = 'doing', claimed_until = ?
WHERE id IN (
  SELECT id FROM work
  WHERE stage = ? AND state IN ('todo', 'doing') AND run_after <= ?
    AND (state = 'todo' OR claimed_until <= ?)
  ORDER BY run_after, id LIMIT ?
)
RETURNING *
"""


class SqliteWork:
    """The table `work`. A claim that lapses (its process died) is taken by the next one who asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enqueue(self, stage: Stage, subject: int, *, run_after: datetime, again: bool = False) -> None:
        """Put a row there; an existing one stays as it is, or waits again when `again` is True."""
        renew = "DO UPDATE SET state = 'todo', attempts = 0, run_after = excluded.run_after, claimed_until = NULL"
        self._connection.run(
            "INSERT INTO work (stage, subject, state, run_after) VALUES (?, ?, 'todo', ?) "
            f"ON CONFLICT (stage, subject) {renew if again else 'DO NOTHING'}",
            stage,
            subject,
            written(run_after),
        )

    def claim(self, stage: Stage, *, limit: int, lease_seconds: float, now: datetime) -> Sequence[Work]:
        """Take up to `limit` rows that are due or whose claim lapsed, oldest first."""
        until = written(now + timedelta(seconds=lease_seconds))
        with self._connection.transaction():
            taken = self._connection.rows(_CLAIM, until, stage, written(now), written(now), limit)
        return sorted(map(_work, taken), key=lambda work: work.id)

    def finish(self, work: Work, now: datetime) -> None:
        """The step is done. A row that was put there anew meanwhile stays to be done."""
        self._end(work, "done", "", now)

    def retry(self, work: Work, *, error: str, run_after: datetime, now: datetime, is_failure: bool = True) -> None:
        """Try again later; only a failure counts as an attempt."""
        self._connection.run(
            "UPDATE work SET state = 'todo', run_after = ?, claimed_until = NULL, error = ?, attempts = attempts + ? "
            "WHERE id = ? AND state = 'doing' AND claimed_until = ?",
            written(run_after),
            error,
            is_failure,
            work.id,
            written(work.claimed_until),
        )

    def give_up(self, work: Work, *, error: str, now: datetime) -> None:
        """The step failed for good."""
        self._end(work, "failed", error, now)

    def _end(self, work: Work, state: str, error: str, now: datetime) -> None:
        # claimed_until names the claim: whoever lost the claim (lapsed, renewed) must not end the new one.
        self._connection.run(
            "UPDATE work SET state = ?, error = ?, ended_at = ?, claimed_until = NULL "
            "WHERE id = ? AND state = 'doing' AND claimed_until = ?",
            state,
            error,
            written(now),
            work.id,
            written(work.claimed_until),
        )

    def release(self, now: datetime) -> int:
        """Free every claim and make everything due: claims of a worker that is gone, waits under a wrong clock.

        Only for whoever holds the worker's lock.
        """
        return self._connection.run(
            "UPDATE work SET state = 'todo', claimed_until = NULL, run_after = min(run_after, ?) "
            "WHERE state = 'doing' OR (state = 'todo' AND run_after > ?)",
            written(now),
            written(now),
        )

    def take_up_again(self, now: datetime) -> int:
        """Put every row that was given up back to be done; answers how many."""
        return self._connection.run(
            "UPDATE work SET state = 'todo', attempts = 0, run_after = ?, ended_at = NULL WHERE state = 'failed'",
            written(now),
        )

    def waiting(self) -> Mapping[Stage, int]:
        """Rows not ended yet, by stage."""
        rows = self._connection.rows(
            "SELECT stage, count(*) AS number FROM work WHERE state IN ('todo', 'doing') GROUP BY stage"
        )
        return {Stage(row["stage"]): row["number"] for row in rows}

    def troubles(self, limit: int) -> Sequence[WorkTrouble]:
        """Rows given up, newest first."""
        rows = self._connection.rows("SELECT * FROM work WHERE state = 'failed' ORDER BY ended_at DESC LIMIT ?", limit)
        return [
            WorkTrouble(stage=row["stage"], subject=row["subject"], error=row["error"], at=moment(row["ended_at"]))
            for row in rows
        ]


def _work(row: Row) -> Work:
    return Work(
        id=row["id"],
        stage=Stage(row["stage"]),
        subject=row["subject"],
        attempts=row["attempts"] + 1,
        claimed_until=moment(row["claimed_until"]),
        last_error=row["error"],
    )
