"""Which part of a list is this page, and where is the next? Cursors name a place by what is there, not by count."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.simulator.graph.call import SECRETS, Call
from bot.simulator.graph.errors import GraphError, parameter
from bot.simulator.graph.fields import Field, spell

T = TypeVar("T")
Key = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one edge was asked for, whether by its own address or inside another's `fields`."""

    path: str
    params: Mapping[str, str]
    fields: tuple[Field, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Page sizes of an edge. Above `most` Facebook refuses; Instagram gives `most` (`is_clamped`)."""

    default: int = 25
    most: int = 100
    is_clamped: bool = False

    def of(self, params: Mapping[str, str]) -> int:
        text = params.get("limit", str(self.default))
        if not text.isascii() or not text.isdigit():
            raise parameter("Param limit must be a non-negative integer")
        limit = int(text[:9])
        if limit > self.most and not self.is_clamped:
            raise parameter(f"Param limit must be at most {self.most}")
        return min(limit, self.most)


def turn(call: Call, asked: Asked, items: Sequence[T], key: Callable[[T], Key], limit: Limit) -> tuple[list[T], object]:
    """One page of `items`, which stand in ascending order of `key`, and its paging object (None when empty)."""
    size = limit.of(asked.params)
    page, earlier, later = _slice(asked.params, items, key, size)
    if not page:
        return [], None
    first, last = _cursor(key(page[0])), _cursor(key(page[-1]))
    paging: dict[str, object] = {"cursors": {"before": first, "after": last}}
    if later:
        paging["next"] = _address(call, asked, size, {"after": last})
    if earlier:
        paging["previous"] = _address(call, asked, size, {"before": first})
    return page, paging


def _slice(
    params: Mapping[str, str], items: Sequence[T], key: Callable[[T], Key], size: int
) -> tuple[list[T], bool, bool]:
    if params.get("before"):
        end = _place(params["before"])
        ahead = [item for item in items if key(item) < end]
        page = ahead[len(ahead) - size :] if size else []
        return page, len(ahead) > size, len(ahead) < len(items)
    place = _place(params["after"]) if params.get("after") else None
    rest = list(items) if place is None else [item for item in items if key(item) > place]
    return rest[:size], len(rest) < len(items), len(rest) > size


def _address(call: Call, asked: Asked, size: int, cursor: Mapping[str, str]) -> str:
    dropped = (*SECRETS, "after", "before", "limit", "fields", "as")
    kept = {name: text for name, text in asked.params.items() if name not in dropped}
    if asked.fields is not None:
        kept["fields"] = spell(asked.fields)
    return call.address(asked.path, {**kept, "limit": str(size), **cursor})


def _cursor(key: Key) -> str:
    return base64.urlsafe_b64encode(f"{key[0]}:{key[1]}".encode()).decode()


def _place(cursor: str) -> Key:
    try:
        first, second = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode().split(":")
        return int(first), int(second)
    except ValueError as fault:
        raise GraphError(100, "Invalid cursors values") from fault
