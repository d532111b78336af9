"""Is a listing that began inside another answer continued on its own edge, and nowhere else?"""

import logging
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from bot.platforms.graph.paging import is_whole
from tests.platforms.canned import BASE, Canned, Reply, client_of, fault

NEXT = "https://graph.facebook.com/v26.0/1/comments?access_token=SECRET&after=ignored"


def listing(*ids: str, after: str | None = None, following: str = NEXT) -> dict[str, object]:
    paging = {"cursors": {"after": after}, "next": following} if after else {}
    return {"data": [{"id": each} for each in ids], "paging": paging}


def query(request: requests.PreparedRequest) -> dict[str, list[str]]:
    asked = parse_qs(urlsplit(str(request.url)).query)
    return {name: value for name, value in asked.items() if name != "appsecret_proof"}


def test_a_listing_is_continued_behind_the_page_that_came_inside() -> None:
    canned = Canned(Reply(body=listing("3", after="B")), Reply(body=listing("4")))
    first = listing("1", "2", after="A")
    answers = list(client_of(canned).pages_after(first, "p/comments", limit=50, filter="stream"))
    assert [[each.node["id"] for each in answer.elements] for answer in answers] == [["3"], ["4"]]
    assert [answer.complete for answer in answers] == [False, True]
    assert [query(each) for each in canned.requests] == [
        {"after": [cursor], "limit": ["50"], "filter": ["stream"]} for cursor in ("A", "B")
    ]
    assert not is_whole(first)


def test_a_first_page_that_was_the_last_asks_nothing() -> None:
    canned = Canned(Reply())
    assert list(client_of(canned).pages_after(listing("1"), "p/comments")) == []
    assert canned.requests == []
    assert is_whole(listing("1"))
    assert is_whole({"data": []})


@pytest.mark.parametrize("first", [None, {}, [], 7, {"data": None}, {"summary": {"total_count": 4}}])
def test_a_first_page_that_is_none_means_the_whole_edge(first: object) -> None:
    canned = Canned(Reply(body=listing("1")))
    answers = list(client_of(canned).pages_after(first, "p/comments"))
    assert [answer.complete for answer in answers] == [True]
    assert "after" not in query(canned.requests[0])
    assert not is_whole(first)


def test_a_continued_listing_that_repeats_its_first_page_ends_incomplete() -> None:
    canned = Canned(Reply(body=listing("2", "1", after="B")))
    answers = list(client_of(canned).pages_after(listing("1", "2", after="A"), "p/comments"))
    assert [answer.complete for answer in answers] == [False]
    assert len(canned.requests) == 1


def test_a_first_page_that_leads_nowhere_is_not_whole_and_is_not_followed() -> None:
    first = {"data": [{"id": "1"}], "paging": {"next": "https://graph.facebook.com/"}}
    canned = Canned(Reply())
    assert list(client_of(canned).pages_after(first, "p/comments")) == []
    assert not is_whole(first)
    assert canned.requests == []


def test_a_smaller_page_stays_smaller_to_the_end() -> None:
    too_much = fault(1, status=500, message="Please reduce the amount of data you're asking for")
    canned = Canned(too_much, Reply(body=listing("2", after="B")), Reply(body=listing("3")))
    assert len(list(client_of(canned).pages_after(listing("1", after="A"), "p/comments", limit=100))) == 2
    assert [query(each)["limit"] for each in canned.requests] == [["100"], ["50"], ["50"]]


def test_an_empty_page_with_a_next_one_is_no_end() -> None:
    canned = Canned(Reply(body=listing("1", after="A")), Reply(body=listing(after="B")), Reply(body=listing("2")))
    answers = list(client_of(canned).pages("p/comments"))
    assert [len(answer.elements) for answer in answers] == [1, 0, 1]
    assert answers[-1].complete


@pytest.mark.parametrize(
    ("following", "is_elsewhere"),
    [
        (NEXT, False),
        (f"{BASE}/v26.0/p/comments?after=x", False),
        ("https://evil.example/v26.0/p/comments?access_token=SECRET", True),
        ("http://graph.facebook.com/", True),
        ("https://graph.facebook.com@evil.example/", True),
        ("//evil.example", True),
    ],
)
def test_a_next_page_on_another_host_is_said_once_and_never_asked(
    following: str, is_elsewhere: bool, caplog: pytest.LogCaptureFixture
) -> None:
    pages = [listing(str(each), after=str(each), following=following) for each in range(3)]
    canned = Canned(*(Reply(body=each) for each in pages), Reply(body=listing("9")))
    with caplog.at_level(logging.DEBUG):
        assert len(list(client_of(canned).pages("p/comments"))) == 4
    said = [each.getMessage() for each in caplog.records]
    assert said.count("graph_next_elsewhere") == int(is_elsewhere)
    assert {urlsplit(str(each.url)).netloc for each in canned.requests} == {urlsplit(BASE).netloc}
    assert "evil" not in caplog.text
    assert "SECRET" not in caplog.text
