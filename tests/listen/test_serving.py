"""Does the real listener keep what it said it kept, over real sockets, whatever comes?"""

import http.client
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.errors import ConfigError
from bot.listen.app import LARGEST_BODY, WRONG_PER_MINUTE
from bot.listen.payloads import wakes_in
from bot.listen.server import refuse_open_address, serve
from tests.listen.calls import APP_SECRET, PAGE, VERIFY_TOKEN, call, commented, signature
from tests.listen.door import QUESTION, Door
from tests.listen.process import PATIENCE, Running, deliver, listening

WRONG = "sha256=" + "0" * 64


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One listener for all tests that leave it alive."""
    with listening(tmp_path_factory.mktemp("listener")) as made:
        yield made


def test_metas_first_question_is_answered(running: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)
    connection.request("GET", f"/webhooks?{urlencode(QUESTION)}")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"1158201444")
    assert answer.getheader("Server") is None
    connection.close()


def test_a_signed_call_lies_in_the_inbox_when_it_is_answered(running: Running) -> None:
    body = call(commented(message="Grüße / bravo <3"))
    assert running.deliver(body) == 200
    assert body in running.kept()


def test_a_call_of_a_thousand_updates_is_taken(running: Running) -> None:
    body = call(*(commented(post_id=f"{PAGE}_{number}", message="x" * 300) for number in range(1000)))
    assert 600_000 < len(body) < LARGEST_BODY
    assert running.deliver(body) == 200
    (kept,) = [each for each in running.kept() if len(each) == len(body)]
    assert len(wakes_in(kept) or ()) == 1000


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(running: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)
    connection.putrequest("POST", "/webhooks")
    connection.putheader("Content-Length", str(LARGEST_BODY + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize(("size", "status"), [(70_000, 200), (LARGEST_BODY + 70_000, 413)])
def test_a_body_in_chunks_is_taken_within_the_same_bounds(running: Running, size: int, status: int) -> None:
    body = b"c" * size
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)
    chunks = (body[start : start + 50_000] for start in range(0, size, 50_000))
    try:
        connection.request("POST", "/webhooks", chunks, {"X-Hub-Signature-256": signature(body)}, encode_chunked=True)
        answered = connection.getresponse().status
    except (ConnectionError, http.client.RemoteDisconnected):
        answered = 413  # the door was shut while we were still sending
    assert answered == status
    assert (body in running.kept()) is (status == 200)
    connection.close()


def test_twenty_calls_at_once_are_all_kept(running: Running) -> None:
    bodies = [call(commented(comment_id=f"555001_{number}")) for number in range(20)]
    with ThreadPoolExecutor(20) as callers:
        assert list(callers.map(running.deliver, bodies)) == [200] * 20
    assert set(bodies) <= set(running.kept())


def test_strangers_are_told_apart_by_the_proxys_word(running: Running) -> None:
    neighbour = {"X-Forwarded-For": "203.0.113.67"}
    guesses = [
        running.deliver(b"guess", signed=WRONG, headers={"X-Forwarded-For": f"198.51.100.{made_up}, 203.0.113.66"})
        for made_up in range(WRONG_PER_MINUTE * 2 + 1)
    ]
    assert guesses[0] == 403
    assert 429 in guesses, "so many that they don't fit into two minutes either"
    assert running.deliver(b"guess", signed=WRONG, headers=neighbour) == 403
    assert b"guess" not in running.kept()


def test_broken_http_does_not_end_it(running: Running) -> None:
    for broken in (
        b"\x00\xff\r\n\r\n",
        b"POST /webhooks HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"GET " + b"a" * 20_000,
    ):
        with socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE) as caller:
            caller.sendall(broken)
            with suppress(ConnectionError):
                assert b" 200 " not in caller.recv(100)
    assert running.deliver(b"still here") == 200


def test_neither_the_words_nor_the_log_hold_a_secret_or_a_comment(running: Running) -> None:
    assert running.deliver(call(commented(message="Heron Lane 5"))) == 200
    assert running.deliver(b"Heron Lane 6", signed=WRONG) in (403, 429)
    log = running.logged()
    assert "webhook_calls outcome=kept" in log
    assert "Callback URL  https://<name of your web server>/webhooks" in running.printed
    for secret in (APP_SECRET, VERIFY_TOKEN, "Heron", "Wren", "777001", "sha256="):
        assert secret not in log + running.printed


def test_what_was_answered_outlives_a_sudden_death(tmp_path: Path) -> None:
    bodies = [call(commented(comment_id=f"555001_{number}")) for number in range(5)]
    with listening(tmp_path) as running:
        assert [running.deliver(body) for body in bodies] == [200] * 5
        assert running.end(signal.SIGKILL)[0] == -signal.SIGKILL
        assert running.kept() == bodies


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_to(tmp_path: Path, number: signal.Signals) -> None:
    with listening(tmp_path) as running:
        assert running.deliver(b"one") == 200
        assert running.end(number) == (0, "Stopped.\n")
        assert running.kept() == [b"one"]
        assert "Traceback" not in running.logged()


def opened(door: Door, **options: object) -> int:
    """A listener in a thread of this process; answers its port."""
    told: list[int] = []
    bound = threading.Event()

    def announce(port: int) -> None:
        told.append(port)
        bound.set()

    threading.Thread(
        target=serve,
        args=(door.client.application, "127.0.0.1", 0),
        kwargs={"announce": announce, **options},
        daemon=True,
    ).start()
    assert bound.wait(PATIENCE)
    return told[0]


def test_a_caller_that_drips_is_broken_off_and_others_are_served_meanwhile(door: Door) -> None:
    port = opened(door, slowest_seconds=1)
    until = time.monotonic() + PATIENCE
    with socket.create_connection(("127.0.0.1", port), timeout=0.2) as slow:
        slow.sendall(b"POST /webhooks HTTP/1.1\r\nContent-Length: 1000\r\n\r\n")
        assert deliver(port, b"quick") == 200
        while time.monotonic() < until and not _is_shut(slow):
            pass
        assert time.monotonic() < until
    assert door.kept() == [b"quick"]


def _is_shut(caller: socket.socket) -> bool:
    """Send one more byte, and listen a moment for the end."""
    try:
        caller.sendall(b"x")
        return caller.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def test_only_the_named_proxy_is_believed(door: Door) -> None:
    port = opened(door, proxy="10.0.0.5")
    answers = [
        deliver(port, b"guess", signed=WRONG, headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(WRONG_PER_MINUTE + 1)
    ]
    assert answers == [403] * WRONG_PER_MINUTE + [429]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "comments.example.org"])
def test_an_open_address_needs_a_named_proxy(host: str) -> None:
    with pytest.raises(ConfigError, match="without https"):
        refuse_open_address(host, "")
    refuse_open_address(host, "10.0.0.5")


def test_a_proxy_is_named_by_its_number() -> None:
    with pytest.raises(ConfigError, match=r"--proxy web\.example\.org is no IP address"):
        refuse_open_address("127.0.0.1", "web.example.org")


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("nowhere.invalid", r"nowhere\.invalid is no address of this machine; check --host"),
        ("192.0.2.1", r"can't be listened for at 192\.0\.2\.1, port 8430: Cannot assign"),
    ],
)
def test_an_address_of_another_machine_is_told_in_words(door: Door, host: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        serve(door.client.application, host, 8430, announce=lambda port: None, proxy="10.0.0.5")
