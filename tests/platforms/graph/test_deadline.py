"""Is a server that drips cut off, wherever it drips? Over real sockets on the loopback."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import requests

from bot.errors import PlatformUnavailable
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.deadline import Deadline
from tests.platforms.canned import TOKEN

DEADLINE = 0.6
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
WHOLE = HEAD + b'Content-Length: 10\r\n\r\n{"id":"1"}'


@contextmanager
def server(head: bytes, drops: bytes = b"", *, answers: int = 9, pause: float = 0.1) -> Iterator[str]:
    """The address of a server that answers with `head` at once and then, drop by drop, with `drops` again and again."""
    ended = threading.Event()

    def serve() -> None:
        for _ in range(answers):
            with suppress(OSError), listener.accept()[0] as caller:
                caller.recv(65536)
                caller.sendall(head)
                while drops and not ended.wait(pause):
                    caller.sendall(drops)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        ended.set()
        # A thread that waits in accept isn't woken by a close everywhere.
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=2)


def client_at(address: str, *, seconds: float = DEADLINE, session: requests.Session | None = None) -> GraphClient:
    return GraphClient(
        base_url=address,
        version="v26.0",
        token=TOKEN,
        app_secret=None,
        session=session,
        deadlines=(seconds, seconds),
        sleep=lambda seconds: None,
    )


@pytest.mark.parametrize(
    ("head", "drops"),
    [
        pytest.param(b"", b"H", id="in the status line"),
        pytest.param(HEAD + b"X-Long: ", b"x", id="in a header"),
        pytest.param(HEAD + b"Content-Length: 900000\r\n\r\n", b" ", id="in the body"),
        pytest.param(HEAD + b"\r\n", b" ", id="in a body without a length"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", id="in chunks"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x", id="in the size of a chunk"),
    ],
)
def test_a_dripping_server_is_cut_off_at_the_deadline(head: bytes, drops: bytes) -> None:
    with server(head, drops) as address:
        began = time.monotonic()
        with pytest.raises(PlatformUnavailable):
            client_at(address).write("1")
        assert DEADLINE * 0.9 < time.monotonic() - began < DEADLINE + 1


def test_a_dripping_picture_is_cut_off_three_times_and_given_back_as_no_answer() -> None:
    with server(HEAD + b"Content-Length: 900000\r\n\r\n", b" ", pause=0.02) as address:
        began = time.monotonic()
        with pytest.raises(PlatformUnavailable):
            client_at(address, seconds=0.2).download(f"{address}/a.jpg")
        assert time.monotonic() - began < 2


def test_a_session_of_somebody_else_is_held_to_the_deadline_between_pieces() -> None:
    session = requests.Session()
    session.trust_env = False
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    with server(chunked, b"1\r\n \r\n") as address, pytest.raises(PlatformUnavailable):
        client_at(address, session=session).write("1")


def test_a_prompt_answer_is_an_answer_and_each_exchange_has_its_own_time() -> None:
    with server(WHOLE) as address:
        client = client_at(address)
        assert client.read("1").json == {"id": "1"}
        time.sleep(DEADLINE)
        assert client.read("1").json == {"id": "1"}


def test_a_deadline_tells_what_is_left_until_nothing_is() -> None:
    now = [5.0]
    deadline = Deadline(lambda: now[0])
    deadline.begin(2)
    now[0] = 6.5
    assert deadline.left() == 0.5
    now[0] = 7.0
    with pytest.raises(TimeoutError):
        deadline.left()
