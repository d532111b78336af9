"""What do the comments of the archive look like to a rule that is tried, and what did rules do so far?"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from bot.model import DecisionKind, Outcome, PastComment, RuleFigures
from bot.store.connection import Connection, marks, moment, moment_or_none, written, written_or_none

# {column} of a person's newest word on whether a comment shall be seen.
_SAID = """
(SELECT d.{column} FROM decision d WHERE d.comment_id = c.id AND d.actor NOT LIKE 'bot@%'
  AND d.kind IN ('hide', 'unhide', 'keep', 'delete') ORDER BY d.id DESC LIMIT 1)
"""
_PAST = f"""
SELECT r.id, r.comment_id, c.account_id, r.text, coalesce(p.text, '') AS post_text,
  coalesce(r.author_name, '') AS author, r.seen_at,
  (SELECT v.outcome FROM verdict v WHERE v.revision_id = r.id ORDER BY v.id DESC LIMIT 1) AS outcome,
  {_SAID.format(column="kind")} AS decided, {_SAID.format(column="guideline")} AS decided_guideline
FROM revision r CROSS JOIN comment c ON c.id = r.comment_id AND c.newest_revision = r.id
LEFT JOIN post p ON p.account_id = c.account_id AND p.external_id = c.post_id
WHERE r.id < ? AND r.seen_at >= ? ORDER BY r.id DESC LIMIT ?
"""
_FIGURES = f"""
WITH hit AS (
  SELECT f.rule, v.revision_id, max(v.judged_at) AS at, max(f.guideline) AS guideline
  FROM verdict v JOIN finding f ON f.verdict_id = v.id WHERE v.judged_at >= ? GROUP BY f.rule, v.revision_id),
word AS (
  SELECT hit.*, {_SAID.format(column="kind")} AS kind, {_SAID.format(column="guideline")} AS said
  FROM hit JOIN revision r ON r.id = hit.revision_id JOIN comment c ON c.id = r.comment_id)
SELECT rule, count(*) AS hits, max(at) AS last,
  sum(kind IN ('hide', 'delete') AND said = guideline) AS confirmed, sum(kind IN ('keep', 'unhide')) AS refuted,
  (SELECT t.micros FROM rule_test t WHERE t.rule_id = rule ORDER BY t.id DESC LIMIT 1) AS micros
FROM word GROUP BY rule ORDER BY rule
"""
_JUDGED_COMMENTS = """
SELECT count(DISTINCT r.comment_id) FROM verdict v JOIN revision r ON r.id = v.revision_id WHERE v.judged_at >= ?
"""
# The rule first: its findings are found by their index, whatever else was judged.
HIT_COMMENTS = """
SELECT count(DISTINCT r.comment_id) FROM finding f CROSS JOIN verdict v ON v.id = f.verdict_id
CROSS JOIN revision r ON r.id = v.revision_id WHERE f.rule = ? AND f.routing <> 'note' AND v.judged_at >= ?
"""
_JUDGED = "SELECT count(DISTINCT revision_id) FROM verdict WHERE judged_at >= ?"


class SqlitePast:
    """Reads comments with their verdicts and decisions; each call is one short reading."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count_past(self, since: datetime | None = None) -> int:
        """How many comments `past` would give."""
        return self._connection.number(
            "SELECT count(*) FROM revision r JOIN comment c ON c.id = r.comment_id AND c.newest_revision = r.id "
            "WHERE r.seen_at >= ?",
            written_or_none(since) or "",
        )

    def past(
        self, *, before: int | None = None, since: datetime | None = None, limit: int = 500
    ) -> Sequence[PastComment]:
        """Newest revisions of comments, the newest first."""
        rows = self._connection.rows(_PAST, 2**62 if before is None else before, written_or_none(since) or "", limit)
        return [_past(row) for row in rows]

    def hits(
        self, rules: Mapping[str, datetime], day: datetime, *, without: Collection[int] = ()
    ) -> tuple[int, Mapping[str, int]]:
        """Comments judged since `day`, and in how many each rule found something that counted since its own moment;
        the comments `without` count nowhere."""
        others = f"r.comment_id NOT IN ({marks(list(without))})"
        judged = self._connection.number(f"{_JUDGED_COMMENTS} AND {others}", written(day), *without)
        hits = {
            rule: self._connection.number(f"{HIT_COMMENTS} AND {others}", rule, written(since), *without)
            for rule, since in rules.items()
        }
        return judged, hits

    def figures(self, since: datetime) -> Sequence[RuleFigures]:
        """What every rule did that found anything since then, by rule id."""
        judged = self._connection.number(_JUDGED, written(since))
        return [_figures(row, judged) for row in self._connection.rows(_FIGURES, written(since))]


def _past(row: Row) -> PastComment:
    return PastComment(
        revision_id=row["id"],
        comment_id=row["comment_id"],
        account_id=row["account_id"],
        text=row["text"],
        post_text=row["post_text"],
        author=row["author"],
        seen_at=moment(row["seen_at"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        decided=DecisionKind(row["decided"]) if row["decided"] else None,
        decided_guideline=row["decided_guideline"],
    )


def _figures(row: Row, judged: int) -> RuleFigures:
    return RuleFigures(
        rule_id=row["rule"],
        judged=judged,
        hits=row["hits"],
        last_hit_at=moment_or_none(row["last"]),
        confirmed=row["confirmed"] or 0,
        refuted=row["refuted"] or 0,
        micros=row["micros"],
    )
