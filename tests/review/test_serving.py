"""Does the page open its door only where it can, and say so only once it did?"""

import socket
import threading
import urllib.request
from collections.abc import Iterator

import pytest

from bot.errors import ConfigError
from bot.review.web import serve
from tests.review.office import Office


@pytest.fixture
def taken() -> Iterator[int]:
    """A port another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Enough(BaseException):
    """Ends the server from within."""


def test_a_port_in_use_is_told_in_words_and_nothing_is_announced(office: Office, taken: int) -> None:
    told: list[str] = []
    with pytest.raises(ConfigError) as refusal:
        serve(office.app(), "127.0.0.1", taken, announce=lambda: told.append("here"))
    assert refusal.value.faults == [
        f"port {taken} on 127.0.0.1 is in use by another program; choose another with --port or [review] port"
    ]
    assert told == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "port 80 on 127.0.0.1 may not be used by this user; choose another"),
        (OSError(99, "Cannot assign requested address"), "can't be served at 127.0.0.1, port 80: Cannot assign"),
    ],
)
def test_a_port_that_may_not_be_used_is_told_in_words(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("waitress.create_server", refuse)
    with pytest.raises(ConfigError, match=words):
        serve(office.app(), "127.0.0.1", 80)


def test_a_host_that_is_no_address_is_told_in_words(office: Office) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.invalid is no address of this machine"):
        serve(office.app(), "nowhere.invalid", 80, behind_proxy=True)


def test_the_address_is_announced_when_browsers_can_connect(office: Office) -> None:
    port = free_port()
    answered: list[int] = []

    def stop_after_a_connection() -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            answered.append(port)
        raise Enough

    with pytest.raises(Enough):
        serve(office.app(), "127.0.0.1", port, announce=stop_after_a_connection)
    assert answered == [port]


def test_the_page_is_served_after_the_announcement(office: Office) -> None:
    port = free_port()
    bound = threading.Event()
    server = threading.Thread(
        target=serve, args=(office.app(), "127.0.0.1", port), kwargs={"announce": bound.set}, daemon=True
    )
    server.start()
    assert bound.wait(10)
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": "localhost"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.read() == b"ok\n"
