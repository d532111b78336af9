"""How does the door for webhooks stand open? Bounded, behind the district's https, until told to stop."""

import errno
import ipaddress
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from waitress import server as engine

from bot.config import is_loopback
from bot.errors import ConfigError
from bot.listen.app import LARGEST_BODY

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

SLOWEST_SECONDS = 30
"""A call that isn't there as a whole after this time is broken off; Meta's come in one piece from the proxy."""
OPTIONS = {
    "ident": None,
    "threads": 4,
    "connection_limit": 200,
    "clear_untrusted_proxy_headers": True,
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for"},
    "max_request_header_size": 16 * 1024,
    "max_request_body_size": LARGEST_BODY,
    "inbuf_overflow": LARGEST_BODY + 1,  # no temporary files: what isn't signed never reaches the disk
}


class _Impatient(engine.HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    """Counts its time-out from the first byte of a call: bytes that drip in buy no time."""

    last_activity: float = 0

    def handle_read(self) -> None:
        since, call = self.last_activity, self.request
        super().handle_read()
        if call is not None and self.request is call:
            self.last_activity = since


def serve(
    app: "WSGIApplication",
    host: str,
    port: int,
    *,
    announce: Callable[[int], None],
    proxy: str = "",
    slowest_seconds: int = SLOWEST_SECONDS,
) -> None:
    """Serve until SIGTERM or SIGINT; calls at work are ended first.

    `announce` is told the port once Meta's calls can come. `proxy` is the address of the web server with https before
    us, as this machine sees it; empty: on this machine. Raises `ConfigError` for an address that can't be listened on,
    and for one that others can reach when no proxy is named. Signals are caught only in the main thread.
    """
    refuse_open_address(host, proxy)
    # Callers that hang up or dally are no news.
    logging.getLogger("waitress").setLevel(logging.ERROR)
    with _open_socket(host, port) as door:
        server = engine.create_server(
            app,
            sockets=[door],
            trusted_proxy=proxy or str(door.getsockname()[0]),
            channel_timeout=slowest_seconds,
            cleanup_interval=min(5, slowest_seconds),
            log_socket_errors=False,
            **OPTIONS,
        )
        server.channel_class = _Impatient
        former = _catch_signals()
        try:
            announce(int(server.effective_port))
            server.run()
        finally:
            server.close()
            for number, handler in former.items():
                signal.signal(number, handler)


def refuse_open_address(host: str, proxy: str) -> None:
    """Raise `ConfigError` for an address others can reach when no proxy stands before it, and for an odd proxy."""
    if proxy:
        try:
            ipaddress.ip_address(proxy)
        except ValueError as error:
            raise ConfigError([f"--proxy {proxy} is no IP address; give the web server's, such as 10.0.0.5"]) from error
    elif not is_loopback(host):
        raise ConfigError(
            [
                f"webhooks would come in at {host} without https. Listen on 127.0.0.1, or name the web server with "
                "https that passes Meta's calls on (--proxy and its IP address)"
            ]
        )


def _open_socket(host: str, port: int) -> socket.socket:
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, *_, address = min(places, key=lambda place: place[0] != socket.AF_INET)
        return socket.create_server(address[:2], family=family)
    except socket.gaierror as error:
        raise ConfigError([f"{host} is no address of this machine; check --host or [webhooks] host"]) from error
    except OSError as error:
        raise ConfigError([_cannot_listen(host, port, error.errno or 0)]) from error


def _cannot_listen(host: str, port: int, number: int) -> str:
    """Why nobody can connect there, and what to do about it."""
    remedy = "choose another with --port or [webhooks] port"
    if number == errno.EADDRINUSE:
        return f"port {port} on {host} is in use by another program; {remedy}"
    if number in {errno.EACCES, errno.EPERM}:
        return f"port {port} on {host} may not be used by this user; {remedy}"
    reason = os.strerror(number)
    return f"webhooks can't be listened for at {host}, port {port}: {reason}; check --host or [webhooks] host"


def _catch_signals() -> dict[signal.Signals, "signal._HANDLER"]:
    if threading.current_thread() is not threading.main_thread():
        return {}

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    return {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
