"""Does the index keep what was said in public, with the platform's id and the moments it was asked?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import EvidenceMissing
from bot.model import Action, ActionState, Decision, DecisionKind, ReviewReason
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import NOON, collected, comment, decided, new_decision, proven

LATER, LATEST = NOON + timedelta(minutes=5), NOON + timedelta(minutes=9)


@pytest.fixture
def reply(store: SqliteStore) -> Decision:
    """A person's answer to the one comment."""
    new = new_decision(collected(store), DecisionKind.REPLY, actor="pat")
    return decided(store, replace(new, text="At 7:10."))


@pytest.fixture
def action(store: SqliteStore, archive: ObjectFiles, reply: Decision) -> Action:
    """Its planned action."""
    return store.decisions.plan(reply, capture_id=proven(store, archive, 1).id, at=NOON)


def test_the_words_of_an_answer_read_back(store: SqliteStore, reply: Decision) -> None:
    assert store.decisions.decision(reply.id).text == "At 7:10."


@pytest.mark.parametrize("kind", [kind for kind in DecisionKind if kind.needs_proof])
def test_whatever_needs_proof_is_not_planned_without(store: SqliteStore, kind: DecisionKind) -> None:
    new = new_decision(collected(store), kind, actor="pat")
    new = replace(new, guideline="2", reason="No.", text="At 7:10." if kind.is_answer else "")
    with pytest.raises(EvidenceMissing):
        store.decisions.plan(decided(store, new), capture_id=None, at=NOON)


def test_the_first_and_the_last_asking_are_remembered(store: SqliteStore, action: Action) -> None:
    for at in (LATER, LATEST):
        action = store.decisions.mark(action, ActionState.SENT, answer="", at=at)
        assert action.asked_at == at
    done = store.decisions.mark(action, ActionState.DONE, answer="", at=LATEST + timedelta(hours=1))
    assert (done.sent_at, done.asked_at) == (LATER, LATEST)


def test_the_id_of_an_answer_stays_once_known(store: SqliteStore, action: Action) -> None:
    assert store.decisions.made_ids("maple") == set()
    store.decisions.mark(action, ActionState.SENT, answer="", at=LATER, made_id="p1_77")
    done = store.decisions.mark(action, ActionState.DONE, answer="", at=LATEST)
    assert done.made_id == "p1_77"
    assert (store.decisions.made_ids("maple"), store.decisions.made_ids("elsewhere")) == ({"p1_77"}, set())


def test_an_answer_on_its_way_touches_nobodys_visibility(store: SqliteStore, action: Action) -> None:
    store.decisions.mark(action, ActionState.SENT, answer="", at=LATER)
    assert not store.decisions.touched_since(1, NOON)
    store.decisions.mark(action, ActionState.DONE, answer="", at=LATEST)
    assert not store.decisions.touched_since(1, NOON)


def test_the_first_search_that_failed_is_remembered_until_it_is_asked_again(store: SqliteStore, action: Action) -> None:
    assert store.decisions.note_search(action, NOON).searched_at is None
    store.decisions.mark(action, ActionState.SENT, answer="", at=NOON)
    assert [store.decisions.note_search(action, at).searched_at for at in (LATER, LATEST)] == [LATER, LATER]
    assert store.decisions.mark(action, ActionState.PLANNED, answer="", at=LATEST).searched_at == LATER
    assert store.decisions.mark(action, ActionState.SENT, answer="", at=LATEST).searched_at is None


def test_waiting_replies_are_those_of_the_thread_that_are_not_posted_yet(
    store: SqliteStore, archive: ObjectFiles, reply: Decision, action: Action
) -> None:
    def answered(revision_id: int, kind: DecisionKind = DecisionKind.REPLY) -> Decision:
        new = new_decision(revision_id, kind, actor="pat", key=f"{kind}{revision_id}")
        return store.decisions.save(replace(new, text="Yes."), NOON)

    child = answered(collected(store, comment("And", external_id="c2", parent_id="c1")))
    answered(collected(store, comment("Else", external_id="c3")))
    answered(collected(store, comment("Far", external_id="c4", parent_id="c1", account_id="oak")))
    answered(1, DecisionKind.COMMENT)
    assert store.decisions.waiting_replies(1) == [reply, child]
    assert store.decisions.waiting_replies(2) == [child]
    store.decisions.mark(action, ActionState.FAILED, answer="", at=LATER)
    assert store.decisions.waiting_replies(1) == [child]


def test_questions_about_two_answers_and_the_comment_stand_side_by_side(store: SqliteStore, reply: Decision) -> None:
    other = store.decisions.save(replace(new_decision(1, DecisionKind.REPLY, actor="sam"), text="Yes."), NOON)
    for about in (reply.id, reply.id, other.id, None, None):
        store.queue.open(1, ReviewReason.CANNOT, why="x", alert=False, at=NOON, answer_id=about)
    view = store.desk.view(1)
    assert view is not None
    assert [item.answer_id for item in view.open_items] == [reply.id, other.id, None]
    assert view.open_item is not None
    assert view.open_item.answer_id is None
    assert store.queue.close(1, by="pat", at=LATER) == 1
    assert store.queue.close_one(view.open_items[0].id, by="pat", at=LATER)
    assert not store.queue.close_one(view.open_items[0].id, by="sam", at=LATEST)
    assert store.queue.item(view.open_items[0].id).closed_by == "pat"
    assert store.queue.close_about_answers(1, by="pat", at=LATER) == 1


@pytest.mark.parametrize("kind", [DecisionKind.HIDE, DecisionKind.DELETE])
def test_a_hide_or_deletion_on_its_way_does(store: SqliteStore, archive: ObjectFiles, kind: DecisionKind) -> None:
    new = replace(new_decision(collected(store), kind, actor="pat"), guideline="2", reason="No.")
    store.decisions.plan(decided(store, new), capture_id=proven(store, archive, 1).id, at=NOON)
    assert store.decisions.touched_since(1, LATEST)
