"""What does this JSON value say, if it says anything? Readers that answer None (or nothing) for a wrong shape."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

Node = Mapping[str, object]

_FIRST = datetime(2004, 1, 1, tzinfo=UTC)
"""Facebook began in 2004: an earlier time is no time of a comment."""
_LAST = datetime(2100, 1, 1, tzinfo=UTC)

_IDENTIFIER = re.compile(r"[!-.0-~]{1,255}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def cleaned(text: str) -> str:
    """`text` with each lone surrogate and each NUL replaced by U+FFFD, one for one; nothing else is changed."""
    return _UNSTORABLE.sub("�", text)


def node_of(value: object) -> Node:
    """The object itself, or an empty one."""
    return value if isinstance(value, dict) else {}


def inner(value: object, *names: str) -> Node:
    """The object found by going down `names`, or an empty one."""
    for name in names:
        value = node_of(value).get(name)
    return node_of(value)


def rows_of(value: object) -> list[object]:
    """The list itself, or an empty one."""
    return value if isinstance(value, list) else []


def words(value: object) -> str | None:
    """A cleaned string; whole numbers count as their digits (ids have been seen as numbers)."""
    if isinstance(value, str):
        return cleaned(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def identifier(value: object) -> str | None:
    """An id that can stand in a path and in a log line: printable, without blanks and slashes."""
    told = words(value)
    return told if told is not None and told not in (".", "..") and _IDENTIFIER.fullmatch(told) else None


def truth(value: object) -> bool | None:
    """True or False; None for everything else (not told)."""
    return value if isinstance(value, bool) else None


def count(value: object) -> int | None:
    """A count of 0 or more."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def moment(value: object) -> datetime | None:
    """A time in UTC from Meta's `2021-07-23T08:35:18+0000`, from ISO 8601, or from Unix seconds.

    A time outside 2004 to 2100 counts as not told: in the year 1 or 9999 it has no spelling in another time zone.
    """
    told = _told(value)
    return told if told is not None and _FIRST <= told <= _LAST else None


def _told(value: object) -> datetime | None:
    try:
        if isinstance(value, str):
            told = datetime.fromisoformat(value)
            return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def address(value: object) -> str | None:
    """A web address. Anything that isn't http or https (`javascript:` for one) counts as not told."""
    told = words(value)
    return told if told is not None and re.match(r"https?://[^\s/]", told, re.IGNORECASE) else None


def unsigned(told: str | None) -> str:
    """Host and path of an address: what stays when the signature in its query is renewed."""
    try:
        parts = urlsplit(told or "")
    except ValueError:
        return ""
    return f"{parts.netloc}{parts.path}"


def bare_id(spelling: str) -> str:
    """The last segment of an id (may be empty): Meta spells one comment with different first parts."""
    return spelling.rsplit("_", 1)[-1]
