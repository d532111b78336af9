"""Is an answer posted exactly once, in the right place, whatever is lost on the way?"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.act.answering import LONGEST_SEARCH, SETTLING
from bot.act.circumstances import WAIT_FOR_ANSWER
from bot.errors import (
    Gone,
    MonitorError,
    NotReadyYet,
    PermissionRefused,
    PlatformUnavailable,
    RequestRefused,
    StoreBusy,
    Throttled,
)
from bot.model import ActionState, Author, DecisionKind, Mode, ReviewReason
from tests.act.room import ALL, ANSWER, SAID, Room
from tests.builders import collected, comment, edited, log_lines
from tests.fakes import US

HIDE, REPLY, COMMENT = DecisionKind.HIDE, DecisionKind.REPLY, DecisionKind.COMMENT
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


# Lost answers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("call", ["comment", "send", "read back", "answers"])
@pytest.mark.parametrize("kind", [REPLY, COMMENT])
def test_whichever_call_fails_there_is_one_answer(
    proven_room: Room, kind: DecisionKind, call: str, after: bool
) -> None:
    room = proven_room
    decision = room.decide(kind)
    if call == "answers":
        room.platform.fail(VERBS[kind], NO_ANSWER, after=after)
        room.platform.fail("answers", NO_ANSWER)
    elif call == "read back":
        room.platform.before[VERBS[kind]] = lambda: room.platform.fail("comment", NO_ANSWER, after=after)
    else:
        room.platform.fail(VERBS[kind] if call == "send" else call, NO_ANSWER, after=after)
    room.act_until_settled()
    (made,) = room.written(VERBS[kind])
    assert (room.action(decision).state, room.action(decision).made_id) == (ActionState.DONE, made)
    assert room.questions() == []


@pytest.mark.parametrize("nth", range(1, 4))
@pytest.mark.parametrize("after", [False, True])
def test_a_death_at_any_step_of_the_index_leaves_one_answer(
    proven_room: Room, nth: int, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = proven_room
    decision = room.decide(REPLY)
    original, calls = room.store.decisions.mark, list[int]()

    def dying(*args: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == nth and not after:
            raise StoreBusy("died")
        marked = original(*args, **named)  # type: ignore[arg-type]  # handed on as it came
        if len(calls) == nth:
            raise StoreBusy("died")
        return marked

    monkeypatch.setattr(room.store.decisions, "mark", dying)
    room.act_until_settled()
    assert len(room.written("reply")) == 1
    assert room.action(decision).state is ActionState.DONE


def test_nothing_is_sent_again_before_the_first_try_had_time_to_show_up(proven_room: Room) -> None:
    room = proven_room
    room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER)
    assert isinstance(room.act(), PlatformUnavailable)
    assert isinstance(room.act(), PlatformUnavailable)
    assert room.platform.calls[-1] == "answers"
    assert room.written("reply") == []
    room.clock.tick(SETTLING.total_seconds())
    assert room.act() is None
    assert len(room.written("reply")) == 1


def test_the_time_to_show_up_begins_anew_with_every_try(proven_room: Room) -> None:
    room = proven_room
    room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER)
    room.platform.fail("reply", NO_ANSWER)
    room.act()
    room.clock.tick(SETTLING.total_seconds())
    room.act()
    room.act()
    assert room.platform.calls.count("reply") == 2
    assert room.written("reply") == []


def test_an_answer_found_with_other_line_ends_and_escapes_is_ours(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(REPLY, text="Caf\u00e9 & bus:\r\n7:10 <sharp>")
    room.platform.fail("reply", NO_ANSWER)
    room.act()
    there = replace(SAID, external_id="c9", call_id="p1_c9", parent_id="c1", author=Author(id=US))
    room.platform.put(replace(there, text="Cafe\u0301 &amp; bus:\n7:10 &lt;sharp&gt; "))
    assert room.act() is None
    assert room.written("reply") == []
    assert (room.action(decision).state, room.action(decision).made_id) == (ActionState.DONE, "p1_c9")


@pytest.mark.parametrize("author", [Author(id="77"), Author(id="78", name="Maple Hollow")])
def test_the_same_words_by_somebody_else_are_not_ours(proven_room: Room, author: Author) -> None:
    room = proven_room
    room.platform.put(replace(SAID, external_id="c9", parent_id="c1", author=author, text=ANSWER))
    room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER)
    room.act_until_settled()
    assert len(room.written("reply")) == 1


def test_the_same_words_by_an_unknown_author_are_left_to_a_person(proven_room: Room) -> None:
    room = proven_room
    room.platform.put(replace(SAID, external_id="c9", parent_id="c1", author=Author(), text=ANSWER))
    decision = room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER)
    room.act_until_settled()
    assert room.written("reply") == []
    assert room.action(decision).state is ActionState.FAILED
    assert room.questions() == [ReviewReason.CANNOT]
    assert "It may have been posted" in room.why()


def test_a_list_that_is_never_readable_ends_with_a_person_and_without_a_second_answer(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER, after=True)
    room.act()
    for _ in range(2):
        room.platform.fail("answers", NO_ANSWER)
    assert isinstance(room.act(), PlatformUnavailable)
    room.clock.tick(LONGEST_SEARCH.total_seconds())
    assert room.act() is None
    assert len(room.written("reply")) == 1
    assert (room.action(decision).state, room.questions()) == (ActionState.FAILED, [ReviewReason.CANNOT])


def test_an_answer_that_stands_already_is_noted_though_the_comment_was_edited_since(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER, after=True)
    room.act()
    room.platform.put(edited(SAID, "Never mind"))
    room.act_until_settled()
    assert (room.action(decision).state, len(room.written("reply"))) == (ActionState.DONE, 1)


# Read back ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"parent_id": None}, "not where it should stand"), ({"text": "Something else"}, "shows other words")],
)
def test_an_answer_in_the_wrong_place_or_words_is_told_to_a_person(
    proven_room: Room, wrong: dict[str, str | None], said: str
) -> None:
    room = proven_room
    decision = room.decide(REPLY)

    def bend() -> None:
        (made,) = room.written("reply")
        room.platform.put(replace(room.platform.there[made], **wrong))  # type: ignore[arg-type]  # fields of a comment

    room.platform.before["reply"] = lambda: room.platform.before.update(comment=bend)
    assert room.act() is None
    assert room.action(decision).state is ActionState.FAILED
    assert room.action(decision).made_id == room.written("reply")[0]
    assert said in room.why()


def test_an_answer_that_cannot_be_read_back_at_once_is_looked_for_again_and_not_sent_again(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(REPLY)
    room.platform.before["reply"] = lambda: room.platform.fail("comment", Gone("not there yet"))
    assert isinstance(room.act(), MonitorError)
    assert room.act() is None
    assert (room.action(decision).state, len(room.written("reply"))) == (ActionState.DONE, 1)


def test_an_answer_that_never_shows_up_is_told_to_a_person(proven_room: Room) -> None:
    room = proven_room
    room.platform.has_no_effect = True
    decision = room.decide(REPLY)
    room.act_until_settled()
    assert len(room.written("reply")) == 1
    assert (room.action(decision).state, room.questions()) == (ActionState.FAILED, [ReviewReason.CANNOT])
    assert room.store.comments.revision(1).comment_state == "present"


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


def test_a_page_that_is_only_watched_gets_no_answer(proven_room: Room) -> None:
    room = proven_room
    room.in_mode(Mode.OBSERVE)
    room.decide(REPLY)
    room.act()
    assert room.platform.writes == []
    assert "observe mode" in room.why()


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
