"""Do allowances deplete, regain and refuse as section 4.1 of the facts says, and stay cheap over a day of calls?"""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.simulator.usage import SLOTS, Window
from bot.simulator.world import World
from tests.simulator.kit import ACCOUNTS, NOON, Caller, Clock, Reply, comment, post, scenario, world


def small(clock: Clock | None = None, **settings: Any) -> World:
    manners = {"quota_calls": 4, "quota_minutes": 60, **settings}
    return world(post(), post("media", "ig"), comment("c", on="media"), clock=clock, settings=manners)


def business(answer: Reply) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.headers["X-Business-Use-Case-Usage"])
    return found


def test_the_window_slides_call_by_call() -> None:
    clock = Clock()
    caller = Caller(small(clock))
    shares = []
    for _ in range(8):
        shares.append(business(caller.read("/me"))["1001"][0]["call_count"])
        clock.pass_minutes(20)
    assert shares == [25, 50, 75, 75, 75, 75, 75, 75]


def test_calls_made_while_refused_prolong_the_refusal() -> None:
    clock = Clock()
    caller = Caller(small(clock))
    for _ in range(4):
        caller.read("/me")
    clock.pass_minutes(30)
    row = business(caller.read("/me"))["1001"][0]
    assert (row["call_count"], row["estimated_time_to_regain_access"]) == (125, 30)
    for _ in range(4):
        row = business(caller.read("/me"))["1001"][0]
    assert (row["call_count"], row["estimated_time_to_regain_access"]) == (225, 60)
    clock.pass_minutes(60)
    assert caller.read("/me").status == 200


def test_waiting_as_long_as_told_is_long_enough() -> None:
    clock = Clock()
    caller = Caller(small(clock))
    for _ in range(5):
        answer = caller.read("/me")
        clock.pass_minutes(1.5)
    assert answer.error == (80001, None)
    clock.pass_minutes(business(answer)["1001"][0]["estimated_time_to_regain_access"] - 1.5)
    assert caller.read("/me").status == 200


def test_a_page_token_spends_the_bucket_of_what_it_asks_for() -> None:
    made = small()
    caller = Caller(made)
    for _ in range(4):
        answer = caller.read(f"/{made.comment('c').id}")
        assert business(answer)["17841400000000001"][0]["type"] == "instagram"
    assert caller.read(f"/{made.post('media').id}").error == (80002, None)
    assert caller.read(f"/{made.post('post').id}").status == 200


def test_somebody_elses_page_is_not_charged() -> None:
    made = small()
    for _ in range(5):
        Caller(made, "else-token").read("/1001")
    assert Caller(made).read("/me").status == 200


def test_user_and_app_tokens_spend_an_allowance_of_their_own() -> None:
    clock = Clock()
    made = small(clock, app_quota_calls=2, app_quota_minutes=10)
    for _ in range(4):
        assert Caller(made).read("/me").status == 200
    caller = Caller(made, "user-token")
    assert json.loads(caller.read("/me").headers["X-App-Usage"])["call_count"] == 50
    assert caller.read("/me").status == 200
    refused = caller.read("/me")
    assert (refused.status, refused.error) == (400, (17, None))
    assert "X-Business-Use-Case-Usage" not in refused.headers
    app = f"{made.scenario.app_id}|{made.scenario.app_secret}"
    assert Caller(made, app).read("/debug_token", input_token="page-token").error == (4, None)
    clock.pass_minutes(10)
    assert caller.read("/me").status == 200


@pytest.mark.parametrize("shows", [True, False])
def test_a_refusal_may_come_without_headers(shows: bool) -> None:
    caller = Caller(small(quota_calls=1, throttle_headers=shows))
    caller.read("/me")
    refused = caller.read("/me")
    assert refused.error == (80001, None)
    assert ("X-Business-Use-Case-Usage" in refused.headers) is shows
    assert ("X-App-Usage" in refused.headers) is shows


def test_headers_come_only_when_enough_calls_were_made() -> None:
    caller = Caller(small(usage_shown_from=50))
    assert "X-Business-Use-Case-Usage" not in caller.read("/me").headers
    assert business(caller.read("/me"))["1001"][0]["call_count"] == 50


def test_a_dormant_account_has_an_allowance_of_its_own() -> None:
    accounts = [*ACCOUNTS[:2], {**ACCOUNTS[2], "quota_calls": 1}]
    made = World(scenario(accounts=accounts), Clock())
    caller = Caller(made, "ig-token")
    assert business(caller.read("/me"))["17841400000000001"][0]["call_count"] == 100
    assert caller.read("/me").error == (80002, None)
    assert Caller(made).read("/me").status == 200


def test_every_item_of_a_batch_is_counted_and_told() -> None:
    made = small()
    items = [{"method": "GET", "relative_url": "me"}] * 5
    rows = Caller(made).write("/v26.0/", batch=json.dumps(items)).body
    assert [row["code"] for row in rows] == [200, 200, 200, 200, 400]
    headers = {each["name"]: each["value"] for each in rows[3]["headers"]}
    assert json.loads(headers["X-Business-Use-Case-Usage"])["1001"][0]["call_count"] == 100


def test_a_day_of_calls_is_kept_in_few_rows_and_counted_exactly() -> None:
    window, moment = Window(24 * 60, 400_000), NOON
    for _ in range(40_000):
        moment += timedelta(seconds=4.32)
        window.add(moment)
    assert len(window) <= SLOTS + 1
    assert 0 <= window.used(moment) - 20_000 <= 14


def test_a_clock_that_jumps_back_does_no_harm() -> None:
    window = Window(60, 10)
    for minutes in (0, 30, 10):
        window.add(NOON + timedelta(minutes=minutes))
    assert window.used(NOON + timedelta(minutes=30)) == 3
    assert window.used(NOON + timedelta(minutes=90)) == 0
