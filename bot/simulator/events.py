"""What can happen on the pretend platform, and is this JSON a well-formed account of it?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from bot.simulator.model import PLAIN, Attachment, Author, Flags, PostKind
from bot.simulator.reading import Reader as Reader
from bot.simulator.reading import ScenarioError as ScenarioError


class EventType(StrEnum):
    POST = "post"
    COMMENT = "comment"
    EDIT = "edit"
    DELETE = "delete"
    HIDE = "hide"
    UNHIDE = "unhide"
    END_LIVE = "end_live"
    REACTION = "reaction"
    MENTION = "mention"
    TOKEN = "token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happens. `subject` is the key of what is made or touched; keys are the scenario's own names.

    `by_account` marks words of the account itself, `minutes` a time of its own, counted from the start of the week.
    `change` says what becomes of a token, and whether a mention stands in a caption.
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
    kind: PostKind = PostKind.FEED
    is_live: bool = False
    change: Mapping[str, object] = field(default_factory=dict)


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
    known = ("type", "account", "key", "text", "author", "attachment", "kind", "is_live", "at_minutes", "note")
    reader.only(*known)
    author, by_account = _author(reader)
    kind = _kind(reader)
    return Event(
        type=EventType.POST,
        subject=reader.text("key"),
        account=reader.text("account"),
        text=reader.text("text"),
        author=author,
        by_account=by_account or author is None,
        attachment=_attachment(reader.inner("attachment")),
        minutes=_minutes(reader),
        kind=kind,
        is_live=reader.truth("is_live", kind is PostKind.LIVE),
    )


def _kind(reader: Reader) -> PostKind:
    name = reader.text("kind", "feed")
    if name not in set(PostKind):
        raise reader.fault("kind", f"unknown kind {name!r}; known are {', '.join(PostKind)}")
    if name == PostKind.TAGGED and reader.fields.get("author") in (None, "account"):
        raise reader.fault("author", "a post that tags the page has an author of its own")
    return PostKind(name)


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
    reader.only("type", "comment", "text", "at_minutes", "note")
    text, minutes = reader.text("text"), _minutes(reader)
    return Event(type=EventType.EDIT, subject=reader.text("comment"), text=text, minutes=minutes)


def _deed(kind: EventType) -> Callable[[Reader], Event]:
    def read(reader: Reader) -> Event:
        reader.only("type", "comment", "post", "at_minutes", "note")
        if kind is EventType.DELETE and "post" in reader.fields:
            return Event(type=kind, subject="", post=reader.text("post"), minutes=_minutes(reader))
        return Event(type=kind, subject=reader.text("comment"), minutes=_minutes(reader))

    return read


def _end_live(reader: Reader) -> Event:
    reader.only("type", "post", "at_minutes", "note")
    return Event(type=EventType.END_LIVE, subject="", post=reader.text("post"), minutes=_minutes(reader))


def _reaction(reader: Reader) -> Event:
    """A reaction to a comment or a post; `text` holds its kind, "like" unless told otherwise."""
    reader.only("type", "comment", "post", "author", "reaction", "note")
    on_post = "post" in reader.fields
    return Event(
        type=EventType.REACTION,
        subject="" if on_post else reader.text("comment"),
        post=reader.text("post") if on_post else "",
        author=_author(reader)[0],
        text=reader.text("reaction", "like"),
    )


def _mention(reader: Reader) -> Event:
    """Somebody names the account elsewhere: in a comment, or (with `in_caption`) under a medium of their own."""
    reader.only("type", "account", "key", "author", "text", "in_caption", "at_minutes", "note")
    return Event(
        type=EventType.MENTION,
        subject=reader.text("key"),
        account=reader.text("account"),
        author=_author(reader)[0],
        text=reader.text("text"),
        change={"in_caption": reader.truth("in_caption", False)},
        minutes=_minutes(reader),
    )


def _token(reader: Reader) -> Event:
    """What becomes of a token: `expire` true, `revoke` with a subcode, or other `scopes`."""
    reader.only("type", "token", "expire", "revoke", "scopes", "note")
    change: dict[str, object] = {}
    if reader.truth("expire", False):
        change["expire"] = True
    if "revoke" in reader.fields:
        change["revoke"] = reader.whole("revoke")
    if "scopes" in reader.fields:
        change["scopes"] = tuple(str(each) for each in reader.rows("scopes"))
    if len(change) != 1:
        raise reader.fault("token", "expected exactly one of expire, revoke and scopes")
    return Event(type=EventType.TOKEN, subject=reader.text("token"), change=change)


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
    reader.only(*truths, "low_quality", "like_count", "message_tags")
    return Flags(
        no_from=reader.truth("no_from", False),
        no_can_hide=reader.truth("no_can_hide", False),
        no_message=reader.truth("no_message", False),
        can_hide=reader.truth("can_hide", True),
        can_remove=reader.truth("can_remove", True),
        can_comment=reader.truth("can_comment", True),
        unlisted=reader.truth("unlisted", False),
        low_quality=reader.truth("low_quality", False),
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
    EventType.END_LIVE: _end_live,
    EventType.REACTION: _reaction,
    EventType.MENTION: _mention,
    EventType.TOKEN: _token,
}
