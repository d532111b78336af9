"""Do the usage headers say how long to wait?"""

import json

import pytest

from bot.platforms.graph.usage import percent_used, wait_seconds


def business(**more: object) -> dict[str, str]:
    row = {"type": "pages", "call_count": 28, "total_cputime": 15, "total_time": 24, **more}
    return {"x-business-use-case-usage": json.dumps({"1000": [row]})}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 3600),
        (business(), 3600),
        (business(estimated_time_to_regain_access=0), 3600),
        (business(estimated_time_to_regain_access=7), 420),
        (business(estimated_time_to_regain_access=1e8), 86400),
        (business(estimated_time_to_regain_access="7"), 3600),
        (business(estimated_time_to_regain_access=-1), 3600),
        ({"x-business-use-case-usage": "not json"}, 3600),
        ({"x-business-use-case-usage": '{"1": 7, "2": [8, null], "3": [{"estimated_time_to_regain_access": 2}]}'}, 120),
        ({"x-business-use-case-usage": '{"1": [{"estimated_time_to_regain_access": NaN}]}'}, 3600),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, 3600),
    ],
)
def test_the_wait_is_told_in_minutes_or_is_an_hour(headers: dict[str, str], seconds: float) -> None:
    assert wait_seconds(headers) == seconds


def test_the_fullest_bucket_counts() -> None:
    assert percent_used({**business(total_time=208), "x-app-usage": '{"call_count": 40}'}) == 208


def test_no_header_means_nothing_is_known() -> None:
    assert percent_used({}) is None
