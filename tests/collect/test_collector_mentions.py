"""Is a comment under somebody else's post that names us kept, judged, and its post left alone?"""

from dataclasses import replace

import pytest

from bot.collect.collector import Collector
from bot.errors import Gone
from bot.model import PostKind, Stage, WakeKind
from bot.store.index import SqliteStore
from tests.builders import FixedClock, account, comment, log_lines, post
from tests.collect.room import DAY, texts, waiting, woken
from tests.fakes import FakePlatform


@pytest.fixture(autouse=True)
def listed(platform: FakePlatform, collector: Collector, clock: FixedClock) -> None:
    """The page has no posts, was listed a minute ago, and nothing was called since."""
    platform.listed_posts = []
    collector.collect(account())
    clock.tick(60)
    platform.calls.clear()


ELSEWHERE = replace(post("far"), kind=PostKind.MENTION, comment_count=None)
NAMED = comment("Ask @mapleridge", external_id="named", post_id="far")


def test_a_comment_elsewhere_that_names_us_is_kept_and_judged_and_its_post_is_never_read(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.mentions["named"] = (ELSEWHERE, NAMED)
    woken(store, clock, "far", "named", WakeKind.MENTION)
    assert collector.collect_due(account()) == 1
    assert (platform.calls, waiting(store, clock)) == (["mentioned"], [])
    assert (texts(store), store.work.waiting()) == (["Ask @mapleridge"], {Stage.JUDGE: 1})
    assert store.comments.post("maple", "far").kind is PostKind.MENTION
    for _ in range(3):
        clock.tick(DAY.total_seconds())
        collector.collect(account(), whole=True)
    assert "comments" not in platform.calls


def test_a_mention_told_twice_is_one(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.mentions["named"] = (ELSEWHERE, NAMED)
    for _ in range(2):
        woken(store, clock, "far", "named", WakeKind.MENTION)
        collector.collect_due(account())
        clock.tick(5)
    assert texts(store) == ["Ask @mapleridge"]
    assert len(log_lines(store, "collected")) == 1


def test_a_mention_that_is_gone_is_done_with(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    woken(store, clock, "far", "named", WakeKind.MENTION)
    assert collector.collect_due(account()) == 0
    platform.fail("mentioned", Gone("gone"))
    clock.tick(5)
    woken(store, clock, "far", "named", WakeKind.MENTION)
    assert collector.collect_due(account()) == 0
    assert waiting(store, clock) == []
