"""How are the rules kept that the district wrote? Edits, steps, tests and requests: rows that only grow."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from bot.model import (
    HouseRule,
    NewHouseRule,
    NewRuleStep,
    NewRuleTest,
    RuleDecline,
    RuleRequest,
    RuleStep,
    RuleTest,
    Standing,
)
from bot.store.connection import moment, moment_or_none, written, written_or_none
from bot.store.past import SqlitePast

_TOLD = (
    "guidelines_version, since, complete, judged, hits, true_positives, false_positives, would_change, would_hide, "
    "micros"
)
_OPEN = """
SELECT * FROM rule_question q WHERE q.id = (SELECT max(o.id) FROM rule_request o
  WHERE o.rule_id = q.rule_id AND o.digest = q.digest AND o.after_step = q.after_step)
ORDER BY q.id
"""


class SqliteRulebook(SqlitePast):
    """The tables `house_rule`, `rule_step`, `rule_test`, `rule_request` and `rule_decline` (all append-only)."""

    def edition(self) -> int:
        """A number that grows with every edit and every step."""
        return self._connection.number(
            "SELECT coalesce((SELECT max(id) FROM house_rule), 0) + coalesce((SELECT max(id) FROM rule_step), 0)"
        )

    def write(self, new: NewHouseRule, *, by: str, at: datetime) -> HouseRule:
        """Keep an edit. Raises `StoreError` when `by` is nobody who was ever allowed in."""
        made = self._connection.add(
            "INSERT INTO house_rule (rule_id, content, digest, guideline, may_hide, written_by, written_at, note) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            new.rule_id,
            new.content,
            new.digest,
            new.guideline,
            new.may_hide,
            by,
            written(at),
            new.note,
        )
        return _edit(self._connection.rows("SELECT * FROM house_rule WHERE id = ?", made)[0])

    def edits(self, rule_id: str | None = None) -> Sequence[HouseRule]:
        """All edits, of one rule or of all, the oldest first."""
        rows = self._connection.rows("SELECT * FROM house_rule WHERE ? IN (rule_id, '') ORDER BY id", rule_id or "")
        return [_edit(row) for row in rows]

    def take_step(self, new: NewRuleStep, at: datetime) -> RuleStep:
        """Keep a step. Raises `StoreError` when a live one lacks its test or its second person."""
        made = self._connection.add(
            "INSERT INTO rule_step (rule_id, digest, standing, hides, actor, at, why, test_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            new.rule_id,
            new.digest,
            new.standing,
            new.hides,
            new.actor,
            written(at),
            new.why,
            new.test_id,
        )
        return _step(self._connection.rows("SELECT * FROM rule_step WHERE id = ?", made)[0])

    def steps(self, rule_id: str) -> Sequence[RuleStep]:
        """All steps of a rule, the oldest first."""
        return [
            _step(row)
            for row in self._connection.rows("SELECT * FROM rule_step WHERE rule_id = ? ORDER BY id", rule_id)
        ]

    def newest_steps(self) -> Mapping[str, RuleStep]:
        """Where each rule stands, by rule id."""
        rows = self._connection.rows(
            "SELECT * FROM rule_step WHERE id IN (SELECT max(id) FROM rule_step GROUP BY rule_id)"
        )
        return {row["rule_id"]: _step(row) for row in rows}

    def keep_test(self, new: NewRuleTest, *, by: str, at: datetime) -> RuleTest:
        """Keep the figures of a test."""
        made = self._connection.add(
            f"INSERT INTO rule_test (rule_id, digest, actor, at, {_TOLD}) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            new.rule_id,
            new.digest,
            by,
            written(at),
            new.guidelines_version,
            written_or_none(new.since),
            new.complete,
            new.judged,
            new.hits,
            new.true_positives,
            new.false_positives,
            new.would_change,
            new.would_hide,
            float(new.micros),
        )
        return RuleTest(id=made, actor=by, at=at, told=new)

    def tests(self, rule_id: str | None = None) -> Sequence[RuleTest]:
        """Tests, of one rule or of all, the newest first."""
        rows = self._connection.rows("SELECT * FROM rule_test WHERE ? IN (rule_id, '') ORDER BY id DESC", rule_id or "")
        return [_test(row) for row in rows]

    def ask(self, test: RuleTest, *, by: str, note: str, at: datetime) -> RuleRequest:
        """Ask a second person to let the tested content hide."""
        made = self._connection.add(
            "INSERT INTO rule_request (rule_id, digest, test_id, after_step, asked_by, asked_at, note) "
            "SELECT ?, ?, ?, coalesce((SELECT max(id) FROM rule_step WHERE rule_id = ?), 0), ?, ?, ?",
            test.told.rule_id,
            test.told.digest,
            test.id,
            test.told.rule_id,
            by,
            written(at),
            note,
        )
        return _request(self._connection.rows("SELECT * FROM rule_request WHERE id = ?", made)[0])

    def requests(self) -> Sequence[RuleRequest]:
        """What is asked and not answered, the oldest first; of one content the newest question."""
        return [_request(row) for row in self._connection.rows(_OPEN)]

    def decline(self, request: RuleRequest, *, by: str, why: str, at: datetime) -> RuleDecline:
        """Answer a request with no. Raises `StoreError` when `by` may not log in or says no reason."""
        sql = "INSERT INTO rule_decline (request_id, actor, at, why) VALUES (?, ?, ?, ?)"
        made = self._connection.add(sql, request.id, by, written(at), why)
        return RuleDecline(id=made, request_id=request.id, digest=request.digest, actor=by, at=at, why=why)

    def declines(self, rule_id: str) -> Sequence[RuleDecline]:
        """What was answered with no, the oldest first."""
        rows = self._connection.rows(
            "SELECT d.*, q.digest FROM rule_decline d JOIN rule_request q ON q.id = d.request_id "
            "WHERE q.rule_id = ? ORDER BY d.id",
            rule_id,
        )
        return [_decline(row) for row in rows]


def _edit(row: Row) -> HouseRule:
    return HouseRule(
        id=row["id"],
        rule_id=row["rule_id"],
        content=row["content"],
        digest=row["digest"],
        guideline=row["guideline"],
        may_hide=bool(row["may_hide"]),
        written_by=row["written_by"],
        written_at=moment(row["written_at"]),
        note=row["note"],
    )


def _step(row: Row) -> RuleStep:
    return RuleStep(
        id=row["id"],
        rule_id=row["rule_id"],
        digest=row["digest"],
        standing=Standing(row["standing"]),
        actor=row["actor"],
        at=moment(row["at"]),
        why=row["why"],
        hides=bool(row["hides"]),
        test_id=row["test_id"],
    )


def _test(row: Row) -> RuleTest:
    return RuleTest(
        id=row["id"],
        actor=row["actor"],
        at=moment(row["at"]),
        told=NewRuleTest(
            rule_id=row["rule_id"],
            digest=row["digest"],
            guidelines_version=row["guidelines_version"],
            since=moment_or_none(row["since"]),
            complete=bool(row["complete"]),
            judged=row["judged"],
            hits=row["hits"],
            true_positives=row["true_positives"],
            false_positives=row["false_positives"],
            would_change=row["would_change"],
            would_hide=row["would_hide"],
            micros=row["micros"],
        ),
    )


def _request(row: Row) -> RuleRequest:
    return RuleRequest(
        id=row["id"],
        rule_id=row["rule_id"],
        digest=row["digest"],
        test_id=row["test_id"],
        asked_by=row["asked_by"],
        asked_at=moment(row["asked_at"]),
        note=row["note"],
    )


def _decline(row: Row) -> RuleDecline:
    return RuleDecline(
        id=row["id"],
        request_id=row["request_id"],
        digest=row["digest"],
        actor=row["actor"],
        at=moment(row["at"]),
        why=row["why"],
    )
