"""Is each comment found with the calls that the plan allows, and no more? One page in memory, a real index."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.collect.collector import Collector
from bot.model import CommentState, PostWatch, Reach, Stage
from bot.store.index import SqliteStore
from tests.builders import (
    NOON,
    FixedClock,
    account,
    comment,
    edited,
    log_lines,
    post,
)
from tests.collect.room import DAY, HOUR, ONE, PROMISE, THREE, TWO, glance, judged, progress_of, state_of, texts
from tests.collect.room import watch_of as watch
from tests.fakes import FakePlatform

FRESH, RETRY = PROMISE.fresh.total_seconds(), 2 * PROMISE.fresh.total_seconds()
OLD = comment("old", external_id="old", created_at=NOON - 4 * HOUR)


@pytest.fixture
def known(platform: FakePlatform, collector: Collector, clock: FixedClock) -> None:
    """One and two are known, and it is time for the next pass; nothing was called yet."""
    platform.put(ONE, TWO)
    platform.prepared["p1"] = glance(ONE, TWO, newest_first=True)
    collector.collect(account())
    clock.tick(RETRY)
    platform.calls.clear()
    platform.since.clear()


# What a listing settles ----------------------------------------------------------------------------------------------


def test_a_post_that_a_listing_shows_whole_costs_no_other_call(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.prepared["p1"] = glance(ONE, TWO, shows_all=True)
    assert collector.collect(account()) == 2
    assert platform.calls == ["posts"]
    assert texts(store) == ["one", "two"]
    assert store.work.waiting() == {Stage.JUDGE: 2}
    assert [kind for kind, _, _ in log_lines(store)] == ["collected"]
    assert watch(store) == PostWatch(
        post_id="p1", created_at=post().created_at, newest=NOON, count=2, listed=2, read_at=NOON, whole_at=NOON
    )


@pytest.mark.usefixtures("known")
def test_a_new_comment_that_a_listing_shows_costs_no_other_call(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.prepared["p1"] = glance(THREE, TWO, count=3)
    assert collector.collect_due(account()) == 1
    assert platform.calls == ["posts"]
    assert texts(store) == ["one", "two", "three"]
    assert progress_of(store) == (NOON, 3, NOON)


@pytest.mark.usefixtures("known")
def test_more_new_comments_than_a_listing_shows_cost_one_reading(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.put(OLD, THREE)
    platform.prepared["p1"] = glance(THREE, count=4)
    platform.shows("p1", [ONE, TWO, THREE, OLD])
    assert collector.collect_due(account()) == 2
    assert (platform.calls, platform.since) == (["posts", "comments"], [NOON - HOUR])
    assert texts(store) == ["one", "two", "three", "old"]
    assert progress_of(store) == (NOON, 4, NOON)


@pytest.mark.usefixtures("known")
def test_a_reading_that_does_not_add_up_is_followed_by_a_whole_one(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    """The platform takes `since` for the time a comment was made, and the old one was approved only now."""
    platform.put(THREE, OLD)
    platform.prepared["p1"] = glance(THREE, count=4)
    platform.shows("p1", [ONE, TWO, THREE])
    platform.before["comments"] = lambda: platform.before.update(
        comments=lambda: platform.shows("p1", [ONE, TWO, THREE, OLD])
    )
    assert collector.collect_due(account()) == 2
    assert (platform.calls, platform.since) == (["posts", "comments", "comments"], [NOON - HOUR, None])
    assert texts(store) == ["one", "two", "three", "old"]
    assert progress_of(store) == (NOON, 4, clock.now())


@pytest.mark.usefixtures("known")
def test_a_smaller_count_leads_to_the_one_that_vanished(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.take_away("two")
    platform.prepared["p1"] = glance(ONE)
    assert collector.collect_due(account()) == 0
    assert platform.calls == ["posts", "comments", "comment"]
    assert state_of(store, "two") is CommentState.VANISHED
    clock.tick(FRESH)
    platform.calls.clear()
    collector.collect_due(account())
    assert platform.calls == ["posts"]


@pytest.mark.usefixtures("known")
def test_edits_and_hides_that_a_listing_shows_become_revisions_and_events(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    judged(store)
    platform.prepared["p1"] = glance(edited(ONE, "one, edited"), replace(TWO, is_hidden=True))
    assert collector.collect_due(account()) == 1
    assert platform.calls == ["posts"]
    assert texts(store) == ["one", "two", "one, edited"]
    assert store.comments.revision(2).comment.is_hidden is True
    assert [kind for kind, _, _ in log_lines(store)][-2:] == ["edited", "visibility"]
    assert store.work.waiting() == {Stage.JUDGE: 1}


def test_a_post_listed_in_two_places_is_taken_once(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.listed_posts = [post(), post()]
    platform.put(ONE)
    platform.prepared["p1"] = glance(ONE, count=2)
    assert collector.collect(account()) == 1
    assert platform.calls == ["posts", "comments"]


# When ----------------------------------------------------------------------------------------------------------------


def test_the_window_first_then_fresh_posts_and_nothing_between(
    platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.prepared["p1"] = glance(shows_all=True)
    passes = [collector.collect_due(account())]
    for _ in range(3):
        clock.tick(FRESH - 1)
        passes.append(collector.collect_due(account()))
        clock.tick(1)
        passes.append(collector.collect_due(account()))
    assert passes == [0, None, 0, None, 0, None, 0]
    assert platform.reaches == [Reach.WATCHED, *[Reach.FRESH] * 3]


def test_a_day_of_silence_costs_a_listing_every_few_minutes_and_one_reading(
    platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE, TWO)
    platform.prepared["p1"] = glance(TWO, count=2)
    while clock.now() < NOON + DAY:
        collector.collect_due(account())
        clock.tick(FRESH)
    assert platform.calls.count("posts") == DAY / PROMISE.fresh
    assert platform.reaches.count(Reach.WATCHED) == DAY / PROMISE.old
    assert platform.calls.count("comments") == 1


@pytest.mark.parametrize("hours", [1, 20, 24 * 400])
def test_a_clock_that_was_set_back_keeps_nobody_waiting(
    platform: FakePlatform, collector: Collector, clock: FixedClock, hours: int
) -> None:
    platform.prepared["p1"] = glance(shows_all=True)
    collector.collect_due(account())
    clock.tick(-hours * 3600.0)
    for _ in range(3):
        clock.tick(FRESH)
        collector.collect_due(account())
    assert platform.calls.count("posts") >= 3, "fresh posts are listed every five minutes"


def test_a_post_that_left_the_listing_is_read_when_its_turn_comes(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(OLD)
    collector.collect_due(account())
    platform.listed_posts = []
    clock.tick(FRESH)
    collector.collect_due(account())
    assert platform.calls == ["posts", "comments", "posts"]
    platform.put(THREE)
    clock.tick(2 * 3600)
    assert collector.collect_due(account()) == 1
    assert texts(store) == ["old", "three"]


# A day ---------------------------------------------------------------------------------------------------------------


def test_days_of_life_lose_nothing_and_the_calls_stay_few(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    """Every half an hour somebody writes, now and then two at once: a listing shows the newest three."""
    said = 0
    while clock.now() < NOON + DAY:
        if (clock.now() - NOON) % (HOUR / 2) == timedelta(0):
            for _ in range(1 + (said % 5 == 0)):
                said += 1
                platform.put(comment(f"{said}", external_id=f"c{said}", created_at=clock.now()))
        there = list(platform.there.values())
        platform.prepared["p1"] = glance(*there[:-4:-1], count=len(there))
        collector.collect_due(account())
        assert len(texts(store)) == said
        clock.tick(FRESH)
    assert store.work.waiting() == {Stage.JUDGE: said}
    assert platform.calls.count("comments") <= said / 4 + 2
