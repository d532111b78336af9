"""Does a secret ever stand where somebody could read it? Every kind of error, over real sockets, at every log level."""

import hashlib
import hmac
import json
import logging
import re
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import PlatformError
from bot.platforms.graph.batch import BatchRead
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.limiter import Limiter
from tests.builders import FixedClock

TOKEN = "EAAmarkedTokenNobodyMaySee"
SECRET = "marked-app-secret-nobody-may-see"
PROOF = hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
SECRETS = (TOKEN, SECRET, PROOF)
SPOKEN = f"words of Meta with {TOKEN} and {PROOF}"
NEXT = f"https://evil.example/next?access_token={TOKEN}&appsecret_proof={PROOF}"
MOST_CALLS = 12


def answered(body: object, *, status: str = "200 OK", headers: str = "") -> bytes:
    """A whole answer; `headers` are lines that end in CRLF."""
    spelt = body if isinstance(body, bytes) else json.dumps(body).encode()
    return f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {len(spelt)}\r\n{headers}\r\n".encode() + spelt


def refused(code: int, *, status: str = "400 Bad Request", subcode: int | None = None, **more: object) -> bytes:
    error = {"message": SPOKEN, "code": code, "error_subcode": subcode, "error_user_msg": SPOKEN, **more}
    challenge = f'WWW-Authenticate: OAuth "Facebook Platform" "invalid_request" "{SPOKEN}"\r\n'
    return answered({"error": {**error, "fbtrace_id": "Tr1"}}, status=status, headers=challenge)


TROUBLES = {
    **{f"code {code}": refused(code) for code in (1, 2, 3, 4, 10, 12, 17, 20, 32, 100, 104, 190, 200, 283, 341, 368)},
    **{f"code {code}": refused(code) for code in (506, 613, 803, 1705, 2500, 80001, 80002, 80014, 99999)},
    "gone": refused(100, subcode=33),
    "expired": refused(190, subcode=463, status="401 Unauthorized"),
    "reduce": refused(1, message=f"Please reduce the amount of data {TOKEN}"),
    "cursor": refused(100, message=f"The After Cursor specified exceeds the max limit {TOKEN}"),
    "proof": refused(100, message=f"Invalid appsecret_proof {PROOF} provided"),
    "forbidden": refused(200, status="403 Forbidden"),
    "too many": answered(SPOKEN.encode(), status="429 Too Many Requests"),
    "gateway": answered(f"<html>{SPOKEN}</html>".encode(), status="502 Bad Gateway"),
    "redirect": answered(b"", status="302 Found", headers=f"Location: {NEXT}\r\n"),
    "html": answered(f"<html>{SPOKEN}</html>".encode(), headers="Content-Type: text/html\r\n"),
    "truncated": answered(f'{{"data": [{{"id": "{TOKEN}'.encode()),
    "short": f"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{SPOKEN}".encode(),
    "broken headers": f"HTTP/1.1 200 OK\r\n{SPOKEN}\r\nX: 1\r\nContent-Length: 4\r\n\r\nnull".encode(),
    "no HTTP": SPOKEN.encode(),
    "nothing": b"",
    "forged": answered({}, headers=f"facebook-api-version: {TOKEN}\r\nx-fb-trace-id: {SPOKEN}\r\n") + b"rest",
    "next elsewhere": answered({"data": [{"id": "1"}], "paging": {"cursors": {"after": "A"}, "next": NEXT}}),
    "no cursor": answered({"data": [{"id": "1"}], "paging": {"next": NEXT}}),
    "batch": answered([{"code": 400, "headers": [], "body": json.dumps({"error": {"code": 100, "message": SPOKEN}})}]),
}
CALLS: dict[str, Callable[[GraphClient], object]] = {
    "read": lambda it: it.read("1_2", fields="id"),
    "write": lambda it: it.write("1_2", is_hidden=True),
    "delete": lambda it: it.delete("1_2"),
    "pages": lambda it: list(it.pages("1_2/comments")),
    "batch": lambda it: it.batch([BatchRead(path="1_2")]),
}


@dataclass(slots=True)
class Heard:
    """Where a server listens, and what it was sent."""

    address: str
    requests: list[bytes] = field(default_factory=list)


def whole_request(caller: socket.socket) -> bytes:
    """Head and form: hanging up on unread bytes would throw our answer away."""
    found = caller.recv(65536)
    length = re.search(rb"Content-Length: ([0-9]+)", found)
    wanted = found.index(b"\r\n\r\n") + 4 + int(length[1] if length else 0)
    while len(found) < wanted:
        found += caller.recv(65536)
    return found


@contextmanager
def server(answer: bytes) -> Iterator[Heard]:
    """Answers every call with these bytes and hangs up; it keeps the heads and forms it was sent."""

    def serve() -> None:
        for _ in range(MOST_CALLS):
            with suppress(OSError), listener.accept()[0] as caller:
                caller.settimeout(2)
                heard.requests.append(whole_request(caller))
                caller.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        heard = Heard(address=f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield heard
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)


def client_at(address: str) -> GraphClient:
    return GraphClient(
        base_url=address,
        version="v26.0",
        token=lambda: TOKEN,
        app_secret=SECRET,
        deadlines=(2, 2),
        sleep=lambda seconds: None,
        gate=Limiter("maple", quotas=None, clock=FixedClock()).gate("pages"),
    )


def told_by(error: BaseException) -> str:
    """Everything that a program could print of an error and of what led to it."""
    said = [str(error), repr(error), repr(vars(error)), *traceback.format_exception(error)]
    causes = [each for each in (error.__cause__, error.__context__) if each is not None]
    return "".join([*said, *map(told_by, causes)])


def spoken(caplog: pytest.LogCaptureFixture) -> str:
    """Everything that a handler could print of the log."""
    shape = logging.Formatter("%(message)s")
    return "\n".join(shape.format(record) + repr(record.args) for record in caplog.records)


def outcome(client: GraphClient, call: Callable[[GraphClient], object]) -> tuple[BaseException, ...]:
    """The errors of a call, raised or handed back."""
    try:
        answers = call(client)
    except PlatformError as error:
        return (error,)
    return tuple(each for each in answers if isinstance(each, PlatformError)) if isinstance(answers, list) else ()


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("call", CALLS)
def test_no_secret_stands_in_a_log_an_error_or_an_address(
    call: str, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    with server(TROUBLES[trouble]) as heard, caplog.at_level(logging.DEBUG):
        client = client_at(heard.address)
        errors = outcome(client, CALLS[call])
        said = spoken(caplog) + repr(client) + "".join(map(told_by, errors))
    assert not [secret for secret in SECRETS if secret in said]
    assert said
    assert heard.requests
    for request in heard.requests:
        assert_only_the_proof_is_in(request)


def assert_only_the_proof_is_in(request: bytes) -> None:
    """The token is in its header alone; the proof only where Meta wants it; the app secret nowhere."""
    head, _, form = request.decode("latin-1").partition("\r\n\r\n")
    target, *headers = head.split("\r\n")
    address = urlsplit(target.split(" ")[1])
    assert not [secret for secret in SECRETS if secret in address.path]
    assert TOKEN not in address.query + form
    assert SECRET not in request.decode("latin-1")
    assert [each for each in headers if TOKEN in each] == [f"Authorization: Bearer {TOKEN}"]
    assert not [each for each in headers if PROOF in each]
    parameters = {**parse_qs(address.query), **parse_qs(form)}
    assert [name for name, values in parameters.items() if PROOF in "".join(values)] == ["appsecret_proof"]


def test_the_log_of_urllib3_still_says_what_was_called(caplog: pytest.LogCaptureFixture) -> None:
    with server(answered({"id": "1"})) as heard, caplog.at_level(logging.DEBUG):
        client_at(heard.address).read("1_2", fields="id")
    lines = [each.getMessage() for each in caplog.records if each.name.startswith("urllib3")]
    assert any('"GET /v26.0/1_2?… HTTP/1.1" 200' in line for line in lines)


def test_a_server_that_is_not_there_leaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with caplog.at_level(logging.DEBUG):
        errors = [error for call in CALLS.values() for error in outcome(client_at(address), call)]
    assert len(errors) == len(CALLS)
    said = spoken(caplog) + "".join(map(told_by, errors))
    assert not [secret for secret in SECRETS if secret in said]
