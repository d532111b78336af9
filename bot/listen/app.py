"""How is one webhook call taken in? Checked, made durable, answered; nothing of it is read here."""

import logging
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wrappers import Request, Response

from bot.config import Secret
from bot.errors import MonitorError
from bot.listen.answers import ANSWERS, Outcome, response
from bot.listen.limits import PerMinute, Tally
from bot.listen.signature import HEADER, Signature, is_same
from bot.ports import Clock, Inbox

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)
LARGEST_BODY = 4 * 1024 * 1024
"""Bytes. Meta puts up to 1000 updates into a call; each is a few hundred bytes."""
WRONG_PER_MINUTE = 20
"""From one address: after so many wrong ones it only hears that they are too many. A call that is signed rightly is
never counted here, so that a stranger behind the same proxy can't keep Meta out."""
_CHALLENGE = re.compile(r"[0-9]{1,40}")


class Letterbox(Inbox, Protocol):
    """An inbox that knows when nobody empties it."""

    def is_full(self) -> bool:
        """Whether so much waits that Meta should come again later."""
        ...


class Listener:
    """The WSGI app. Every call ends in one `Outcome`; the log tells them by number, once a minute each."""

    def __init__(
        self,
        *,
        inbox: Letterbox,
        app_secrets: Sequence[Secret],
        verify_token: Secret,
        path: str,
        calls_per_minute: int,
        clock: Clock,
        largest_body: int = LARGEST_BODY,
    ) -> None:
        self._inbox = inbox
        self._signature = Signature(app_secrets)
        self._verify_token = verify_token
        self._path = path
        self._calls = PerMinute(calls_per_minute)
        self._wrong = PerMinute(WRONG_PER_MINUTE)
        self._tally = Tally()
        self._clock = clock
        self._largest_body = largest_body

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one call."""
        return self._answer(Request(environ), self._clock.now())(environ, start_response)

    def _answer(self, request: Request, now: datetime) -> Response:
        if request.path == self._path and request.method == "GET":
            outcome = self._handshake(request, now)
        else:
            outcome = self._outcome(request, now)
        count = self._tally.count(outcome, now)
        if count:
            log.log(ANSWERS[outcome].level, "webhook_calls outcome=%s calls=%d", outcome, count)
        return response(outcome, request.args["hub.challenge"] if outcome is Outcome.HANDSHAKE else None)

    def _outcome(self, request: Request, now: datetime) -> Outcome:
        if request.path == "/healthz":
            return Outcome.ALIVE if request.method in ("GET", "HEAD") else Outcome.NO_METHOD
        if request.path != self._path:
            return Outcome.NOWHERE
        return self._delivery(request, now) if request.method == "POST" else Outcome.NO_METHOD

    def _handshake(self, request: Request, now: datetime) -> Outcome:
        """Meta asks once, when somebody saves the address in its dashboard."""
        told = [request.args.getlist(f"hub.{name}") for name in ("mode", "verify_token", "challenge")]
        if any(len(values) != 1 for values in told):
            return Outcome.ODD
        (mode,), (token,), (challenge,) = told
        if mode != "subscribe" or not _CHALLENGE.fullmatch(challenge):
            return Outcome.ODD
        return Outcome.HANDSHAKE if is_same(token, self._verify_token) else self._wrong_one(request, now, token=True)

    def _delivery(self, request: Request, now: datetime) -> Outcome:
        body = self._body(request)
        if isinstance(body, Outcome):
            return body
        header = request.headers.get(HEADER, "")
        if not self._signature.fits(body, header):
            return self._wrong_one(request, now, token=False)
        if not self._calls.admits(now):
            return Outcome.TOO_MANY
        return self._kept(body, now)

    def _body(self, request: Request) -> bytes | Outcome:
        """The bytes as they came, or why they can't be had. A length that was told is not believed."""
        request.max_content_length = self._largest_body + 1  # where no length is told, the rest is cut off silently
        try:
            body = request.get_data(cache=False)
        except RequestEntityTooLarge:
            return Outcome.TOO_LARGE
        except ClientDisconnected:
            return Outcome.BROKEN_OFF
        return body if len(body) <= self._largest_body else Outcome.TOO_LARGE

    def _wrong_one(self, request: Request, now: datetime, *, token: bool) -> Outcome:
        if not self._wrong.admits(now, request.remote_addr or ""):
            return Outcome.TOO_MANY_WRONG
        if token:
            return Outcome.WRONG_TOKEN
        return Outcome.WRONG_SIGNATURE if HEADER in request.headers else Outcome.UNSIGNED

    def _kept(self, body: bytes, now: datetime) -> Outcome:
        try:
            if self._inbox.is_full():
                return Outcome.FULL
            self._inbox.keep(body, now)
        except MonitorError as error:
            log.error("webhook_not_kept bytes=%d error=%s", len(body), error)
            return Outcome.NOT_KEPT
        return Outcome.KEPT
