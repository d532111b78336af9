"""What did the machine say? Verdicts with their findings, kept as they were at the time."""

from datetime import datetime
from sqlite3 import Row

from bot.model import Finding, JudgedRevision, Outcome, Routing, Verdict
from bot.store.connection import Connection, moment, written


class SqliteVerdicts:
    """The tables `verdict` and `finding` (append-only)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, revision_id: int, verdict: Verdict, at: datetime) -> JudgedRevision:
        """Keep a verdict; the same revision under the same guidelines version once."""
        with self._connection.transaction():
            there = self._connection.row(
                "SELECT * FROM verdict WHERE revision_id = ? AND guidelines_version = ?",
                revision_id,
                verdict.guidelines_version,
            )
            if there is not None:
                return self._judged(there)
            verdict_id = self._connection.add(
                "INSERT INTO verdict (revision_id, outcome, guideline, guidelines_version, hold, alert, why, "
                "judged_at, priority) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                revision_id,
                verdict.outcome,
                verdict.guideline,
                verdict.guidelines_version,
                verdict.hold,
                verdict.alert,
                verdict.why,
                written(at),
                float(verdict.priority),
            )
            for finding in verdict.findings:
                self._save_finding(verdict_id, finding)
        return JudgedRevision(id=verdict_id, revision_id=revision_id, verdict=verdict, judged_at=at)

    def _save_finding(self, verdict_id: int, finding: Finding) -> None:
        self._connection.run(
            "INSERT INTO finding (verdict_id, guideline, rule, score, start_at, end_at, matched, why, routing, alert, "
            "statement) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            verdict_id,
            finding.guideline,
            finding.rule,
            float(finding.score),
            finding.start,
            finding.end,
            finding.match,
            finding.why,
            finding.routing,
            finding.alert,
            finding.statement,
        )

    def latest(self, revision_id: int) -> JudgedRevision | None:
        """The newest verdict on a revision."""
        row = self._connection.row("SELECT * FROM verdict WHERE revision_id = ? ORDER BY id DESC LIMIT 1", revision_id)
        return None if row is None else self._judged(row)

    def _judged(self, row: Row) -> JudgedRevision:
        findings = self._connection.rows("SELECT * FROM finding WHERE verdict_id = ? ORDER BY id", row["id"])
        return JudgedRevision(
            id=row["id"],
            revision_id=row["revision_id"],
            verdict=Verdict(
                outcome=Outcome(row["outcome"]),
                findings=tuple(map(_finding, findings)),
                guideline=row["guideline"],
                guidelines_version=row["guidelines_version"],
                hold=bool(row["hold"]),
                alert=bool(row["alert"]),
                why=row["why"],
                priority=row["priority"],
            ),
            judged_at=moment(row["judged_at"]),
        )


def _finding(row: Row) -> Finding:
    return Finding(
        guideline=row["guideline"],
        rule=row["rule"],
        score=row["score"],
        start=row["start_at"],
        end=row["end_at"],
        match=row["matched"],
        why=row["why"],
        routing=Routing(row["routing"]),
        alert=bool(row["alert"]),
        statement=row["statement"],
    )
