"""Do the usage headers say how long to wait?"""

import json

import pytest

from bot.platforms.graph.usage import Use, percent_used, uses, wait_seconds


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


def use(bucket: str, percent: int | None, wait: float = 0.0) -> Use:
    return Use(bucket=bucket, percent=percent, wait_seconds=wait)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, []),
        (business(), [use("pages", 28)]),
        (business(total_time=208, estimated_time_to_regain_access=3), [use("pages", 208, 180)]),
        (business(type="instagram", call_count=99.9), [use("instagram", 99)]),
        (business(type="a\nforged line"), [use("other", 28)]),
        (business(type=7), [use("other", 28)]),
        (business(call_count=None, total_cputime="5", total_time=-1), [use("pages", None)]),
        ({"x-app-usage": '{"call_count": 4, "total_time": 61}'}, [use("app", 61)]),
        ({"x-page-usage": '{"call_count": 7}'}, [use("pages", 7)]),
        ({"x-app-usage": "{}"}, []),
        ({"x-app-usage": "[1]"}, []),
        ({"x-ad-account-usage": '{"acc_id_util_pct": 9.67, "reset_time_duration": 100}'}, [use("ad_account", 9)]),
        ({"x-ad-account-usage": '{"acc_id_util_pct": 100, "reset_time_duration": 50}'}, [use("ad_account", 100, 50)]),
    ],
)
def test_each_header_tells_of_its_bucket(headers: dict[str, str], expected: list[Use]) -> None:
    assert list(uses(headers)) == expected


def test_of_several_objects_the_worst_counts() -> None:
    rows = {
        "1": [{"type": "pages", "call_count": 20, "estimated_time_to_regain_access": 4}],
        "2": [{"type": "pages", "call_count": 90}, {"type": "instagram", "call_count": 3}],
    }
    assert list(uses({"x-business-use-case-usage": json.dumps(rows), "x-page-usage": '{"call_count": 1}'})) == [
        use("pages", 90, 240),
        use("instagram", 3),
    ]
