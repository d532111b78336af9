"""How does the pretend Meta call a listener? Over HTTP, to an address on this machine and nowhere else."""

import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.parse import urlsplit

Outbound = Callable[[str, str, bytes, Mapping[str, str]], tuple[int, bytes]]
"""Method, address, body and headers in; status and body out. Status 0 is: nobody answered."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PATIENCE_SECONDS = 5
MOST_BYTES = 65_536


class _Staying(urllib.request.HTTPRedirectHandler):
    """Redirects are not followed: Meta is unreliable about them, and they could lead off this machine."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def is_local(address: str) -> bool:
    """Whether the simulator may call this address at all."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and parts.hostname in LOOPBACK
    except ValueError:
        return False


def over_http(method: str, address: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    """Call a listener on this machine; status 0 when it is elsewhere, doesn't answer, or takes over five seconds."""
    if not is_local(address):
        return 0, b""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Staying())
    asked = urllib.request.Request(address, data=body or None, headers=dict(headers), method=method)
    try:
        with opener.open(asked, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, answer.read(MOST_BYTES)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, b""
    except (OSError, HTTPException):
        return 0, b""
