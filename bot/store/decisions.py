"""Who decided what, and what became of it? Decisions never change; actions only move on."""

from collections.abc import Collection, Sequence
from datetime import datetime
from sqlite3 import Row

from bot.errors import EvidenceMissing, StoreError
from bot.model import Action, ActionState, Decision, DecisionKind, NewDecision
from bot.store.connection import Connection, moment, moment_or_none, written

_ENDED = (ActionState.DONE, ActionState.FAILED)


class SqliteDecisions:
    """The tables `decision` (append-only) and `action`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, new: NewDecision, at: datetime) -> Decision:
        """Keep a decision; the same key is the same decision."""
        with self._connection.transaction():
            self._connection.run(
                "INSERT INTO decision (key, revision_id, comment_id, kind, actor, made_at, guideline, reason, note, "
                "undoes, text) SELECT ?, id, comment_id, ?, ?, ?, ?, ?, ?, ?, ? FROM revision WHERE id = ? "
                "ON CONFLICT (key) DO NOTHING",
                new.key,
                new.kind,
                new.actor,
                written(at),
                new.guideline,
                new.reason,
                new.note,
                new.undoes,
                new.text,
                new.revision_id,
            )
            row = self._connection.row("SELECT * FROM decision WHERE key = ?", new.key)
        if row is None:
            raise StoreError("there is no such revision to decide on", revision=new.revision_id)
        return _decision(row)

    def decision(self, decision_id: int) -> Decision:
        """One decision. Raises `StoreError` when there is none."""
        row = self._connection.row("SELECT * FROM decision WHERE id = ?", decision_id)
        if row is None:
            raise StoreError("there is no such decision", decision=decision_id)
        return _decision(row)

    def of_comment(self, comment_id: int) -> Sequence[Decision]:
        """All decisions on a comment, oldest first."""
        rows = self._connection.rows("SELECT * FROM decision WHERE comment_id = ? ORDER BY id", comment_id)
        return [_decision(row) for row in rows]

    def plan(self, decision: Decision, *, capture_id: int | None, at: datetime) -> Action:
        """The action of a decision, made if new. The index refuses what needs proof without a good capture."""
        with self._connection.transaction():
            there = self.action_of(decision.id)
            if there is not None:
                return there
            try:
                self._add(decision, capture_id, at)
            except StoreError as error:
                raise EvidenceMissing("no good picture of these words is on file", decision=decision.id) from error
        made = self.action_of(decision.id)
        if made is None:
            raise StoreError("an action could not be planned", decision=decision.id)
        return made

    def _add(self, decision: Decision, capture_id: int | None, at: datetime) -> None:
        self._connection.run(
            "INSERT INTO action (decision_id, revision_id, comment_id, kind, state, capture_id, capture_outcome, "
            "planned_at) VALUES (?, ?, ?, ?, 'planned', ?, ?, ?)",
            decision.id,
            decision.revision_id,
            decision.comment_id,
            decision.kind,
            capture_id,
            None if capture_id is None else "ok",
            written(at),
        )

    def mark(
        self, action: Action, state: ActionState, *, answer: str, at: datetime, made_id: str | None = None
    ) -> Action:
        """Move an action on; a done or failed one stays as it is, and so does the moment of the first asking."""
        self._connection.run(
            "UPDATE action SET state = ?, answer = ?, ended_at = ?, made_id = coalesce(?, made_id), "
            "sent_at = coalesce(sent_at, ?), asked_at = coalesce(?, asked_at), "
            "searched_at = CASE WHEN ? THEN NULL ELSE searched_at END "
            "WHERE id = ? AND state NOT IN ('done', 'failed')",
            state,
            answer,
            written(at) if state in _ENDED else None,
            made_id,
            written(at) if state is ActionState.SENT else None,
            written(at) if state is ActionState.SENT else None,
            state is ActionState.SENT,
            action.id,
        )
        return self._again(action)

    def note_search(self, action: Action, at: datetime) -> Action:
        """What a lost answer made could not be looked for; the moment of the first such try since the asking stays."""
        self._connection.run(
            "UPDATE action SET searched_at = coalesce(searched_at, ?) WHERE id = ? AND state = 'sent'",
            written(at),
            action.id,
        )
        return self._again(action)

    def _again(self, action: Action) -> Action:
        row = self._connection.row("SELECT * FROM action WHERE id = ?", action.id)
        if row is None:
            raise StoreError("there is no such action", action=action.id)
        return _action(row)

    def action_of(self, decision_id: int) -> Action | None:
        """What became of a decision so far."""
        row = self._connection.row("SELECT * FROM action WHERE decision_id = ?", decision_id)
        return None if row is None else _action(row)

    def touched_since(self, comment_id: int, moment: datetime) -> bool:
        """Whether an action of ours on the comment's visibility is under way, or ended at or after `moment`."""
        row = self._connection.row(
            "SELECT 1 FROM action a WHERE a.comment_id = ? AND a.kind IN ('hide', 'unhide', 'delete') "
            "AND (a.ended_at >= ? OR (a.state IN ('planned', 'sent') "
            "AND EXISTS (SELECT 1 FROM work w WHERE w.stage = 'act' AND w.subject = a.decision_id "
            "AND w.state IN ('todo', 'doing')))) LIMIT 1",
            comment_id,
            written(moment),
        )
        return row is not None

    def made_ids(self, account_id: str) -> Collection[str]:
        """The ids of all answers that actions of ours on this account made."""
        rows = self._connection.rows(
            "SELECT a.made_id FROM action a JOIN comment c ON c.id = a.comment_id "
            "WHERE a.made_id <> '' AND c.account_id = ?",
            account_id,
        )
        return {row["made_id"] for row in rows}

    def waiting_replies(self, comment_id: int) -> Sequence[Decision]:
        """Answers under this comment that are not posted yet: to itself, and to replies in the thread it began."""
        rows = self._connection.rows(
            "SELECT d.* FROM decision d JOIN comment c ON c.id = d.comment_id JOIN comment top ON top.id = ? "
            "WHERE d.kind = 'reply' AND (c.id = top.id "
            "OR (c.account_id = top.account_id AND c.parent_id = top.external_id)) AND NOT EXISTS "
            "(SELECT 1 FROM action a WHERE a.decision_id = d.id AND a.state IN ('done', 'failed')) ORDER BY d.id",
            comment_id,
        )
        return [_decision(row) for row in rows]

    def hide_in_force(self, comment_id: int) -> Decision | None:
        """The hide that was done and not undone since, if any."""
        row = self._connection.row(
            "SELECT d.*, a.kind AS last_kind FROM action a JOIN decision d ON d.id = a.decision_id "
            "WHERE a.comment_id = ? AND a.state = 'done' AND a.kind IN ('hide', 'unhide') ORDER BY a.id DESC LIMIT 1",
            comment_id,
        )
        return _decision(row) if row is not None and row["last_kind"] == "hide" else None


def _decision(row: Row) -> Decision:
    return Decision(
        id=row["id"],
        key=row["key"],
        revision_id=row["revision_id"],
        comment_id=row["comment_id"],
        kind=DecisionKind(row["kind"]),
        actor=row["actor"],
        made_at=moment(row["made_at"]),
        guideline=row["guideline"],
        reason=row["reason"],
        note=row["note"],
        undoes=row["undoes"],
        text=row["text"],
    )


def _action(row: Row) -> Action:
    return Action(
        id=row["id"],
        decision_id=row["decision_id"],
        revision_id=row["revision_id"],
        kind=DecisionKind(row["kind"]),
        state=ActionState(row["state"]),
        capture_id=row["capture_id"],
        planned_at=moment(row["planned_at"]),
        ended_at=moment_or_none(row["ended_at"]),
        answer=row["answer"],
        made_id=row["made_id"],
        sent_at=moment_or_none(row["sent_at"]),
        asked_at=moment_or_none(row["asked_at"]),
        searched_at=moment_or_none(row["searched_at"]),
    )
