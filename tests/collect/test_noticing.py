"""Is a person told what no comment can be shown for, once, again when it is worse, and when it is over?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import BOT_ACTOR
from bot.collect.collector import Collector
from bot.errors import Throttled
from bot.model import Comment, CommentPage, Notice, NoticeKind, Quota, Reach
from bot.store.index import SqliteStore
from tests.builders import NOON, ZONE, FixedClock, account, comment, log_lines, post
from tests.collect.room import ONE, PROMISE, THREE, TWO, glance, watch_of
from tests.fakes import FakePlatform

FRESH = PROMISE.fresh.total_seconds()
FOUR = comment("four", external_id="four")


def a_pass(platform: FakePlatform, collector: Collector, *there: Comment, told: int, whole: bool = False) -> None:
    """A pass over a page whose post counts so many comments and lists these; a glance shows the last of them."""
    platform.listings["p1"] = [CommentPage(comments=there, complete=bool(there) or not told)]
    platform.put(*there)
    platform.prepared["p1"] = glance(*there[-1:], count=told)
    platform.calls.clear()
    collector.collect(account(), whole=whole)


def notices(store: SqliteStore) -> list[tuple[NoticeKind, str]]:
    return [(notice.kind, notice.subject) for notice in store.notices.waiting()]


def newest(store: SqliteStore, kind: NoticeKind, subject: str = "p1") -> Notice:
    found = store.notices.newest("maple", kind, subject)
    assert found is not None
    return found


def seen_to(store: SqliteStore, clock: FixedClock) -> None:
    """A person has looked at all of it."""
    for notice in store.notices.waiting():
        store.notices.close(notice.id, by="pat@district.example", at=clock.now())


# Silence -------------------------------------------------------------------------------------------------------------


def test_a_silent_list_is_told_and_tried_again_only_later(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    a_pass(platform, collector, told=3)
    assert platform.calls == ["posts", "comments"]
    assert notices(store) == [(NoticeKind.SILENT, "p1")]
    assert "counts 3 comments" in newest(store, NoticeKind.SILENT).why
    clock.tick(FRESH)
    a_pass(platform, collector, told=3)
    assert platform.calls == ["posts"], "it was tried a moment ago"
    clock.tick(FRESH)
    a_pass(platform, collector, told=3)
    assert platform.calls == ["posts", "comments"]
    assert [body for _, _, body in log_lines(store, "notice")] == [
        {"account": "maple", "kind": "silent", "subject": "p1"}
    ]


def test_a_silent_list_that_was_never_read_whole_speaks_and_its_notice_goes(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    a_pass(platform, collector, told=2)
    clock.tick(2 * FRESH)
    a_pass(platform, collector, ONE, TWO, told=2)
    assert notices(store) == []
    assert newest(store, NoticeKind.SILENT).closed_by == BOT_ACTOR
    assert [kind for kind, _, _ in log_lines(store)] == ["notice", "notice_settled", "collected", "collected"]


@pytest.mark.parametrize("shows_all", [True, False])
def test_a_list_that_was_silent_for_a_while_speaks_and_its_notice_goes(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock, shows_all: bool
) -> None:
    a_pass(platform, collector, ONE, TWO, told=2)
    clock.tick(2 * FRESH)
    a_pass(platform, collector, told=2)
    assert notices(store) == [(NoticeKind.SILENT, "p1")]
    platform.listings["p1"] = [CommentPage(comments=(ONE, TWO), complete=True)]
    platform.prepared["p1"] = glance(ONE, TWO, shows_all=shows_all)
    for _ in range(3):
        clock.tick(2 * FRESH)
        collector.collect(account())
    assert notices(store) == [], "staff are told of a trouble that has been over for half an hour"


# More is counted than is listed --------------------------------------------------------------------------------------


def test_a_gap_is_told_once_and_over_when_it_closes(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    a_pass(platform, collector, ONE, TWO, told=4)
    assert notices(store) == [(NoticeKind.UNLISTED, "p1")]
    assert "counts 4 comments under this post and shows us 2" in newest(store, NoticeKind.UNLISTED).why
    for _ in range(3):
        clock.tick(2 * FRESH)
        a_pass(platform, collector, ONE, TWO, told=4, whole=True)
    assert len(log_lines(store, "notice")) == 1
    clock.tick(2 * FRESH)
    a_pass(platform, collector, ONE, TWO, THREE, FOUR, told=4, whole=True)
    assert notices(store) == []
    assert [body for _, _, body in log_lines(store, "notice_settled")] == [
        {"account": "maple", "kind": "unlisted", "subject": "p1"}
    ]


def test_a_gap_that_a_person_has_looked_at_is_told_again_only_when_it_grows(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    a_pass(platform, collector, ONE, told=2)
    seen_to(store, clock)
    clock.tick(2 * FRESH)
    a_pass(platform, collector, ONE, TWO, told=3, whole=True)
    assert notices(store) == [], "one is missing, as before"
    clock.tick(2 * FRESH)
    a_pass(platform, collector, ONE, TWO, told=4)
    assert platform.calls == ["posts", "comments", "comments"], "since, and as that doesn't add up, whole"
    assert notices(store) == [(NoticeKind.UNLISTED, "p1")]


def test_a_gap_that_grows_is_told_again_though_other_comments_came_between(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    a_pass(platform, collector, ONE, told=2)
    seen_to(store, clock)
    clock.tick(2 * FRESH)
    a_pass(platform, collector, ONE, TWO, told=3)
    assert platform.calls == ["posts"], "the new one was shown"
    clock.tick(2 * FRESH)
    a_pass(platform, collector, ONE, TWO, told=4)
    assert watch_of(store).listed == 2
    assert notices(store) == [(NoticeKind.UNLISTED, "p1")], "two are missing now, and a person has seen to one"


def test_a_gap_that_was_closed_and_opens_again_is_told_again(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    for told in (2, 1, 2):
        a_pass(platform, collector, ONE, told=told, whole=True)
        clock.tick(2 * FRESH)
    assert notices(store) == [(NoticeKind.UNLISTED, "p1")]
    assert len(log_lines(store, "notice")) == 2


# Cut off -------------------------------------------------------------------------------------------------------------


def cut(platform: FakePlatform, collector: Collector, clock: FixedClock) -> None:
    """A whole pass in which the list breaks off."""
    clock.tick(2 * FRESH)
    platform.shows("p1", [ONE], complete=False)
    platform.prepared["p1"] = glance(ONE, count=2)
    collector.collect(account(), whole=True)


@pytest.mark.parametrize("was_read_before", [True, False])
def test_a_list_that_breaks_off_is_told_the_second_time_and_over_when_it_ends(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock, was_read_before: bool
) -> None:
    if was_read_before:
        a_pass(platform, collector, ONE, TWO, told=2)
    cut(platform, collector, clock)
    assert notices(store) == []
    cut(platform, collector, clock)
    assert notices(store) == [(NoticeKind.CUT, "p1")]
    clock.tick(2 * FRESH)
    a_pass(platform, collector, ONE, TWO, told=2, whole=True)
    assert notices(store) == []


def test_the_first_time_is_the_first_time_though_the_post_was_read_since_its_whole_reading(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    a_pass(platform, collector, ONE, told=1)
    clock.tick(2 * FRESH)
    a_pass(platform, collector, ONE, TWO, told=2)
    cut(platform, collector, clock)
    assert notices(store) == [], "it broke off once; the reading before ended well"


# Places --------------------------------------------------------------------------------------------------------------


def test_a_place_that_may_not_be_read_is_told_and_over_when_it_may(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.listed_posts = []
    platform.refused = {"ads_posts": "not permitted", "video_reels": "not listed"}
    for _ in range(3):
        collector.collect(account())
        clock.tick(FRESH)
    assert sorted(notices(store)) == [(NoticeKind.SOURCE, "ads_posts"), (NoticeKind.SOURCE, "video_reels")]
    assert len(log_lines(store, "notice")) == 2
    del platform.refused["ads_posts"]
    collector.collect(account())
    assert notices(store) == [(NoticeKind.SOURCE, "video_reels")]
    assert newest(store, NoticeKind.SOURCE, "ads_posts").closed_by == BOT_ACTOR


def test_a_place_that_may_be_read_again_after_a_restart_is_over_too(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.listed_posts = []
    platform.refused = {"ads_posts": "not permitted"}
    collector.collect(account())
    platform.refused = {}
    restarted = a_collector(store, platform, clock)
    restarted.collect(account(), whole=True)
    assert platform.reaches[-1] is Reach.WATCHED
    assert notices(store) == [], "every place was listed, and nothing was refused"


def a_collector(store: SqliteStore, platform: FakePlatform, clock: FixedClock) -> Collector:
    return Collector(platforms={"maple": platform}, store=store, clock=clock, zone=ZONE, promise=PROMISE)


# The allowance -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [75, 85, 208])
def test_a_low_allowance_is_told_once_and_over_when_there_is_room_also_after_a_restart(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock, percent: int
) -> None:
    platform.listed_posts = []
    platform.used = Quota(percent=percent)
    for _ in range(3):
        collector.collect(account())
        clock.tick(FRESH)
    assert notices(store) == [(NoticeKind.QUOTA, "")]
    assert len(log_lines(store, "notice")) == 1
    platform.used = Quota(percent=74)
    collector.collect(account())
    assert notices(store) == [(NoticeKind.QUOTA, "")], "just below is not over: it would be told all day"
    platform.used = Quota(percent=64)
    a_collector(store, platform, clock).collect(account())
    assert notices(store) == []


def test_a_used_up_allowance_stops_the_pass_before_any_call_and_says_for_how_long(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.used = Quota(percent=100, blocked_until=NOON + timedelta(minutes=50))
    with pytest.raises(Throttled) as caught:
        collector.collect(account(), whole=True)
    assert caught.value.wait_seconds == 3000
    clock.tick(2999)
    assert collector.collect_due(account()) is None
    assert platform.calls == []
    assert notices(store) == [(NoticeKind.QUOTA, "")]


def test_notices_are_told_apart_by_post(store: SqliteStore, platform: FakePlatform, collector: Collector) -> None:
    platform.listed_posts = [post("p1"), post("p2")]
    for name in ("p1", "p2"):
        mine = replace(ONE, post_id=name, external_id=f"one-{name}")
        platform.shows(name, [mine])
        platform.prepared[name] = glance(mine, of=post(name), count=2)
    collector.collect(account())
    assert sorted(notices(store)) == [(NoticeKind.UNLISTED, "p1"), (NoticeKind.UNLISTED, "p2")]
