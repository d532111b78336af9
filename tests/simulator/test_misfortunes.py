"""Does each scripted misfortune look as it does at Meta, on a call without a socket and on a real one?"""

import json
from urllib.parse import urlsplit

import pytest
import requests

from bot.simulator import server
from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, Reply, comment, post, scenario, world


@pytest.fixture
def talk() -> World:
    talk = (comment("one", flags={"like_count": 1}), comment("two", flags={"like_count": 9}), comment("three"))
    return world(post(), *talk, comment("reply", parent="one"), seconds_between_events=60)


def comments(made: World, **params: str) -> Reply:
    return Caller(made).read(f"/v26.0/{made.post('post').id}/comments", filter="stream", **params)


def keys(made: World, answer: Reply) -> list[str]:
    return [made.state.comments[each.rpartition("_")[2]].key for each in answer.ids]


def struck(made: World, effect: str, **others: object) -> World:
    made.add_faults([{"effect": effect, **others}])
    return made


def test_an_empty_page_with_next_loses_nothing(talk: World) -> None:
    struck(talk, "empty_page_with_next", nth=2)
    first = comments(talk, limit="2")
    empty = Caller(talk).read(first.body["paging"]["next"])
    assert empty.ids == []
    assert empty.body["paging"]["cursors"]["after"] != first.body["paging"]["cursors"]["after"]
    rest = Caller(talk).read(empty.body["paging"]["next"])
    assert [*keys(talk, first), *keys(talk, rest)] == ["one", "two", "three", "reply"]


@pytest.mark.parametrize("nth", [1, 2])
def test_a_repeated_cursor_leads_to_the_same_page_again(talk: World, nth: int) -> None:
    struck(talk, "repeated_cursor", nth=nth)
    pages = [comments(talk, limit="1")]
    for _ in range(4):
        pages.append(Caller(talk).read(pages[-1].body["paging"]["next"]))
    found = [key for page in pages for key in keys(talk, page)]
    assert found[nth - 1] == found[nth]
    assert sorted(set(found)) == ["one", "reply", "three", "two"]


def test_next_may_point_to_another_host(talk: World) -> None:
    asked = struck(talk, "next_on_another_host")
    assert urlsplit(comments(asked, limit="1").body["paging"]["next"]).hostname == "elsewhere.example"
    assert urlsplit(comments(asked, limit="1").body["paging"]["next"]).hostname == "graph.test"


def test_a_single_call_may_be_ranked_whatever_it_asks(talk: World) -> None:
    struck(talk, "ranked", times=2)
    path = f"/{talk.post('post').id}/comments"
    answer = Caller(talk).read(path, order="chronological", summary="true")
    assert (keys(talk, answer)[0], answer.body["summary"]["order"]) == ("two", "ranked")
    assert keys(talk, comments(talk))[0] == "one"
    assert keys(talk, Caller(talk).read(path))[0] == "one"


@pytest.mark.parametrize("content_type", ["text/javascript; charset=UTF-8", "text/html; charset=utf-8"])
def test_json_may_come_under_another_name(talk: World, content_type: str) -> None:
    answer = comments(struck(talk, "wrong_content_type", content_type=content_type))
    assert answer.headers["Content-Type"] == content_type
    assert len(answer.ids) == 4


def test_html_may_come_with_status_200_and_nothing_is_done(talk: World) -> None:
    struck(talk, "html")
    answer = Caller(talk).write(f"/{talk.comment('one').id}", is_hidden="true")
    assert (answer.status, answer.body) == (200, None)
    assert answer.content.startswith(b"<!DOCTYPE html>")
    assert not talk.comment("one").is_hidden


@pytest.mark.parametrize("status", [500, 503])
def test_the_page_instead_of_an_answer_may_have_another_status(talk: World, status: int) -> None:
    answer = comments(struck(talk, "drop_before", status=status))
    assert (answer.status, answer.body) == (status, None)


def test_authors_may_be_missing_for_one_call(talk: World) -> None:
    struck(talk, "missing_from")
    asked = {"fields": "from,message,parent{from}"}
    assert not any("from" in str(sorted(row)) for row in comments(talk, **asked).body["data"])
    assert all("from" in row for row in comments(talk, **asked).body["data"])


def test_ids_may_be_spelt_otherwise_and_still_name_the_same(talk: World) -> None:
    plain = comments(talk, fields="id,parent{id}").body["data"]
    struck(talk, "other_spelling")
    bent = comments(talk, fields="id,parent{id}").body["data"]
    for one, other in zip(plain, bent, strict=True):
        assert one["id"] != other["id"]
        assert one["id"].rpartition("_")[2] == other["id"].rpartition("_")[2]
        assert Caller(talk).read(f"/{other['id']}").body["id"] == one["id"]
    assert bent[3]["parent"]["id"] == bent[0]["id"]


@pytest.mark.parametrize(("minutes", "is_told"), [(0, False), (12, True)])
def test_a_throttle_tells_when_access_returns_or_keeps_it_to_itself(talk: World, minutes: int, is_told: bool) -> None:
    answer = comments(struck(talk, "throttle", minutes=minutes))
    assert (answer.status, answer.error) == (400, (80001, None))
    assert answer.body["error"]["is_transient"] is True
    assert ("X-Business-Use-Case-Usage" in answer.headers) == is_told
    if is_told:
        (row,) = json.loads(answer.headers["X-Business-Use-Case-Usage"])["1001"]
        assert (row["type"], row["estimated_time_to_regain_access"]) == ("pages", minutes)


def test_a_throttle_of_instagram_and_of_the_app_have_other_codes(talk: World) -> None:
    struck(talk, "throttle")
    assert Caller(talk, "ig-token").read("/17841400000000001").error[0] == 80002
    struck(talk, "throttle", body={"code": 4})
    assert comments(talk).error[0] == 4


def test_too_much_data_is_refused_until_less_is_asked_for(talk: World) -> None:
    struck(talk, "reduce_data", above=20, times=0)
    asked = "id,comments.limit(9){id}"
    refused = Caller(talk).read("/1001/feed", limit="10", fields=asked)
    assert (refused.status, refused.error) == (500, (1, None))
    assert "reduce the amount of data" in refused.body["error"]["message"]
    assert Caller(talk).read("/1001/feed", limit="2", fields=asked).status == 200
    assert Caller(talk).write(f"/{talk.comment('one').id}", is_hidden="true").status == 200


def test_too_much_data_may_be_a_setting() -> None:
    made = world(post(), comment("one"), settings={"most_rows": 30})
    assert Caller(made).read("/1001", fields="feed.limit(10){comments.limit(5){id}}").error == (1, None)
    assert Caller(made).read("/1001", fields="feed.limit(5){comments.limit(4){id}}").status == 200


def test_a_cursor_too_deep_is_refused() -> None:
    made = world(post(), *(comment(f"c{n}") for n in range(6)), settings={"deepest_page": 3})
    answer = comments(made, limit="2")
    answer = Caller(made).read(answer.body["paging"]["next"])
    assert len(answer.ids) == 2
    refused = Caller(made).read(answer.body["paging"]["next"])
    assert refused.error == (100, None)
    assert "After Cursor specified exceeds the max limit" in refused.body["error"]["message"]


def test_the_platforms_clock_may_be_ahead() -> None:
    clock = Clock()
    made = world(post(), comment("one"), clock=clock, settings={"clock_skew_seconds": 90})
    assert comments(made).body["data"][0]["created_time"] == "2026-11-15T13:01:30+0000"
    made.apply([comment("two")])
    assert (made.comment("two").created - clock.now).total_seconds() == 90


def test_half_an_answer_is_shorter_than_it_says(talk: World) -> None:
    whole = len(comments(talk).content)
    with server.running(struck(talk, "half_answer")) as address:
        asked = f"{address}/{talk.post('post').id}/comments?access_token=page-token&filter=stream"
        with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
            requests.get(asked, timeout=5)
        assert len(requests.get(asked, timeout=5).json()["data"]) == 4
    assert whole > 100


def test_an_answer_may_come_in_sips() -> None:
    slept: list[float] = []
    made = World(scenario(), Clock(), sleep=slept.append)
    struck(made, "drip", seconds=4)
    with server.running(made) as address:
        answer = requests.get(f"{address}/me?access_token=page-token&fields=id,name", timeout=5)
    assert answer.json() == {"id": "1001", "name": "A Page"}
    assert sum(slept) == pytest.approx(4, abs=1)
    assert len(slept) > 4


def test_a_write_whose_answer_is_cut_off_is_done_all_the_same(talk: World) -> None:
    sent = {"is_hidden": "true", "access_token": "page-token"}
    with (
        server.running(struck(talk, "half_answer", method="POST")) as address,
        pytest.raises(requests.RequestException),
    ):
        requests.post(f"{address}/{talk.comment('one').id}", data=sent, timeout=5)
    assert talk.comment("one").is_hidden


def test_a_refused_hide_and_an_abusive_write_are_errors_of_their_own(talk: World) -> None:
    path = f"/{talk.comment('one').id}"
    struck(talk, "error", method="POST", body={"code": 368, "subcode": 1390008})
    assert Caller(talk).read(path).status == 200
    assert Caller(talk).write(path, is_hidden="true").error == (368, 1390008)
    struck(talk, "error", path="{comment:one}", body={"code": 100, "subcode": 33, "type": "GraphMethodException"})
    assert Caller(talk).read(path).error == (100, 33)
    assert not talk.comment("one").is_hidden
