"""Are many reads one call, none of them lost, and each told its own outcome?"""

import json
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
import requests

from bot.errors import (
    Gone,
    PermissionRefused,
    PlatformError,
    PlatformUnavailable,
    RequestRefused,
    Throttled,
    TokenRefused,
)
from bot.platforms.graph.answer import Answer
from bot.platforms.graph.batch import BatchRead, Outcome
from bot.platforms.graph.faults import TooMuchAsked
from bot.platforms.graph.limiter import Gate, Limiter
from tests.builders import FixedClock
from tests.platforms.canned import APP_SECRET, BASE, TOKEN, Canned, Reply, client_of, fault
from tests.platforms.graph.gated import gated_client


def reads(*ids: str) -> list[BatchRead]:
    return [BatchRead(path=each, params={"fields": "id"}) for each in ids]


def item(body: object, *, code: int = 200, **headers: str) -> dict[str, object]:
    """One part of a batch's answer as Meta sends it: the body is JSON within a string."""
    named = [{"name": name.replace("_", "-"), "value": value} for name, value in headers.items()]
    return {"code": code, "headers": named, "body": body if isinstance(body, str) else json.dumps(body)}


def refusal(code: int, *, subcode: int | None = None, message: str = "words", **headers: str) -> dict[str, object]:
    return item({"error": {"code": code, "error_subcode": subcode, "message": message}}, code=400, **headers)


def asked(request: requests.PreparedRequest) -> list[str]:
    """The addresses of a batch's items."""
    form = parse_qs(str(request.body))
    return [each["relative_url"] for each in json.loads(form["batch"][0])]


def kinds(outcomes: list[Outcome]) -> list[type[Outcome]]:
    return [type(each) for each in outcomes]


def body_of(outcome: Outcome) -> bytes:
    assert isinstance(outcome, Answer)
    return outcome.body


def test_fifty_reads_are_one_call_with_the_token_in_the_header() -> None:
    canned = Canned(Reply(body=[item({"id": str(each)}) for each in range(50)]))
    outcomes = client_of(canned).batch([BatchRead(path=f"{each}/comments", params={"limit": 5}) for each in range(50)])
    assert [json.loads(body_of(each))["id"] for each in outcomes] == [str(each) for each in range(50)]
    (request,) = canned.requests
    form = parse_qs(str(request.body))
    assert (request.method, request.url) == ("POST", f"{BASE}/v26.0/")
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert form["include_headers"] == ["true"]
    assert set(form) == {"batch", "include_headers", "appsecret_proof"}
    assert asked(request)[:2] == ["0/comments?limit=5", "1/comments?limit=5"]
    assert {each["method"] for each in json.loads(form["batch"][0])} == {"GET"}


def test_more_than_fifty_are_several_calls_in_order() -> None:
    bodies = [Reply(body=[item({"id": str(each)}) for each in part]) for part in (range(50), range(50, 60))]
    canned = Canned(*bodies)
    outcomes = client_of(canned).batch(reads(*map(str, range(60))))
    assert [json.loads(body_of(each))["id"] for each in outcomes] == [str(each) for each in range(60)]
    assert [len(asked(each)) for each in canned.requests] == [50, 10]


def test_no_reads_are_no_call() -> None:
    canned = Canned(Reply())
    assert client_of(canned).batch([]) == []
    assert canned.requests == []


def test_each_item_keeps_the_bytes_that_meta_sent() -> None:
    inner = '{ "id":"1", "message":"caf\\u00e9 \\ud83d \U0001f600", "n": 1.0e2 }'
    (outcome,) = client_of(Canned(Reply(body=[item(inner)]))).batch(reads("1"))
    assert body_of(outcome) == inner.encode()


@pytest.mark.parametrize("sign", ["\\ud83d", "\\udc80"])
def test_a_body_with_a_broken_sign_is_still_an_answer(sign: str) -> None:
    raw = f'[{{"code":200,"headers":[],"body":"{{\\"id\\":\\"1\\",\\"message\\":\\"{sign}\\"}}"}}]'.encode()
    (outcome,) = client_of(Canned(Reply(body=raw))).batch(reads("1"))
    assert isinstance(outcome, Answer)
    assert outcome.whole.node["id"] == "1"


@pytest.mark.parametrize(
    "missing",
    [
        None,
        7,
        {},
        {"code": 200, "body": None},
        {"code": "200", "body": "{}"},
        item("{not json"),
        item("<html>", code=502),
        refusal(2),
    ],
    ids=["null", "number", "empty", "no body", "no code", "half JSON", "gateway", "transient"],
)
def test_what_was_left_out_is_asked_again_once_and_then_unavailable(missing: object) -> None:
    there, late = item({"id": "1"}), item({"id": "2"})
    canned = Canned(Reply(body=[there, missing]), Reply(body=[late]))
    assert [json.loads(body_of(each)) for each in client_of(canned).batch(reads("1", "2"))] == [
        {"id": "1"},
        {"id": "2"},
    ]
    assert [len(asked(each)) for each in canned.requests] == [2, 1]
    for_ever = Canned(Reply(body=[missing]))
    assert kinds(client_of(for_ever).batch(reads("1"))) == [PlatformUnavailable]
    assert len(for_ever.requests) == 2


def test_a_short_answer_is_asked_again_and_a_long_one_brings_nothing_more() -> None:
    canned = Canned(Reply(body=[item({"id": "1"})]), Reply(body=[item({"id": "2"}), item({"id": "3"})]))
    outcomes = client_of(canned).batch(reads("1", "2"))
    assert [json.loads(body_of(each))["id"] for each in outcomes] == ["1", "2"]


@pytest.mark.parametrize("body", [{"data": []}, 7, "words"])
def test_an_answer_that_is_no_list_leaves_everything_unavailable(body: object) -> None:
    assert kinds(client_of(Canned(Reply(body=body))).batch(reads("1", "2"))) == [PlatformUnavailable] * 2


def test_the_refusal_of_one_item_stands_in_its_place() -> None:
    canned = Canned(Reply(body=[refusal(100, subcode=33), item({"id": "2"}), refusal(10), refusal(100)]))
    outcomes = client_of(canned).batch(reads("1", "2", "3", "4"))
    assert kinds(outcomes) == [Gone, Answer, PermissionRefused, RequestRefused]
    assert len(canned.requests) == 1
    assert all(each.__traceback__ is None for each in outcomes if isinstance(each, PlatformError))


def test_an_id_that_cannot_be_called_stops_nothing_else() -> None:
    canned = Canned(Reply(body=[item({"id": "2"})]))
    assert kinds(client_of(canned).batch(reads("..", "2"))) == [RequestRefused, Answer]
    assert asked(canned.requests[0]) == ["2?fields=id"]


def test_signs_of_an_address_stay_signs_of_the_id() -> None:
    canned = Canned(Reply(body=[item({"id": "1"})]))
    client_of(canned).batch([BatchRead(path="1?access_token=x#y", params={"since": None, "summary": True})])
    assert asked(canned.requests[0]) == ["1%3Faccess_token%3Dx%23y?summary=true"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Reply(body=[item({"id": "1"}), refusal(80001)]), Throttled),
        (Reply(body=[item({"id": "1"}), refusal(190, subcode=463)]), TokenRefused),
        (fault(4), Throttled),
        (fault(190), TokenRefused),
        (Reply(status=502, body=b"<html>"), PlatformUnavailable),
    ],
)
def test_what_concerns_all_is_raised(answer: Reply, error: type[PlatformError]) -> None:
    with pytest.raises(error):
        client_of(Canned(answer)).batch(reads("1", "2"))


def test_a_batch_that_met_a_passing_trouble_is_sent_again() -> None:
    canned = Canned(Reply(status=502, body=b"<html>"), Reply(body=[item({"id": "1"})]))
    assert kinds(client_of(canned).batch(reads("1"))) == [Answer]
    assert len(canned.requests) == 2


def test_a_batch_that_is_too_large_is_halved() -> None:
    too_much = fault(1, status=500, message="Please reduce the amount of data you're asking for")
    canned = Canned(too_much, Reply(body=[item({"id": "1"})]), Reply(body=[item({"id": "2"}), item({"id": "3"})]))
    outcomes = client_of(canned).batch(reads("1", "2", "3"))
    assert [json.loads(body_of(each))["id"] for each in outcomes] == ["1", "2", "3"]
    assert [len(asked(each)) for each in canned.requests] == [3, 1, 2]
    assert kinds(client_of(Canned(too_much)).batch(reads("1", "2"))) == [TooMuchAsked, TooMuchAsked]


def test_one_item_that_is_too_large_is_not_asked_again_in_vain() -> None:
    too_much = refusal(1, message="Please reduce the amount of data you're asking for, then retry")
    canned = Canned(Reply(body=[too_much]))
    assert kinds(client_of(canned).batch(reads("1"))) == [TooMuchAsked]
    assert len(canned.requests) == 1


def test_where_meta_refuses_batches_each_read_goes_alone(caplog: pytest.LogCaptureFixture) -> None:
    canned = Canned(fault(100), Reply(body={"id": "1"}), fault(100, subcode=33))
    assert kinds(client_of(canned).batch(reads("1", "2"))) == [Answer, Gone]
    assert [each.method for each in canned.requests] == ["POST", "GET", "GET"]
    assert "graph_batch_refused" in caplog.text


@pytest.fixture
def gate(clock: FixedClock) -> Gate:
    return Limiter("maple", quotas=None, clock=clock).gate("pages")


def usage(percent: int) -> str:
    return json.dumps({"1": [{"type": "pages", "call_count": percent}]})


@pytest.mark.parametrize("make", [lambda headers: item({"id": "1"}, **headers), lambda headers: refusal(10, **headers)])
def test_the_usage_told_inside_the_items_is_noted(gate: Gate, make: Callable[[dict[str, str]], object]) -> None:
    rows = [make({"X_Business_Use_Case_Usage": usage(each)}) for each in (71, 72)]
    gated_client(Canned(Reply(body=rows)), gate).batch(reads("1", "2"))
    assert gate.quota.percent == 72


def test_a_throttle_inside_an_item_blocks_the_next_call(gate: Gate) -> None:
    canned = Canned(Reply(body=[refusal(80001)]))
    client = gated_client(canned, gate)
    for call in (lambda: client.batch(reads("1")), lambda: client.batch(reads("1")), lambda: client.read("1")):
        with pytest.raises(Throttled):
            call()
    assert len(canned.requests) == 1


def test_no_secret_stands_in_any_outcome() -> None:
    rows = [refusal(100, message=f"{TOKEN} {APP_SECRET}"), None]
    outcomes = client_of(Canned(Reply(body=rows))).batch(reads("1", "2"))
    assert len(outcomes) == 2
    assert TOKEN not in repr(outcomes)
    assert APP_SECRET not in repr(outcomes)
