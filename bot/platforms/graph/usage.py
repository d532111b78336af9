"""How much of our quota is used, and how long must we stay away? Read from the headers of an answer."""

import json
import re
from collections.abc import Iterator, Mapping

HOUR = 3600.0
LONGEST_WAIT = 24 * HOUR
"""Meta counts over 24 hours; a longer wait would be a garbled header."""

_BY_OBJECT = "x-business-use-case-usage"
_BY_APP = ("x-app-usage", "x-page-usage")
_SHARES = ("call_count", "total_cputime", "total_time")


def percent_used(headers: Mapping[str, str]) -> int | None:
    """The fullest bucket in per cent (may pass 100); None when Meta told nothing, as it does at low use."""
    shares = [share for row in _rows(headers) for share in _numbers(row, _SHARES)]
    return int(max(shares)) if shares else None


def wait_seconds(headers: Mapping[str, str]) -> float:
    """Seconds until access comes back: Meta tells minutes (or `Retry-After` in seconds), else one hour."""
    minutes = [each for row in _rows(headers) for each in _numbers(row, ("estimated_time_to_regain_access",))]
    told = max(minutes, default=0.0) * 60
    after = headers.get("retry-after", "").strip()
    if told <= 0 and re.fullmatch(r"[0-9]{1,9}", after):
        told = float(after)
    return min(told, LONGEST_WAIT) if told > 0 else HOUR


def _rows(headers: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    by_object = _parsed(headers.get(_BY_OBJECT))
    for rows in by_object.values():
        yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    for name in _BY_APP:
        yield _parsed(headers.get(name))


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
