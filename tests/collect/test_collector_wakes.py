"""Does a webhook's hint lead to what it names, with one call, and does none get lost or come back for ever?"""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.collect.collector import Collector
from bot.errors import (
    Gone,
    MonitorError,
    PermissionRefused,
    PlatformError,
    PlatformUnavailable,
    RequestRefused,
    Throttled,
    TokenRefused,
)
from bot.model import CommentState, PostKind, Quota, Wake, WakeKind
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock, account, edited, post
from tests.collect.room import DAY, ONE, PROMISE, THREE, TWO, glance, state_of, texts, waiting, watch_of, woken
from tests.fakes import FakePlatform

FRESH = PROMISE.fresh.total_seconds()


@pytest.fixture(autouse=True)
def known(platform: FakePlatform, collector: Collector, clock: FixedClock) -> None:
    """One is known, under a post that the window shows and a fresh listing doesn't; nothing is due for four minutes."""
    platform.put(ONE)
    platform.prepared["p1"] = glance(ONE)
    collector.collect(account())
    clock.tick(FRESH)
    platform.listed_posts = [post("p0")]
    platform.prepared["p0"] = glance(of=post("p0"), shows_all=True)
    collector.collect(account())
    clock.tick(60)
    platform.calls.clear()
    platform.since.clear()


# Posts ---------------------------------------------------------------------------------------------------------------


def test_a_woken_post_that_a_fresh_listing_shows_is_settled_by_one_that_also_stands_in_for_the_next(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    below = replace(TWO, post_id="p0")
    platform.prepared["p0"] = glance(below, of=post("p0"), shows_all=True)
    woken(store, clock, "p0")
    assert collector.collect_due(account()) == 1
    assert (platform.calls, waiting(store, clock)) == (["posts"], [])
    clock.tick(FRESH - 1)
    assert collector.collect_due(account()) is None


def test_a_woken_post_is_read_at_once_and_the_next_listing_needs_no_second_reading(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(TWO)
    platform.listed_posts = [post("p0"), post("p1")]
    platform.prepared["p1"] = glance(TWO, count=2)
    woken(store, clock)
    assert collector.collect_due(account()) == 1
    assert (platform.calls, platform.since) == (["comments"], [NOON - PROMISE.overlap])
    assert (texts(store), waiting(store, clock)) == (["one", "two"], [])
    assert collector.collect_due(account()) is None
    clock.tick(FRESH)
    collector.collect_due(account())
    assert platform.calls == ["comments", "posts"]


def test_many_hints_for_one_post_cost_one_reading(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(TWO, THREE)
    for _ in range(5):
        woken(store, clock)
        clock.tick(1)
    woken(store, clock, comment_id="two")
    assert collector.collect_due(account()) == 2
    assert platform.calls.count("comments") == 1
    assert waiting(store, clock) == []


def test_a_post_never_seen_before_is_read_whole(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(replace(TWO, post_id="new"))
    woken(store, clock, "new")
    assert collector.collect_due(account()) == 1
    assert (platform.calls, platform.since) == (["comments"], [None])
    assert watch_of(store, "new").whole_at == clock.now()


def test_a_post_that_a_webhook_told_first_is_known_as_it_is_once_a_listing_shows_it(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(replace(TWO, post_id="new"))
    woken(store, clock, "new")
    collector.collect_due(account())
    clock.tick(FRESH)
    made = replace(post("new"), kind=PostKind.REEL)
    platform.listed_posts.append(made)
    platform.prepared["new"] = glance(replace(TWO, post_id="new"), of=made)
    collector.collect_due(account())
    kept = store.comments.post("maple", "new")
    assert (kept.text, kept.permalink, kept.kind) == (made.text, made.permalink, PostKind.REEL)
    assert kept.created_at == made.created_at


def test_a_hint_without_a_post_brings_the_listing_forward(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.prepared["p0"] = glance(replace(TWO, post_id="p0"), of=post("p0"), shows_all=True)
    woken(store, clock, "")
    assert collector.collect_due(account()) == 1
    assert (platform.calls, waiting(store, clock)) == (["posts"], [])


# Comments ------------------------------------------------------------------------------------------------------------


def test_a_hint_for_a_comment_that_we_know_looks_at_that_comment_only(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(edited(ONE, "one, edited"))
    woken(store, clock, comment_id="one")
    assert collector.collect_due(account()) == 1
    assert (platform.calls, waiting(store, clock)) == (["comment"], [])
    assert texts(store) == ["one", "one, edited"]


def test_a_hint_for_a_deleted_comment_marks_it_vanished(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.take_away("one")
    woken(store, clock, comment_id="one")
    assert collector.collect_due(account()) == 0
    assert (platform.calls, waiting(store, clock)) == (["comment"], [])
    assert state_of(store, "one") is CommentState.VANISHED


def test_a_hint_for_a_comment_that_we_do_not_know_reads_its_post_and_nothing_else(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(TWO)
    woken(store, clock, comment_id="two")
    assert collector.collect_due(account()) == 1
    assert (platform.calls, waiting(store, clock)) == (["comments"], [])


def test_an_edited_comment_whose_post_was_not_told_makes_no_post_without_a_name(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(edited(ONE, "one, edited"))
    woken(store, clock, "", "one")
    assert collector.collect_due(account()) == 1
    assert "" not in [row["external_id"] for row in store.connection.rows("SELECT external_id FROM post")]


# Trouble -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [Gone("gone"), PermissionRefused("no"), RequestRefused("not understood")])
def test_a_hint_for_a_post_that_cannot_be_read_is_done_with_and_not_repeated(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock, error: MonitorError
) -> None:
    platform.listed_posts = [post("p0"), post("p1")]
    platform.shows("lost", error)
    woken(store, clock, "lost")
    if isinstance(error, Gone):
        assert collector.collect_due(account()) == 0
    else:
        with pytest.raises(type(error)):
            collector.collect_due(account())
    assert waiting(store, clock) == []
    while clock.now() < NOON + DAY:
        clock.tick(FRESH)
        collector.collect_due(account())
    readings = platform.calls.count("comments") - 1  # our own post is read whole once a day
    assert readings == 1, "nothing is known under it, and nothing can be read"


LATER: list[MonitorError] = [
    Throttled("enough", wait_seconds=60),
    TokenRefused("expired"),
    PlatformUnavailable("no answer"),
]


@pytest.mark.parametrize("error", LATER)
@pytest.mark.parametrize(
    ("call", "kind", "post_id", "comment_id"),
    [
        ("comments", WakeKind.POST, "p1", ""),
        ("comment", WakeKind.POST, "p1", "one"),
        ("mentioned", WakeKind.MENTION, "far", "named"),
        ("posts", WakeKind.POST, "", ""),
        ("posts", WakeKind.POST, "p0", ""),
    ],
)
def test_a_hint_outlives_a_pass_that_broke_off(
    store: SqliteStore,
    platform: FakePlatform,
    collector: Collector,
    clock: FixedClock,
    error: MonitorError,
    call: str,
    kind: WakeKind,
    post_id: str,
    comment_id: str,
) -> None:
    woken(store, clock, post_id, comment_id, kind)
    platform.fail(call, error)
    with suppress(PlatformError):  # what concerns a single post or comment ends no pass
        collector.collect_due(account())
    assert waiting(store, clock) == [(post_id, comment_id)]
    clock.tick(300)
    collector.collect_due(account())
    assert platform.calls.count(call) == 2
    assert waiting(store, clock) == []


def test_a_hint_outlives_a_stop(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    woken(store, clock)
    platform.used = Quota(blocked_until=clock.now() + timedelta(minutes=1))
    with pytest.raises(Throttled):
        collector.collect_due(account())
    assert (platform.calls, waiting(store, clock)) == ([], [("p1", "")])
    clock.tick(60)
    collector.collect_due(account())
    assert waiting(store, clock) == []


def test_a_hint_that_comes_while_its_post_is_read_is_followed_by_the_next_pass(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    def again() -> None:
        clock.tick(1)
        woken(store, clock)

    woken(store, clock)
    platform.before["comments"] = again
    collector.collect_due(account())
    assert waiting(store, clock) == [("p1", "")]
    clock.tick(5)
    collector.collect_due(account())
    assert platform.calls == ["comments", "comments"]
    assert waiting(store, clock) == []


def test_a_hint_of_another_page_is_left_to_that_page(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    store.wakes.add(Wake(account_id="oak", kind=WakeKind.POST, post_id="p1", comment_id="", at=clock.now()))
    assert (collector.collect_due(account()), platform.calls) == (None, [])
