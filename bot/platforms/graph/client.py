"""How do we call the Graph API? Reads with retries, writes exactly once, listings, batches, downloads."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

import requests

from bot.errors import PlatformError, PlatformUnavailable, RequestRefused, Throttled, TokenRefused
from bot.model import Quota
from bot.platforms.graph.answer import Answer
from bot.platforms.graph.batch import Batcher, BatchRead, Outcome
from bot.platforms.graph.caller import Caller, Token, spelt
from bot.platforms.graph.caller import Param as Param
from bot.platforms.graph.deadline import Deadline
from bot.platforms.graph.download import MOST_REDIRECTS, fetched, target
from bot.platforms.graph.faults import TooMuchAsked
from bot.platforms.graph.limiter import Gate
from bot.platforms.graph.origins import is_loopback
from bot.platforms.graph.remarks import Once, Remarks
from bot.platforms.graph.walk import Walk
from bot.platforms.graph.wire import Wire, hide_queries, session_of

log = logging.getLogger(__name__)

T = TypeVar("T")

TRIES = 3
DEADLINES = (60.0, 120.0)
"""Seconds for a whole answer and for a whole download, from the connection to the last byte."""


class GraphClient:
    """One token's way to the Graph API. Not for several threads at once (a requests session is not).

    The token goes into the Authorization header and nowhere else; nothing here prints it, and no error carries an
    address, a header or a text of Meta's. `token` and `app_secret` may be functions, asked anew for each call.
    `gate` is shared by all clients of the token; `once` by all of the process.
    """

    def __init__(
        self,
        *,
        base_url: str,
        version: str,
        token: Token,
        app_secret: Token | None,
        session: requests.Session | None = None,
        timeout: tuple[float, float] = (5, 30),
        deadlines: tuple[float, float] = DEADLINES,
        sleep: Callable[[float], None] = time.sleep,
        gate: Gate | None = None,
        once: Once | None = None,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._version = version.strip("/")
        deadline = Deadline()
        hide_queries()
        own = session or session_of(deadline, is_loopback=is_loopback(base_url))
        self._wire = Wire(session=own, timeout=timeout, deadline=deadline)
        answer_seconds, self._download_seconds = deadlines
        self._gate = gate
        self._sleep = sleep
        self._caller = Caller(
            base=f"{self._base}/{self._version}",
            token=token,
            app_secret=app_secret,
            wire=self._wire,
            seconds=answer_seconds,
            gate=gate,
            remarks=Remarks(self._version, once or Once()),
        )

    def __repr__(self) -> str:
        return f"GraphClient({self._version})"

    @property
    def quota(self) -> Quota:
        """How much of the allowance behind this token is used, as far as Meta told; unknown without a gate."""
        return Quota() if self._gate is None else self._gate.quota

    def read(self, path: str, /, **params: Param) -> Answer:
        """GET a node or an edge; transient faults are tried again, three tries in all. Raises `PlatformError`."""
        return self._patiently(partial(self._caller.call, "GET", path, spelt(params)))

    def write(self, path: str, /, **form: Param) -> Answer:
        """POST exactly once. After a `PlatformUnavailable` nobody knows whether it was carried out: read back."""
        return self._caller.call("POST", path, spelt(form))

    def delete(self, path: str, /, **params: Param) -> Answer:
        """DELETE exactly once; ambiguous like `write`."""
        return self._caller.call("DELETE", path, spelt(params))

    def batch(self, reads: Sequence[BatchRead]) -> list[Outcome]:
        """Many reads in few calls (each still counts as one); see `Batcher.read` for the outcomes and what is raised.

        Where Meta refuses the batch as such, the reads are made one by one.
        """
        batcher = Batcher(send=self._sent_batch, learn=self._caller.learnt)
        try:
            return batcher.read(reads)
        except RequestRefused as error:
            log.warning("graph_batch_refused ids=%s", error.ids)
        return [self._alone(each) for each in reads]

    def pages(self, path: str, /, *, limit: int = 25, **params: Param) -> Iterator[Answer]:
        """The pages of a listing, by our own parameters and Meta's cursor; see `Answer.complete` for how it ended.

        Meta's `next` address is never called. Where Meta finds a page too large, `limit` is halved, down to 1.
        """
        return self._walk(path, params, limit).pages()

    def pages_after(self, first: object, path: str, /, *, limit: int = 25, **params: Param) -> Iterator[Answer]:
        """The pages that follow `first`, a page that came expanded in another answer (`Element.listing`).

        None when `first` was the last one (`paging.is_whole`). When it is no listing at all, the whole edge: Meta
        leaves edges out of expansions.
        """
        return self._walk(path, params, limit).pages_after(first)

    def download(self, url: str) -> bytes:
        """The bytes of an attachment, fetched without our token; at most 25 MB. See `download.fetched` for errors."""
        for _ in range(MOST_REDIRECTS + 1):
            raw = self._patiently(
                partial(fetched, self._wire, url, base_url=self._base, seconds=self._download_seconds)
            )
            onward = target(url, raw)
            if onward is None:
                return raw.body
            url = onward
        raise RequestRefused("the attachment is redirected too often")

    def _walk(self, path: str, params: Mapping[str, Param], limit: int) -> Walk:
        def ask(more: Mapping[str, Param]) -> Answer:
            return self.read(path, **{**params, **more})

        return Walk(ask, limit=limit, base_url=self._base)

    def _sent_batch(self, form: Mapping[str, str]) -> Answer:
        return self._patiently(partial(self._caller.batch, form))

    def _alone(self, read: BatchRead) -> Outcome:
        try:
            return self.read(read.path, **read.params)
        except (Throttled, TokenRefused):
            raise
        except PlatformError as error:
            return error.with_traceback(None)

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
