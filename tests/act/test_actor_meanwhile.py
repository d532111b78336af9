"""What becomes of a decision when something else happens meanwhile: edits, later words, refusals, lost answers?"""

from dataclasses import replace

import pytest

from bot import BOT_ACTOR
from bot.act.actor import MOST_READ_BACKS
from bot.errors import (
    Gone,
    MonitorError,
    NotEffective,
    PermissionRefused,
    PlatformUnavailable,
    RequestRefused,
    Throttled,
    TokenRefused,
)
from bot.model import ActionState, CommentState, DecisionKind, Mode, ReviewReason, Stage
from tests.act.room import SAID, Room
from tests.builders import attachment, edited, log_lines

HIDE, UNHIDE, KEEP = DecisionKind.HIDE, DecisionKind.UNHIDE, DecisionKind.KEEP


# Meanwhile ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("actor", "asked"), [(BOT_ACTOR, []), ("pat", [ReviewReason.EDITED])])
def test_words_edited_before_the_hide_are_not_hidden_but_judged(
    proven_room: Room, actor: str, asked: list[ReviewReason]
) -> None:
    room = proven_room
    decision = room.decide(actor=actor)
    room.platform.put(edited(SAID, "I love this school"))
    assert room.act() is None
    assert room.platform.writes == []
    action = room.store.decisions.action_of(decision.id)
    assert action is not None
    assert (action.state, room.questions()) == (ActionState.FAILED, asked)
    assert room.store.comments.known("maple", ["c1"])["c1"].revision_id == 2
    assert room.store.comments.revision(2).comment.text == "I love this school"
    assert room.store.work.waiting() == {Stage.JUDGE: 1}
    assert log_lines(room.store, "edited")[0][2] == {"comment": 1, "revision": 2, "before": 1}


def test_a_decision_on_words_known_to_be_old_hides_nothing(proven_room: Room) -> None:
    room = proven_room
    room.store.comments.save(edited(SAID, "New words"), room.clock.now())
    room.decide(actor="pat")
    room.act()
    assert (room.platform.writes, room.questions()) == ([], [ReviewReason.EDITED])


def test_a_comment_deleted_before_the_hide_is_noted_as_gone(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(actor=BOT_ACTOR)
    room.platform.take_away("c1")
    room.act()
    assert (room.platform.writes, room.action_states()) == ([], ["planned", "failed"])
    assert room.store.comments.revision(1).comment_state is CommentState.VANISHED
    assert log_lines(room.store, "vanished")[0][2]["decision"] == decision.id
    assert (room.questions(), room.state_of_work()) == ([], ["done"])


def test_a_comment_deleted_between_hiding_and_reading_back_is_gone(proven_room: Room) -> None:
    room = proven_room
    room.decide()
    room.platform.fail("hide", Gone("gone"))
    room.platform.before["hide"] = lambda: room.platform.take_away("c1")
    room.act()
    assert room.action_states() == ["planned", "sent", "failed"]
    assert room.store.comments.revision(1).comment_state is CommentState.VANISHED


@pytest.mark.parametrize(("first", "later"), [(HIDE, UNHIDE), (HIDE, KEEP), (UNHIDE, HIDE)])
def test_a_late_retry_does_not_undo_a_later_word(proven_room: Room, first: DecisionKind, later: DecisionKind) -> None:
    room = proven_room
    hide = room.decide(actor=BOT_ACTOR)
    if first is UNHIDE:
        room.act()
    late = hide if first is HIDE else room.decide(UNHIDE, undoes=hide.id)
    room.platform.fail("comment", PlatformUnavailable("no answer"))
    assert isinstance(room.act(), PlatformUnavailable)
    writes = list(room.platform.writes)
    room.decide(later, actor="sam", undoes=hide.id if later is UNHIDE else None)
    room.act()
    action = room.store.decisions.action_of(late.id)
    assert action is not None
    assert action.state is ActionState.FAILED
    assert "later decision" in action.answer
    assert (room.platform.writes, room.questions()) == (writes, [])


def test_keeping_is_no_contradiction_to_showing_again(proven_room: Room) -> None:
    room = proven_room
    hide = room.decide(actor=BOT_ACTOR)
    room.act()
    room.decide(UNHIDE, undoes=hide.id)
    room.decide(KEEP, actor="sam")
    room.act()
    assert room.on_page().is_hidden is False


# Refusals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [PermissionRefused("not allowed"), RequestRefused("not understood")])
@pytest.mark.parametrize("call", ["comment", "hide"])
def test_a_refusal_is_written_down_and_a_person_is_asked(proven_room: Room, error: MonitorError, call: str) -> None:
    room = proven_room
    room.decide(actor=BOT_ACTOR)
    room.platform.fail(call, error)
    assert room.act() is None
    assert room.action_states()[-1] == "failed"
    assert (room.questions(), room.state_of_work()) == ([ReviewReason.CANNOT], ["done"])
    assert error.message in room.why()
    assert room.on_page().is_hidden is False


@pytest.mark.parametrize("kind", [HIDE, UNHIDE])
def test_what_is_accepted_without_effect_is_tried_again_and_then_given_back(
    proven_room: Room, kind: DecisionKind
) -> None:
    room = proven_room
    hide = room.decide(actor=BOT_ACTOR)
    if kind is UNHIDE:
        room.act()
        room.decide(UNHIDE, undoes=hide.id)
    room.platform.has_no_effect = True
    for _ in range(MOST_READ_BACKS - 1):
        assert isinstance(room.act(), NotEffective)
    assert room.act() is None
    assert (room.action_states()[-1], room.questions()) == ("failed", [ReviewReason.CANNOT])
    assert [verb for verb, _ in room.platform.writes].count(kind) == MOST_READ_BACKS


def test_what_takes_effect_late_is_done(proven_room: Room) -> None:
    room = proven_room
    room.platform.has_no_effect = True
    room.decide()
    assert isinstance(room.act(), NotEffective)
    room.platform.put(replace(SAID, is_hidden=True))
    assert room.act() is None
    assert (room.action_states()[-1], room.platform.writes) == ("done", [("hide", "c1")])


@pytest.mark.parametrize(
    "error", [TokenRefused("renew the token"), Throttled("enough", wait_seconds=60), PlatformUnavailable("no answer")]
)
@pytest.mark.parametrize("call", ["comment", "hide"])
def test_trouble_that_passes_keeps_the_row_waiting(proven_room: Room, error: MonitorError, call: str) -> None:
    room = proven_room
    room.decide(actor=BOT_ACTOR)
    room.platform.fail(call, error)
    assert room.act() is error
    assert (room.state_of_work(), room.questions()) == (["todo"], [])
    assert room.act() is None
    assert room.on_page().is_hidden is True
    assert room.platform.writes == [("hide", "c1")]


# A lost answer -----------------------------------------------------------------------------------------------------


def hidden_with_the_answer_lost(room: Room, *, actor: str = BOT_ACTOR) -> int:
    decision = room.decide(actor=actor)
    room.platform.fail("hide", PlatformUnavailable("no answer"), after=True)
    assert isinstance(room.act(), PlatformUnavailable)
    assert room.on_page().is_hidden is True
    return decision.id


def test_a_lost_answer_is_read_back_and_the_write_not_repeated(proven_room: Room) -> None:
    room = proven_room
    hidden_with_the_answer_lost(room)
    assert room.act() is None
    assert room.platform.writes == [("hide", "c1")]
    assert room.action_states() == ["planned", "sent", "done"]


def test_a_hide_that_worked_unseen_stands_as_ours_although_the_words_were_edited_since(proven_room: Room) -> None:
    room = proven_room
    decision_id = hidden_with_the_answer_lost(room)
    room.platform.put(edited(room.on_page(), "I love this school"))
    assert room.act() is None
    in_force = room.store.decisions.hide_in_force(1)
    assert in_force is not None
    assert in_force.id == decision_id


@pytest.mark.parametrize("later", [KEEP, UNHIDE])
def test_a_hide_that_worked_unseen_can_be_undone_by_a_later_word(proven_room: Room, later: DecisionKind) -> None:
    room = proven_room
    hide_id = hidden_with_the_answer_lost(room)
    room.decide(later, undoes=hide_id if later is UNHIDE else None)
    room.act()
    in_force = room.store.decisions.hide_in_force(1)
    if later is UNHIDE:
        assert (room.on_page().is_hidden, in_force) == (False, None)
    else:
        assert in_force is not None
        assert in_force.id == hide_id


def test_a_person_who_kept_it_is_told_that_a_lost_hide_came_true(proven_room: Room) -> None:
    room = proven_room
    hidden_with_the_answer_lost(room)
    room.decide(KEEP)
    room.act()
    assert room.on_page().is_hidden is True
    assert room.questions() == [ReviewReason.CANNOT]
    assert "only after a later decision (keep)" in room.why()


def test_the_attachments_of_words_edited_before_the_hide_are_fetched(proven_room: Room) -> None:
    room = proven_room
    room.decide()
    room.platform.put(replace(room.on_page(), text="Other words", attachments=(attachment(),)))
    room.act()
    assert room.store.work.waiting() == {Stage.JUDGE: 1, Stage.FETCH: 1}


def test_one_request_without_effect_after_other_troubles_is_tried_again(proven_room: Room) -> None:
    room = proven_room
    room.decide()
    for _ in range(MOST_READ_BACKS):
        room.platform.fail("comment", PlatformUnavailable("no answer"))
        room.act()
    room.platform.has_no_effect = True
    assert isinstance(room.act(), NotEffective)
    room.platform.has_no_effect = False
    assert room.act() is None
    assert room.on_page().is_hidden is True


def test_a_hide_that_worked_unseen_stands_as_ours_after_a_change_of_mode(proven_room: Room) -> None:
    room = proven_room
    hidden_with_the_answer_lost(room)
    room.in_mode(Mode.OBSERVE)
    room.act()
    assert room.store.decisions.hide_in_force(1) is not None
    assert room.platform.writes == [("hide", "c1")]


def test_a_late_retry_of_a_hide_leaves_an_undone_comment_alone(proven_room: Room) -> None:
    room = proven_room
    hidden_with_the_answer_lost(room)
    room.platform.put(replace(SAID, is_hidden=False))
    room.decide(KEEP)
    room.act()
    assert (room.on_page().is_hidden, room.platform.writes) == (False, [("hide", "c1")])


# Modes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "actor", "is_done"),
    [
        (Mode.OBSERVE, BOT_ACTOR, False),
        (Mode.OBSERVE, "pat", False),
        (Mode.ASSIST, BOT_ACTOR, False),
        (Mode.ASSIST, "pat", True),
        (Mode.ENFORCE, BOT_ACTOR, True),
        (Mode.ENFORCE, "pat", True),
    ],
)
@pytest.mark.parametrize("kind", [HIDE, UNHIDE])
def test_the_mode_says_whose_decisions_are_carried_out(
    proven_room: Room, mode: Mode, actor: str, is_done: bool, kind: DecisionKind
) -> None:
    room = proven_room
    if kind is UNHIDE:
        room.decide(actor=BOT_ACTOR)
        room.act()
        room.platform.writes.clear()
    room.in_mode(mode)
    room.decide(kind, actor=actor, undoes=1 if kind is UNHIDE else None)
    room.act()
    assert room.platform.writes == ([(kind, "c1")] if is_done else [])
    assert room.questions() == ([] if is_done else [ReviewReason.CANNOT])
