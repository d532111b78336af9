"""Do decisions stay, and do actions only move on?"""

from datetime import timedelta

import pytest

from bot.errors import EvidenceError, StoreError
from bot.model import Action, ActionState, Capture, Decision, DecisionKind
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import (
    NOON,
    collected,
    comment,
    decided,
    edited,
    failed_capture,
    good_capture,
    new_decision,
    proven,
    sealed,
    verdict,
)

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def hide(store: SqliteStore) -> Decision:
    """The bot's decision to hide the one comment."""
    return decided(store, new_decision(collected(store)))


@pytest.fixture
def action(store: SqliteStore, archive: ObjectFiles, hide: Decision) -> Action:
    """Its planned action."""
    capture = proven(store, archive, hide.revision_id)
    return store.decisions.plan(hide, capture_id=capture.id, at=NOON)


def test_a_decision_reads_back_as_it_was_made(store: SqliteStore, hide: Decision) -> None:
    assert store.decisions.decision(hide.id) == hide
    assert (hide.kind, hide.comment_id, hide.made_at, hide.guideline) == (DecisionKind.HIDE, 1, NOON, "2")
    assert store.decisions.of_comment(1) == [hide]


def test_the_same_key_is_the_same_decision_whatever_it_says(store: SqliteStore, hide: Decision) -> None:
    again = new_decision(hide.revision_id, DecisionKind.KEEP, key=hide.key, actor="pat")
    assert store.decisions.save(again, LATER) == hide
    assert len(store.decisions.of_comment(1)) == 1


def test_planning_twice_is_one_action(store: SqliteStore, hide: Decision, action: Action) -> None:
    assert (action.state, action.kind, action.planned_at) == (ActionState.PLANNED, DecisionKind.HIDE, NOON)
    assert store.decisions.plan(hide, capture_id=None, at=LATER) == action
    assert store.decisions.action_of(hide.id) == action


def test_an_action_moves_on_until_it_has_ended(store: SqliteStore, hide: Decision, action: Action) -> None:
    sent = store.decisions.mark(action, ActionState.SENT, answer="", at=NOON)
    assert (sent.state, sent.ended_at) == (ActionState.SENT, None)
    done = store.decisions.mark(sent, ActionState.DONE, answer="read back", at=LATER)
    assert (done.state, done.ended_at, done.answer) == (ActionState.DONE, LATER, "read back")
    for state in ActionState:
        assert store.decisions.mark(action, state, answer="too late", at=LATER) == done


def test_a_failed_action_stays_failed(store: SqliteStore, action: Action) -> None:
    failed = store.decisions.mark(action, ActionState.FAILED, answer="refused", at=LATER)
    assert store.decisions.mark(action, ActionState.DONE, answer="", at=LATER) == failed


def test_an_action_that_is_not_there_cannot_be_moved(store: SqliteStore) -> None:
    lost = Action(
        id=99,
        decision_id=1,
        revision_id=1,
        kind=DecisionKind.HIDE,
        state=ActionState.PLANNED,
        capture_id=1,
        planned_at=NOON,
    )
    with pytest.raises(StoreError, match="no such action"):
        store.decisions.mark(lost, ActionState.DONE, answer="", at=NOON)


def test_a_hide_is_in_force_once_done_and_until_undone(store: SqliteStore, hide: Decision, action: Action) -> None:
    assert store.decisions.hide_in_force(1) is None
    store.decisions.mark(action, ActionState.DONE, answer="", at=NOON)
    assert store.decisions.hide_in_force(1) == hide
    undo = decided(store, new_decision(hide.revision_id, DecisionKind.UNHIDE, actor="pat", undoes=hide.id))
    planned = store.decisions.plan(undo, capture_id=None, at=NOON)
    assert store.decisions.hide_in_force(1) == hide
    store.decisions.mark(planned, ActionState.FAILED, answer="", at=NOON)
    assert store.decisions.hide_in_force(1) == hide
    again = decided(store, new_decision(hide.revision_id, DecisionKind.UNHIDE, key="2", actor="pat", undoes=hide.id))
    planned = store.decisions.plan(again, capture_id=None, at=NOON)
    store.decisions.mark(planned, ActionState.DONE, answer="", at=NOON)
    assert store.decisions.hide_in_force(1) is None


def test_an_index_that_swallows_an_action_or_a_picture_is_told(
    store: SqliteStore, archive: ObjectFiles, hide: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No way is known to make SQLite do this; should one be found, nothing may be hidden on it.
    capture = proven(store, archive, hide.revision_id)
    monkeypatch.setattr(store.connection, "row", lambda *args: None)
    with pytest.raises(StoreError, match="could not be planned"):
        store.decisions.plan(hide, capture_id=capture.id, at=NOON)
    with pytest.raises(EvidenceError, match="could not be kept"):
        store.evidence.save_capture(good_capture(hide.revision_id))


# Verdicts and proof ------------------------------------------------------------------------------------------------


def test_a_verdict_is_kept_once_for_each_version_of_the_guidelines(store: SqliteStore) -> None:
    revision_id = collected(store)
    assert store.verdicts.latest(revision_id) is None
    first = store.verdicts.save(revision_id, verdict(hold=True, alert=True), NOON)
    assert store.verdicts.save(revision_id, verdict(why="other words"), LATER) == first
    second = store.verdicts.save(revision_id, verdict(version="2"), LATER)
    assert store.verdicts.latest(revision_id) == second
    assert first.verdict == verdict(hold=True, alert=True)


def test_the_good_picture_counts_and_else_the_newest_failure(store: SqliteStore, archive: ObjectFiles) -> None:
    revision_id = collected(store)
    sealed(store, archive, revision_id)
    assert store.evidence.capture(revision_id) is None

    def kept(capture: Capture) -> int:
        return store.evidence.save_capture(capture).id

    kept(failed_capture(revision_id))
    newer = kept(failed_capture(revision_id, error="no browser"))
    found = store.evidence.capture(revision_id)
    assert found is not None
    assert (found.id, found.error) == (newer, "no browser")
    good = kept(good_capture(revision_id))
    kept(failed_capture(revision_id))
    found = store.evidence.capture(revision_id)
    assert found is not None
    assert (found.id, found.width) == (good, 760)


def test_all_records_and_pictures_are_walked_through_in_order(store: SqliteStore, archive: ObjectFiles) -> None:
    first, second = collected(store), collected(store, edited(comment(), "On time"))
    for revision_id in (second, first):
        proven(store, archive, revision_id)
    assert [record.revision_id for record in store.evidence.all_records()] == [first, second]
    assert [capture.id for capture in store.evidence.all_captures()] == [1, 2]
