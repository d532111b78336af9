"""Is an answer posted once when the platform's answer to us is lost, and is it told what really stands there?"""

from dataclasses import replace

import pytest

from bot.act.answering import LONGEST_SEARCH, SETTLING
from bot.act.circumstances import LONGEST_UNSENT
from bot.errors import (
    Gone,
    MonitorError,
    PermissionRefused,
    PlatformUnavailable,
    RequestRefused,
    StoreBusy,
    TokenRefused,
)
from bot.model import ActionState, Author, DecisionKind, ReviewReason
from tests.act.room import ANSWER, SAID, Room
from tests.builders import edited
from tests.fakes import US

REPLY, COMMENT = DecisionKind.REPLY, DecisionKind.COMMENT
VERBS = {REPLY: "reply", COMMENT: "comment_on"}
NO_ANSWER = PlatformUnavailable("no answer")


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


def test_a_worker_that_was_down_for_days_still_searches_for_a_day(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER, after=True)
    room.act()
    room.clock.tick(3 * LONGEST_SEARCH.total_seconds())
    room.platform.fail("answers", NO_ANSWER)
    assert isinstance(room.act(), PlatformUnavailable)
    assert room.act() is None
    assert (room.action(decision).state, len(room.written("reply"))) == (ActionState.DONE, 1)


REFUSALS = [PermissionRefused("not allowed"), RequestRefused("no such field"), Gone("gone")]


@pytest.mark.parametrize("error", REFUSALS)
def test_a_list_that_is_refused_is_no_proof_that_nothing_stands_there(proven_room: Room, error: MonitorError) -> None:
    room = proven_room
    decision = room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER, after=True)
    room.act()
    room.platform.fail("answers", error)
    assert room.act() is None
    assert room.action(decision).state is ActionState.FAILED
    assert "It may have been posted" in room.why()
    assert room.store.comments.revision(1).comment_state == "present"


@pytest.mark.parametrize("shown", ["Maple Hollow The bus leaves", "Read x.example"])
def test_words_of_ours_that_the_platform_changed_are_left_to_a_person(proven_room: Room, shown: str) -> None:
    room = proven_room
    room.decide(REPLY)
    room.platform.fail("reply", NO_ANSWER, after=True)
    room.act()
    (made,) = room.written("reply")
    room.platform.put(replace(room.platform.there[made], text=shown))
    room.act_until_settled()
    assert len(room.written("reply")) == 1
    assert "It may have been posted" in room.why()


def test_an_answer_that_could_not_be_sent_for_a_day_is_given_back(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(REPLY, text="Today the bus leaves at 7:10")
    room.platform.fail("comment", TokenRefused("expired"))
    room.act()
    room.clock.tick(LONGEST_UNSENT.total_seconds())
    assert room.act() is None
    assert (room.platform.writes, room.action(decision).state) == ([], ActionState.FAILED)
    assert "answer again" in room.why()


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


@pytest.mark.parametrize("error", [PermissionRefused("not allowed"), RequestRefused("no such field")])
@pytest.mark.parametrize("is_later", [False, True])
def test_an_answer_whose_reading_back_is_refused_is_called_posted_and_can_be_taken_back(
    proven_room: Room, error: MonitorError, is_later: bool
) -> None:
    room = proven_room
    decision = room.decide(REPLY)
    if is_later:
        room.platform.before["reply"] = lambda: room.platform.fail("comment", NO_ANSWER)
        room.act()
        room.platform.fail("comment", error)
    else:
        room.platform.before["reply"] = lambda: room.platform.fail("comment", error)
    assert room.act() is None
    assert (room.action(decision).state, room.action(decision).made_id) == (ActionState.FAILED, "made-1")
    assert "It was posted, but it can't be read back" in room.why()
    room.decide(DecisionKind.WITHDRAW, undoes=decision.id)
    room.act()
    assert set(room.platform.there) == {"c1"}
