"""What does a listener hear that nobody here wrote? Python's own HTTP server, and a signature worked out by hand."""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from urllib.parse import parse_qs, urlsplit

BLOCK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One delivery as it came off the wire."""

    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Its address, and what has come."""

    address: str
    posts: list[Post]
    handshakes: list[Mapping[str, str]]


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen on the loopback address; answer every handshake with its challenge and every delivery with 200."""
    posts: list[Post] = []
    handshakes: list[Mapping[str, str]] = []
    # Not an HTTPServer: that one asks the name service for its own name, which takes half a second without one.
    server = TCPServer(("127.0.0.1", 0), _handler_of(posts, handshakes))
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.05), daemon=True)
    thread.start()
    try:
        yield Listener(address=f"http://127.0.0.1:{server.server_address[1]}/hook", posts=posts, handshakes=handshakes)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler_of(posts: list[Post], handshakes: list[Mapping[str, str]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            handshakes.append(asked)
            self._answer(asked["hub.challenge"].encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posts.append(Post(body=body, headers=dict(self.headers.items())))
            self._answer(b"")

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Write nothing."""

    return Handler


def signature(body: bytes, secret: str, digest: str = "sha256") -> str:
    """HMAC as RFC 2104 defines it, without Python's hmac; in lowercase hex."""
    key = secret.encode()
    if len(key) > BLOCK:
        key = hashlib.new(digest, key).digest()
    key = key.ljust(BLOCK, b"\0")
    inner = hashlib.new(digest, bytes(byte ^ 0x36 for byte in key) + body).digest()
    return hashlib.new(digest, bytes(byte ^ 0x5C for byte in key) + inner).hexdigest()
