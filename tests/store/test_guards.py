"""What does the index refuse even to somebody with a SQL shell? Changing what was written, hiding without proof."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import EvidenceError, EvidenceMissing, StoreError
from bot.model import ActionState, Capture, DecisionKind, NewDecision, ReviewReason
from bot.store.index import SqliteStore
from bot.store.migrations import m0001, m0003, m0004
from bot.store.migrations.m0001 import UNDELETABLE
from bot.store.objects import ObjectFiles
from tests.builders import (
    NOON,
    collected,
    comment,
    decided,
    failed_capture,
    finding,
    new_decision,
    proven,
    sealed,
    verdict,
    wording,
)
from tests.rulekeeping import tried, written

APPEND_ONLY = (*m0001.APPEND_ONLY, *m0003.APPEND_ONLY, *m0004.APPEND_ONLY)
GUARDS = {
    *(f"{table}_no_update" for table in APPEND_ONLY),
    *(f"{table}_no_delete" for table in (*APPEND_ONLY, *UNDELETABLE)),
    "action_keeps_what_it_is",
    "action_keeps_what_it_did",
    "action_stays_ended",
    "decision_undoes_its_kind",
    "notice_no_delete",
    "rule_step_by_a_reviewer",
    "rule_step_live_after_a_test",
    "rule_step_is_of_its_content",
    "rule_step_hides_by_two",
    "rule_step_hides_after_enough",
    "rule_decline_by_a_reviewer",
    *(f"{table}_no_replace" for table in m0003.APPEND_ONLY),
    "guidelines_part_in_its_time",
    "guidelines_text_no_replace",
    "guidelines_file_no_replace",
    "verdict_after_its_guidelines",
    "revision_ai",
    "revision_ad",
    "revision_au",
}


@pytest.fixture
def full(store: SqliteStore, archive: ObjectFiles) -> SqliteStore:
    """An index with a row in every guarded table."""
    revision_id = collected(store, comment("Buy my watches"))
    store.verdicts.save(revision_id, verdict(findings=(finding(),)), NOON)
    capture = proven(store, archive, revision_id)
    decision = decided(store, new_decision(revision_id))
    store.decisions.plan(decision, capture_id=capture.id, at=NOON)
    store.queue.open(revision_id, ReviewReason.HOLD, why="It was hidden.", alert=False, at=NOON)
    store.ledger.append("decision", "bot@1", {"decision": decision.id}, NOON)
    store.connection.run("INSERT INTO reviewer VALUES ('pat', 'Pat', 'argon', 0, '2026', NULL, 'k')")
    written(store, by="pat")
    request = store.rulebook.ask(tried(store, by="pat"), by="pat", note="", at=NOON)
    store.rulebook.decline(request, by="pat", why="No.", at=NOON)
    store.versions.keep(wording(), NOON)
    return store


def rows_of(store: SqliteStore, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.connection.rows(f"SELECT * FROM {table}")]


def columns_of(store: SqliteStore, table: str) -> list[str]:
    return [str(row["name"]) for row in store.connection.rows(f"PRAGMA table_info({table})")]


def test_all_guards_stand(store: SqliteStore) -> None:
    assert store.triggers() == GUARDS


def test_the_tables_under_guard_are_the_ones_the_design_names() -> None:
    assert set(m0001.APPEND_ONLY) == {"revision", "verdict", "finding", "record", "capture", "decision", "ledger"}
    assert set(m0003.APPEND_ONLY) == {"house_rule", "rule_test", "rule_step", "rule_request", "rule_decline"}
    assert set(m0004.APPEND_ONLY) == {"guidelines_file", "guidelines_text", "guidelines_part"}
    assert set(UNDELETABLE) == {"comment", "action", "review_item", "reviewer"}


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_column_of_an_append_only_table_can_be_changed(full: SqliteStore, table: str) -> None:
    before = rows_of(full, table)
    assert before
    for column in columns_of(full, table):
        with pytest.raises(StoreError, match="append-only"):
            full.connection.run(f"UPDATE {table} SET {column} = {column}")
    assert rows_of(full, table) == before


@pytest.mark.parametrize("table", [*APPEND_ONLY, *UNDELETABLE])
def test_no_guarded_row_can_be_deleted(full: SqliteStore, table: str) -> None:
    before = rows_of(full, table)
    assert before
    with pytest.raises(StoreError, match="append-only"):
        full.connection.run(f"DELETE FROM {table}")
    assert rows_of(full, table) == before


@pytest.mark.parametrize("table", [*APPEND_ONLY, *UNDELETABLE])
def test_no_guarded_row_can_be_replaced(full: SqliteStore, table: str) -> None:
    before = rows_of(full, table)
    with pytest.raises(StoreError):
        full.connection.run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    with pytest.raises(StoreError):
        full.connection.run(f"REPLACE INTO {table} SELECT * FROM {table}")
    assert rows_of(full, table) == before


def test_an_action_keeps_what_it_is(full: SqliteStore) -> None:
    before = rows_of(full, "action")
    moving = {"id", "state", "ended_at", "answer", "made_id", "sent_at", "asked_at", "searched_at"}
    for column in set(columns_of(full, "action")) - moving:
        with pytest.raises(StoreError, match="stays itself"):
            full.connection.run(f"UPDATE action SET {column} = {column}")
    assert rows_of(full, "action") == before


def test_what_an_action_did_is_written_once(full: SqliteStore) -> None:
    full.connection.run("UPDATE action SET made_id = '77', sent_at = '2026-11-19T18:00:00Z'")
    before = rows_of(full, "action")
    for change in ("made_id = '78'", "made_id = ''", "sent_at = NULL", "sent_at = '2026-11-20T18:00:00Z'"):
        with pytest.raises(StoreError, match="stays so"):
            full.connection.run(f"UPDATE action SET {change}")
    assert rows_of(full, "action") == before


@pytest.mark.parametrize("ended", ["done", "failed"])
@pytest.mark.parametrize("change", ["state = 'planned'", "answer = 'other'", "ended_at = NULL", "made_id = '78'"])
def test_an_action_that_ended_stays_as_it_is(full: SqliteStore, ended: str, change: str) -> None:
    full.connection.run("UPDATE action SET state = ?, ended_at = '2026', answer = 'so'", ended)
    before = rows_of(full, "action")
    with pytest.raises(StoreError, match="stays as it is"):
        full.connection.run(f"UPDATE action SET {change}")
    assert rows_of(full, "action") == before


@pytest.mark.parametrize("kind", [DecisionKind.DELETE, DecisionKind.REPLY, DecisionKind.COMMENT, DecisionKind.WITHDRAW])
@pytest.mark.parametrize("actor", ["bot", "bot@1", "BOT@2"])
def test_the_bot_under_any_name_neither_deletes_nor_speaks(full: SqliteStore, kind: DecisionKind, actor: str) -> None:
    said = decided(full, replace(new_decision(1, DecisionKind.REPLY, actor="pat"), text="At 7:10."))
    new = new_decision(1, kind, actor=actor, undoes=said.id)
    with pytest.raises(StoreError):
        full.decisions.save(replace(new, guideline="2", reason="No.", text="At 7:10." if kind.is_answer else ""), NOON)


@pytest.mark.parametrize(
    ("kind", "undoes"), [(DecisionKind.WITHDRAW, 1), (DecisionKind.UNHIDE, 2), (DecisionKind.UNHIDE, 3)]
)
def test_a_hide_is_undone_and_an_answer_taken_back_and_only_of_the_same_comment(
    full: SqliteStore, kind: DecisionKind, undoes: int
) -> None:
    decided(full, replace(new_decision(1, DecisionKind.REPLY, actor="pat"), text="At 7:10."))
    decided(full, new_decision(collected(full, comment("Else", external_id="c2"))))
    with pytest.raises(StoreError, match="undoes"):
        full.decisions.save(new_decision(1, kind, actor="pat", undoes=undoes), NOON)


def test_guards_hold_for_another_program_that_opens_the_file(full: SqliteStore, tmp_path: Path) -> None:
    stranger = sqlite3.connect(tmp_path / "archive.db")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        stranger.execute("DELETE FROM decision")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        stranger.execute("UPDATE ledger SET actor = 'somebody'")
    stranger.close()


# No proof, no hiding -----------------------------------------------------------------------------------------------

ADD_ACTION = """
INSERT INTO action (decision_id, revision_id, comment_id, kind, state, capture_id, capture_outcome, planned_at)
VALUES (:decision, :revision, :comment, :kind, 'planned', :capture, :outcome, '2026-11-19T18:00:00.000000Z')
"""


@pytest.fixture
def ready(store: SqliteStore, archive: ObjectFiles) -> dict[str, object]:
    """A hide that may be planned: its own decision, revision, comment and good capture, by number."""
    other = collected(store, comment("Something else", external_id="c2"))
    proven(store, archive, other)
    revision_id = collected(store, comment("Buy my watches"))
    failed = store.evidence.save_capture(failed_capture_of(store, archive, revision_id))
    good = proven(store, archive, revision_id)
    assert (other, revision_id, failed.id, good.id) == (1, 2, 2, 3)
    decision = decided(store, new_decision(revision_id))
    return {
        "decision": decision.id,
        "revision": 2,
        "comment": 2,
        "kind": "hide",
        "capture": good.id,
        "outcome": "ok",
    }


def failed_capture_of(store: SqliteStore, archive: ObjectFiles, revision_id: int) -> Capture:
    sealed(store, archive, revision_id)
    return failed_capture(revision_id)


def test_a_hide_with_the_good_picture_of_its_own_words_is_planned(store: SqliteStore, ready: dict[str, object]) -> None:
    store.connection.raw.execute(ADD_ACTION, ready)
    assert len(rows_of(store, "action")) == 1


@pytest.mark.parametrize(
    "attempt",
    [
        pytest.param({"capture": None}, id="no picture"),
        pytest.param({"capture": None, "outcome": None}, id="nothing at all"),
        pytest.param({"outcome": None}, id="a picture of unknown outcome"),
        pytest.param({"capture": 2, "outcome": "failed"}, id="the failed picture, honestly"),
        pytest.param({"capture": 2}, id="the failed picture, called good"),
        pytest.param({"outcome": "failed"}, id="the good picture, called failed"),
        pytest.param({"capture": 1}, id="the picture of other words"),
        pytest.param({"capture": 99}, id="a picture that isn't there"),
        pytest.param({"revision": 1, "capture": 1}, id="other words with their own picture"),
        pytest.param({"comment": 1}, id="another comment"),
        pytest.param({"kind": "unhide"}, id="the opposite of what was decided"),
        pytest.param({"kind": "HIDE"}, id="a kind in capital letters"),
        pytest.param({"kind": "keep"}, id="a kind that needs no action"),
        pytest.param({"decision": 99}, id="no decision"),
    ],
)
def test_no_sql_plans_a_hide_without_its_proof(
    store: SqliteStore, ready: dict[str, object], attempt: dict[str, object]
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.connection.raw.execute(ADD_ACTION, {**ready, **attempt})
    assert rows_of(store, "action") == []


def test_a_hide_is_refused_by_name_when_its_picture_failed(store: SqliteStore, archive: ObjectFiles) -> None:
    revision_id = collected(store)
    capture = store.evidence.save_capture(failed_capture_of(store, archive, revision_id))
    decision = decided(store, new_decision(revision_id))
    for capture_id in (None, capture.id, 99):
        with pytest.raises(EvidenceMissing, match="no good picture"):
            store.decisions.plan(decision, capture_id=capture_id, at=NOON)


def test_showing_a_comment_again_needs_no_picture(store: SqliteStore) -> None:
    revision_id = collected(store)
    hide = decided(store, new_decision(revision_id))
    unhide = decided(store, new_decision(revision_id, DecisionKind.UNHIDE, actor="pat", undoes=hide.id))
    assert store.decisions.plan(unhide, capture_id=None, at=NOON).state is ActionState.PLANNED


def test_a_picture_needs_the_record_of_its_words(store: SqliteStore) -> None:
    with pytest.raises(StoreError):
        store.evidence.save_capture(failed_capture(collected(store)))


@pytest.mark.parametrize(
    "faulty",
    [
        NewDecision(key="k", revision_id=1, kind=DecisionKind.HIDE, actor="pat", guideline=None, reason="Because."),
        NewDecision(key="k", revision_id=1, kind=DecisionKind.HIDE, actor="pat", guideline="2", reason=""),
        NewDecision(key="k", revision_id=1, kind=DecisionKind.HIDE, actor="", guideline="2", reason="Because."),
        NewDecision(key="k", revision_id=1, kind=DecisionKind.UNHIDE, actor="pat"),
        NewDecision(key="k", revision_id=1, kind=DecisionKind.UNHIDE, actor="pat", undoes=77),
        NewDecision(key="k", revision_id=99, kind=DecisionKind.KEEP, actor="pat"),
    ],
)
def test_a_decision_without_guideline_reason_actor_or_subject_is_refused(
    store: SqliteStore, faulty: NewDecision
) -> None:
    assert collected(store) == 1
    with pytest.raises(StoreError):
        store.decisions.save(faulty, NOON)
    assert store.decisions.of_comment(1) == []


def test_a_hide_verdict_names_its_guideline(store: SqliteStore) -> None:
    with pytest.raises(StoreError):
        store.verdicts.save(collected(store), verdict(guideline=None), NOON)


def test_a_verdict_whose_finding_is_refused_is_not_kept_either(store: SqliteStore) -> None:
    revision_id = collected(store)
    with pytest.raises(StoreError):
        store.verdicts.save(revision_id, verdict(findings=(finding(), finding(start=9, end=3))), NOON)
    assert store.verdicts.latest(revision_id) is None


def test_another_record_of_the_same_words_is_refused(store: SqliteStore, archive: ObjectFiles) -> None:
    record = sealed(store, archive, collected(store))
    store.evidence.seal(record)
    with pytest.raises(EvidenceError, match="different record"):
        store.evidence.seal(replace(record, payload_sha256="b" * 64))
    assert store.evidence.record(record.revision_id) == record
