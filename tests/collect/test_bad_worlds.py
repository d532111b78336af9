"""Do strange posts cost few calls, and nobody else a comment? Days of life on a clock moved by hand."""

from dataclasses import replace
from datetime import timedelta

from bot.collect.collector import Collector
from bot.errors import Gone
from bot.model import Comment, CommentPage, Glance, NoticeKind, PostKind, Wake, WakeKind
from bot.store.index import SqliteStore
from tests.builders import FixedClock, account, comment, post
from tests.collect.room import ONE, TWO, texts
from tests.fakes import FakePlatform

FRESH = 300.0


def live(collector: Collector, clock: FixedClock, *, hours: float) -> None:
    """Let the collector do what is due for so long."""
    for _ in range(round(hours * 3600 / FRESH)):
        clock.tick(FRESH)
        collector.collect_due(account())


def test_deleted_posts_cost_little_and_starve_no_living_one(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    dead = [post(f"dead-{number}", count=0) for number in range(60)]
    platform.listed_posts = [*dead, post("old", count=0)]
    collector.collect(account())
    platform.listed_posts = []
    for each in dead:
        platform.shows(each.external_id, Gone("gone"))
    live(collector, clock, hours=1)
    platform.put(comment("late", external_id="late", post_id="old"))
    before = len(platform.calls)
    live(collector, clock, hours=24)
    assert texts(store) == ["late"]
    assert len(platform.calls) - before < 24 * 12 + 61 * 10


def test_silent_posts_are_asked_less_and_less(platform: FakePlatform, collector: Collector, clock: FixedClock) -> None:
    platform.listed_posts = [post(f"silent-{number}", count=8) for number in range(20)]
    for each in platform.listed_posts:
        platform.listings[each.external_id] = [CommentPage(comments=(), complete=False)]
    live(collector, clock, hours=24)
    assert platform.calls.count("comments") <= 20 * 10


def test_a_count_that_swings_does_not_reread_the_thread_for_ever(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE, TWO)
    platform.prepared["p1"] = Glance(post=post(count=2), shown=(TWO,), newest_first=True)
    collector.collect(account())
    before = platform.calls.count("comments")
    for number in range(24 * 12):
        platform.prepared["p1"] = Glance(post=post(count=2 + number % 2), shown=(TWO,), newest_first=True)
        live(collector, clock, hours=FRESH / 3600)
    readings = platform.calls.count("comments") - before
    assert readings < 24 * 12 / 2 + 30, "one from a moment on for each rise of the count, and few whole ones"
    assert sorted(texts(store)) == ["one", "two"]


def test_a_new_comment_behind_a_deletion_is_found_at_once(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    said = [comment(f"{n}", external_id=f"c{n}", created_at=clock.at - timedelta(days=1, seconds=-n)) for n in range(9)]
    platform.put(*said)
    platform.prepared["p1"] = Glance(post=post(count=9), shown=tuple(said[:-4:-1]), newest_first=True)
    collector.collect(account())
    new = [comment(f"new {n}", external_id=f"n{n}", created_at=clock.at + timedelta(seconds=n)) for n in range(4)]
    platform.take_away("c0")
    platform.put(*new)
    platform.prepared["p1"] = Glance(post=post(count=12), shown=tuple(new[:-4:-1]), newest_first=True)
    live(collector, clock, hours=FRESH / 3600)
    assert {"new 0", "new 1", "new 2", "new 3"} <= set(texts(store))


def test_a_post_shown_in_two_places_is_not_read_for_what_the_other_has_brought(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    twin = replace(post("v1"), kind=PostKind.LIVE)
    platform.listed_posts = [post("p1"), twin]

    def shows(number: int, there: list[Comment]) -> None:
        newest = tuple(there[:-4:-1])
        for each in (post("p1", count=number), replace(twin, comment_count=number)):
            platform.prepared[each.external_id] = Glance(post=each, shown=newest, newest_first=True)

    there: list[Comment] = []
    for number in range(1, 13):
        there.append(comment(f"{number}", external_id=f"c{number}", created_at=clock.now()))
        platform.put(there[-1])
        platform.listings["v1"] = [CommentPage(comments=tuple(there), complete=True)]
        shows(number, there)
        live(collector, clock, hours=1)
        assert len(texts(store)) == number
    assert platform.calls.count("comments") <= 4


def test_a_persons_token_put_in_while_we_run_is_no_watching(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE, TWO)
    platform.prepared["p1"] = Glance(post=post(count=2), shown=(ONE, TWO), shows_all=True, newest_first=True)
    collector.collect(account())
    platform.prepared["p1"] = Glance(post=post(count=0), shows_all=True)
    platform.listings["p1"] = [CommentPage(comments=(), complete=True)]
    live(collector, clock, hours=1)
    assert [(notice.kind, notice.subject) for notice in store.notices.waiting()] == [(NoticeKind.SILENT, "p1")]
    [health] = store.checkpoints.health()
    assert health.trouble
    assert store.connection.number("SELECT count(*) FROM comment WHERE state = 'vanished'") == 0


def test_where_no_more_is_listed_than_the_newest_a_burst_is_found_and_a_person_is_told(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    old = [comment(f"{n}", external_id=f"c{n}", created_at=clock.at + timedelta(seconds=n)) for n in range(40)]
    platform.put(*old)

    def lists(there: list[Comment]) -> None:
        newest = tuple(there[:-31:-1])
        last = CommentPage(comments=(), complete=True, is_bounded=True)
        platform.listings["p1"] = [CommentPage(comments=newest, complete=False), last]
        platform.prepared["p1"] = Glance(post=post(count=len(there)), shown=newest[:3], newest_first=True)

    lists(old)
    collector.collect(account())
    assert [(notice.kind, notice.subject) for notice in store.notices.waiting()] == [(NoticeKind.CUT, "p1")]
    burst = [comment(f"new {n}", external_id=f"n{n}", created_at=clock.at + timedelta(minutes=n)) for n in range(20)]
    platform.put(*burst)
    lists([*old, *burst])
    live(collector, clock, hours=1)
    assert sum(text.startswith("new") for text in texts(store)) == 20
    assert platform.calls.count("comments") < 6


def test_a_thousand_hints_are_followed_in_turns(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.listed_posts = []
    for number in range(1000):
        wake = Wake(account_id="maple", kind=WakeKind.POST, post_id=f"far-{number}", comment_id="", at=clock.at)
        store.wakes.add(wake)
    clock.tick(1)
    collector.collect_due(account())
    assert platform.calls.count("posts") == 1, "the listing waits for no more hints than one pass takes"
    assert platform.calls.count("comments") <= 50
    for _ in range(25):
        clock.tick(5)
        collector.collect_due(account())
    assert store.wakes.waiting("maple", until=clock.at) == []
