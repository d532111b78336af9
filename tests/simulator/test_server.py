"""Does the server listen on the loopback address, bear several threads, and stop when told to?"""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import requests

from bot.simulator import server
from bot.simulator.world import World
from tests.simulator.kit import Clock, comment, post, scenario, world


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
