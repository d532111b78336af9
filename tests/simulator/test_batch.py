"""Does a batch carry out each of its items as a call of its own, as section 4.4 of the facts says?"""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.simulator.world import World
from tests.simulator.kit import Caller, Reply, comment, post, world


@pytest.fixture
def talk() -> World:
    return world(post(), comment("one"), comment("two"), seconds_between_events=60)


def batch(made: World, *items: Mapping[str, object], path: str = "/v26.0/", **others: str) -> Reply:
    return Caller(made).write(path, batch=json.dumps(items), **others)


def reading(address: str, **others: object) -> dict[str, object]:
    return {"method": "GET", "relative_url": address, **others}


def bodies(answer: Reply) -> list[Any]:
    return [None if row is None else json.loads(row["body"]) for row in answer.body]


def test_reads_and_writes_go_together_and_errors_stay_with_their_items(talk: World) -> None:
    one = talk.comment("one").id
    answer = batch(
        talk,
        reading("me?fields=id"),
        {"method": "POST", "relative_url": one, "body": "is_hidden=true"},
        reading(f"v26.0/{one}?fields=is_hidden"),
        reading("999"),
        {"method": "DELETE", "relative_url": talk.comment("two").id},
    )
    assert [row["code"] for row in answer.body] == [200, 200, 200, 400, 200]
    assert bodies(answer)[:3] == [{"id": "1001"}, {"success": True}, {"is_hidden": True, "id": one}]
    assert bodies(answer)[3]["error"]["code"] == 100
    assert talk.comment("two").is_deleted


def test_each_item_counts_as_a_call_and_has_usage_headers_of_its_own(talk: World) -> None:
    before = sum(talk.calls.values())
    answer = batch(talk, reading("me"), reading("me"))
    names = [{each["name"] for each in row["headers"]} for row in answer.body]
    assert all({"X-Business-Use-Case-Usage", "facebook-api-version", "Content-Type"} <= each for each in names)
    assert sum(talk.calls.values()) - before == 3
    assert talk.calls["read_account"] == 2


def test_headers_can_be_left_out(talk: World) -> None:
    (row,) = batch(talk, reading("me"), include_headers="false").body
    assert set(row) == {"code", "body"}


def test_an_item_may_bring_a_token_of_its_own(talk: World) -> None:
    answer = batch(talk, reading("me", access_token="else-token"), reading("me?access_token=user-token"))
    assert [each["id"] for each in bodies(answer)] == ["1002", "77"]


def test_an_item_may_use_what_a_named_one_found(talk: World) -> None:
    listing = reading(f"{talk.post('post').id}/comments", name="all", omit_response_on_success=False)
    second = reading("{result=all:$.data.1.id}", depends_on="all")
    every = reading("me?fields={result=all:$.data.*.nothing}name")
    answer = batch(talk, listing, second, every)
    assert bodies(answer)[0]["data"][0]["id"] == talk.comment("one").id
    assert bodies(answer)[2]["name"] == "A Page"


def test_a_named_item_is_left_out_once_another_waits_for_it(talk: World) -> None:
    first = {
        "method": "POST",
        "relative_url": f"{talk.comment('one').id}/comments",
        "body": "message=Hi",
        "name": "new",
    }
    answer = batch(talk, first, reading("{result=new:$.id}?fields=message"))
    assert answer.body[0] is None
    assert bodies(answer)[1]["message"] == "Hi"


def test_an_item_that_waits_for_a_failure_is_not_done(talk: World) -> None:
    hide = {"method": "POST", "relative_url": talk.comment("one").id, "body": "is_hidden=true", "depends_on": "first"}
    answer = batch(talk, reading("999", name="first"), hide)
    assert answer.body[0]["code"] == 400
    assert answer.body[1] is None
    assert not talk.comment("one").is_hidden


@pytest.mark.parametrize(
    "items", ["[", "{}", '[{"method": "GET"}]', "[1]", json.dumps([{"relative_url": "me"}] * 51)], ids=range(5)
)
def test_a_batch_that_is_none_is_refused_whole(talk: World, items: str) -> None:
    assert Caller(talk).write("/", batch=items).error == (100, None)
    assert "read_account" not in talk.calls


def test_a_batch_needs_a_token_of_its_own(talk: World) -> None:
    answer = Caller(talk, None).write("/", batch=json.dumps([reading("me", access_token="page-token")]))
    assert answer.error == (104, None)


def test_a_batch_holds_no_batch(talk: World) -> None:
    assert batch(talk, {"method": "POST", "relative_url": "", "body": "batch=[]"}).error == (100, None)


@pytest.mark.parametrize(("effect", "is_hidden"), [("null_item", False), ("null_done", True)])
def test_an_item_may_come_back_as_null_done_or_not(talk: World, effect: str, is_hidden: bool) -> None:
    talk.add_faults([{"effect": effect, "path": "{comment:one}"}])
    hide = {"method": "POST", "relative_url": talk.comment("one").id, "body": "is_hidden=true"}
    answer = batch(talk, reading("me"), hide)
    assert (answer.status, answer.body[0]["code"], answer.body[1]) == (200, 200, None)
    assert talk.comment("one").is_hidden == is_hidden


def test_null_items_befall_no_single_call(talk: World) -> None:
    talk.add_faults([{"effect": "null_item", "times": 0}])
    assert Caller(talk).read("/me").body["id"] == "1001"


def test_a_fault_strikes_one_item_and_spares_the_others(talk: World) -> None:
    talk.add_faults([{"effect": "throttle", "path": "{comment:one}", "minutes": 7}, {"effect": "truncate", "nth": 3}])
    answer = batch(talk, reading(talk.comment("one").id), reading("me?fields=id"))
    assert json.loads(answer.body[0]["body"])["error"]["code"] == 80001
    headers = {each["name"]: each["value"] for each in answer.body[0]["headers"]}
    assert json.loads(headers["X-Business-Use-Case-Usage"])["1001"][0]["estimated_time_to_regain_access"] == 7
    assert answer.body[1]["code"] == 200
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        json.loads(answer.body[1]["body"])
