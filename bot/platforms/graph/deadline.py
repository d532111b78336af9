"""By when must an exchange have ended, however slowly the other side drips?

A time-out of requests bounds the silence between two pieces, not their number: a server that sends one byte a second
(in a header, in the size line of a chunk, or in the body) would hold us for ever. So every single read of the socket
gets no more time than the exchange has left.
"""

import io
import math
import time
from collections.abc import Callable
from functools import partial
from http.client import HTTPResponse
from socket import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool


class Deadline:
    """The end of the exchange under way; one for each session, which does one exchange at a time."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._began = monotonic()
        self._end = math.inf

    def begin(self, seconds: float) -> None:
        """From now on there are so many seconds."""
        self._began = self._monotonic()
        self._end = self._began + seconds

    def spent(self) -> float:
        """Seconds since the exchange began."""
        return self._monotonic() - self._began

    def left(self) -> float:
        """Seconds left, more than 0. Raises `TimeoutError` when there are none."""
        left = self._end - self._monotonic()
        if left <= 0:
            raise TimeoutError("the exchange took too long")
        return left


class PunctualAdapter(HTTPAdapter):
    """The adapter of requests, whose connections (those through a proxy too) keep the deadline in every read."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> ConnectionPool:
        """The pool that requests would take; the hook exists for adapters like this one."""
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        if isinstance(pool, HTTPConnectionPool) and not isinstance(pool.ConnectionCls, partial):
            make = partial(_punctual, pool.ConnectionCls, self._deadline)
            pool.ConnectionCls = make  # type: ignore[assignment]  # urllib3 only calls it
        return pool


def _punctual(make: Callable[..., Any], deadline: Deadline, **how: Any) -> Any:
    """A connection of urllib3 (plain or TLS) whose answers are read punctually; http.client only calls the class."""
    made = make(**how)
    made.response_class = partial(_PunctualResponse, deadline)
    return made


class _PunctualResponse(HTTPResponse):
    def __init__(self, deadline: Deadline, sock: socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_PunctualReads(deadline, sock, self.fp.detach()))


class _PunctualReads(io.RawIOBase):
    """The bytes of a socket; each read waits for the shorter of the allowed silence and what the exchange has left."""

    def __init__(self, deadline: Deadline, sock: socket, reads: io.RawIOBase) -> None:
        self._deadline = deadline
        self._sock = sock
        self._silence = sock.gettimeout() or math.inf
        self._reads = reads

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(min(self._silence, self._deadline.left()))
        return self._reads.readinto(buffer)

    def close(self) -> None:
        self._reads.close()
        super().close()
