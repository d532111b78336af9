"""Does the client keep secrets, bounds and the difference between reading and writing?"""

import hashlib
import hmac
import logging
import traceback
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from bot.config import Secret
from bot.errors import (
    ConfigError,
    Gone,
    PlatformError,
    PlatformUnavailable,
    RequestRefused,
    Throttled,
    TokenRefused,
)
from bot.platforms.graph import caller, paging
from bot.platforms.graph.client import GraphClient
from tests.platforms.canned import APP_SECRET, BASE, TOKEN, Canned, Reply, client_of, fault
from tests.platforms.graph.gated import gated_client


def proof_of(token: str) -> str:
    return hmac.new(APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()


PROOF = proof_of(TOKEN)


def query(request: requests.PreparedRequest) -> dict[str, list[str]]:
    return parse_qs(urlsplit(str(request.url)).query)


def page(*ids: str, after: str | None = None) -> Reply:
    paging = {"cursors": {"after": after}, "next": f"https://evil.example/next?after={after}"} if after else {}
    return Reply(body={"data": [{"id": each} for each in ids], "paging": paging})


def test_the_token_goes_into_the_header_and_the_proof_is_metas() -> None:
    canned = Canned(Reply(body={"id": "1"}))
    client_of(canned).read("1", fields="id", flag=True, nothing=None)
    (request,) = canned.requests
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert str(request.url).startswith(f"{BASE}/v26.0/1?")
    assert query(request) == {"fields": ["id"], "flag": ["true"], "appsecret_proof": [PROOF]}


def test_a_write_carries_everything_in_its_form() -> None:
    canned = Canned(Reply(body={"success": True}))
    assert client_of(canned).write("1_2", is_hidden=True).is_success
    (request,) = canned.requests
    assert request.url == f"{BASE}/v26.0/1_2"
    assert parse_qs(str(request.body)) == {"is_hidden": ["true"], "appsecret_proof": [PROOF]}


def test_a_delete_is_sent_once_and_carries_no_token_in_its_address() -> None:
    canned = Canned(Reply(body={"success": True}))
    assert client_of(canned).delete("1_2").is_success
    (request,) = canned.requests
    assert (request.method, urlsplit(str(request.url)).path) == ("DELETE", "/v26.0/1_2")
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert query(request) == {"appsecret_proof": [PROOF]}
    assert request.body is None


@pytest.mark.parametrize("trouble", [fault(2), requests.Timeout("slow"), Reply(status=502, body=b"<html>")])
def test_a_delete_that_met_a_passing_trouble_is_not_sent_again(trouble: Reply | Exception) -> None:
    canned = Canned(trouble)
    with pytest.raises(PlatformUnavailable):
        client_of(canned).delete("1_2")
    assert len(canned.requests) == 1


def test_a_renewed_token_is_taken_up_at_the_next_try_with_its_own_proof() -> None:
    tokens = iter([Secret("first-token"), Secret("second-token")])
    canned = Canned(fault(2), Reply(body={"id": "1"}))
    gated_client(canned, token=lambda: next(tokens)).read("1")
    sent = [(each.headers["Authorization"], query(each)["appsecret_proof"]) for each in canned.requests]
    assert sent == [(f"Bearer {each}", [proof_of(each)]) for each in ("first-token", "second-token")]


def test_a_token_that_cannot_be_read_stops_the_account_and_sends_nothing() -> None:
    def unreadable() -> str:
        raise ConfigError(["token-maple: can't be read"])

    canned = Canned(Reply())
    with pytest.raises(TokenRefused) as caught:
        gated_client(canned, token=unreadable).write("1")
    assert "token-maple: can't be read" in str(caught.value)
    assert caught.value.__context__ is None
    assert not canned.requests


def test_without_an_app_secret_there_is_no_proof() -> None:
    canned = Canned(Reply())
    session = requests.Session()
    session.mount("http://", canned)
    GraphClient(base_url=BASE, version="v26.0", token=TOKEN, app_secret=None, session=session).read("1")
    assert query(canned.requests[0]) == {}


@pytest.mark.parametrize(
    "trouble",
    [
        Reply(status=502, body=b"<html>"),
        fault(2),
        fault(1, status=500),
        Reply(body=b'{"data": ['),
        Reply(body=b"[" * 200_000),
        requests.ConnectionError(f"https://x/?access_token={TOKEN}&appsecret_proof={PROOF}"),
        requests.Timeout("slow"),
        requests.exceptions.ChunkedEncodingError("cut"),
        ValueError(f"Invalid header value Bearer {TOKEN}"),
        Reply(status=302, headers={"Location": "https://evil.example/"}, body=b""),
    ],
)
def test_a_read_is_tried_three_times_and_a_write_once(trouble: Reply | Exception) -> None:
    naps: list[float] = []
    reading, writing = Canned(trouble), Canned(trouble)
    with pytest.raises(PlatformUnavailable):
        client_of(reading, naps=naps).read("1")
    with pytest.raises(PlatformUnavailable):
        client_of(writing).write("1", is_hidden=True)
    assert (len(reading.requests), naps, len(writing.requests)) == (3, [1.0, 2.0], 1)
    assert {urlsplit(str(each.url)).hostname for each in reading.requests} == {"127.0.0.1"}


def test_a_read_that_succeeds_at_last_is_a_success() -> None:
    assert client_of(Canned(fault(2), Reply(body={"id": "1"}))).read("1").json == {"id": "1"}


@pytest.mark.parametrize(
    ("trouble", "error"), [(fault(80001), Throttled), (fault(190), TokenRefused), (fault(100, subcode=33), Gone)]
)
def test_what_another_try_cannot_change_is_not_tried_again(trouble: Reply, error: type[PlatformError]) -> None:
    canned = Canned(trouble)
    with pytest.raises(error):
        client_of(canned).read("1")
    assert len(canned.requests) == 1


def test_an_error_inside_a_success_is_an_error() -> None:
    with pytest.raises(Gone):
        client_of(Canned(Reply(body={"error": {"code": 100, "error_subcode": 33}}))).read("1")


def test_the_content_type_does_not_matter_and_lone_surrogates_survive() -> None:
    reply = Reply(body=b'\xef\xbb\xbf{"message": "\\ud83d"}', headers={"Content-Type": "text/javascript"})
    assert client_of(Canned(reply)).read("1").json == {"message": "\ud83d"}


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "MOST_ANSWER", 1000)
    canned = Canned(Reply(body=b"x" * 2000))
    with pytest.raises(PlatformUnavailable):
        client_of(canned).read("1")
    assert len(canned.requests) == 1


@pytest.mark.parametrize("path", ["..", "1/../2", "", "/", "1//2", "\ud83d"])
def test_a_path_leads_nowhere_else(path: str) -> None:
    with pytest.raises(RequestRefused):
        client_of(Canned(Reply())).read(path)


def test_signs_of_an_address_in_an_id_stay_signs_of_the_id() -> None:
    canned = Canned(Reply())
    client_of(canned).read("1?access_token=x#y")
    assert str(canned.requests[0].url).startswith(f"{BASE}/v26.0/1%3Faccess_token%3Dx%23y?")


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "ключ"])
def test_a_token_that_is_none_is_refused_before_it_is_sent(token: str) -> None:
    canned = Canned(Reply())
    session = requests.Session()
    session.mount("http://", canned)
    client = GraphClient(base_url=BASE, version="v26.0", token=token, app_secret=None, session=session)
    with pytest.raises(TokenRefused) as caught:
        client.read("1")
    assert not token or token not in str(caught.value)
    assert not canned.requests


@pytest.mark.parametrize(
    "trouble",
    [
        fault(190, message=f"token {TOKEN}"),
        fault(100, message=f"{TOKEN} {PROOF}"),
        fault(80001),
        Reply(status=500, body=TOKEN.encode()),
        Reply(body=TOKEN.encode()),
        requests.ConnectionError(f"{TOKEN} {PROOF}"),
        requests.exceptions.InvalidHeader(f"Bearer {TOKEN}"),
        UnicodeError(f"{TOKEN}"),
    ],
)
@pytest.mark.parametrize(
    "call",
    [lambda it: it.read("1"), lambda it: it.write("1"), lambda it: list(it.pages("1")), lambda it: it.delete("1")],
)
def test_no_secret_stands_in_any_error_or_log(
    trouble: Reply | Exception, call: Callable[[GraphClient], object], caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(Canned(trouble))
    with caplog.at_level(logging.DEBUG), pytest.raises(PlatformError) as caught:
        call(client)
    error = caught.value
    said = [repr(error), str(error), repr(client), caplog.text, *traceback.format_exception(error)]
    assert error.__context__ is None
    assert not [secret for secret in (TOKEN, APP_SECRET, PROOF) if secret in "".join(said)]


def test_a_listing_goes_on_by_our_own_parameters_and_never_by_next() -> None:
    canned = Canned(page("1", after="A"), page(after="B"), page("2"))
    answers = list(client_of(canned).pages("p/comments", limit=2, filter="stream"))
    assert [each.complete for each in answers] == [False, False, True]
    asked = [query(each) for each in canned.requests]
    assert [each.get("after") for each in asked] == [None, ["A"], ["B"]]
    assert all(each["filter"] == ["stream"] and each["limit"] == ["2"] for each in asked)
    assert {urlsplit(str(each.url)).hostname for each in canned.requests} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("replies", "asked"),
    [
        ([page("1", after="A"), page("1", after="B")], 2),
        ([page("1", after="A"), page("2", after="A"), page("3")], 2),
        ([Reply(body={"data": [{"id": "1"}], "paging": {"next": "https://evil.example/"}})], 1),
        ([page(after=str(each)) for each in range(60)], 51),
    ],
    ids=["same ids", "same cursor", "no cursor", "empty for ever"],
)
def test_a_listing_that_turns_in_circles_ends_incomplete(replies: list[Reply], asked: int) -> None:
    canned = Canned(*replies)
    assert not any(each.complete for each in client_of(canned).pages("p/comments"))
    assert len(canned.requests) == asked


def test_a_listing_of_ever_new_ids_and_cursors_ends_incomplete(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(paging, "MOST_PAGES", 5)
    canned = Canned(*(page(str(each), after=str(each)) for each in range(9)))
    assert [each.complete for each in client_of(canned).pages("p/comments")] == [False] * 5
    assert len(canned.requests) == 5
    assert "graph_listing_cut reason=too_many_pages" in caplog.text


def test_a_cursor_of_the_old_kind_is_taken_out_of_next() -> None:
    first = Reply(body={"data": [{"id": "1"}], "paging": {"next": "https://g/?until=5&access_token=x"}})
    canned = Canned(first, page("2"))
    assert [each.complete for each in client_of(canned).pages("p/feed")] == [False, True]
    assert query(canned.requests[1])["until"] == ["5"]
    assert "access_token" not in query(canned.requests[1])


def test_a_page_that_is_too_large_is_halved_down_to_one() -> None:
    too_much = fault(1, status=500, message="Please reduce the amount of data you're asking for")
    canned = Canned(too_much, too_much, page("1", after="A"), page("2"))
    assert len(list(client_of(canned).pages("p/comments", limit=4))) == 2
    assert [query(each)["limit"] for each in canned.requests] == [["4"], ["2"], ["1"], ["1"]]
    with pytest.raises(PlatformUnavailable):
        list(client_of(Canned(too_much)).pages("p/comments", limit=4))


def test_a_listing_that_meta_cuts_keeps_what_came() -> None:
    cut = fault(100, message="(#100) The After Cursor specified exceeds the max limit supported by this endpoint")
    pages = list(client_of(Canned(page("1", after="A"), cut)).pages("p/comments"))
    assert [(len(each.elements), each.complete, each.is_bounded) for each in pages] == [
        (1, False, False),
        (0, False, True),
    ]


@pytest.mark.parametrize("body", [{}, [], {"data": None}, {"data": {}}, 7])
def test_an_answer_without_a_listing_is_not_an_empty_listing(body: object) -> None:
    with pytest.raises(PlatformUnavailable):
        list(client_of(Canned(Reply(body=body))).pages("p/comments"))


def test_a_crowded_quota_is_said_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    answer = client_of(Canned(Reply(headers={"X-App-Usage": '{"call_count": 91}'}))).read("1")
    assert answer.usage == 91
    assert "graph_quota percent=91" in caplog.text
