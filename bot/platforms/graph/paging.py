"""Does this listing go on, and did it end as it should? A guard against Meta's repeating pages (NPE pages, 2022)."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from bot.errors import PlatformUnavailable
from bot.platforms.graph.reading import Node, inner, node_of, rows_of, words

MOST_EMPTY_PAGES = 50
"""An empty page with a next one is legal; this many in a row are not."""

MOST_PAGES = 2000
"""A listing of ever new ids and cursors ends here, incomplete: at 50 or 100 comments a page no real one is as long."""

_CURSORS = ("after", "until", "offset", "__paging_token")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What follows a page: the parameters to add for the next one, or None; `complete` as in `Answer`.

    `cut` is the reason (a word for the log) why a listing was left before its end, or empty.
    """

    onward: Mapping[str, str] | None
    complete: bool
    cut: str = ""


class Trail:
    """What one listing has shown so far."""

    def __init__(self) -> None:
        self._cursors: set[tuple[tuple[str, str], ...]] = set()
        self._seen: set[str] = set()
        self._empty = 0
        self._pages = 0

    def turn(self, listing: object) -> Turn:
        """Take note of a page and say what follows; raises `PlatformUnavailable` when it is no listing at all."""
        if not is_listing(listing):
            raise PlatformUnavailable("Meta's answer holds no listing")
        is_turning = not self._brings_something(rows_of(node_of(listing).get("data")))
        paging = inner(listing, "paging")
        if is_turning:
            return _cut("repeated_page")
        if not paging.get("next"):
            return Turn(onward=None, complete=True)
        onward = _onward(paging)
        cursor = tuple(sorted(onward.items()))
        if not onward or cursor in self._cursors:
            return _cut("repeated_page")
        self._pages += 1
        if self._pages >= MOST_PAGES:
            return _cut("too_many_pages")
        self._cursors.add(cursor)
        return Turn(onward=onward, complete=False)

    def _brings_something(self, rows: list[object]) -> bool:
        """Whether a page has an unseen id, or is empty and not yet one too many."""
        self._empty = 0 if rows else self._empty + 1
        found = {words(node_of(row).get("id")) or repr(row) for row in rows}
        is_new = not found <= self._seen
        self._seen |= found
        return is_new if rows else self._empty <= MOST_EMPTY_PAGES


def next_of(listing: object) -> str:
    """The address of the next page as Meta words it, or empty. It is looked at, never called."""
    return words(inner(listing, "paging").get("next")) or ""


def is_listing(value: object) -> bool:
    """Whether this is a page of a listing, with or without rows."""
    return isinstance(node_of(value).get("data"), list)


def is_whole(value: object) -> bool:
    """Whether this page is a listing's last one: nothing follows."""
    return is_listing(value) and not next_of(value)


def _cut(reason: str) -> Turn:
    return Turn(onward=None, complete=False, cut=reason)


def _onward(paging: Node) -> dict[str, str]:
    """The cursor; where Meta tells none, the cursor-like parameters of `next`, whose address itself is never used."""
    after = words(inner(paging, "cursors").get("after"))
    if after:
        return {"after": after}
    try:
        asked = dict(parse_qsl(urlsplit(words(paging.get("next")) or "").query))
    except ValueError:
        return {}
    return {name: asked[name] for name in _CURSORS if name in asked}
