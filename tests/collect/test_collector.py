"""Does every comment reach the index, once, with its work and its line in the log, whatever fails in between?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.collect.collector import Collector
from bot.errors import Gone, MonitorError, PermissionRefused, PlatformUnavailable, RequestRefused, TokenRefused
from bot.model import CommentState, Glance, NoticeKind, Stage
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock, account, attachment, comment, log_lines, post
from tests.collect.room import ONE, THREE, TWO, glance, progress_of, state_of, texts
from tests.fakes import FakePlatform

# The first pass ----------------------------------------------------------------------------------------------------


def test_a_new_comment_is_kept_with_its_work_its_line_and_its_checkpoint(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.put(ONE, TWO)
    assert collector.collect(account()) == 2
    assert texts(store) == ["one", "two"]
    assert store.work.waiting() == {Stage.JUDGE: 2}
    body = {"account": "maple", "post": "p1", "revisions": [[1, 1, ONE.sha256], [2, 2, TWO.sha256]]}
    assert [(kind, found) for kind, _, found in log_lines(store)] == [("collected", body)]
    assert progress_of(store) == (NOON, 1, NOON)
    (day,) = store.checkpoints.monitored(date(2026, 11, 19), date(2026, 11, 19))
    assert (day.passes, day.comments) == (1, 2)


def test_a_day_of_watching_is_a_day_in_the_districts_time(
    store: SqliteStore, collector: Collector, clock: FixedClock
) -> None:
    clock.tick(11 * 3600)  # 23:00 in the district, tomorrow in UTC
    collector.collect(account())
    assert [each.day for each in store.checkpoints.monitored(date.min, date.max)] == [date(2026, 11, 19)]


def test_the_same_comment_twice_on_a_page_and_again_on_the_next_is_one(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.shows("p1", [ONE, ONE, TWO], [TWO, ONE, THREE])
    assert collector.collect(account()) == 3
    assert texts(store) == ["one", "two", "three"]
    assert store.work.waiting() == {Stage.JUDGE: 3}
    assert len(log_lines(store)) == 2


def test_collecting_again_changes_nothing(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE, TWO, replace(THREE, attachments=(attachment(),)))
    collector.collect(account())
    tables = ("comment", "revision", "attachment", "work", "ledger", "post")
    before = {table: [tuple(row) for row in store.connection.rows(f"SELECT * FROM {table}")] for table in tables}
    for seconds in (60, 7200, 90_000):
        clock.tick(seconds)
        assert collector.collect(account()) == 0
    after = {table: [tuple(row) for row in store.connection.rows(f"SELECT * FROM {table}")] for table in tables}
    assert after == before


def test_a_quiet_post_is_not_asked_for_and_a_pass_costs_one_write(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE)
    collector.collect(account())
    clock.tick(7200)
    platform.prepared["p1"] = glance(ONE)
    platform.calls.clear()
    before = store.connection.raw.total_changes
    collector.collect(account())
    assert platform.calls == ["posts"]
    assert store.connection.raw.total_changes - before == 3  # health, the day, when the posts were listed


def test_a_known_post_is_read_from_the_overlap_on(
    platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE)
    collector.collect(account())
    clock.tick(60)
    platform.put(TWO)
    platform.prepared["p1"] = glance(ONE, count=2)
    collector.collect(account())
    clock.tick(600)
    collector.collect(account(), whole=True)
    assert platform.since == [None, NOON - timedelta(hours=1), None]


def test_a_listing_is_left_where_everything_is_old_and_known(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    old = [comment(str(n), external_id=str(n), created_at=NOON - timedelta(hours=n)) for n in range(2, 6)]
    platform.shows("p1", [ONE, *old])
    collector.collect(account())
    clock.tick(60)
    platform.shows("p1", [ONE, THREE], old, PlatformUnavailable("never asked for"))
    platform.prepared["p1"] = glance(ONE, count=2)
    assert collector.collect(account()) == 1
    assert progress_of(store)[0] == NOON


def test_attachments_wait_to_be_fetched_and_those_without_address_do_not(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.put(replace(ONE, attachments=(attachment(), attachment("dog", url=None))))
    collector.collect(account())
    assert store.work.waiting() == {Stage.JUDGE: 1, Stage.FETCH: 1}


# Trouble -----------------------------------------------------------------------------------------------------------


def test_an_error_in_mid_listing_keeps_what_was_read_and_reads_again(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.shows("p1", [ONE], PlatformUnavailable("no answer"), [TWO])
    with pytest.raises(PlatformUnavailable):
        collector.collect(account())
    assert texts(store) == ["one"]
    assert store.work.waiting() == {Stage.JUDGE: 1}
    assert progress_of(store) == (None, None, None)
    assert store.checkpoints.monitored(date.min, date.max) == []
    platform.shows("p1", [ONE], [TWO])
    assert collector.collect(account()) == 1
    assert texts(store) == ["one", "two"]


def test_a_listing_that_did_not_end_moves_no_checkpoint_and_calls_nothing_gone(
    store: SqliteStore, platform: FakePlatform, collector: Collector, caplog: pytest.LogCaptureFixture
) -> None:
    platform.shows("p1", [ONE, TWO])
    collector.collect(account())
    before = progress_of(store)
    platform.shows("p1", [ONE], complete=False)
    platform.take_away("two")
    collector.collect(account(), whole=True)
    assert progress_of(store) == before
    assert state_of(store, "two") is CommentState.PRESENT
    assert "listing_incomplete account=maple post=p1" in caplog.text
    [health] = store.checkpoints.health()
    assert "could be read to its end" in health.trouble, "and it is no evidence that the page was watched"


@pytest.mark.parametrize("error", [PermissionRefused("not this one"), RequestRefused("not understood")])
def test_one_refused_post_does_not_keep_the_others_from_being_read(
    store: SqliteStore, platform: FakePlatform, collector: Collector, error: MonitorError
) -> None:
    platform.listed_posts = [post("p0"), post("p1")]
    platform.put(ONE)
    platform.shows("p0", error)
    assert collector.collect(account()) == 1
    assert texts(store) == ["one"]
    [notice] = store.notices.waiting()
    assert (notice.kind, notice.subject) == (NoticeKind.CUT, "p0"), "a person is told of the one that was not read"
    assert len(store.checkpoints.monitored(date.min, date.max)) == 1


@pytest.mark.parametrize("error", [PermissionRefused("not this one"), RequestRefused("not understood")])
def test_a_page_all_of_whose_posts_are_refused_is_not_watched(
    store: SqliteStore, platform: FakePlatform, collector: Collector, error: MonitorError
) -> None:
    platform.put(ONE)
    platform.shows("p1", error)
    with pytest.raises(type(error)):
        collector.collect(account())
    assert store.checkpoints.monitored(date.min, date.max) == []


def test_sick_posts_keep_the_others_from_being_read_only_when_there_are_many_in_a_row(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.listed_posts = [post("s1"), post("s2"), post("p1"), post("s3"), post("s4"), post("s5"), post("p2")]
    platform.put(ONE, comment("late", external_id="late", post_id="p2"))
    for sick in ("s1", "s2", "s3", "s4", "s5"):
        platform.shows(sick, PlatformUnavailable("no usable answer"))
    with pytest.raises(PlatformUnavailable):
        collector.collect(account())
    assert texts(store) == ["one"]


def test_a_post_that_is_sick_for_days_costs_less_and_less_and_others_are_read(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.listed_posts = [post("sick"), post("p1")]
    platform.listings["sick"] = [PlatformUnavailable("no usable answer")]
    for said in range(1, 49):
        platform.put(comment(f"{said}", external_id=f"c{said}", created_at=clock.now()))
        newest = tuple(platform.there.values())[:-4:-1]
        platform.prepared["p1"] = Glance(post=post("p1", count=said), shown=newest, newest_first=True)
        for _ in range(12):
            collector.collect_due(account())
            clock.tick(300)
        assert len(texts(store)) == said
    assert platform.calls.count("comments") < 20
    assert [(n.kind, n.subject) for n in store.notices.waiting()] == [(NoticeKind.CUT, "sick")]


def test_a_post_deleted_meanwhile_is_no_trouble(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.listed_posts = [post("p0"), post("p1")]
    platform.put(ONE)
    platform.shows("p0", Gone("gone"))
    assert collector.collect(account()) == 1
    assert len(store.checkpoints.monitored(date.min, date.max)) == 1


def test_trouble_of_the_whole_account_ends_the_pass_and_is_written_down(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.fail("posts", TokenRefused("renew the token"))
    with pytest.raises(TokenRefused):
        collector.collect(account())
    collector.note_trouble(account(), "renew the token")
    (health,) = store.checkpoints.health()
    assert (health.trouble, health.last_ok_at) == ("renew the token", None)


def test_a_page_of_results_is_kept_whole_or_not_at_all(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.shows("p1", [ONE, comment("half \ud83d", external_id="x")])
    with pytest.raises(MonitorError):
        collector.collect(account())
    assert (texts(store), store.work.waiting(), log_lines(store)) == ([], {}, [])
