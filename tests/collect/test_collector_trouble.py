"""Does trouble with one post, or an answer that is older than it looks, spoil what follows?"""

import pytest

from bot.collect.collector import Collector
from bot.errors import Gone, MonitorError, PermissionRefused, PlatformUnavailable, RequestRefused
from bot.model import ActionState, Glance
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import NOON, FixedClock, account, comment, decided, log_lines, new_decision, post, proven
from tests.collect.room import DAY, HOUR, ONE, PROMISE, THREE, TWO, glance, texts
from tests.fakes import FakePlatform

FRESH, RETRY = PROMISE.fresh.total_seconds(), 2 * PROMISE.fresh.total_seconds()
OLD = comment("old", external_id="old", created_at=NOON - 4 * HOUR)


@pytest.mark.parametrize("is_listed", [True, False])
@pytest.mark.parametrize("error", [PermissionRefused("not this one"), RequestRefused("not understood")])
def test_a_post_that_may_not_be_read_is_not_asked_for_at_every_pass(
    platform: FakePlatform, collector: Collector, clock: FixedClock, error: MonitorError, is_listed: bool
) -> None:
    platform.put(OLD)
    platform.prepared["p1"] = glance(OLD)
    collector.collect_due(account())
    clock.tick(FRESH)
    if not is_listed:
        platform.listed_posts = []
        collector.collect_due(account())
    platform.prepared["p1"] = glance(OLD, count=0)
    platform.shows("p1", error)
    platform.calls.clear()
    clock.tick(DAY.total_seconds())
    failed = 0
    for _ in range(6):
        try:
            collector.collect_due(account())
        except type(error):
            failed += 1
        clock.tick(FRESH)
    assert platform.calls.count("posts") == 6
    assert failed <= 3, "a reading that ended badly is tried again only later"


def test_what_a_listing_showed_before_a_reading_failed_hides_nothing_else(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    """Where no count is told, shown comments that we know prove that nothing else is new: but not these."""
    uncounted = post(count=None)
    platform.put(OLD)
    platform.prepared["p1"] = Glance(post=uncounted, shown=(OLD,), newest_first=True)
    collector.collect_due(account())
    clock.tick(RETRY)
    platform.put(ONE, TWO, THREE)
    platform.prepared["p1"] = Glance(post=uncounted, shown=(THREE, TWO), newest_first=True)
    platform.fail("comments", PlatformUnavailable("no answer"))
    with pytest.raises(PlatformUnavailable):
        collector.collect_due(account())
    for _ in range(3):
        clock.tick(RETRY)
        collector.collect_due(account())
    assert sorted(texts(store)) == ["old", "one", "three", "two"]


def test_a_page_of_posts_is_as_old_as_the_question_for_it(
    store: SqliteStore, archive: ObjectFiles, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    """Many posts come with one answer: while the first is read, the worker hides a comment under the second."""
    second = comment("second", external_id="second", post_id="p2")
    platform.listed_posts = [post("p1"), post("p2")]
    platform.prepared = {"p1": glance(ONE, shows_all=True), "p2": glance(second, of=post("p2"), shows_all=True)}
    platform.put(ONE, second)
    collector.collect_due(account())
    proven(store, archive, 2)

    def hide_meanwhile() -> None:
        action = store.decisions.plan(decided(store, new_decision(2), at=clock.tick()), capture_id=1, at=clock.now())
        store.decisions.mark(action, ActionState.DONE, answer="", at=clock.now())
        store.comments.note_state(2, clock.now(), is_hidden=True)
        clock.tick()

    clock.tick(RETRY)
    platform.prepared["p1"] = glance(ONE, count=2)
    platform.before["comments"] = hide_meanwhile
    collector.collect_due(account())
    assert platform.before == {}, "the hide took place in the middle of the listing"
    assert log_lines(store, "visibility") == [], "the answer is older than our own hide"


@pytest.mark.parametrize(
    "answer", [Gone("gone"), PermissionRefused("not this one"), PlatformUnavailable("no usable answer")]
)
def test_a_listing_goes_on_after_a_post_that_cannot_be_read(
    store: SqliteStore, platform: FakePlatform, collector: Collector, answer: MonitorError
) -> None:
    platform.listed_posts = [post("p0"), post("p1")]
    platform.prepared = {"p0": glance(of=post("p0"), count=3), "p1": glance(ONE, shows_all=True)}
    platform.shows("p0", answer)
    assert collector.collect_due(account()) == 1
    assert texts(store) == ["one"]
