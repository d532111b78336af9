"""Which bytes of an answer are this one comment? The elements of a listing, each byte for byte as Meta sent it.

A record has to hold what was received, so a re-serialised comment (other escapes, other order, other numbers) won't do.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.platforms.graph.reading import Node, inner, node_of, rows_of

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One object of an answer: parsed, and as the bytes that Meta sent."""

    node: Node
    payload: bytes

    @property
    def replies(self) -> tuple["Element", ...]:
        """The elements of its expanded `replies`."""
        return self.inner("replies")

    def inner(self, name: str) -> tuple["Element", ...]:
        """The objects that came expanded under an edge of this one, each with its own bytes; none without that edge.

        `paging` and `summary` of that edge stand in `listing(name)`.
        """
        if name not in self.node:
            return ()
        text = text_of(self.payload)
        try:
            found = _inside(text, _begin(text, 0), name)
            if found is not None:
                return tuple(_sliced(text, _inside(text, found, "data")))
        except (ValueError, IndexError, RecursionError):
            pass
        return tuple(_remade(self.node[name]))

    def listing(self, name: str) -> Node | None:
        """The expanded edge itself, as `GraphClient.pages_after` wants it; None when Meta left it out."""
        return node_of(self.node[name]) if name in self.node else None


def text_of(body: bytes) -> str:
    """The text of a body; bytes that are not UTF-8 become lone surrogates, so that `bytes_of` gives them back."""
    return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """The bytes from which `text_of` made this text; lone surrogates that it never makes become three bytes each."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def elements(body: bytes, parsed: object) -> tuple[Element, ...]:
    """The objects under `data`, in order. `parsed` is the same body as JSON, used only where slicing fails.

    Then the payload is `{"reserialised": …}`, so that nobody takes it for Meta's own bytes.
    """
    text = text_of(body)
    try:
        return tuple(_sliced(text, _inside(text, _begin(text, 0), "data")))
    except (ValueError, IndexError, RecursionError):
        return tuple(_remade(parsed))


def _sliced(text: str, listing: int | None) -> Iterator[Element]:
    if listing is None or text[listing] != "[":
        return
    for node, start, end in _items(text, listing):
        if isinstance(node, dict):
            yield Element(node=node, payload=bytes_of(text[start:end]))


def _inside(text: str, at: int, name: str) -> int | None:
    """Where the value called `name` begins in the object at `at`; the last one counts, as for json.loads."""
    found = None
    if text[at] == "{":
        for key, start in _members(text, at):
            if key == name:
                found = start
    return found


def _members(text: str, at: int) -> Iterator[tuple[object, int]]:
    at = _begin(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        start = _begin(text, _begin(text, at) + 1)
        yield key, start
        _, at = _DECODER.raw_decode(text, start)
        at = _next(text, at)


def _items(text: str, at: int) -> Iterator[tuple[object, int, int]]:
    at = _begin(text, at + 1)
    while text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        yield value, at, end
        at = _next(text, end)


def _begin(text: str, at: int) -> int:
    """Past the white space."""
    blank = _BLANK.match(text, at)
    return at if blank is None else blank.end()


def _next(text: str, at: int) -> int:
    """Past the comma, or at the closing bracket."""
    at = _begin(text, at)
    return _begin(text, at + 1) if text[at] == "," else at


def _remade(parsed: object) -> Iterator[Element]:
    for node in rows_of(inner(parsed).get("data")):
        if isinstance(node, dict):
            yield Element(node=node, payload=json.dumps({"reserialised": node}).encode("ascii"))
