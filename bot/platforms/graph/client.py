"""How do we call the Graph API? Reads with retries, writes exactly once, listings, downloads."""

import hashlib
import hmac
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeVar
from urllib.parse import quote, urljoin

import requests

from bot.errors import Gone, PlatformUnavailable, RequestRefused
from bot.platforms.graph.answer import Answer, answer_of
from bot.platforms.graph.deadline import Deadline
from bot.platforms.graph.faults import CursorTooFar, TooMuchAsked, error_of
from bot.platforms.graph.origins import is_allowed, is_loopback
from bot.platforms.graph.paging import Trail
from bot.platforms.graph.wire import Bearer, Bounds, Nobody, Raw, Secretive, Wire, revealed, session_of

log = logging.getLogger(__name__)

Param = str | int | bool | None
T = TypeVar("T")

MOST_ANSWER = 50 * 1024 * 1024
MOST_DOWNLOAD = 25 * 1024 * 1024
MOST_REDIRECTS = 3
TRIES = 3
DEADLINES = (60.0, 120.0)
"""Seconds for a whole answer and for a whole download, from the connection to the last byte."""
CROWDED = 80
"""Per cent of the quota from which we say so in the log."""


class GraphClient:
    """One token's way to the Graph API. Not for several threads at once (a requests session is not).

    The token goes into the Authorization header and nowhere else; nothing here prints it, and no error carries an
    address, a header or a text of Meta's.
    """

    def __init__(
        self,
        *,
        base_url: str,
        version: str,
        token: str | Secretive,
        app_secret: str | Secretive | None,
        session: requests.Session | None = None,
        timeout: tuple[float, float] = (5, 30),
        deadlines: tuple[float, float] = DEADLINES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._version = version.strip("/")
        self._auth = Bearer(revealed(token))
        self._proof = {} if app_secret is None else _proof(revealed(token), revealed(app_secret))
        deadline = Deadline()
        own = session or session_of(deadline, is_loopback=is_loopback(base_url))
        self._wire = Wire(session=own, timeout=timeout, deadline=deadline)
        self._answer_seconds, self._download_seconds = deadlines
        self._sleep = sleep

    def __repr__(self) -> str:
        return f"GraphClient({self._version})"

    def read(self, path: str, /, **params: Param) -> Answer:
        """GET a node or an edge; transient faults are tried again, three tries in all. Raises `PlatformError`."""
        url, asked = self._address(path), {**_spelt(params), **self._proof}
        bounds = self._answer_bounds()
        return self._patiently(lambda: self._answered(self._wire.get(url, asked, self._auth, bounds=bounds)))

    def write(self, path: str, /, **form: Param) -> Answer:
        """POST exactly once. After a `PlatformUnavailable` nobody knows whether it was carried out: read back."""
        sent = {**_spelt(form), **self._proof}
        return self._answered(self._wire.post(self._address(path), sent, self._auth, bounds=self._answer_bounds()))

    def pages(self, path: str, /, *, limit: int = 25, **params: Param) -> Iterator[Answer]:
        """The pages of a listing, by our own parameters and Meta's cursor; see `Answer.complete` for how it ended.

        Meta's `next` address is never called. Where Meta finds a page too large, `limit` is halved, down to 1.
        """
        trail, onward = Trail(), dict[str, Param]()
        while True:
            try:
                answer, limit = self._page(path, {**params, **onward}, limit)
            except CursorTooFar:
                log.warning("graph_listing_cut reason=cursor_too_far")
                return
            turn = trail.turn(answer.json)
            yield replace(answer, complete=turn.complete)
            if turn.onward is None:
                break
            onward = dict(turn.onward)
        if turn.cut:
            log.warning("graph_listing_cut reason=%s", turn.cut)

    def download(self, url: str) -> bytes:
        """The bytes of an attachment, fetched without our token; at most 25 MB.

        Raises `RequestRefused` for an address that isn't Meta's or for too many bytes, `Gone` when the address no
        longer answers (signed addresses expire).
        """
        for _ in range(MOST_REDIRECTS + 1):
            raw = self._patiently(partial(self._fetched, url))
            if not 300 <= raw.status < 400:
                return raw.body
            url = _joined(url, raw.headers.get("location", ""))
        raise RequestRefused("the attachment is redirected too often")

    def _page(self, path: str, params: dict[str, Param], limit: int) -> tuple[Answer, int]:
        while True:
            try:
                return self.read(path, **params, limit=limit), limit
            except TooMuchAsked:
                if limit <= 1:
                    raise
                limit = max(1, limit // 2)

    def _fetched(self, url: str) -> Raw:
        if not is_allowed(url, self._base):
            raise RequestRefused("the attachment does not lie on a host of the platform")
        try:
            raw = self._wire.get(
                url, {}, Nobody(), bounds=Bounds(most_bytes=MOST_DOWNLOAD, seconds=self._download_seconds)
            )
        except TooMuchAsked:
            raise RequestRefused("the attachment is too large", most_bytes=MOST_DOWNLOAD) from None
        if raw.status in (401, 403, 404, 410):
            raise Gone("the attachment's address no longer answers", status=raw.status)
        if raw.status >= 400:
            raise error_of(raw.status, raw.headers, b"")
        return raw

    def _patiently(self, attempt: Callable[[], T]) -> T:
        for waited in range(1, TRIES):
            try:
                return attempt()
            except TooMuchAsked:
                raise
            except PlatformUnavailable as error:
                log.info("graph_retry attempt=%d ids=%s", waited, error.ids)
                self._sleep(float(waited))
        return attempt()

    def _answered(self, raw: Raw) -> Answer:
        answer = answer_of(raw.status, raw.headers, raw.body)
        if (answer.usage or 0) >= CROWDED:
            log.warning("graph_quota percent=%d", answer.usage)
        return answer

    def _answer_bounds(self) -> Bounds:
        return Bounds(most_bytes=MOST_ANSWER, seconds=self._answer_seconds)

    def _address(self, path: str) -> str:
        return f"{self._base}/{self._version}/{_quoted(path)}"


def _proof(token: str, app_secret: str) -> dict[str, str]:
    """Source: Meta, "Secure requests": hex HMAC-SHA256 of the token under the app secret."""
    signed = hmac.new(app_secret.encode(), token.encode(), hashlib.sha256)
    return {"appsecret_proof": signed.hexdigest()}


def _quoted(path: str) -> str:
    """A path of ids and edges; raises `RequestRefused` for one that could lead somewhere else."""
    parts = path.strip("/").split("/")
    try:
        quoted = [quote(part, safe="") for part in parts]
    except UnicodeEncodeError:
        quoted = []
    if not quoted or any(part in ("", ".", "..") for part in quoted):
        raise RequestRefused("this id can't be called")
    return "/".join(quoted)


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def _spelt(params: dict[str, Param]) -> dict[str, str]:
    """Parameters as Meta spells them; None is left out."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in params.items()
        if value is not None
    }
