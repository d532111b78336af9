"""Does every comment reach the index, once, with its work and its line in the log, whatever fails in between?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.collect import collector as collecting
from bot.collect.collector import Collector
from bot.errors import Gone, MonitorError, PermissionRefused, PlatformUnavailable, RequestRefused, TokenRefused
from bot.model import Comment, CommentPage, CommentState, Stage
from bot.store.index import SqliteStore
from tests.builders import NOON, ZONE, FixedClock, account, attachment, claimed, comment, edited, log_lines, post
from tests.fakes import FakePlatform

ONE, TWO, THREE = (comment(name, external_id=name) for name in ("one", "two", "three"))


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform(post())


@pytest.fixture
def collector(store: SqliteStore, platform: FakePlatform, clock: FixedClock) -> Collector:
    return Collector(
        platforms={"maple": platform},
        store=store,
        clock=clock,
        zone=ZONE,
        overlap=timedelta(hours=1),
        reconcile_every=timedelta(days=1),
    )


def texts(store: SqliteStore) -> list[str]:
    return [row["text"] for row in store.connection.rows("SELECT text FROM revision ORDER BY id")]


def judged(store: SqliteStore) -> None:
    """Everything that waited was judged."""
    for work in claimed(store, Stage.JUDGE, at=NOON + timedelta(days=9)):
        store.work.finish(work, NOON)


def state_of(store: SqliteStore, external_id: str) -> CommentState:
    return store.comments.known("maple", [external_id])[external_id].state


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
    assert store.checkpoints.read_until("maple", "p1") == (NOON, 1, NOON)
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
    platform.calls.clear()
    before = store.connection.raw.total_changes
    collector.collect(account())
    assert platform.calls == ["posts"]
    assert store.connection.raw.total_changes - before == 2  # health, and the day


def test_a_known_post_is_read_from_the_overlap_on(
    platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE)
    collector.collect(account())
    clock.tick(60)
    collector.collect(account())
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
    assert collector.collect(account()) == 1
    assert store.checkpoints.read_until("maple", "p1")[0] == NOON


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
    assert store.checkpoints.read_until("maple", "p1") == (None, None, None)
    assert store.checkpoints.monitored(date.min, date.max) == []
    platform.shows("p1", [ONE], [TWO])
    assert collector.collect(account()) == 1
    assert texts(store) == ["one", "two"]


def test_a_listing_that_did_not_end_moves_no_checkpoint_and_calls_nothing_gone(
    store: SqliteStore, platform: FakePlatform, collector: Collector, caplog: pytest.LogCaptureFixture
) -> None:
    platform.shows("p1", [ONE, TWO])
    collector.collect(account())
    before = store.checkpoints.read_until("maple", "p1")
    platform.shows("p1", [ONE], complete=False)
    platform.take_away("two")
    collector.collect(account(), whole=True)
    assert store.checkpoints.read_until("maple", "p1") == before
    assert state_of(store, "two") is CommentState.PRESENT
    assert "listing_incomplete account=maple post=p1" in caplog.text


@pytest.mark.parametrize("error", [PermissionRefused("not this one"), RequestRefused("not understood")])
def test_one_refused_post_does_not_keep_the_others_from_being_read(
    store: SqliteStore, platform: FakePlatform, collector: Collector, error: MonitorError
) -> None:
    platform.listed_posts = [post("p0"), post("p1")]
    platform.put(ONE)
    platform.shows("p0", error)
    with pytest.raises(type(error)):
        collector.collect(account())
    assert texts(store) == ["one"]
    assert store.checkpoints.monitored(date.min, date.max) == []


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


# Changes -----------------------------------------------------------------------------------------------------------


def again(collector: Collector, clock: FixedClock) -> int:
    clock.tick(60)
    return collector.collect(account(), whole=True)


def test_an_edit_is_kept_judged_and_logged(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE)
    collector.collect(account())
    judged(store)
    platform.put(edited(ONE, "one, edited"))
    assert again(collector, clock) == 1
    assert texts(store) == ["one", "one, edited"]
    assert [work.subject for work in claimed(store, Stage.JUDGE, at=clock.now())] == [2]
    assert log_lines(store)[-1][::2] == ("edited", {"comment": 1, "revision": 2, "before": 1})


def test_an_edit_back_is_judged_again(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    for said in (ONE, edited(ONE, "harmless")):
        platform.put(said)
        again(collector, clock)
        judged(store)
    platform.put(ONE)
    again(collector, clock)
    assert [work.subject for work in claimed(store, Stage.JUDGE, at=clock.now())] == [1]
    assert texts(store) == ["one", "harmless"]
    assert store.comments.revision(1).is_newest
    assert log_lines(store)[-1][::2] == ("edited", {"comment": 1, "revision": 1, "before": 2})


@pytest.mark.parametrize("is_hidden", [True, False])
def test_somebody_elses_hide_is_noticed_and_not_judged(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock, is_hidden: bool
) -> None:
    platform.put(replace(ONE, is_hidden=not is_hidden))
    collector.collect(account())
    judged(store)
    platform.put(replace(ONE, is_hidden=is_hidden))
    assert again(collector, clock) == 0
    assert store.comments.revision(1).comment.is_hidden is is_hidden
    assert store.work.waiting() == {}
    assert log_lines(store)[-1][::2] == ("visibility", {"comment": 1, "revision": 1, "hidden": is_hidden})


def test_a_vanished_comment_is_confirmed_by_reading_it_and_keeps_its_words(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE, TWO)
    collector.collect(account())
    platform.take_away("two")
    platform.calls.clear()
    assert again(collector, clock) == 0
    assert platform.calls == ["posts", "comments", "comment"]
    assert state_of(store, "two") is CommentState.VANISHED
    assert log_lines(store)[-1][::2] == ("vanished", {"comment": 2, "revision": 2, "answer": "trace-gone"})
    assert texts(store) == ["one", "two"]
    lines = len(log_lines(store))
    again(collector, clock)
    assert len(log_lines(store)) == lines


def test_a_comment_that_comes_back_is_noticed_and_not_judged_again(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE, TWO)
    collector.collect(account())
    judged(store)
    platform.take_away("two")
    again(collector, clock)
    platform.put(TWO)
    assert again(collector, clock) == 0
    assert state_of(store, "two") is CommentState.PRESENT
    assert log_lines(store)[-1][0] == "reappeared"
    assert store.work.waiting() == {}


def unlisted(platform: FakePlatform, *comments: Comment) -> None:
    """They can be read and are not listed, as hidden ones may be."""
    platform.listings["p1"] = [CommentPage(comments=(), complete=True)]
    platform.put(*comments)


def test_a_comment_that_is_only_not_listed_is_still_there(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE)
    collector.collect(account())
    unlisted(platform, ONE)
    assert again(collector, clock) == 0
    assert state_of(store, "one") is CommentState.PRESENT
    assert len(log_lines(store)) == 1


def test_an_edit_of_a_comment_that_is_not_listed_is_found(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE)
    collector.collect(account())
    unlisted(platform, edited(ONE, "one, edited"))
    assert again(collector, clock) == 1
    assert texts(store) == ["one", "one, edited"]


def test_every_missing_comment_is_looked_up_in_the_end(
    store: SqliteStore,
    platform: FakePlatform,
    collector: Collector,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collecting, "MOST_LOOKUPS", 1)
    platform.put(ONE, TWO, THREE)
    collector.collect(account())
    unlisted(platform, ONE, TWO, THREE)
    platform.take_away("three")
    for _ in range(3):
        again(collector, clock)
    assert state_of(store, "three") is CommentState.VANISHED
    assert {state_of(store, name) for name in ("one", "two")} == {CommentState.PRESENT}


def test_a_missing_comment_that_may_not_be_read_is_not_called_gone(
    store: SqliteStore,
    platform: FakePlatform,
    collector: Collector,
    clock: FixedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    platform.put(ONE)
    collector.collect(account())
    unlisted(platform, ONE)
    platform.fail("comment", PermissionRefused("not this one"))
    again(collector, clock)
    assert state_of(store, "one") is CommentState.PRESENT
    assert store.checkpoints.read_until("maple", "p1")[2] == clock.now()
    assert "lookup_refused account=maple comment=1" in caplog.text


def test_no_answer_to_a_look_up_leaves_the_whole_reading_due(
    store: SqliteStore, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.put(ONE)
    collector.collect(account())
    unlisted(platform, ONE)
    platform.fail("comment", PlatformUnavailable("no answer"))
    with pytest.raises(PlatformUnavailable):
        again(collector, clock)
    assert store.checkpoints.read_until("maple", "p1")[2] == NOON
