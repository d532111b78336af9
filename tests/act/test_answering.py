"""Is an answer posted exactly once, in the right place, whatever is lost on the way?"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.act.circumstances import WAIT_FOR_ANSWER
from bot.errors import (
    Gone,
    MonitorError,
    NotReadyYet,
    PermissionRefused,
    PlatformUnavailable,
    RequestRefused,
    Throttled,
)
from bot.model import ActionState, DecisionKind, Mode, ReviewReason
from tests.act.room import ALL, ANSWER, SAID, Room
from tests.builders import collected, comment, edited, log_lines

HIDE, REPLY, COMMENT = DecisionKind.HIDE, DecisionKind.REPLY, DecisionKind.COMMENT
DELETE = DecisionKind.DELETE
VERBS = {REPLY: "reply", COMMENT: "comment_on"}
NO_ANSWER = PlatformUnavailable("no answer")


# The straight way --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [REPLY, COMMENT])
def test_an_answer_is_planned_sent_read_back_and_done(proven_room: Room, kind: DecisionKind) -> None:
    room = proven_room
    decision = room.decide(kind)
    assert room.act() is None
    assert room.platform.calls == ["comment", VERBS[kind], "comment"]
    (made,) = room.written(VERBS[kind])
    assert room.platform.there[made].text == ANSWER
    assert room.platform.there[made].parent_id == ("c1" if kind is REPLY else None)
    assert (room.action(decision).state, room.action(decision).made_id) == (ActionState.DONE, made)
    assert room.action_states() == ["planned", "sent", "done"]
    assert log_lines(room.store, "action")[-1][2]["made"] == made
    assert (room.questions(), room.state_of_work()) == ([], ["done"])


def test_an_answer_changes_nothing_about_whether_the_comment_is_seen(proven_room: Room) -> None:
    room = proven_room
    hide = room.decide()
    room.act()
    room.decide(REPLY)
    room.act()
    assert room.store.comments.revision(1).comment.is_hidden is True
    assert room.store.decisions.hide_in_force(1) == hide


def test_the_same_words_decided_twice_are_two_answers(proven_room: Room) -> None:
    room = proven_room
    room.decide(REPLY)
    room.decide(REPLY, actor="sam")
    room.act_until_settled()
    assert len(room.written("reply")) == 2


def test_an_answer_to_a_reply_stands_under_the_top_comment(room: Room) -> None:
    for number, parent in (("c2", "c1"), ("c3", "c2")):
        said = comment("And another thing", external_id=number, parent_id=parent)
        room.platform.put(said)
        room.prove(collected(room.store, said))
    room.decide(REPLY, of=3)
    assert room.act() is None
    (made,) = room.written("reply")
    assert room.platform.there[made].parent_id == "c1"


def test_an_answer_to_a_reply_whose_parent_was_never_collected_asks_the_platform(room: Room) -> None:
    said = comment("And another thing", external_id="c3", parent_id="c2")
    room.platform.put(said, comment("Unseen", external_id="c2", parent_id="c1"))
    room.prove(collected(room.store, said))
    room.decide(REPLY, of=2)
    assert room.act() is None
    assert room.platform.there[room.written("reply")[0]].parent_id == "c1"


# Refusals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [PermissionRefused("not allowed"), RequestRefused("taken for an edit")])
def test_a_refused_answer_is_written_down_and_a_person_is_asked(proven_room: Room, error: MonitorError) -> None:
    room = proven_room
    decision = room.decide(REPLY)
    room.platform.fail("reply", error)
    assert room.act() is None
    assert (room.action(decision).state, room.questions()) == (ActionState.FAILED, [ReviewReason.CANNOT])
    assert error.message in room.why()


@pytest.mark.parametrize("kind", [REPLY, COMMENT])
def test_words_edited_since_get_no_answer(proven_room: Room, kind: DecisionKind) -> None:
    room = proven_room
    decision = room.decide(kind)
    room.platform.put(edited(SAID, "I love this school"))
    assert room.act() is None
    assert room.platform.writes == []
    assert (room.action(decision).state, room.questions()) == (ActionState.FAILED, [ReviewReason.EDITED])


def test_a_comment_that_is_gone_gets_no_answer(proven_room: Room) -> None:
    room = proven_room
    room.decide(REPLY)
    room.platform.take_away("c1")
    assert room.act() is None
    assert (room.platform.writes, room.action_states()[-1]) == ([], "failed")
    assert room.store.comments.revision(1).comment_state == "vanished"
    assert "The answer was not posted" in room.why()


def test_an_answer_under_the_post_is_posted_though_the_comment_is_gone(proven_room: Room) -> None:
    room = proven_room
    room.platform.put(comment("Another one", external_id="c2"))
    decision = room.decide(COMMENT)
    room.platform.take_away("c1")
    assert room.act() is None
    assert len(room.written("comment_on")) == 1
    assert (room.action(decision).state, room.questions()) == (ActionState.DONE, [])


def test_a_comment_whose_thread_lost_its_beginning_is_not_called_gone(room: Room) -> None:
    said = comment("And another thing", external_id="c3", parent_id="c2")
    room.platform.put(said)
    room.prove(collected(room.store, said))
    room.decide(REPLY, of=2)
    assert room.act() is None
    assert room.store.comments.revision(2).comment_state == "present"
    assert "began the thread" in room.why()


@pytest.mark.parametrize(
    ("kind", "verb"), [(HIDE, "hide"), (DELETE, "delete"), (REPLY, "reply"), (COMMENT, "comment_on")]
)
def test_gone_is_not_believed_of_a_comment_that_is_still_shown(
    proven_room: Room, kind: DecisionKind, verb: str
) -> None:
    room = proven_room
    decision = room.decide(kind)
    room.platform.fail(verb, Gone("deleted, or no longer visible to us", code=100, subcode=33))
    assert room.act() is None
    assert (room.action(decision).state, room.questions()) == (ActionState.FAILED, [ReviewReason.CANNOT])
    assert "the platform refuses it" in room.why()
    assert room.store.comments.revision(1).comment_state == "present"
    assert log_lines(room.store, "vanished") == []


def test_every_question_about_an_answer_names_it(proven_room: Room) -> None:
    room = proven_room
    first = room.decide(REPLY)
    second = room.decide(REPLY, actor="sam")
    room.decide(HIDE)
    for verb in ("reply", "reply", "hide"):
        room.platform.fail(verb, PermissionRefused("not allowed"))
    room.act()
    rows = room.store.connection.rows("SELECT answer_id FROM review_item ORDER BY id")
    assert [row["answer_id"] for row in rows] == [first.id, second.id, None]
    assert [body.get("answer") for _, _, body in log_lines(room.store, "review_opened")] == [first.id, second.id, None]


def test_a_page_that_is_only_watched_gets_no_answer(proven_room: Room) -> None:
    room = proven_room
    room.in_mode(Mode.OBSERVE)
    room.decide(REPLY)
    room.act()
    assert room.platform.writes == []
    assert "this page is set to “Watching only”; nothing was changed on it" in room.why()


@pytest.mark.parametrize("kind", [REPLY, COMMENT])
def test_a_platform_that_takes_no_answers_is_not_asked(proven_room: Room, kind: DecisionKind) -> None:
    room = proven_room
    room.platform.capabilities = replace(ALL, reply=False, comment=False)
    room.decide(kind)
    room.act()
    assert (room.platform.calls, room.questions()) == ([], [ReviewReason.CANNOT])


def test_without_proof_nothing_is_posted(room: Room) -> None:
    room.decide(REPLY)
    assert isinstance(room.act(), NotReadyYet)
    room.clock.tick(600)
    assert room.act() is None
    assert (room.platform.calls, room.questions()) == ([], [ReviewReason.NO_PROOF])
    assert "Nothing was posted" in room.why()


# Reply first, then hide --------------------------------------------------------------------------------------------


@pytest.fixture
def strict_room(proven_room: Room) -> Room:
    """A platform that takes no answers under hidden comments, as Instagram."""
    proven_room.platform.capabilities = replace(ALL, reply_to_hidden=False)
    return proven_room


def test_a_hidden_comment_gets_no_answer_where_the_platform_refuses_it(strict_room: Room) -> None:
    room = strict_room
    room.platform.put(replace(SAID, is_hidden=True))
    room.decide(REPLY)
    room.act()
    assert room.platform.writes == []
    assert "reply first, then hide" in room.why()


def test_a_comment_under_the_post_goes_through_though_the_comment_is_hidden(strict_room: Room) -> None:
    strict_room.platform.put(replace(SAID, is_hidden=True))
    strict_room.decide(COMMENT)
    strict_room.act()
    assert len(strict_room.written("comment_on")) == 1


def test_a_hide_waits_for_the_answer_decided_before_it(strict_room: Room) -> None:
    room = strict_room
    room.decide(REPLY)
    room.decide(HIDE)
    room.platform.fail("comment", NO_ANSWER)
    assert isinstance(room.act(), NotReadyYet)
    assert room.platform.writes == []
    room.act_until_settled()
    assert [verb for verb, _ in room.platform.writes] == ["reply", "hide"]


def test_a_hide_waits_for_answers_to_replies_in_the_thread_it_would_hide(strict_room: Room) -> None:
    room = strict_room
    said = comment("And", external_id="c2", parent_id="c1")
    room.platform.put(said)
    room.prove(collected(room.store, said))
    room.decide(REPLY, of=2)
    room.decide(HIDE)
    room.platform.fail("comment", NO_ANSWER)
    assert isinstance(room.act(), NotReadyYet)
    room.act_until_settled()
    assert [verb for verb, _ in room.platform.writes] == ["reply", "hide"]


def test_a_hide_waits_no_longer_than_ten_minutes(strict_room: Room) -> None:
    room = strict_room
    room.decide(REPLY)
    room.decide(HIDE)
    room.clock.tick(WAIT_FOR_ANSWER.total_seconds())
    room.platform.fail("comment", Throttled("later", wait_seconds=60))
    room.act()
    assert [verb for verb, _ in room.platform.writes] == ["hide"]


@pytest.mark.parametrize("order", [(REPLY, HIDE), (HIDE, REPLY)])
def test_where_hidden_comments_take_answers_nobody_waits(
    proven_room: Room, order: tuple[DecisionKind, DecisionKind]
) -> None:
    for kind in order:
        proven_room.decide(kind)
    assert proven_room.act() is None
    assert [verb for verb, _ in proven_room.platform.writes] == [str(kind) for kind in order]


def test_a_later_hide_or_keep_does_not_make_an_answer_void(proven_room: Room) -> None:
    room = proven_room
    later: list[Callable[[], object]] = [
        lambda: room.decide(DecisionKind.KEEP, actor="sam"),
        lambda: room.decide(HIDE, actor="sam"),
    ]
    room.decide(REPLY)
    for step in later:
        step()
    room.act()
    assert len(room.written("reply")) == 1
