"""Is only deleted what a person decided on, with proof; and is only our own answer taken back?"""

from dataclasses import replace

import pytest

from bot.act.actor import MOST_READ_BACKS, WAIT_FOR_CAPTURE
from bot.errors import Gone, NotReadyYet, PermissionRefused, PlatformUnavailable, StoreError
from bot.model import ActionState, Author, CommentState, DecisionKind, Mode, ReviewReason
from tests.act.room import SAID, Room
from tests.builders import edited, log_lines

HIDE, KEEP, REPLY = DecisionKind.HIDE, DecisionKind.KEEP, DecisionKind.REPLY
DELETE, WITHDRAW = DecisionKind.DELETE, DecisionKind.WITHDRAW
NO_ANSWER = PlatformUnavailable("no answer")


# Deleting ----------------------------------------------------------------------------------------------------------


def test_a_deletion_is_planned_sent_read_back_and_done(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(DELETE)
    assert room.act() is None
    assert room.platform.calls == ["comment", "delete", "comment"]
    assert room.platform.there == {}
    assert room.action(decision).state is ActionState.DONE
    assert room.store.comments.revision(1).comment_state is CommentState.VANISHED
    assert log_lines(room.store, "vanished") == []
    assert log_lines(room.store, "deleted") == [
        ("deleted", "pat", {"decision": decision.id, "revision": 1, "comment": 1})
    ]


def test_the_bot_can_decide_on_no_deletion_answer_or_withdrawal(proven_room: Room) -> None:
    for kind in (DELETE, REPLY, DecisionKind.COMMENT, WITHDRAW):
        with pytest.raises(StoreError):
            proven_room.decide(kind, actor="bot@1", undoes=None)


def test_nothing_is_deleted_without_proof(room: Room) -> None:
    room.decide(DELETE)
    assert isinstance(room.act(), NotReadyYet)
    room.clock.tick(WAIT_FOR_CAPTURE.total_seconds())
    assert room.act() is None
    assert (room.platform.calls, room.questions()) == ([], [ReviewReason.NO_PROOF])
    assert "Nothing was deleted" in room.why()


def test_words_edited_since_are_not_deleted(proven_room: Room) -> None:
    room = proven_room
    room.decide(DELETE)
    room.platform.put(edited(SAID, "I love this school"))
    room.act()
    assert (room.platform.writes, room.questions()) == ([], [ReviewReason.EDITED])


def test_on_a_page_that_is_only_watched_nothing_is_deleted(proven_room: Room) -> None:
    proven_room.in_mode(Mode.OBSERVE)
    proven_room.decide(DELETE)
    proven_room.act()
    assert proven_room.platform.writes == []


@pytest.mark.parametrize("kind", [DecisionKind.DELETE, DecisionKind.REPLY])
def test_what_was_switched_off_after_the_decision_is_not_done_and_a_person_is_told(
    proven_room: Room, kind: DecisionKind
) -> None:
    room = proven_room
    room.decide(kind)
    room.switched_off = (kind,)
    room.act()
    assert room.platform.writes == []
    assert room.questions() == [ReviewReason.CANNOT]


@pytest.mark.parametrize("call", ["comment", "delete", "read back"])
@pytest.mark.parametrize("after", [False, True])
def test_a_lost_answer_to_a_deletion_ends_deleted_once(proven_room: Room, call: str, after: bool) -> None:
    room = proven_room
    decision = room.decide(DELETE)
    if call == "read back":
        room.platform.before["delete"] = lambda: room.platform.fail("comment", NO_ANSWER)
    else:
        room.platform.fail(call, NO_ANSWER, after=after)
    room.act_until_settled()
    assert room.written("delete") == ["c1"]
    assert room.action(decision).state is ActionState.DONE


def test_a_comment_that_somebody_else_took_away_first_was_not_deleted_by_us(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(DELETE)
    room.platform.take_away("c1")
    room.act()
    assert room.action(decision).state is ActionState.FAILED
    assert (log_lines(room.store, "deleted"), len(log_lines(room.store, "vanished"))) == ([], 1)


def test_a_deletion_without_effect_is_given_back_after_a_while(proven_room: Room) -> None:
    room = proven_room
    room.platform.has_no_effect = True
    decision = room.decide(DELETE)
    for _ in range(MOST_READ_BACKS + 1):
        room.act()
    assert (room.action(decision).state, room.questions()) == (ActionState.FAILED, [ReviewReason.CANNOT])
    assert room.store.comments.revision(1).comment_state is CommentState.PRESENT


@pytest.mark.parametrize("later", [KEEP, DecisionKind.UNHIDE])
def test_a_later_word_for_the_comment_stops_a_deletion(proven_room: Room, later: DecisionKind) -> None:
    room = proven_room
    hide = room.decide(actor="sam")
    room.act()
    deletion = room.decide(DELETE)
    room.decide(later, actor="sam", undoes=None if later is KEEP else hide.id)
    room.act()
    assert room.written("delete") == []
    assert "later decision" in room.action(deletion).answer


def test_a_deletion_makes_neither_a_waiting_hide_nor_a_waiting_answer_void(proven_room: Room) -> None:
    room = proven_room
    hide, answer = room.decide(), room.decide(REPLY)
    room.decide(DELETE)
    room.act()
    assert [verb for verb, _ in room.platform.writes] == ["hide", "reply", "delete"]
    assert (room.action(hide).state, room.action(answer).state) == (ActionState.DONE, ActionState.DONE)
    assert room.questions() == []


def test_a_comment_whose_deletion_is_refused_is_hidden_as_was_decided_before(proven_room: Room) -> None:
    room = proven_room
    hide, deletion = room.decide(actor="sam"), room.decide(DELETE)
    room.platform.fail("delete", PermissionRefused("not allowed"))
    room.act()
    assert (room.action(hide).state, room.action(deletion).state) == (ActionState.DONE, ActionState.FAILED)
    assert room.on_page().is_hidden is True


def test_a_hide_undone_before_the_deletion_stays_void(proven_room: Room) -> None:
    room = proven_room
    hide = room.decide(actor="sam")
    room.decide(DecisionKind.UNHIDE, undoes=hide.id)
    room.decide(DELETE)
    room.platform.fail("delete", PermissionRefused("not allowed"))
    room.act()
    assert room.written("hide") == []


# Taking back -------------------------------------------------------------------------------------------------------


@pytest.fixture
def answered(proven_room: Room) -> Room:
    """An answer of ours stands under the comment; it is decision 1."""
    proven_room.decide(REPLY)
    proven_room.act()
    return proven_room


def test_an_answer_is_taken_back_and_the_comment_stays(answered: Room) -> None:
    withdrawal = answered.decide(WITHDRAW, undoes=1)
    assert answered.act() is None
    assert set(answered.platform.there) == {"c1"}
    assert answered.written("delete") == answered.written("reply")
    assert answered.action(withdrawal).answer == "confirmed by reading back; trace trace-1"
    assert answered.store.comments.revision(1).comment_state is CommentState.PRESENT
    assert log_lines(answered.store, "deleted") == []


def test_taking_back_needs_no_proof_and_works_on_edited_words(answered: Room) -> None:
    for name in list(answered.archive.names()):
        answered.archive.path(name).unlink()
    answered.platform.put(edited(SAID, "Other words"))
    answered.decide(WITHDRAW, undoes=1)
    assert answered.act() is None
    assert set(answered.platform.there) == {"c1"}


def test_an_answer_that_is_gone_already_counts_as_taken_back(answered: Room) -> None:
    answered.platform.take_away(answered.written("reply")[0])
    withdrawal = answered.decide(WITHDRAW, undoes=1)
    assert answered.act() is None
    assert answered.written("delete") == []
    assert answered.action(withdrawal).state is ActionState.DONE
    assert "no longer visible to us" in answered.action(withdrawal).answer
    assert answered.action_states()[-2:] == ["planned", "done"]


def test_an_answer_that_the_platform_refuses_to_delete_as_gone_though_it_stands_there_was_not_taken_back(
    answered: Room,
) -> None:
    withdrawal = answered.decide(WITHDRAW, undoes=1)
    answered.platform.fail("delete", Gone("deleted, or no longer visible to us", code=100, subcode=33))
    assert answered.act() is None
    assert len(answered.platform.there) == 2
    assert (answered.action(withdrawal).state, answered.questions()) == (ActionState.FAILED, [ReviewReason.CANNOT])
    assert "though it is there" in answered.why()


def test_whose_answer_it_is_may_be_told_by_the_list_it_stands_in(answered: Room) -> None:
    (made,) = answered.written("reply")
    alone = replace(answered.platform.there[made], author=Author())
    told = answered.platform.there[made]
    answered.platform.put(alone)
    answered.platform.before["answers"] = lambda: answered.platform.put(told)
    withdrawal = answered.decide(WITHDRAW, undoes=1)
    answered.act()
    assert answered.written("delete") == [made]
    assert answered.action(withdrawal).state is ActionState.DONE


@pytest.mark.parametrize("author", [Author(), Author(id="77", name="Dale Whitmore")])
def test_what_the_platform_does_not_call_ours_is_not_deleted(answered: Room, author: Author) -> None:
    (made,) = answered.written("reply")
    answered.platform.put(replace(answered.platform.there[made], author=author))
    answered.decide(WITHDRAW, undoes=1)
    answered.act()
    assert (answered.written("delete"), answered.questions()) == ([], [ReviewReason.CANNOT])


@pytest.mark.parametrize("after", [False, True])
def test_a_lost_answer_to_taking_back_ends_taken_back_once(answered: Room, after: bool) -> None:
    withdrawal = answered.decide(WITHDRAW, undoes=1)
    answered.platform.fail("delete", NO_ANSWER, after=after)
    answered.act_until_settled()
    assert len(answered.written("delete")) == 1
    assert answered.action(withdrawal).state is ActionState.DONE


def test_an_answer_deleted_by_others_in_the_same_moment_counts_as_taken_back(answered: Room) -> None:
    withdrawal = answered.decide(WITHDRAW, undoes=1)
    answered.platform.fail("delete", Gone("gone"))
    answered.platform.before["delete"] = lambda: answered.platform.take_away(answered.written("reply")[0])
    assert answered.act() is None
    assert answered.action(withdrawal).state is ActionState.DONE
    assert answered.store.comments.revision(1).comment_state is CommentState.PRESENT


def test_only_an_answer_that_was_posted_can_be_taken_back(proven_room: Room) -> None:
    room = proven_room
    room.decide(REPLY)
    room.platform.fail("reply", PermissionRefused("not allowed"))
    room.act()
    withdrawal = room.decide(WITHDRAW, undoes=1)
    room.act()
    assert (room.platform.writes, room.action(withdrawal).state) == ([], ActionState.FAILED)


def test_a_hide_is_no_answer_to_take_back(proven_room: Room) -> None:
    hide = proven_room.decide()
    proven_room.act()
    with pytest.raises(StoreError, match="undoes a hide or an answer"):
        proven_room.decide(WITHDRAW, undoes=hide.id)


# Taking back before it was posted ----------------------------------------------------------------------------------


def test_an_answer_taken_back_before_it_was_sent_is_never_posted(proven_room: Room) -> None:
    room = proven_room
    answer = room.decide(REPLY)
    room.platform.fail("comment", NO_ANSWER)
    room.act()
    withdrawal = room.decide(WITHDRAW, undoes=answer.id)
    room.act_until_settled()
    assert room.platform.writes == []
    assert (room.action(answer).state, room.action(withdrawal).state) == (ActionState.FAILED, ActionState.DONE)
    assert room.action(withdrawal).answer == "the answer was never posted"
    assert room.questions() == []


@pytest.mark.parametrize("is_there", [False, True])
def test_an_answer_that_may_have_been_sent_is_looked_for_before_it_is_taken_back(
    proven_room: Room, is_there: bool
) -> None:
    room = proven_room
    answer = room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER, after=is_there)
    room.act()
    withdrawal = room.decide(WITHDRAW, undoes=answer.id)
    room.act_until_settled()
    assert len(room.written("reply")) == len(room.written("delete")) == int(is_there)
    assert set(room.platform.there) == {"c1"}
    assert (room.action(withdrawal).state, room.questions()) == (ActionState.DONE, [])


def test_where_it_cannot_be_told_whether_it_was_posted_taking_back_does_not_say_that_it_was_not(
    proven_room: Room,
) -> None:
    room = proven_room
    answer = room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER, after=True)
    room.act()
    room.platform.fail("answers", PermissionRefused("not allowed"))
    room.act()
    withdrawal = room.decide(WITHDRAW, undoes=answer.id)
    room.act()
    assert room.action(withdrawal).state is ActionState.FAILED
    assert "can't be told" in room.action(withdrawal).answer
