"""Does a week begin and end where the district's calendar says?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.export.period import local_text, utc_text, week, week_of, weeks_between

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("name", "start", "hours"),
    [
        ("2026-W47", "2026-11-16T06:00:00Z", 168),
        ("2026-W10", "2026-03-02T06:00:00Z", 167),  # clocks go forward on 8 March
        ("2026-W44", "2026-10-26T05:00:00Z", 169),  # and back on 1 November
        ("2026-W53", "2026-12-28T06:00:00Z", 168),
        ("2026-W01", "2025-12-29T06:00:00Z", 168),
    ],
)
def test_a_week_is_seven_local_days(name: str, start: str, hours: int) -> None:
    found = week(name, CHICAGO)
    assert utc_text(found.start) == start
    assert found.end - found.start == timedelta(hours=hours)
    assert len(found.days) == 7


@pytest.mark.parametrize("name", ["2026-47", "2026W47", "W47", "", "2026-W7", "26-W47", "２０２６-W47", "2026-W47\n"])
def test_a_name_of_another_form_is_refused_with_the_right_form(name: str) -> None:
    with pytest.raises(InputError, match="write it as 2026-W47"):
        week(name, CHICAGO)


@pytest.mark.parametrize("name", ["2025-W53", "2026-W00", "2026-W54", "0000-W01", "9999-W52"])
def test_a_week_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="there is no week"):
        week(name, CHICAGO)


@given(
    st.integers(946684800, 3786912000),
    st.sampled_from(["America/Chicago", "UTC", "Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe"]),
)
def test_every_moment_lies_in_the_week_it_names(seconds: int, zone_name: str) -> None:
    moment, zone = datetime.fromtimestamp(seconds, UTC), ZoneInfo(zone_name)
    assert week(week_of(moment, zone), zone).holds(moment)


def test_the_week_ends_where_the_next_one_begins() -> None:
    names = [w.name for w in weeks_between(week("2026-W52", CHICAGO).start, week("2027-W01", CHICAGO).start, CHICAGO)]
    assert names == ["2026-W52", "2026-W53", "2027-W01"]
    assert week("2026-W53", CHICAGO).end == week("2027-W01", CHICAGO).start


def test_there_are_no_weeks_before_the_first() -> None:
    start = week("2026-W47", CHICAGO).start
    assert weeks_between(start, start - timedelta(days=8), CHICAGO) == []


def test_local_time_says_its_distance_from_utc() -> None:
    assert local_text(datetime(2026, 7, 1, 12, tzinfo=UTC), CHICAGO) == "2026-07-01 07:00:00 CDT (UTC-05:00)"
