"""What can happen on the pretend platform, and is this JSON a well-formed account of it?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from bot.simulator.model import PLAIN, Attachment, Author, Flags

LARGEST = 500_000_000


class ScenarioError(ValueError):
    """A scenario or an event is not as the README says; the message names the file and the place."""


class EventType(StrEnum):
    POST = "post"
    COMMENT = "comment"
    EDIT = "edit"
    DELETE = "delete"
    HIDE = "hide"
    UNHIDE = "unhide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happens. `subject` is the key of what is made or touched; keys are the scenario's own names.

    `by_account` marks words of the account itself, `minutes` a time of its own, counted from the start of the week.
    """

    type: EventType
    subject: str
    account: str = ""
    post: str = ""
    parent: str | None = None
    text: str | None = None
    author: Author | None = None
    by_account: bool = False
    attachment: Attachment | None = None
    flags: Flags = PLAIN
    minutes: float | None = None


class Reader:
    """A JSON object being read, which knows its place and so can say where a fault is."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, Mapping):
            raise ScenarioError(f"{place}: expected an object")
        self.fields = cast(Mapping[str, object], value)
        self.place = place

    def fault(self, name: str, what: str) -> ScenarioError:
        return ScenarioError(f"{self.place}.{name}: {what}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            raise self.fault(name, "expected a string")
        return value

    def maybe_text(self, name: str) -> str | None:
        return None if self.fields.get(name) is None else self.text(name)

    def number(self, name: str, default: float | None = None) -> float:
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(name, "expected a number")
        # Python's JSON reads NaN and Infinity; and a date has room for some thousand years only.
        if not -LARGEST <= value <= LARGEST:
            raise self.fault(name, f"expected a number between -{LARGEST} and {LARGEST}")
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        value = self.number(name, default)
        if value != int(value):
            raise self.fault(name, "expected a whole number")
        return int(value)

    def truth(self, name: str, default: bool) -> bool:
        value = self.fields.get(name, default)
        if not isinstance(value, bool):
            raise self.fault(name, "expected true or false")
        return value

    def rows(self, name: str) -> list[object]:
        value = self.fields.get(name, [])
        if not isinstance(value, list):
            raise self.fault(name, "expected a list")
        return cast(list[object], value)

    def each(self, name: str) -> "list[Reader]":
        return [Reader(row, f"{self.place}.{name}[{number}]") for number, row in enumerate(self.rows(name))]

    def inner(self, name: str) -> "Reader | None":
        value = self.fields.get(name)
        return None if value is None else Reader(value, f"{self.place}.{name}")

    def only(self, *names: str) -> None:
        """Refuse a name nobody reads: a slip of the pen would otherwise pass in silence."""
        for name in self.fields:
            if name not in names:
                raise self.fault(name, f"unknown name; known are {', '.join(sorted(names))}")


def event(value: object, place: str) -> Event:
    """Read one event of a scenario; raises ScenarioError naming the place."""
    reader = Reader(value, place)
    name = reader.text("type")
    if name not in set(EventType):
        raise reader.fault("type", f"unknown type {name!r}; known are {', '.join(EventType)}")
    return READERS[EventType(name)](reader)


def events(values: object, place: str) -> tuple[Event, ...]:
    if not isinstance(values, list):
        raise ScenarioError(f"{place}: expected a list of events")
    return tuple(event(value, f"{place}[{number}]") for number, value in enumerate(cast(list[object], values)))


def _post(reader: Reader) -> Event:
    reader.only("type", "account", "key", "text", "author", "attachment", "at_minutes", "note")
    author, by_account = _author(reader)
    return Event(
        type=EventType.POST,
        subject=reader.text("key"),
        account=reader.text("account"),
        text=reader.text("text"),
        author=author,
        by_account=by_account or author is None,
        attachment=_attachment(reader.inner("attachment")),
        minutes=_minutes(reader),
    )


def _comment(reader: Reader) -> Event:
    known = ("type", "post", "key", "author", "text", "parent", "attachment", "flags", "at_minutes", "expect", "note")
    reader.only(*known)
    author, by_account = _author(reader)
    return Event(
        type=EventType.COMMENT,
        subject=reader.text("key"),
        post=reader.text("post"),
        parent=reader.maybe_text("parent"),
        text=reader.maybe_text("text"),
        author=author,
        by_account=by_account,
        attachment=_attachment(reader.inner("attachment")),
        flags=_flags(reader.inner("flags")),
        minutes=_minutes(reader),
    )


def _edit(reader: Reader) -> Event:
    reader.only("type", "comment", "text", "note")
    return Event(type=EventType.EDIT, subject=reader.text("comment"), text=reader.text("text"))


def _deed(kind: EventType) -> Callable[[Reader], Event]:
    def read(reader: Reader) -> Event:
        reader.only("type", "comment", "post", "note")
        if kind is EventType.DELETE and "post" in reader.fields:
            return Event(type=kind, subject="", post=reader.text("post"))
        return Event(type=kind, subject=reader.text("comment"))

    return read


def _minutes(reader: Reader) -> float | None:
    return None if reader.fields.get("at_minutes") is None else reader.number("at_minutes")


def _author(reader: Reader) -> tuple[Author | None, bool]:
    """An author may be an object, null (the platform keeps it to itself) or "account" (the page itself)."""
    if reader.fields.get("author") == "account":
        return None, True
    inner = reader.inner("author")
    if inner is None:
        return None, False
    inner.only("id", "name")
    return Author(id=inner.text("id"), name=inner.text("name")), False


def _attachment(reader: Reader | None) -> Attachment | None:
    if reader is None:
        return None
    reader.only("type", "label", "title", "description", "url", "width", "height")
    return Attachment(
        type=reader.text("type", "photo"),
        label=reader.text("label", ""),
        title=reader.maybe_text("title"),
        description=reader.maybe_text("description"),
        url=reader.maybe_text("url"),
        width=_side(reader, "width", 480),
        height=_side(reader, "height", 320),
    )


def _side(reader: Reader, name: str, default: int) -> int:
    side = reader.whole(name, default)
    if not 16 <= side <= 2000:
        raise reader.fault(name, "expected 16 to 2000 pixels")
    return side


def _flags(reader: Reader | None) -> Flags:
    if reader is None:
        return Flags()
    truths = ("no_from", "no_can_hide", "no_message", "can_hide", "can_remove", "can_comment", "unlisted")
    reader.only(*truths, "like_count", "message_tags")
    return Flags(
        no_from=reader.truth("no_from", False),
        no_can_hide=reader.truth("no_can_hide", False),
        no_message=reader.truth("no_message", False),
        can_hide=reader.truth("can_hide", True),
        can_remove=reader.truth("can_remove", True),
        can_comment=reader.truth("can_comment", True),
        unlisted=reader.truth("unlisted", False),
        like_count=reader.whole("like_count", 0),
        message_tags=tuple((tag.text("id"), tag.text("name")) for tag in reader.each("message_tags")),
    )


READERS: dict[EventType, Callable[[Reader], Event]] = {
    EventType.POST: _post,
    EventType.COMMENT: _comment,
    EventType.EDIT: _edit,
    EventType.DELETE: _deed(EventType.DELETE),
    EventType.HIDE: _deed(EventType.HIDE),
    EventType.UNHIDE: _deed(EventType.UNHIDE),
}
