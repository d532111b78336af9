"""Is a spent quota waited out, by all who share the token, over restarts, and never for days?"""

import json
import logging
import sqlite3
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from bot.errors import StoreBusy, Throttled
from bot.model import Quota
from bot.platforms.graph.limiter import Gate, Limiter
from bot.ports import Quotas
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock

MINUTE, HOUR = 60.0, 3600.0


class HeardQuotas:
    """Remembers every row that is written; fails while told to."""

    def __init__(self) -> None:
        self.written: list[tuple[str, Quota]] = []
        self.tries = 0
        self.is_broken = False

    def quotas(self, name: str) -> Mapping[str, Quota]:
        if self.is_broken:
            raise StoreBusy("in use")
        return dict(self.written)

    def note(self, name: str, bucket: str, quota: Quota, at: datetime) -> None:
        self.tries += 1
        if self.is_broken:
            raise StoreBusy("in use")
        self.written.append((bucket, quota))


def limiter_of(clock: FixedClock, quotas: Quotas | None = None) -> Limiter:
    return Limiter("maple", quotas=quotas, clock=clock)


def pages(percent: int | None = None, *, minutes: int = 0, kind: str = "pages") -> dict[str, str]:
    row: dict[str, object] = {"type": kind, "estimated_time_to_regain_access": minutes}
    if percent is not None:
        row["total_time"] = percent
    return {"x-business-use-case-usage": json.dumps({"1": [row]})}


def throttled(seconds: float = 0.0, *, bucket: str = "pages") -> Throttled:
    return Throttled("spent", wait_seconds=seconds or HOUR, bucket=bucket, wait="told" if seconds else "guessed")


def wait_of(gate: Gate) -> float:
    """Seconds that a call has to wait; 0 when it may leave."""
    try:
        gate.admit()
    except Throttled as error:
        return error.wait_seconds
    return 0.0


def test_nothing_known_lets_calls_pass(clock: FixedClock) -> None:
    gate = limiter_of(clock).gate("pages")
    assert wait_of(gate) == 0
    assert gate.quota == Quota()


def test_the_time_meta_tells_is_waited_out_to_the_second(clock: FixedClock) -> None:
    gate = limiter_of(clock).gate("pages")
    gate.note(pages(104, minutes=7))
    assert gate.quota == Quota(percent=104, blocked_until=NOON + timedelta(minutes=7))
    assert wait_of(gate) == 7 * MINUTE
    clock.tick(7 * MINUTE - 1)
    assert wait_of(gate) == 1
    clock.tick(1)
    assert wait_of(gate) == 0
    # What was full then is unknown now: otherwise nobody would ever ask again.
    assert gate.quota == Quota()


def test_a_time_to_regain_blocks_below_a_hundred_per_cent_too(clock: FixedClock) -> None:
    gate = limiter_of(clock).gate("pages")
    gate.note(pages(40, minutes=2))
    assert wait_of(gate) == 2 * MINUTE


def test_without_a_told_time_the_wait_doubles_up_to_a_day_and_a_success_ends_that(clock: FixedClock) -> None:
    gate = limiter_of(clock).gate("pages")
    waits = []
    for _ in range(7):
        gate.refused(throttled())
        waits.append(wait_of(gate) / HOUR)
        clock.tick(waits[-1] * HOUR)
    assert waits == [1, 2, 4, 8, 16, 24, 24]
    gate.succeeded()
    assert gate.quota.strikes == 0
    gate.refused(throttled())
    assert wait_of(gate) == HOUR


def test_a_full_bucket_without_a_told_time_is_left_alone_and_longer_each_time(clock: FixedClock) -> None:
    gate = limiter_of(clock).gate("pages")
    for hours in (1, 2, 4):
        gate.note(pages(100))
        gate.succeeded()
        assert wait_of(gate) == hours * HOUR
        clock.tick(hours * HOUR)
    gate.note(pages(60))
    gate.succeeded()
    assert gate.quota == Quota(percent=60)


def test_the_refusals_of_calls_under_way_together_are_one(clock: FixedClock) -> None:
    limiter = limiter_of(clock)
    for _ in range(5):
        limiter.gate("pages").refused(throttled())
        limiter.gate("pages").note(pages(130))
    assert limiter.gate("pages").quota == Quota(percent=130, blocked_until=NOON + timedelta(hours=1), strikes=1)


def test_a_success_that_left_before_the_block_does_not_end_it(clock: FixedClock) -> None:
    gate = limiter_of(clock).gate("pages")
    gate.refused(throttled())
    gate.note(pages(80))
    gate.succeeded()
    assert wait_of(gate) == HOUR
    assert gate.quota.strikes == 1


def test_a_told_time_counts_even_after_guesses(clock: FixedClock) -> None:
    gate = limiter_of(clock).gate("pages")
    gate.refused(throttled())
    clock.tick(HOUR)
    gate.refused(throttled(5 * MINUTE))
    assert wait_of(gate) == 5 * MINUTE
    assert gate.quota.strikes == 2


@pytest.mark.parametrize(
    ("asks", "named", "blocked"),
    [
        ("pages", "app", {"pages", "instagram", "app"}),
        ("pages", "pages", {"pages"}),
        ("pages", "", {"pages"}),
        ("instagram", "instagram", {"instagram"}),
        # The call that was refused was one of the asking bucket: the next one would be refused as well.
        ("instagram", "pages", {"instagram", "pages"}),
    ],
)
def test_a_throttle_stops_the_bucket_it_names(clock: FixedClock, asks: str, named: str, blocked: set[str]) -> None:
    limiter = limiter_of(clock)
    limiter.gate(asks).refused(throttled(bucket=named))
    assert {each for each in ("pages", "instagram", "app") if wait_of(limiter.gate(each))} == blocked


def test_the_headers_of_one_bucket_say_nothing_of_another(clock: FixedClock) -> None:
    limiter = limiter_of(clock)
    limiter.gate("pages").note(pages(150, minutes=9, kind="instagram"))
    assert wait_of(limiter.gate("pages")) == 0
    assert wait_of(limiter.gate("instagram")) == 9 * MINUTE


def test_the_worse_of_bucket_and_app_counts(clock: FixedClock) -> None:
    gate = limiter_of(clock).gate("pages")
    gate.note({**pages(30), "x-app-usage": '{"call_count": 81}'})
    assert gate.quota == Quota(percent=81)


def test_retry_after_holds_the_asking_bucket(clock: FixedClock) -> None:
    limiter = limiter_of(clock)
    limiter.gate("instagram").note({"retry-after": "90"})
    assert (wait_of(limiter.gate("instagram")), wait_of(limiter.gate("pages"))) == (90, 0)


def test_no_headers_leave_what_is_known_until_it_fades(clock: FixedClock) -> None:
    gate = limiter_of(clock).gate("pages")
    gate.note(pages(88))
    clock.tick(HOUR)
    gate.note({})
    assert gate.quota.percent == 88
    clock.tick(1)
    assert gate.quota.percent is None


@pytest.mark.parametrize("back", [timedelta(days=30), timedelta(days=3000)])
def test_a_clock_set_back_blocks_for_no_more_than_a_day(clock: FixedClock, back: timedelta) -> None:
    gate = limiter_of(clock).gate("pages")
    gate.note(pages(150, minutes=30))
    clock.at -= back
    assert wait_of(gate) == 24 * HOUR
    clock.tick(24 * HOUR)
    assert wait_of(gate) == 0


def test_what_is_known_survives_a_restart(clock: FixedClock, store: SqliteStore) -> None:
    gate = limiter_of(clock, store.quotas).gate("pages")
    gate.refused(throttled())
    gate.note({"x-app-usage": '{"call_count": 77}'})
    clock.tick(10 * MINUTE)
    again = limiter_of(clock, store.quotas).gate("pages")
    assert again.quota == Quota(percent=77, blocked_until=NOON + timedelta(hours=1), strikes=1)
    assert wait_of(again) == 50 * MINUTE
    clock.tick(50 * MINUTE)
    again.refused(throttled())
    assert wait_of(again) == 2 * HOUR
    assert wait_of(Limiter("other", quotas=store.quotas, clock=clock).gate("pages")) == 0


def test_only_a_change_that_matters_is_written(clock: FixedClock) -> None:
    heard = HeardQuotas()
    gate = limiter_of(clock, heard).gate("pages")
    for percent in (50, 50, 51, 51):
        gate.admit()
        gate.note(pages(percent))
        gate.succeeded()
        clock.tick(2)
    assert [quota.percent for _, quota in heard.written] == [50, 51]
    for _ in range(5):
        gate.note(pages(51, minutes=10))
        clock.tick(2)
    assert len(heard.written) == 3


def test_a_store_that_fails_costs_a_line_and_no_call(clock: FixedClock, caplog: pytest.LogCaptureFixture) -> None:
    heard = HeardQuotas()
    heard.is_broken = True
    gate = limiter_of(clock, heard).gate("pages")
    gate.note(pages(50))
    gate.note(pages(60))
    assert (gate.quota.percent, heard.tries) == (60, 1)
    assert "quota_not_remembered" in caplog.text
    assert "quota_not_kept name=maple bucket=pages cause=StoreBusy" in caplog.text
    heard.is_broken = False
    clock.tick(2 * MINUTE)
    gate.succeeded()
    assert heard.written == [("pages", Quota(percent=60))]


def test_a_locked_index_fails_no_call(clock: FixedClock, store: SqliteStore) -> None:
    store.connection.run("PRAGMA busy_timeout=1")
    gate = limiter_of(clock, store.quotas).gate("pages")
    other = sqlite3.connect(store.connection.path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        gate.note(pages(90))
    finally:
        other.close()
    assert gate.quota.percent == 90
    assert store.quotas.quotas("maple") == {}


def test_a_block_is_said_once_and_by_name(clock: FixedClock, caplog: pytest.LogCaptureFixture) -> None:
    gate = limiter_of(clock).gate("pages")
    with caplog.at_level(logging.WARNING):
        gate.refused(throttled())
        gate.note(pages(110, minutes=60))
        clock.tick(5)
        gate.note(pages(110, minutes=60))
    assert [each.getMessage() for each in caplog.records] == [
        "quota_blocked name=maple bucket=pages seconds=3600 strikes=1"
    ]


def test_many_threads_share_one_limiter(clock: FixedClock, store: SqliteStore) -> None:
    limiter = limiter_of(clock, store.quotas)
    start = threading.Barrier(4)
    faults: list[BaseException] = []

    def work(own: int) -> None:
        gate = limiter.gate("pages" if own % 2 else "instagram")
        try:
            start.wait(5)
            for each in range(20):
                gate.admit()
                gate.note({**pages(each), "x-app-usage": json.dumps({"call_count": each})})
                gate.succeeded()
        except (Throttled, threading.BrokenBarrierError) as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(each,)) for each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert faults == []
    assert store.quotas.quotas("maple") == {bucket: limiter.quota(bucket) for bucket in ("pages", "app")}
