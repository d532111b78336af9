"""What goes back over the wire, before any web framework sees it?"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

SIPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`body` is bytes to be sent as they are, or anything JSON can spell. `pause` is called between parts of it."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=UTF-8"
    pause: Callable[[], None] | None = None

    def whole(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()

    def text(self) -> str:
        """The body as an item of a batch holds it."""
        return self.body.decode("utf-8", "replace") if isinstance(self.body, bytes) else json.dumps(self.body)

    def payload(self) -> bytes | Iterator[bytes]:
        """The body at once, or in parts when it drips."""
        return self.whole() if self.pause is None else self._sips(self.pause)

    def _sips(self, pause: Callable[[], None]) -> Iterator[bytes]:
        whole = self.whole()
        size = max(1, -(-len(whole) // SIPS))
        for start in range(0, len(whole), size):
            pause()
            yield whole[start : start + size]


def bad_gateway(status: int = 502) -> Answer:
    """The page a load balancer answers: not JSON, and silent on whether the work was done."""
    return page(status, f"<h1>{'Bad Gateway' if status == 502 else 'Sorry, something went wrong.'}</h1>")


def page(status: int, words: str) -> Answer:
    """HTML where JSON was expected."""
    body = f"<!DOCTYPE html><html><head><title>{status}</title></head><body>{words}</body></html>"
    return Answer(status=status, body=body.encode(), content_type="text/html; charset=utf-8")
