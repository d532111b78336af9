"""Do hiding, replying, editing and deleting on Facebook do what section 1.4 of the facts says, and nothing else?"""

from typing import Any

import pytest

from bot.simulator.world import World
from tests.simulator.kit import Caller, comment, post, world


@pytest.fixture
def talk() -> World:
    return world(post(), comment("one"), comment("reply", parent="one"), comment("own", author="account"))


@pytest.mark.parametrize(
    "parts",
    [
        {"params": {"is_hidden": "true"}},
        {"params": {"is_hidden": "True"}},
        {"data": {"is_hidden": "1"}},
        {"data": {"is_hidden": "TRUE"}},
        {"json": {"is_hidden": True}},
        {"json": {"is_hidden": "true"}},
    ],
)
def test_hiding_takes_the_flag_from_query_form_and_json(talk: World, parts: dict[str, Any]) -> None:
    answer = Caller(talk).ask("POST", f"/v26.0/{talk.comment('one').id}", **parts)
    assert answer.body == {"success": True}
    assert talk.comment("one").is_hidden
    assert talk.comment("one").hides == 1


def test_unhiding_is_the_same_call_with_false(talk: World) -> None:
    caller, path = Caller(talk), f"/{talk.comment('one').bare}"
    caller.write(path, is_hidden="true")
    caller.write(path, is_hidden="False")
    assert not talk.comment("one").is_hidden
    assert (talk.comment("one").hides, talk.comment("one").unhides) == (1, 1)


@pytest.mark.parametrize("params", [{}, {"is_hidden": "maybe"}, {"message": " "}])
def test_an_update_that_says_nothing_clear_is_refused(talk: World, params: dict[str, str]) -> None:
    assert Caller(talk).write(f"/{talk.comment('own').id}", **params).error == (100, None)


def test_a_comment_that_cannot_be_hidden_refuses() -> None:
    made = world(post(), comment("fixed", flags={"can_hide": False}))
    assert Caller(made).write(f"/{made.comment('fixed').id}", is_hidden="true").error == (200, None)
    assert not made.comment("fixed").is_hidden


def test_a_message_on_a_comment_edits_and_only_ones_own(talk: World) -> None:
    caller = Caller(talk)
    assert caller.write(f"/{talk.comment('own').id}", message="Better").body == {"success": True}
    assert talk.comment("own").text == "Better"
    assert caller.write(f"/{talk.comment('one').id}", message="Mine").error == (200, None)
    assert talk.comment("one").text == "Text of one"


@pytest.mark.parametrize("on", ["one", "reply"])
def test_a_reply_hangs_on_the_top_level_comment(talk: World, on: str) -> None:
    made = Caller(talk).write(f"/{talk.comment(on).id}/comments", message="Hello").body["id"]
    answer = Caller(talk).read(f"/{made}", fields="parent{id},from")
    assert answer.body["parent"] == {"id": talk.comment("one").id}
    assert answer.body["from"] == {"name": "A Page", "id": "1001"}


def test_a_comment_on_a_post_can_be_read_back_in_the_same_call(talk: World) -> None:
    path = f"/{talk.post('post').id}/comments"
    assert (
        Caller(talk).ask("POST", path, data={"message": "Facts"}, params={"fields": "message"}).body["message"]
        == "Facts"
    )


def test_a_closed_comment_takes_no_reply() -> None:
    made = world(post(), comment("closed", flags={"can_comment": False}))
    assert Caller(made).write(f"/{made.comment('closed').id}/comments", message="Hi").error == (200, None)


@pytest.mark.parametrize(("method", "params"), [("DELETE", {}), ("POST", {"method": "delete"})])
def test_deleting_removes_the_comment(talk: World, method: str, params: dict[str, str]) -> None:
    assert Caller(talk).ask(method, f"/{talk.comment('one').id}", params=params).body == {"success": True}
    assert talk.comment("one").is_deleted
    assert Caller(talk).ask("DELETE", f"/{talk.comment('one').id}").error == (100, 33)


def test_a_user_token_may_not_write(talk: World) -> None:
    assert Caller(talk, "user-token").write(f"/{talk.comment('one').id}", is_hidden="true").error == (200, None)
    assert not talk.comment("one").is_hidden


def test_a_body_that_is_not_json_is_refused(talk: World) -> None:
    sent = {"Content-Type": "application/json"}
    answer = Caller(talk).ask("POST", f"/{talk.comment('one').id}", data=b"{", headers=sent)
    assert answer.error == (100, None)
