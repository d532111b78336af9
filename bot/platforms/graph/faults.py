"""Which of our errors is this refusal of Meta's? One table, pure.

Codes as in Meta's error handling pages; throttling comes first because Meta marks it `is_transient` as well, and sends
it with status 400. No text of Meta's is kept: it can quote a comment.
"""

import json
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.errors import (
    Gone,
    PermissionRefused,
    PlatformError,
    PlatformUnavailable,
    RequestRefused,
    Throttled,
    TokenRefused,
)
from bot.platforms.graph.usage import wait_seconds


class TooMuchAsked(PlatformUnavailable):
    """Meta (or our own bound) wants a smaller page; the same call with a smaller `limit` can work."""


class CursorTooFar(RequestRefused):
    """A huge listing: Meta does not go further back than this cursor."""


class _Kind(Enum):
    THROTTLE = auto()
    TOKEN = auto()
    PERMISSION = auto()
    GONE = auto()
    TOO_MUCH = auto()
    TRANSIENT = auto()
    CURSOR = auto()
    REQUEST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an error body says, as far as it can be read."""

    status: int
    code: int | None
    subcode: int | None
    message: str
    is_transient: bool
    trace: str


THROTTLE_CODES: Container[int] = frozenset({4, 17, 32, 341, 613, *range(80000, 80100)})
_CODES: tuple[tuple[_Kind, Container[int]], ...] = (
    (_Kind.THROTTLE, THROTTLE_CODES),
    (_Kind.TOKEN, frozenset({102, 104, 190})),
    (_Kind.PERMISSION, frozenset({3, 10, 283, 368, 506, 1705, *range(200, 300)})),
    (_Kind.GONE, frozenset({803})),
)
_TOKEN_SUBCODES = {
    458: "the app was removed",
    459: "the person has to log in to Facebook once",
    460: "the password was changed",
    463: "it has expired",
    464: "the person's account isn't confirmed",
    467: "it is no longer valid",
    492: "the person has no role on the page",
}
_POLICY = {
    368: "Meta blocks this as abusive or too frequent",
    506: "Meta sees a duplicate",
    1705: "Meta sees a person where it expects the page",
}


def error_of(status: int, headers: Mapping[str, str], body: bytes) -> PlatformError:
    """The error that an unsuccessful answer means. `headers` have lower-case names; `body` may be anything."""
    told = _told(status, body)
    kind = _kind(told)
    if kind is _Kind.THROTTLE:
        return Throttled(
            "Meta's quota is used up",
            wait_seconds=wait_seconds(headers),
            code=told.code,
            subcode=told.subcode,
            **_ids(told),
        )
    error, message = _worded(kind, told)
    return error(message, code=told.code, subcode=told.subcode, **_ids(told))


def trace_of(value: object) -> str:
    """A trace id of Meta's, or an empty string when it isn't one (it goes into logs and the ledger)."""
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_+/=-]{1,64}", value) else ""


def _kind(told: _Told) -> _Kind:
    if told.status == 429:
        return _Kind.THROTTLE
    for kind, codes in _CODES:
        if told.code is not None and told.code in codes:
            return kind
    if (told.code, told.subcode) == (100, 33):
        return _Kind.GONE
    if told.code == 1 and "reduce the amount of data" in told.message:
        return _Kind.TOO_MUCH
    if told.code in (None, 1, 2) or told.is_transient or told.status >= 500:
        return _Kind.TRANSIENT
    return _Kind.CURSOR if told.code == 100 and "cursor specified exceeds" in told.message else _Kind.REQUEST


def _worded(kind: _Kind, told: _Told) -> tuple[type[PlatformError], str]:
    if kind is _Kind.TOKEN:
        return TokenRefused, f"Meta refuses the access token: {_TOKEN_SUBCODES.get(told.subcode or 0, 'renew it')}"
    if kind is _Kind.PERMISSION:
        return PermissionRefused, _POLICY.get(told.code or 0, "the token may not do this")
    return {
        _Kind.GONE: (Gone, "deleted, or no longer visible to us"),
        _Kind.TOO_MUCH: (TooMuchAsked, "Meta wants a smaller page"),
        _Kind.TRANSIENT: (PlatformUnavailable, "no usable answer from Meta"),
        _Kind.CURSOR: (CursorTooFar, "Meta does not list further back"),
    }.get(kind, (RequestRefused, "Meta says that our request is wrong"))


def _ids(told: _Told) -> dict[str, object]:
    ids: dict[str, object] = {"status": told.status}
    if told.trace:
        ids["trace"] = told.trace
    return ids


def _told(status: int, body: bytes) -> _Told:
    try:
        answer = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        answer = None
    error = answer.get("error") if isinstance(answer, dict) else None
    fields: Mapping[str, object] = error if isinstance(error, dict) else {}
    return _Told(
        status=status,
        code=_whole(fields.get("code")),
        subcode=_whole(fields.get("error_subcode")),
        message=str(fields.get("message", "")).lower(),
        is_transient=fields.get("is_transient") is True,
        trace=trace_of(fields.get("fbtrace_id")),
    )


def _whole(value: object) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
