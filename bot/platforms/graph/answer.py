"""What did Meta answer? A successful answer, as bytes and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import PlatformUnavailable
from bot.platforms.graph.faults import error_of, header_trace
from bot.platforms.graph.reading import node_of
from bot.platforms.graph.slices import Element, elements, text_of
from bot.platforms.graph.usage import percent_used


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One successful answer. `headers` have lower-case names.

    `complete` is meant for pages of a listing: True on the last page of one that ended as it should, else False.
    `is_bounded` marks an empty last page in the place of those that Meta does not list ("the cursor is too far").
    """

    json: object
    body: bytes
    headers: Mapping[str, str]
    complete: bool = True
    is_bounded: bool = False

    @property
    def usage(self) -> int | None:
        """The share of our quota that is used, in per cent; None when Meta didn't tell."""
        return percent_used(self.headers)

    @property
    def trace(self) -> str:
        """Meta's own id of this answer, or an empty string."""
        return header_trace(self.headers)

    @property
    def whole(self) -> Element:
        """The one object that was asked for, with the bytes of the whole answer."""
        return Element(node=node_of(self.json), payload=self.body)

    @property
    def elements(self) -> tuple[Element, ...]:
        """The objects of a listing, each with its bytes as received."""
        return elements(self.body, self.json)

    def inside(self, name: str) -> tuple[Element, ...]:
        """The objects of an edge that came expanded in the one object, as `Element.inner`."""
        return self.whole.inner(name)

    @property
    def is_success(self) -> bool:
        """Whether a write was confirmed: nothing but `"success": true` counts."""
        return isinstance(self.json, dict) and self.json.get("success") is True


def answer_of(status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    """The answer in these bytes; raises a `PlatformError` for anything but a success in readable JSON.

    The content type is not looked at: Meta sends JSON as text/javascript as well.
    """
    if not 200 <= status < 300:
        raise error_of(status, headers, body)
    try:
        parsed = json.loads(text_of(body))
    except (ValueError, RecursionError):
        parsed = None
    if parsed is None:
        raise PlatformUnavailable("Meta's answer is not readable JSON", status=status, bytes=len(body))
    if isinstance(parsed, dict) and "error" in parsed:
        raise error_of(status, headers, body)
    return Answer(json=parsed, body=body, headers=headers)
