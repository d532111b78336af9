"""What becomes of the comments of a post that was deleted?"""

import pytest

from bot.collect import intake as collecting
from bot.collect.collector import Collector
from bot.errors import Gone, PlatformUnavailable
from bot.model import CommentState
from bot.store.index import SqliteStore
from tests.builders import FixedClock, account, edited, log_lines
from tests.collect.room import ONE, THREE, TWO, progress_of, state_of, texts
from tests.fakes import FakePlatform


@pytest.fixture
def collected(platform: FakePlatform, collector: Collector, clock: FixedClock) -> None:
    """Three comments are known, and the post is gone an hour later."""
    platform.put(ONE, TWO, THREE)
    collector.collect(account())
    platform.shows("p1", Gone("deleted"))
    clock.tick(3600)


def states(store: SqliteStore) -> list[CommentState]:
    return [state_of(store, name) for name in ("one", "two", "three")]


@pytest.mark.usefixtures("collected")
def test_comments_of_a_deleted_post_vanish_with_it_once(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.there.clear()
    before = progress_of(store)
    assert collector.collect(account(), whole=True) == 0
    assert states(store) == [CommentState.VANISHED] * 3
    assert [kind for kind, _, _ in log_lines(store)] == ["collected", *["vanished"] * 3]
    assert progress_of(store) == before
    platform.calls.clear()
    collector.collect(account(), whole=True)
    assert platform.calls == ["posts", "comments"]


@pytest.mark.usefixtures("collected")
def test_a_long_post_is_looked_through_in_turn(
    store: SqliteStore,
    platform: FakePlatform,
    collector: Collector,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collecting, "MOST_LOOKUPS", 1)
    platform.take_away("three")
    for passes in (1, 2, 3):
        platform.calls.clear()
        collector.collect(account(), whole=True)
        assert platform.calls.count("comment") == 1, f"pass {passes}"
        clock.tick(60)
    assert states(store) == [CommentState.PRESENT, CommentState.PRESENT, CommentState.VANISHED]


@pytest.mark.usefixtures("collected")
def test_a_comment_that_outlives_its_post_is_kept_in_its_new_words(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.put(edited(ONE, "one, edited"))
    assert collector.collect(account(), whole=True) == 1
    assert texts(store)[-1] == "one, edited"
    assert states(store) == [CommentState.PRESENT] * 3


@pytest.mark.usefixtures("collected")
def test_no_answer_to_a_look_up_ends_the_pass_and_calls_nothing_gone(
    store: SqliteStore, platform: FakePlatform, collector: Collector
) -> None:
    platform.fail("comment", PlatformUnavailable("no answer"))
    with pytest.raises(PlatformUnavailable):
        collector.collect(account(), whole=True)
    assert states(store) == [CommentState.PRESENT] * 3
