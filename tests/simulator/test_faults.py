"""Do scripted faults strike the calls they name, and only as often as they say?"""

import pytest

from bot.simulator.events import ScenarioError
from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, comment, post, scenario, world


@pytest.fixture
def talk() -> World:
    return world(post(), comment("one"), comment("two"))


def hide(talk: World, key: str = "one") -> tuple[int, object]:
    answer = Caller(talk).write(f"/v26.0/{talk.comment(key).id}", is_hidden="true")
    return answer.status, answer.body


def test_an_error_strikes_the_nth_call_and_no_other(talk: World) -> None:
    fault = {
        "effect": "error",
        "method": "get",
        "path": "^/me$",
        "nth": 2,
        "times": 2,
        "body": {"code": 2, "subcode": 9},
    }
    talk.add_faults([fault])
    answers = [Caller(talk).read("/v26.0/me") for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 400, 400, 200]
    assert answers[1].error == (2, 9)


def test_an_error_may_bring_status_headers_and_the_transient_mark(talk: World) -> None:
    body = {"code": 4, "message": "slow down", "is_transient": True}
    talk.add_faults([{"effect": "error", "status": 503, "body": body, "headers": {"X-Hint": "x"}}])
    answer = Caller(talk).read("/me")
    assert (answer.status, answer.headers["X-Hint"], answer.body["error"]["is_transient"]) == (503, "x", True)


def test_a_dropped_answer_leaves_the_work_done(talk: World) -> None:
    talk.add_faults([{"effect": "drop_after", "method": "POST"}])
    assert hide(talk) == (502, None)
    assert talk.comment("one").is_hidden


def test_a_dropped_call_leaves_nothing_done(talk: World) -> None:
    talk.add_faults([{"effect": "drop_before", "method": "POST"}])
    assert hide(talk) == (502, None)
    assert not talk.comment("one").is_hidden


def test_success_may_be_an_empty_word(talk: World) -> None:
    talk.add_faults([{"effect": "no_effect", "path": "{comment:two}", "times": 0}])
    assert hide(talk, "two") == (200, {"success": True})
    assert not talk.comment("two").is_hidden
    hide(talk, "one")
    assert talk.comment("one").is_hidden


def test_a_delay_is_slept_before_the_answer() -> None:
    slept: list[float] = []
    made = World(scenario(), Clock(), sleep=slept.append)
    made.add_faults([{"effect": "delay", "seconds": 2.5}])
    assert Caller(made).read("/me").status == 200
    assert slept == [2.5]


def test_truncated_json_cannot_be_read(talk: World) -> None:
    talk.add_faults([{"effect": "truncate"}])
    answer = Caller(talk).read("/me")
    assert (answer.status, answer.body) == (200, None)
    assert answer.content


def test_a_page_may_come_round_again(talk: World) -> None:
    talk.add_faults([{"effect": "repeat_page", "path": "/comments$", "times": 0}])
    first = Caller(talk).read(f"/{talk.post('post').id}/comments", limit="1")
    assert Caller(talk).read(first.body["paging"]["next"]).ids == first.ids


@pytest.mark.parametrize("effect", ["before", "after"])
def test_events_may_slip_in_around_a_call(talk: World, effect: str) -> None:
    edit = {"type": "edit", "comment": "one", "text": "Changed"}
    talk.add_faults([{"effect": effect, "path": "{comment:one}", "events": [edit]}])
    seen = Caller(talk).read(f"/{talk.comment('one').id}", fields="message").body["message"]
    assert seen == ("Changed" if effect == "before" else "Text of one")
    assert talk.comment("one").text == "Changed"


def test_a_delete_between_fetch_and_hide_makes_the_hide_fail(talk: World) -> None:
    talk.add_faults([{"effect": "before", "method": "POST", "events": [{"type": "delete", "comment": "one"}]}])
    assert Caller(talk).write(f"/{talk.comment('one').id}", is_hidden="true").error == (100, 33)


def test_faults_can_be_cleared(talk: World) -> None:
    talk.add_faults([{"effect": "drop_before", "times": 0}])
    talk.clear_faults()
    assert Caller(talk).read("/me").status == 200


@pytest.mark.parametrize(
    "fault", [{"effect": "boom"}, {"effect": "error", "path": "("}, {"effect": "error", "odd": 1}, 7]
)
def test_a_fault_that_makes_no_sense_is_refused_with_its_place(talk: World, fault: object) -> None:
    with pytest.raises(ScenarioError, match=r"faults\[0\]"):
        talk.add_faults([fault])
