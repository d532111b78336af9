"""Does a strange time, in an answer or on our own clock, keep a comment from being read?"""

from datetime import UTC, datetime

import pytest

from bot.collect.collector import Collector
from bot.model import PostWatch
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock, account, comment
from tests.collect.room import HOUR, ONE, TWO, glance, progress_of, texts
from tests.fakes import FakePlatform

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def test_a_comment_from_the_future_moves_the_checkpoint_no_further_than_now(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE, comment("later", external_id="later", created_at=datetime(2090, 1, 1, tzinfo=UTC)))
    collector.collect(account())
    assert progress_of(store)[0] == NOON
    clock.tick(60)
    platform.put(TWO)
    platform.prepared["p1"] = glance(ONE, count=2)
    assert collector.collect(account()) == 1
    assert platform.since[-1] == NOON - HOUR


@pytest.mark.parametrize("stored", [datetime(2090, 1, 1, tzinfo=UTC), FIRST, LAST])
def test_a_strange_checkpoint_that_stands_already_blinds_nobody(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock, stored: datetime
) -> None:
    store.checkpoints.advance("maple", PostWatch(post_id="p1", newest=stored, count=0, read_at=NOON, whole_at=NOON))
    clock.tick(10 * 3600)
    platform.put(ONE)
    assert collector.collect(account()) == 1
    assert platform.since[-1] in (None, NOON - HOUR), "not the last hour: the service may have stood still for ten"


@pytest.mark.parametrize("hours", [2, 24 * 400])
def test_a_clock_set_back_reads_everything_again(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock, hours: int
) -> None:
    platform.put(ONE)
    collector.collect(account())
    clock.tick(-hours * 3600.0)
    platform.put(TWO)
    assert collector.collect(account()) == 1
    assert platform.since == [None, None]
    assert progress_of(store)[2] == clock.now()


@pytest.mark.parametrize("at", [FIRST, LAST])
def test_a_comment_from_the_end_of_the_calendar_is_kept_and_the_next_pass_goes_well(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock, at: datetime
) -> None:
    platform.put(comment("strange", external_id="strange", created_at=at))
    for _ in range(3):
        collector.collect(account())
        clock.tick(7200)
    platform.put(TWO)
    collector.collect(account(), whole=True)
    assert texts(store) == ["strange", "two"]
