"""Does an account rest when the platform blocks our changes, and only that account, and not for ever?"""

from datetime import timedelta

import pytest

from bot.errors import MonitorError, Throttled, TokenRefused, WritesBlocked
from bot.model import ActionState, DecisionKind, NoticeKind, Pause, PauseScope
from tests.act.room import Room
from tests.builders import NOON, log_lines

HIDE, REPLY, DELETE = DecisionKind.HIDE, DecisionKind.REPLY, DecisionKind.DELETE
BLOCKED = WritesBlocked("blocked as abusive", code=368)
HOUR = 3600


def until(room: Room) -> timedelta | None:
    """How long from now the account rests."""
    pause = room.store.pauses.pause("maple", PauseScope.WRITES, room.clock.now())
    return None if pause is None else pause.until - room.clock.now()


@pytest.mark.parametrize(("kind", "call"), [(HIDE, "hide"), (REPLY, "reply"), (DELETE, "delete")])
def test_a_blocked_change_lets_the_page_rest_and_tells_staff(proven_room: Room, kind: DecisionKind, call: str) -> None:
    room = proven_room
    room.decide(kind)
    room.platform.fail(call, BLOCKED)
    assert isinstance(room.act(), WritesBlocked)
    assert until(room) == timedelta(hours=1, seconds=-1)
    (notice,) = room.store.notices.waiting()
    assert (notice.account_id, notice.kind, notice.opened_at) == ("maple", NoticeKind.WRITES, NOON)
    assert "blocks our changes" in notice.why
    assert log_lines(room.store, "writes_paused")[0][2]["account"] == "maple"
    assert (room.state_of_work(), room.questions()) == (["todo"], [])


def test_the_rest_and_its_end_stand_in_the_log_and_staff_hear_of_it_once(proven_room: Room) -> None:
    room = proven_room
    room.decide()
    for _ in range(2):
        room.platform.fail("hide", BLOCKED)
        room.act()
        room.clock.tick(HOUR)
    room.act_until_settled()
    told = {"account": "maple", "kind": "writes", "subject": ""}
    assert [body for _, _, body in log_lines(room.store, "notice")] == [told]
    assert [body for _, _, body in log_lines(room.store, "notice_settled")] == [told]
    assert [(alert.kind, alert.account_id) for alert in room.heard.alerts] == [("writes", "maple")]


@pytest.mark.parametrize("error", [BLOCKED, Throttled("at our own gate", wait_seconds=60)])
def test_an_answer_that_was_refused_for_now_is_not_looked_for_as_if_it_were_lost(
    proven_room: Room, error: MonitorError
) -> None:
    room = proven_room
    decision = room.decide(REPLY)
    room.platform.fail("reply", error)
    room.act()
    assert room.action(decision).state is ActionState.PLANNED
    assert room.action_states() == ["planned", "sent", "planned"]
    room.clock.tick(HOUR)
    assert room.act() is None
    assert "answers" not in room.platform.calls
    assert len(room.written("reply")) == 1


def test_while_it_rests_nothing_is_asked_of_it(proven_room: Room) -> None:
    room = proven_room
    room.decide()
    room.platform.fail("hide", BLOCKED)
    room.act()
    asked = list(room.platform.calls)
    room.decide(REPLY)
    error = room.act()
    assert isinstance(error, Throttled)
    assert 0 < error.wait_seconds <= 600
    assert room.platform.calls == asked


def test_afterwards_everything_is_carried_out_and_the_notice_is_settled(proven_room: Room) -> None:
    room = proven_room
    room.decide(REPLY)
    room.platform.fail("reply", BLOCKED)
    room.act()
    room.clock.tick(HOUR)
    room.act_until_settled()
    assert len(room.written("reply")) == 1
    assert room.store.notices.waiting() == []


def test_each_further_block_doubles_the_rest_up_to_a_day(proven_room: Room) -> None:
    room, rests = proven_room, list[int]()
    room.decide()
    for _ in range(8):
        room.platform.fail("hide", BLOCKED)
        assert isinstance(room.act(), MonitorError)
        left = until(room)
        assert left is not None
        rests.append(round(left.total_seconds() / HOUR))
        room.clock.tick(left.total_seconds() + 1)
    assert rests == [1, 1, 2, 4, 8, 16, 24, 24]
    assert len(room.store.notices.waiting()) == 1


@pytest.mark.parametrize("scope", list(PauseScope))
def test_a_rest_that_others_began_counts_too(proven_room: Room, scope: PauseScope) -> None:
    room = proven_room
    room.store.pauses.begin(Pause(account_id="maple", scope=scope, until=NOON + timedelta(hours=9), why="x"))
    room.store.pauses.begin(Pause(account_id="other", scope=scope, until=NOON + timedelta(days=9), why="x"))
    room.decide()
    assert isinstance(room.act(), Throttled)
    assert room.platform.calls == []
    room.store.pauses.end("maple", scope)
    assert room.act() is None


def test_a_refused_token_is_passed_on(proven_room: Room) -> None:
    proven_room.decide(REPLY)
    proven_room.platform.fail("comment", TokenRefused("expired"))
    assert isinstance(proven_room.act(), TokenRefused)
    assert proven_room.state_of_work() == ["todo"]
