"""Do deliveries come twice, late, out of order or not at all when asked to, and are they tried again for 36 hours?"""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.simulator.delivery import Deliverer, Mischief
from bot.simulator.outbound import is_local, over_http
from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, comment, post, scenario
from tests.simulator.listening import CALLBACK, Listener, subscribed

MANY = 60


def many(listener: Listener, clock: Clock | None = None, **settings: object) -> World:
    made = subscribed(post(), listener=listener, clock=clock, **settings)
    made.apply([comment(f"c{n}", text=str(n)) for n in range(MANY)])
    return made


def test_without_mischief_everything_comes_once_in_order() -> None:
    listener = Listener()
    deliverer = Deliverer(many(listener))
    assert deliverer.deliver() == 1
    assert deliverer.deliver() == 0
    assert listener.words == [str(n) for n in range(MANY)]


def test_duplicates_are_the_same_bytes() -> None:
    listener = Listener()
    assert Deliverer(many(listener), mischief=Mischief(duplicates=1)).deliver() == 2
    assert listener.bodies[0] == listener.bodies[1]


def test_disorder_loses_nothing_and_is_the_same_for_the_same_seed() -> None:
    heard = []
    for seed in (7, 7, 8):
        listener = Listener()
        Deliverer(many(listener), mischief=Mischief(seed=seed, disorder=1, most=5)).deliver()
        heard.append(listener.words)
    assert sorted(heard[0], key=int) == [str(n) for n in range(MANY)]
    assert heard[0] == heard[1] != heard[2]


def test_late_ones_come_within_36_hours() -> None:
    clock, listener = Clock(), Listener()
    deliverer = Deliverer(many(listener, clock), mischief=Mischief(late=1, most=1))
    deliverer.deliver()
    assert (len(listener.bodies), deliverer.waiting) == (0, MANY)
    clock.pass_minutes(18 * 60)
    deliverer.deliver()
    assert 0 < len(listener.bodies) < MANY
    clock.pass_minutes(18 * 60)
    deliverer.deliver()
    assert (len(listener.bodies), deliverer.waiting) == (MANY, 0)


def test_lost_ones_never_come_and_are_counted() -> None:
    listener = Listener()
    deliverer = Deliverer(many(listener), mischief=Mischief(lost=0.5, most=1))
    deliverer.deliver()
    assert 0 < deliverer.lost < MANY
    assert len(listener.bodies) == MANY - deliverer.lost


def test_a_refused_delivery_is_tried_again_less_and_less_often_and_then_dropped() -> None:
    clock, listener = Clock(), Listener()
    deliverer = Deliverer(many(listener, clock))
    listener.status = 500
    tries = []
    for _ in range(40 * 60):
        deliverer.deliver()
        tries.append(len(listener.bodies))
        clock.pass_minutes(1)
    assert tries[:5] == [2, 3, 3, 4, 4]
    assert (len(listener.bodies), deliverer.waiting, deliverer.lost) == (13, 0, 1)
    assert len(set(listener.bodies)) == 1


def test_a_listener_that_recovers_gets_it_at_last() -> None:
    clock, listener = Clock(), Listener()
    deliverer = Deliverer(many(listener, clock))
    listener.status = 503
    deliverer.deliver()
    listener.status = 200
    clock.pass_minutes(1)
    assert deliverer.deliver() == 1


def test_what_waits_is_bounded() -> None:
    listener = Listener()
    made = many(listener, pending_changes=10)
    assert made.hearing.dropped == MANY - 10
    Deliverer(made).deliver()
    assert listener.words == [str(n) for n in range(MANY - 10, MANY)]


def test_nobody_subscribed_costs_nothing() -> None:
    made = World(scenario(), Clock())
    made.apply([post(), *[comment(f"c{n}") for n in range(100)]])
    assert (len(made.hearing.pending), made.hearing.dropped) == (0, 0)


def test_the_admin_side_delivers_with_mischief() -> None:
    listener = Listener()
    made = many(listener)
    caller = Caller(made)
    headers = {"X-Admin-Key": made.admin_key}
    answer = caller.ask("POST", "/_admin/webhooks", json={"duplicates": 1}, headers=headers)
    assert answer.body == {"accepted": 2, "waiting": 0, "lost": 0, "dropped": 0}
    wrong = caller.ask("POST", "/_admin/webhooks", json={"late": 2}, headers=headers)
    assert (wrong.status, "webhooks.late" in wrong.body["error"]) == (400, True)


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        (CALLBACK, True),
        ("http://localhost:80/x", True),
        ("https://example.org/x", False),
        ("http://127.0.0.1.example.org/", False),
        ("file:///etc/hostname", False),
        ("http://[", False),
    ],
)
def test_only_addresses_of_this_machine_are_called(address: str, is_ours: bool) -> None:
    assert is_local(address) is is_ours
    if not is_ours:
        assert over_http("GET", address, b"", {}) == (0, b"")


class _Desk(BaseHTTPRequestHandler):
    """Answers 200 and the body it was sent; a redirect at /away; 403 at /no."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response({"/away": 302, "/no": 403}.get(self.path, 200))
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.mark.parametrize(("path", "expected"), [("/", (200, b"x=1")), ("/away", (302, b"")), ("/no", (403, b""))])
def test_a_real_listener_is_called_and_redirects_are_not_followed(path: str, expected: tuple[int, bytes]) -> None:
    desk = HTTPServer(("127.0.0.1", 0), _Desk)
    thread = threading.Thread(target=desk.serve_forever, daemon=True)
    thread.start()
    try:
        assert over_http("POST", f"http://127.0.0.1:{desk.server_port}{path}", b"x=1", {}) == expected
    finally:
        desk.shutdown()
        desk.server_close()


def test_a_listener_that_is_not_there_is_status_0() -> None:
    desk = HTTPServer(("127.0.0.1", 0), _Desk)
    port = desk.server_port
    desk.server_close()
    assert over_http("POST", f"http://127.0.0.1:{port}/", b"x", {}) == (0, b"")
