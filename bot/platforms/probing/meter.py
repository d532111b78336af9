"""What do the probe's calls cost, and what do Meta's headers tell? Noted at the gate, for answers good and bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.platforms.graph.limiter import Gate
from bot.platforms.graph.usage import uses

USAGE_HEADERS = ("x-app-usage", "x-business-use-case-usage", "x-page-usage", "x-ad-account-usage")


class Meter:
    """What was noted so far. `skews` are seconds by which Meta's clock is ahead of ours, one for each answer."""

    def __init__(self) -> None:
        self.calls = 0
        self.answers = 0
        self.versions: dict[str, None] = {}
        self.headers: dict[str, int] = {}
        self.buckets: dict[str, int] = {}
        self.skews: list[float] = []

    def heard(self, headers: Mapping[str, str], now: datetime) -> None:
        """Note the headers (lower-case names) of an answer that came at `now`."""
        self.answers += 1
        version = headers.get("facebook-api-version", "")
        if version and version.isascii() and version.isprintable():
            self.versions[version[:20]] = None
        for name in USAGE_HEADERS:
            if name in headers:
                self.headers[name] = self.headers.get(name, 0) + 1
        for use in uses(headers):
            self.buckets[use.bucket] = max(use.percent or 0, self.buckets.get(use.bucket, 0))
        told = _date(headers.get("date", ""))
        if told is not None:
            self.skews.append((told - now).total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Metered(Gate):
    """A gate that counts what passes it."""

    meter: Meter

    def admit(self) -> None:
        """As `Gate.admit`; a call that may not leave isn't counted."""
        Gate.admit(self)
        self.meter.calls += 1

    def note(self, headers: Mapping[str, str]) -> None:
        """As `Gate.note`."""
        self.meter.heard(headers, self.limiter.now())
        Gate.note(self, headers)


def _date(header: str) -> datetime | None:
    try:
        told = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told
