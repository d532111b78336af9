"""Which posts does a webhook call speak of? Pure; the texts and names in it are not looked at.

The shapes: graph-api fact sheet, 3.4 and 3.5. A hint that is missed costs minutes (the poller finds everything), a
hint too many costs one reading: so what isn't understood is left out, and nothing here ever raises.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.model import PlatformName, WakeKind

_PLATFORMS = {"page": PlatformName.FACEBOOK, "instagram": PlatformName.INSTAGRAM}
_ID = re.compile(r"[0-9]{1,40}(_[0-9]{1,40}){0,2}")
_WRITTEN = frozenset({"add", "edited", "edit"})
_CHANGED = frozenset({"remove", "hide", "unhide"})
_POSTS = frozenset({"status", "post", "photo", "video", "share", "link", "event", "note", "album", "reel"})
_FEELINGS = frozenset({"reaction", "like"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something happened under a post of an account, all in the platform's own numbers. An empty one: not told."""

    platform: PlatformName
    account: str
    kind: WakeKind
    post_id: str
    comment_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    account: str
    field: str
    value: Mapping[str, Any]

    def text(self, key: str) -> str:
        found = self.value.get(key)
        return found if isinstance(found, str) else ""

    def id(self, key: str, inside: str = "") -> str:
        place = _table(self.value.get(inside)) if inside else self.value
        return _id(place.get(key))

    @property
    def is_ours(self) -> bool:
        """Whether the page itself wrote it (`sender_id` is the form before v2.11)."""
        return self.account in (self.id("id", "from"), self.id("sender_id"))


def wakes_in(body: bytes) -> Sequence[Told] | None:
    """What a call tells, each post once, in its order; None when the bytes are no webhook call at all."""
    try:
        call = _table(json.loads(body))
    except (ValueError, RecursionError):  # no JSON, no Unicode, endless numbers, thousands of brackets
        return None
    entries, name = call.get("entry"), call.get("object")
    if not isinstance(entries, list) or not isinstance(name, str):
        return None
    platform = _PLATFORMS.get(name)
    if platform is None:
        return []
    read = _page if platform is PlatformName.FACEBOOK else _instagram
    return list(
        dict.fromkeys(
            Told(platform=platform, account=change.account, kind=kind, post_id=post_id, comment_id=comment_id)
            for change in _changes(entries)
            for kind, post_id, comment_id in read(change)
        )
    )


def _changes(entries: Sequence[Any]) -> Iterator[_Change]:
    """Changes stand in a list, or (Meta's Instagram Login page) directly in the entry."""
    for entry in map(_table, entries):
        account, listed = _id(entry.get("id")), entry.get("changes")
        for change in (*(listed if isinstance(listed, list) else ()), entry):
            field, value = _table(change).get("field"), _table(_table(change).get("value"))
            if account and isinstance(field, str) and value:
                yield _Change(account=account, field=field, value=value)


_Hint = tuple[WakeKind, str, str]


def _page(change: _Change) -> Iterator[_Hint]:
    match change.field:
        case "feed":
            yield from _feed(change)
        case "mention":
            yield from _mention(change, change.id("post_id"))
        case "live_videos" if change.id("id"):
            yield WakeKind.POST, change.id("id"), ""


def _feed(change: _Change) -> Iterator[_Hint]:
    """`feed` brings reactions and likes too, with the same verbs: item and verb decide together."""
    item, verb = change.text("item"), change.text("verb")
    if item == "comment":
        # A hide names the page in `from`, because the page hid it: somebody did something, and that is worth a look.
        is_news = verb in _CHANGED or (verb in _WRITTEN and not change.is_ours)
    else:
        is_news = item in _POSTS and verb == "add"
    if is_news:
        # New comments are found by reading the post; one that was changed is looked at by itself, however old it is.
        changed = "" if item != "comment" or verb == "add" else change.id("comment_id").rsplit("_", 1)[-1]
        yield WakeKind.POST, change.id("post_id") or change.id("id", "post") or _own_id(change, item), changed


def _own_id(change: _Change, item: str) -> str:
    """Older calls name a photo or a video by its own number only."""
    return change.id(f"{item}_id") if item in ("photo", "video") else ""


def _mention(change: _Change, post_id: str) -> Iterator[_Hint]:
    comment_id = change.id("comment_id")
    if change.text("item") not in _FEELINGS and (post_id or comment_id):
        yield WakeKind.MENTION, post_id, comment_id


def _instagram(change: _Change) -> Iterator[_Hint]:
    """Only additions are told. A comment under an advertisement names the medium it was made from as well."""
    match change.field:
        case "comments" | "live_comments" if not change.is_ours:
            original = change.id("original_media_id", "media")
            yield WakeKind.POST, change.id("id", "media") or change.id("media_id"), ""
            if original:
                yield WakeKind.POST, original, ""
        case "mentions":
            yield from _mention(change, change.id("media_id"))


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _id(value: object) -> str:
    """A number of Meta's, told as a text or (older calls) as a number; empty for anything else."""
    text = str(value) if isinstance(value, int | str) else ""
    return text if _ID.fullmatch(text) else ""
