"""How do we say a time to staff? In the district's own zone, the American way."""

from datetime import UTC, date, datetime, tzinfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def clock_time(at: datetime, zone: tzinfo) -> str:
    """``2:03 PM``; written by hand because strftime's unpadded hour differs between systems."""
    local = in_zone(at, zone)
    return utc_words(at) if local is None else _clock(local)


def in_zone(at: datetime, zone: tzinfo) -> datetime | None:
    """`at` in `zone`; None where the calendar has no such time (a comment can carry the year 1)."""
    try:
        return at.astimezone(zone)
    except (OverflowError, ValueError):
        return None


def utc_words(at: datetime) -> str:
    """``0001-01-01 00:00 UTC``: how a time is said that the district's zone has no words for."""
    there = in_zone(at, UTC)
    return "time not usable" if there is None else f"{there.replace(tzinfo=None).isoformat(' ', 'minutes')} UTC"


def _clock(local: datetime) -> str:
    return f"{(local.hour + 11) % 12 + 1}:{local.minute:02d} {'AM' if local.hour < 12 else 'PM'}"


def day_words(day: date) -> str:
    """``Tue, Nov 3, 2026``."""
    return f"{DAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}"


def local_time(at: datetime, zone: tzinfo, now: datetime) -> str:
    """``Today, 2:03 PM`` or ``Nov 3, 2026, 2:03 PM``; in UTC where the zone has no such time."""
    local = in_zone(at, zone)
    if local is None:
        return utc_words(at)
    days = (now.astimezone(zone).date() - local.date()).days
    if days in (0, 1):
        return f"{'Yesterday' if days else 'Today'}, {_clock(local)}"
    return f"{MONTHS[local.month - 1]} {local.day}, {local.year}, {_clock(local)}"


def time_inside(at: datetime, zone: tzinfo, now: datetime) -> str:
    """As `local_time`, for the middle of a sentence."""
    words = local_time(at, zone, now)
    return words[0].lower() + words[1:] if words.startswith(("Today", "Yesterday")) else words


def age_words(at: datetime, now: datetime) -> str:
    """``just now``, ``12 minutes ago``, ``3 hours ago``, ``5 days ago``."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"
