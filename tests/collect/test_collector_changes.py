"""Is it noticed when a comment is edited, hidden, shown, deleted, or comes back?"""

from dataclasses import replace

import pytest

from bot.collect import intake as collecting
from bot.collect.collector import Collector
from bot.collect.intake import SHOWN_AGAIN
from bot.errors import Gone, PermissionRefused, PlatformUnavailable
from bot.model import ActionState, Comment, CommentPage, CommentState, Shelf, Stage
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import (
    NOON,
    FixedClock,
    account,
    claimed,
    decided,
    edited,
    log_lines,
    new_decision,
    proven,
    verdict,
)
from tests.collect.room import ONE, THREE, TWO, judged, progress_of, state_of, texts
from tests.fakes import FakePlatform

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


@pytest.mark.parametrize("is_hidden_by_us", [False, True])
def test_a_judged_comment_that_comes_back_is_decided_on_again_unless_our_hide_still_stands(
    store: SqliteStore,
    archive: ObjectFiles,
    platform: FakePlatform,
    collector: Collector,
    clock: FixedClock,
    is_hidden_by_us: bool,
) -> None:
    platform.put(ONE)
    collector.collect(account())
    judged(store)
    store.verdicts.save(1, verdict(), NOON)
    capture = proven(store, archive, 1)
    store.work.enqueue(Stage.DECIDE, 1, run_after=NOON)
    store.work.finish(claimed(store, Stage.DECIDE)[0], NOON)
    if is_hidden_by_us:
        action = store.decisions.plan(store.decisions.save(new_decision(1), NOON), capture_id=capture.id, at=NOON)
        store.decisions.mark(action, ActionState.DONE, answer="", at=NOON)
    platform.take_away("one")
    again(collector, clock)
    platform.put(ONE)
    again(collector, clock)
    assert store.work.waiting() == ({} if is_hidden_by_us else {Stage.DECIDE: 1})


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
    assert [kind for kind, _, _ in log_lines(store)] == ["collected", "notice"], (
        "the platform counts more than it shows"
    )


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
    assert progress_of(store)[2] == clock.now()
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
    assert progress_of(store)[2] == NOON


def test_an_answer_older_than_our_own_hide_says_nothing_about_visibility(
    store: SqliteStore, archive: ObjectFiles, platform: FakePlatform, collector: Collector, clock: FixedClock
) -> None:
    platform.shows("p1", [ONE])
    collector.collect(account())
    platform.shows("p1", [replace(ONE, is_hidden=True)])
    proven(store, archive, 1)
    decision = decided(store, new_decision(1), at=clock.now())
    action = store.decisions.plan(decision, capture_id=1, at=clock.now())
    collector.collect(account(), whole=True)
    assert log_lines(store, "visibility") == [], "it is our own hide that is under way"
    store.decisions.mark(action, ActionState.DONE, answer="", at=clock.now())
    store.comments.note_state(1, clock.now(), is_hidden=True)
    clock.tick(60)
    platform.shows("p1", [replace(ONE, is_hidden=False)])
    collector.collect(account(), whole=True)
    assert [body["hidden"] for _, _, body in log_lines(store, "visibility")] == [False]
    assert [view.items[0].why for view in store.desk.shelf(Shelf.QUEUE, account_id=None, page=1, per_page=9).views] == [
        SHOWN_AGAIN
    ]
    assert store.desk.figures().hidden == 0, "it is not hidden any more, whatever we decided"


def test_the_comments_of_a_post_that_left_the_listing_are_looked_after_at_the_reconciliation(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.shows("p1", [ONE, TWO])
    collector.collect(account())
    platform.listed_posts.clear()
    platform.shows("p1", Gone("deleted"))
    platform.take_away("one")
    platform.take_away("two")
    collector.collect(account(), whole=True)
    assert {state_of(store, "one"), state_of(store, "two")} == {CommentState.VANISHED}
