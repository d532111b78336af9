"""Which of our errors is this refusal of Meta's? Read from status, headers and body by the one table; pure.

No text of Meta's is kept: it can quote a comment.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import PlatformError, PlatformUnavailable, RequestRefused, Throttled, TokenRefused
from bot.platforms.graph.table import TABLE as TABLE
from bot.platforms.graph.table import CursorTooFar as CursorTooFar
from bot.platforms.graph.table import Row as Row
from bot.platforms.graph.table import TooMuchAsked as TooMuchAsked
from bot.platforms.graph.table import row_for
from bot.platforms.graph.usage import told_wait, wait_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an error body says, as far as it can be read."""

    status: int
    code: int | None
    subcode: int | None
    message: str
    is_transient: bool
    trace: str


def error_of(status: int, headers: Mapping[str, str], body: bytes) -> PlatformError:
    """The error that an unsuccessful answer means. `headers` have lower-case names; `body` may be anything.

    A `Throttled` says in its ids which `bucket` it concerns (none: that of the account that asked), and `wait=guessed`
    where Meta didn't tell for how long.
    """
    told = _told(status, headers, body)
    row = row_for(told.code, told.subcode, told.message)
    if status == 429 or (row is not None and row.error is Throttled):
        return _throttled(told, headers, "" if row is None else row.bucket)
    if (row is None or row.error is RequestRefused) and (told.code is None or told.is_transient or status >= 500):
        return _made(PlatformUnavailable, "no usable answer from Meta", told)
    if row is None:
        return _made(RequestRefused, "Meta says that our request is wrong", told)
    is_token = row.error is TokenRefused
    return _made(row.error, f"Meta refuses the access token: {row.meaning}" if is_token else row.meaning, told)


def trace_of(value: object) -> str:
    """A trace id of Meta's, or an empty string when it isn't one (it goes into logs and the ledger)."""
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_+/=-]{1,64}", value) else ""


def header_trace(headers: Mapping[str, str]) -> str:
    """The trace id in the headers of an answer, or an empty string."""
    return trace_of(headers.get("x-fb-trace-id")) or trace_of(headers.get("x-fb-request-id"))


def _throttled(told: _Told, headers: Mapping[str, str], bucket: str) -> Throttled:
    ids = {"bucket": bucket} if bucket else {}
    if not told_wait(headers, bucket):
        ids["wait"] = "guessed"
    return Throttled(
        "Meta's quota is used up",
        wait_seconds=wait_seconds(headers, bucket),
        code=told.code,
        subcode=told.subcode,
        **ids,
        **_ids(told),
    )


def _made(error: type[PlatformError], message: str, told: _Told) -> PlatformError:
    return error(message, code=told.code, subcode=told.subcode, **_ids(told))


def _ids(told: _Told) -> dict[str, object]:
    ids: dict[str, object] = {"status": told.status}
    if told.trace:
        ids["trace"] = told.trace
    return ids


def _told(status: int, headers: Mapping[str, str], body: bytes) -> _Told:
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
        trace=trace_of(fields.get("fbtrace_id")) or header_trace(headers),
    )


def _whole(value: object) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
