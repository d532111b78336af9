"""How much of our quota is used, and how long must we stay away? Read from the headers of an answer."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

HOUR = 3600.0
LONGEST_WAIT = 24 * HOUR
"""Meta counts over 24 hours; a longer wait would be a garbled header."""

APP = "app"
PAGES = "pages"
INSTAGRAM = "instagram"
ADS = "ad_account"
"""The buckets in which Meta counts; the header by business object names further ones."""

_BY_OBJECT = "x-business-use-case-usage"
_PLAIN = (("x-app-usage", APP), ("x-page-usage", PAGES), ("x-ad-account-usage", ADS))
_SHARES = ("call_count", "total_cputime", "total_time", "acc_id_util_pct")


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What one answer tells of one bucket: per cent used (may pass 100), and seconds until access comes back.

    `percent` is None and `wait_seconds` 0 where Meta doesn't tell.
    """

    bucket: str
    percent: int | None
    wait_seconds: float


def uses(headers: Mapping[str, str]) -> tuple[Use, ...]:
    """What the headers (lower-case names) tell, once for each bucket, the worst of what is told of it.

    No header means nothing: Meta sends them "once enough calls were made".
    """
    found: dict[str, Use] = {}
    for bucket, row in _rows(headers):
        shares = list(_numbers(row, _SHARES))
        use = Use(bucket=bucket, percent=int(max(shares)) if shares else None, wait_seconds=_wait(row))
        found[bucket] = _worse(found[bucket], use) if bucket in found else use
    return tuple(found.values())


def percent_used(headers: Mapping[str, str]) -> int | None:
    """The fullest bucket in per cent (may pass 100); None when Meta told nothing, as it does at low use."""
    return max((use.percent for use in uses(headers) if use.percent is not None), default=None)


def told_wait(headers: Mapping[str, str], bucket: str = "") -> float:
    """Seconds until access comes back, 0 when untold: of this bucket or, if nothing is told of it, of any.

    Meta tells minutes; `Retry-After` (in seconds) counts where it tells none.
    """
    waits = {use.bucket: use.wait_seconds for use in uses(headers) if use.wait_seconds > 0}
    told = waits.get(bucket) or max(waits.values(), default=0.0)
    return min(told or retry_after(headers), LONGEST_WAIT)


def wait_seconds(headers: Mapping[str, str], bucket: str = "") -> float:
    """As `told_wait`; an hour when nothing is told."""
    return told_wait(headers, bucket) or HOUR


def retry_after(headers: Mapping[str, str]) -> float:
    """The seconds of `Retry-After`; 0 without one, and for its other form, a date."""
    after = headers.get("retry-after", "").strip()
    return min(float(after), LONGEST_WAIT) if re.fullmatch(r"[0-9]{1,9}", after) else 0.0


def _worse(one: Use, other: Use) -> Use:
    shares = [use.percent for use in (one, other) if use.percent is not None]
    return Use(
        bucket=one.bucket,
        percent=max(shares, default=None),
        wait_seconds=max(one.wait_seconds, other.wait_seconds),
    )


def _wait(row: Mapping[str, object]) -> float:
    minutes = max(_numbers(row, ("estimated_time_to_regain_access",)), default=0.0)
    is_spent = max(_numbers(row, ("acc_id_util_pct",)), default=0.0) >= 100
    seconds = max(_numbers(row, ("reset_time_duration",)), default=0.0) if is_spent else 0.0
    return min(max(minutes * 60, seconds), LONGEST_WAIT)


def _rows(headers: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for rows in _parsed(headers.get(_BY_OBJECT)).values():
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                yield _bucket(row.get("type")), row
    for name, bucket in _PLAIN:
        row = _parsed(headers.get(name))
        if row:
            yield bucket, row


def _bucket(kind: object) -> str:
    """The bucket of a row by its `type`: a short plain word, since it goes into logs and the index."""
    return kind if isinstance(kind, str) and re.fullmatch(r"[a-z_]{1,40}", kind) else "other"


def _parsed(header: str | None) -> Mapping[str, object]:
    try:
        value = json.loads(header or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _numbers(row: Mapping[str, object], names: tuple[str, ...]) -> Iterator[float]:
    for name in names:
        value = row.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1e9:
            yield float(value)
