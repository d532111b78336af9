"""Does the server listen on the loopback address, bear several threads, and stop when told to?"""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime

import pytest
import requests

from bot.simulator import server
from bot.simulator.delivery import Deliverer
from bot.simulator.world import World
from tests.simulator.kit import NOON, Caller, Clock, comment, post, scenario, world
from tests.simulator.listening import Listener, subscribed


def test_the_server_answers_and_stops_on_sigterm() -> None:
    heard: list[tuple[str, int]] = []

    def visit(address: str) -> None:
        heard.append(
            (address, requests.get(f"{address}/me", params={"access_token": "page-token"}, timeout=5).status_code)
        )
        os.kill(os.getpid(), signal.SIGTERM)

    former = signal.getsignal(signal.SIGTERM)
    server.serve(World(scenario(), Clock()), 0, lambda address: threading.Timer(0.05, visit, (address,)).start())
    assert heard[0][0].startswith("http://127.0.0.1:")
    assert heard[0][1] == 200
    assert signal.getsignal(signal.SIGTERM) is former


def test_many_threads_may_write_at_once() -> None:
    made = world(post(), comment("one"))
    with server.running(made) as address:
        path = f"{address}/{made.comment('one').id}/comments"

        def reply(number: int) -> str:
            sent = {"access_token": "page-token", "message": f"Reply {number}"}
            return str(requests.post(path, data=sent, timeout=5).json()["id"])

        with ThreadPoolExecutor(8) as pool:
            ids = set(pool.map(reply, range(40)))
    assert len(ids) == len(list(made.state.replies_of(made.comment("one").bare))) == 40


@pytest.mark.parametrize("skew", [0, -3600, 90])
def test_the_date_header_tells_the_worlds_time_and_its_skew(skew: int) -> None:
    made = world(settings={"clock_skew_seconds": skew})
    assert (parsedate_to_datetime(Caller(made).read("/me").headers["Date"]) - NOON).total_seconds() == skew
    with server.running(made) as address:
        sent = requests.get(f"{address}/me", params={"access_token": "page-token"}, timeout=5)
    assert (parsedate_to_datetime(sent.headers["Date"]) - NOON).total_seconds() == skew


def test_a_served_world_delivers_webhooks_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "ROUND_SECONDS", 0.01)
    listener, heard = Listener(), threading.Event()

    def hear(method: str, *others: object) -> tuple[int, bytes]:
        heard.set() if method == "POST" else None
        return listener(method, *others)  # type: ignore[arg-type]  # the listener says what it takes

    made = subscribed(post(), listener=listener)
    made.outbound = hear
    with server.delivering(Deliverer(made)):
        made.apply([comment("one")])
        assert heard.wait(5)
    assert listener.words == ["Text of one"]
