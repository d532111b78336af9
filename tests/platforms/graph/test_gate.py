"""Does every call of a client go through its gate, and teach it?"""

import json
from collections.abc import Callable

import pytest

from bot.errors import Gone, PlatformUnavailable, Throttled, TokenRefused
from bot.model import Quota
from bot.platforms.graph.batch import BatchRead
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.limiter import Gate, Limiter
from tests.builders import FixedClock
from tests.platforms.canned import Canned, Reply, client_of, fault
from tests.platforms.graph.gated import gated_client

CALLS: list[Callable[[GraphClient], object]] = [
    lambda it: it.read("1"),
    lambda it: it.write("1", is_hidden=True),
    lambda it: it.delete("1"),
    lambda it: list(it.pages("1/comments")),
    lambda it: it.batch([BatchRead(path="1")]),
]


@pytest.fixture
def limiter(clock: FixedClock) -> Limiter:
    return Limiter("maple", quotas=None, clock=clock)


@pytest.fixture
def gate(limiter: Limiter) -> Gate:
    return limiter.gate("pages")


def pages(percent: int) -> dict[str, str]:
    return {"X-Business-Use-Case-Usage": json.dumps({"1": [{"type": "pages", "call_count": percent}]})}


@pytest.mark.parametrize("call", CALLS)
def test_while_the_quota_is_spent_no_call_leaves(gate: Gate, call: Callable[[GraphClient], object]) -> None:
    gate.refused(Throttled("spent", wait_seconds=60))
    canned = Canned(Reply())
    with pytest.raises(Throttled) as caught:
        call(gated_client(canned, gate))
    assert caught.value.wait_seconds == 60
    assert canned.requests == []


def test_a_throttle_stops_all_clients_of_the_token(limiter: Limiter) -> None:
    acting = Canned(Reply())
    with pytest.raises(Throttled):
        gated_client(Canned(fault(4)), limiter.gate("instagram")).read("1")
    with pytest.raises(Throttled):
        gated_client(acting, limiter.gate("pages")).write("1")
    assert acting.requests == []


def test_a_try_again_asks_the_gate_again(gate: Gate) -> None:
    canned = Canned(Reply(status=503, body=b"<html>", headers={"Retry-After": "120"}), Reply())
    client = gated_client(canned, gate)
    with pytest.raises(Throttled) as caught:
        client.read("1")
    assert caught.value.wait_seconds == 120
    assert len(canned.requests) == 1


@pytest.mark.parametrize("status", [400, 502])
def test_the_headers_of_a_refusal_teach_as_well(gate: Gate, status: int) -> None:
    trouble = fault(100, subcode=33) if status == 400 else Reply(body=b"<html>")
    canned = Canned(Reply(body=trouble.body, status=status, headers=pages(83)))
    with pytest.raises(Gone if status == 400 else PlatformUnavailable):
        gated_client(canned, gate).read("1")
    assert gate.quota.percent == 83


def test_the_quota_of_a_client_is_that_of_its_gate(gate: Gate) -> None:
    client = gated_client(Canned(Reply(headers=pages(64))), gate)
    assert client.quota == Quota()
    client.read("1")
    assert client.quota == Quota(percent=64)


def test_without_a_gate_nothing_is_known_and_nothing_stopped() -> None:
    canned = Canned(fault(80001), Reply(headers=pages(150)))
    client = client_of(canned)
    with pytest.raises(Throttled):
        client.read("1")
    client.read("1")
    assert client.quota == Quota()


def test_a_success_after_the_wait_makes_the_next_wait_short_again(gate: Gate, clock: FixedClock) -> None:
    client = gated_client(Canned(fault(80001), fault(80001), Reply(), fault(80001)), gate)
    waits = []
    for is_throttled in (True, True, False, True):
        if is_throttled:
            with pytest.raises(Throttled):
                client.read("1")
            blocked = gate.quota.blocked_until
            assert blocked is not None
            waits.append((blocked - clock.at).total_seconds())
            clock.at = blocked
        else:
            client.read("1")
    assert waits == [3600, 7200, 3600]


def test_a_refused_token_neither_blocks_nor_relieves(gate: Gate, clock: FixedClock) -> None:
    gate.refused(Throttled("spent", wait_seconds=60))
    clock.tick(60)
    with pytest.raises(TokenRefused):
        gated_client(Canned(fault(190)), gate).read("1")
    assert gate.quota == Quota(strikes=1)
