"""Is every time said, even one that the district's zone has no words for?"""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.review.times import age_words, clock_time, local_time, time_inside

NOON = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)
CHICAGO, AUCKLAND = ZoneInfo("America/Chicago"), ZoneInfo("Pacific/Auckland")
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        (FIRST, CHICAGO, "0001-01-01 00:00 UTC"),
        (LAST, AUCKLAND, "9999-12-31 23:59 UTC"),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), CHICAGO, "time not usable"),
        (datetime.max.replace(tzinfo=timezone(-timedelta(hours=14))), AUCKLAND, "time not usable"),
    ],
)
def test_a_time_at_the_end_of_the_calendar_is_said_in_utc_or_as_not_usable(
    at: datetime, zone: ZoneInfo, expected: str
) -> None:
    assert local_time(at, zone, NOON) == time_inside(at, zone, NOON) == clock_time(at, zone) == expected


@pytest.mark.parametrize("at", [FIRST, LAST])
@pytest.mark.parametrize("zone", [UTC, CHICAGO, AUCKLAND])
def test_no_stored_time_raises(at: datetime, zone: ZoneInfo) -> None:
    assert local_time(at, zone, NOON)
    assert age_words(at, NOON)


def test_tomorrow_is_said_with_its_date() -> None:
    assert local_time(NOON + timedelta(days=1), CHICAGO, NOON) == "Nov 4, 2026, 12:00 PM"
