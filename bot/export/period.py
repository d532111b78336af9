"""Which moments belong to a week, as the district's clocks show it? Pure; local time lives here and in templates."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import InputError

_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An ISO week (Monday to Sunday) in one time zone: the moments ``start <= at < end``, both in UTC.

    A week with a change of clocks is an hour shorter or longer than the others.
    """

    name: str
    zone: ZoneInfo
    monday: date
    start: datetime
    end: datetime

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven local days."""
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    def holds(self, at: datetime) -> bool:
        """Whether `at` lies in this week."""
        return self.start <= at < self.end


def week(name: str, zone: ZoneInfo) -> Week:
    """The week called `name`, like ``2026-W47``. Raises `InputError` when there is no such week."""
    form = _WEEK.fullmatch(name)
    if form is None:
        raise InputError(f"{name[:40]!r} is not a week; write it as 2026-W47")
    year, number = int(form[1]), int(form[2])
    try:
        monday = date.fromisocalendar(year, number, 1)
        following = monday + timedelta(days=7)
    except (ValueError, OverflowError):
        raise InputError(f"there is no week {number} in {year}; weeks run from 01 to 52, in some years to 53") from None
    return Week(name=name, zone=zone, monday=monday, start=_midnight(monday, zone), end=_midnight(following, zone))


def week_of(moment: datetime, zone: ZoneInfo) -> str:
    """The name of the week in which `moment` (aware) lies on the district's calendar."""
    year, number, _ = moment.astimezone(zone).isocalendar()
    return f"{year:04d}-W{number:02d}"


def week_before(period: Week) -> str:
    """The name of the week before."""
    return week_of(period.start - timedelta(days=1), period.zone)


def weeks_between(first: datetime, last: datetime, zone: ZoneInfo) -> list[Week]:
    """Every week from the one of `first` to the one of `last`, both included; none when `last` is earlier."""
    weeks = []
    current = week(week_of(first, zone), zone)
    while current.start <= last:
        weeks.append(current)
        current = week(week_of(current.end, zone), zone)
    return weeks


def local_text(at: datetime, zone: ZoneInfo) -> str:
    """`at` for a person: ``2026-11-17 14:03:22 CST (UTC-06:00)``."""
    local = at.astimezone(zone)
    offset = local.strftime("%z")
    return f"{local:%Y-%m-%d %H:%M:%S} {local.tzname()} (UTC{offset[:3]}:{offset[3:5]})"


def utc_text(at: datetime) -> str:
    """`at` for a machine, to the second: ``2026-11-17T20:03:22Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
