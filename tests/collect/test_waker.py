"""Do calls in the inbox become wakes of the right pages, whatever dies in between?"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.collect.waker import PORTION, Waker
from bot.errors import StoreBusy, StoreError
from bot.listen.payloads import wakes_in
from bot.model import Account, Delivery, PlatformName, Wake, WakeKind
from bot.store.inbox import SqliteInbox
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock, account
from tests.listen.calls import MEDIA_OWNER, PAGE, POST, call, commented, feed, on_instagram

MAPLE = replace(account("maple"), external_id=PAGE, platform=PlatformName.FACEBOOK)
OTTERS = replace(account("otters"), external_id=MEDIA_OWNER, platform=PlatformName.INSTAGRAM)
LATE = NOON - timedelta(hours=36)


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[SqliteInbox]:
    made = SqliteInbox(tmp_path / "inbox" / "webhooks.db")
    yield made
    made.close()


@pytest.fixture
def waker(inbox: SqliteInbox, store: SqliteStore, clock: FixedClock) -> Waker:
    return a_waker(inbox, store, clock)


def a_waker(inbox: SqliteInbox, store: SqliteStore, clock: FixedClock, *accounts: Account) -> Waker:
    known: Mapping[str, Account] = {each.id: each for each in accounts or (MAPLE, OTTERS)}
    return Waker(inbox=inbox, store=store, accounts=known, parse=wakes_in, clock=clock)


def waiting(store: SqliteStore, account_id: str = "maple") -> list[tuple[str, str, str]]:
    """Kind, post and comment of the wakes of an account, by post."""
    found = store.wakes.waiting(account_id, until=NOON + timedelta(days=9))
    return sorted((str(wake.kind), wake.post_id, wake.comment_id) for wake in found)


def test_a_call_becomes_a_wake_and_leaves_the_inbox(inbox: SqliteInbox, store: SqliteStore, waker: Waker) -> None:
    inbox.keep(call(commented()), NOON)
    assert waker.drain() == 1
    assert store.wakes.waiting("maple", until=NOON) == [
        Wake(account_id="maple", kind=WakeKind.POST, post_id=POST, comment_id="", at=NOON)
    ]
    assert inbox.waiting(9) == []


def test_an_empty_inbox_wakes_nobody(store: SqliteStore, waker: Waker) -> None:
    assert waker.drain() == 0
    assert waiting(store) == []


def test_each_page_hears_of_its_own_posts(inbox: SqliteInbox, store: SqliteStore, waker: Waker) -> None:
    inbox.keep(call(commented()), NOON)
    comment = on_instagram("comments", id="17", media={"id": "180"})
    inbox.keep(call(comment, kind="instagram", account=MEDIA_OWNER), NOON)
    mention = {"field": "mention", "value": {"item": "comment", "verb": "add", "post_id": "42_7", "comment_id": "7_8"}}
    inbox.keep(call(mention), NOON)
    assert waker.drain() == 3
    assert waiting(store) == [("mention", "42_7", "7_8"), ("post", POST, "")]
    assert waiting(store, "otters") == [("post", "180", "")]


def test_a_call_that_is_a_day_and_a_half_late_wakes_now(inbox: SqliteInbox, store: SqliteStore, waker: Waker) -> None:
    inbox.keep(call(commented()), LATE)
    waker.drain()
    assert [wake.at for wake in store.wakes.waiting("maple", until=NOON)] == [NOON]


def test_doubles_and_disorder_wake_once_and_renew_the_moment(
    inbox: SqliteInbox, store: SqliteStore, waker: Waker, clock: FixedClock
) -> None:
    for verb in ("remove", "add", "add", "remove"):
        inbox.keep(call(commented(verb=verb)), NOON)
    assert waker.drain() == 2  # one for the post, one for the comment
    later = clock.tick(60)
    inbox.keep(call(commented()), NOON)
    assert waker.drain() == 1
    assert [wake.at for wake in store.wakes.waiting("maple", until=later)] == [NOON, later]


def test_a_wake_that_came_while_the_post_was_read_stays(
    inbox: SqliteInbox, store: SqliteStore, waker: Waker, clock: FixedClock
) -> None:
    inbox.keep(call(commented()), NOON)
    waker.drain()
    (first,) = store.wakes.waiting("maple", until=NOON)
    clock.tick(5)
    inbox.keep(call(commented()), NOON)
    waker.drain()
    store.wakes.done(first)
    assert waiting(store) == [("post", POST, "")]


def test_a_call_that_tells_nothing_leaves_without_a_wake(inbox: SqliteInbox, store: SqliteStore, waker: Waker) -> None:
    inbox.keep(call(feed(item="reaction", verb="add", post_id=POST)), NOON)
    assert waker.drain() == 0
    assert (waiting(store), inbox.waiting(9)) == ([], [])


def test_unknown_unwatched_and_unreadable_calls_are_counted_and_dropped(
    inbox: SqliteInbox, store: SqliteStore, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    waker = a_waker(inbox, store, clock, MAPLE, replace(OTTERS, watched=False))
    inbox.keep(call(commented(), account="999"), NOON)
    inbox.keep(call(on_instagram("comments", id="1", media={"id": "2"}), kind="instagram", account=MEDIA_OWNER), NOON)
    inbox.keep(call(on_instagram("comments", id="1", media={"id": "2"}), kind="instagram", account=PAGE), NOON)
    inbox.keep(b"Wren's secret words", NOON)
    inbox.keep(call(commented()), NOON)
    assert waker.drain() == 1
    assert (waiting(store), waiting(store, "otters")) == ([("post", POST, "")], [])
    assert inbox.waiting(9) == []
    assert [record.getMessage() for record in caplog.records] == [
        "webhook_unreadable delivery=4 bytes=19",
        "webhooks_handed_over calls=5 wakes=1 unknown=3 unreadable=1",
    ]


def test_the_oldest_go_first_and_no_more_than_asked_for(inbox: SqliteInbox, store: SqliteStore, waker: Waker) -> None:
    many = PORTION * 2 + 5
    for number in range(many):
        inbox.keep(call(commented(post_id=f"1_{number:03}")), NOON)
    assert waker.drain(PORTION + 1) == PORTION + 1
    assert [post for _, post, _ in waiting(store)] == [f"1_{number:03}" for number in range(PORTION + 1)]
    assert len(inbox.waiting(1000)) == many - PORTION - 1
    assert waker.drain(1000) == many - PORTION - 1
    assert len(waiting(store)) == many


class DyingInbox(SqliteInbox):
    """The process dies before the calls are taken out."""

    def remove(self, deliveries: Sequence[Delivery]) -> None:
        """Too late."""
        raise KeyboardInterrupt


def test_killed_between_wake_and_removal_it_wakes_once_more(
    inbox: SqliteInbox, store: SqliteStore, clock: FixedClock
) -> None:
    inbox.keep(call(commented()), NOON)
    dying = DyingInbox(inbox._connection.path)
    with pytest.raises(KeyboardInterrupt):
        a_waker(dying, store, clock).drain()
    dying.close()
    assert len(inbox.waiting(9)) == 1
    assert waiting(store) == [("post", POST, "")], "the wake is durable before the call goes"
    assert a_waker(inbox, store, clock).drain() == 1
    assert (waiting(store), inbox.waiting(9)) == ([("post", POST, "")], [])


def test_a_busy_index_leaves_every_call_in_the_inbox(inbox: SqliteInbox, store: SqliteStore, clock: FixedClock) -> None:
    inbox.keep(call(commented(), feed(item="status", verb="add", post_id="1_2")), NOON)
    impatient = SqliteStore.open_as_it_is(store.connection.path, busy_seconds=0.05)
    with store.transaction(), pytest.raises(StoreBusy):
        a_waker(inbox, impatient, clock).drain()
    assert len(inbox.waiting(9)) == 1
    assert a_waker(inbox, impatient, clock).drain() == 2
    impatient.close()


def test_a_damaged_inbox_is_tried_once_a_minute_and_stops_nothing_else(
    store: SqliteStore, tmp_path: Path, clock: FixedClock
) -> None:
    broken = SqliteInbox(tmp_path / "broken.db")
    (tmp_path / "broken.db").write_bytes(b"only words, no database " * 50)
    waker = a_waker(broken, store, clock)
    with pytest.raises(StoreError, match="no comment is lost"):
        waker.drain()
    clock.tick(59)
    assert waker.drain() == 0
    clock.tick(1)
    with pytest.raises(StoreError):
        waker.drain()
