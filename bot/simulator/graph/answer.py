"""What goes back over the wire, before any web framework sees it?"""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`body` is bytes to be sent as they are, or anything JSON can spell."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=UTF-8"

    def payload(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


def bad_gateway() -> Answer:
    """The page a load balancer answers: not JSON, and silent on whether the work was done."""
    page = b"<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>"
    return Answer(status=502, body=page, content_type="text/html; charset=utf-8")
