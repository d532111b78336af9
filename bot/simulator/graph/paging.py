"""Which part of a list is this page, and where is the next? Cursors name a place by what is there, not by count."""

import base64
from bisect import bisect_left, bisect_right
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


def turn(
    call: Call, asked: Asked, items: Sequence[T], key: Callable[[T], Key], limit: Limit, *, deepest: int = 0
) -> tuple[list[T], object]:
    """One page of `items`, which stand in ascending order of `key`, and its paging object (None when empty).

    A cursor that lies more than `deepest` rows down the list is refused, as Meta does in huge threads; 0 is no bound.
    """
    size = limit.of(asked.params)
    start, end = _bounds(asked.params, items, key, size)
    if deepest and asked.params.get("after") and start > deepest:
        raise parameter("The After Cursor specified exceeds the max limit supported by this endpoint")
    page = list(items[start:end])
    if not page:
        return [], None
    ahead = _before(key(page[0]))
    if asked.params is call.params and "empty_page_with_next" in call.quirks:
        return [], {"cursors": {"before": ahead, "after": ahead}, "next": _address(call, asked, size, {"after": ahead})}
    first, last = _cursor(key(page[0])), _cursor(key(page[-1]))
    if asked.params is call.params and "repeated_cursor" in call.quirks:
        last = asked.params.get("after") or ahead
    paging: dict[str, object] = {"cursors": {"before": first, "after": last}}
    if end < len(items):
        paging["next"] = _address(call, asked, size, {"after": last})
    if start > 0:
        paging["previous"] = _address(call, asked, size, {"before": first})
    return page, paging


def _bounds(params: Mapping[str, str], items: Sequence[T], key: Callable[[T], Key], size: int) -> tuple[int, int]:
    """Where the page begins and ends, found by halving: a long list costs no more than a short one."""
    if params.get("before"):
        end = bisect_left(items, _place(params["before"]), key=key)
        return max(0, end - size), end
    start = bisect_right(items, _place(params["after"]), key=key) if params.get("after") else 0
    return start, min(len(items), start + size)


def _before(key: Key) -> str:
    """A cursor for the place just before a row. Its third part makes it differ from that of the row before."""
    return _encoded(f"{key[0]}:{key[1] - 1}:e")


def _address(call: Call, asked: Asked, size: int, cursor: Mapping[str, str]) -> str:
    dropped = (*SECRETS, "after", "before", "limit", "fields", "as")
    kept = {name: text for name, text in asked.params.items() if name not in dropped}
    if asked.fields is not None:
        kept["fields"] = spell(asked.fields)
    return call.address(asked.path, {**kept, "limit": str(size), **cursor})


def _cursor(key: Key) -> str:
    return _encoded(f"{key[0]}:{key[1]}")


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


def _place(cursor: str) -> Key:
    try:
        parts = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode().split(":")
        return int(parts[0]), int(parts[1])
    except (ValueError, IndexError) as fault:
        raise GraphError(100, "Invalid cursors values") from fault
