"""Is remembered what slows us down, what wakes us, and what a person must be told?"""

import threading
from datetime import timedelta

import pytest

from bot.errors import StoreError
from bot.model import Notice, NoticeKind, Pause, PauseScope, Quota, Wake, WakeKind
from bot.store.index import SqliteStore
from tests.builders import NOON

LATER = NOON + timedelta(minutes=5)
LATEST = NOON + timedelta(minutes=10)


# Quotas ------------------------------------------------------------------------------------------------------------


def test_a_quota_is_found_again_as_it_was_noted(store: SqliteStore) -> None:
    full = Quota(percent=208, blocked_until=LATER, strikes=3)
    store.quotas.note("maple", "pages", full, NOON)
    store.quotas.note("maple", "app", Quota(), NOON)
    assert store.quotas.quotas("maple") == {"pages": full, "app": Quota()}


def test_a_later_note_replaces_all_of_the_earlier_one(store: SqliteStore) -> None:
    store.quotas.note("maple", "pages", Quota(percent=90, blocked_until=LATER, strikes=3), NOON)
    store.quotas.note("maple", "pages", Quota(percent=10), LATER)
    assert store.quotas.quotas("maple") == {"pages": Quota(percent=10)}
    (row,) = store.connection.rows("SELECT noted_at FROM quota")
    assert row["noted_at"].startswith(LATER.strftime("%Y-%m-%dT%H:%M"))


def test_each_name_has_its_own_quotas(store: SqliteStore) -> None:
    store.quotas.note("maple", "pages", Quota(percent=90), NOON)
    assert store.quotas.quotas("oak") == {}


# Wakes -------------------------------------------------------------------------------------------------------------


def wake(post_id: str = "p1", *, at_minute: int = 0, kind: WakeKind = WakeKind.POST, comment_id: str = "") -> Wake:
    return Wake(
        account_id="maple",
        kind=kind,
        post_id=post_id,
        comment_id=comment_id,
        at=NOON + timedelta(minutes=at_minute),
    )


def test_wakes_wait_in_the_order_they_came_and_only_those_of_the_account(store: SqliteStore) -> None:
    for each in (wake("p2", at_minute=3), wake("p1", at_minute=1), wake("p3", at_minute=9)):
        store.wakes.add(each)
    assert [each.post_id for each in store.wakes.waiting("maple", until=LATER)] == ["p1", "p2"]
    assert [each.post_id for each in store.wakes.waiting("maple", until=LATEST)] == ["p1", "p2", "p3"]
    assert store.wakes.waiting("oak", until=LATEST) == []


@pytest.mark.parametrize("minutes", [(1, 4), (4, 1)])
def test_one_wake_waits_for_a_post_however_disorderly_they_come(store: SqliteStore, minutes: tuple[int, int]) -> None:
    for each in minutes:
        store.wakes.add(wake(at_minute=each))
    assert store.wakes.waiting("maple", until=LATER) == [wake(at_minute=4)]


def test_mentions_wait_apart_from_posts_and_from_each_other(store: SqliteStore) -> None:
    mentions = [wake(kind=WakeKind.MENTION, comment_id=each) for each in ("c1", "c2")]
    for each in (*mentions, *mentions, wake()):
        store.wakes.add(each)
    assert len(store.wakes.waiting("maple", until=LATER)) == 3


def test_a_wake_that_came_while_the_post_was_read_stays(store: SqliteStore) -> None:
    store.wakes.add(wake(at_minute=1))
    (read,) = store.wakes.waiting("maple", until=LATER)
    store.wakes.add(wake(at_minute=2))
    store.wakes.done(read)
    assert store.wakes.waiting("maple", until=LATER) == [wake(at_minute=2)]
    store.wakes.done(wake(at_minute=2))
    assert store.wakes.waiting("maple", until=LATER) == []


def test_a_done_wake_takes_no_other_with_it(store: SqliteStore) -> None:
    others = [wake("p2"), wake(kind=WakeKind.MENTION), wake(comment_id="c1")]
    for each in (wake(), *others):
        store.wakes.add(each)
    store.wakes.done(wake())
    waiting = store.wakes.waiting("maple", until=LATER)
    assert len(waiting) == len(others)
    assert all(each in waiting for each in others)


# Pauses ------------------------------------------------------------------------------------------------------------


def pause(minute: int = 5, *, scope: PauseScope = PauseScope.WRITES, why: str = "368") -> Pause:
    return Pause(account_id="maple", scope=scope, until=NOON + timedelta(minutes=minute), why=why)


def test_a_pause_holds_until_its_moment_and_for_its_scope_only(store: SqliteStore) -> None:
    store.pauses.begin(pause())
    assert store.pauses.pause("maple", PauseScope.WRITES, NOON) == pause()
    assert store.pauses.pause("maple", PauseScope.WRITES, LATER) is None
    assert store.pauses.pause("maple", PauseScope.ALL, NOON) is None
    assert store.pauses.pause("oak", PauseScope.WRITES, NOON) is None


def test_a_pause_is_lengthened_and_never_shortened_and_says_the_newest_reason(store: SqliteStore) -> None:
    store.pauses.begin(pause(5))
    store.pauses.begin(pause(9, why="again"))
    store.pauses.begin(pause(2, why="and again"))
    assert store.pauses.pause("maple", PauseScope.WRITES, NOON) == pause(9, why="and again")


def test_a_pause_that_is_ended_can_begin_anew_and_shorter(store: SqliteStore) -> None:
    store.pauses.begin(pause(9))
    store.pauses.begin(pause(9, scope=PauseScope.ALL))
    store.pauses.end("maple", PauseScope.WRITES)
    assert store.pauses.pause("maple", PauseScope.WRITES, NOON) is None
    assert store.pauses.pause("maple", PauseScope.ALL, NOON) is not None
    store.pauses.begin(pause(2))
    assert store.pauses.pause("maple", PauseScope.WRITES, NOON) == pause(2)


# Notices -----------------------------------------------------------------------------------------------------------


def opened(store: SqliteStore, subject: str = "p1", *, why: str = "two are not shown", minute: int = 0) -> bool:
    at = NOON + timedelta(minutes=minute)
    return store.notices.open("maple", NoticeKind.UNLISTED, subject, why=why, at=at)


def newest(store: SqliteStore, subject: str = "p1") -> Notice:
    found = store.notices.newest("maple", NoticeKind.UNLISTED, subject)
    assert found is not None
    return found


def test_a_notice_is_opened_once_and_its_words_are_renewed(store: SqliteStore) -> None:
    assert opened(store)
    assert not opened(store, why="three are not shown", minute=5)
    (notice,) = store.notices.waiting()
    assert (notice.why, notice.opened_at, notice.closed_at, notice.closed_by) == (
        "three are not shown",
        NOON,
        None,
        None,
    )


def test_notices_wait_newest_first_and_each_subject_has_its_own(store: SqliteStore) -> None:
    for minute, subject in enumerate(("p1", "p2", "")):
        assert opened(store, subject, minute=minute)
    assert store.notices.open("oak", NoticeKind.UNLISTED, "p1", why="", at=LATER)
    assert store.notices.open("maple", NoticeKind.SILENT, "p1", why="", at=LATER)
    assert [(each.account_id, each.kind, each.subject) for each in store.notices.waiting()] == [
        ("maple", NoticeKind.SILENT, "p1"),
        ("oak", NoticeKind.UNLISTED, "p1"),
        ("maple", NoticeKind.UNLISTED, ""),
        ("maple", NoticeKind.UNLISTED, "p2"),
        ("maple", NoticeKind.UNLISTED, "p1"),
    ]


def test_a_closed_notice_stays_known_with_who_closed_it(store: SqliteStore) -> None:
    opened(store)
    closed = store.notices.close(newest(store).id, by="dana", at=LATER)
    assert closed is not None
    assert store.notices.waiting() == []
    assert (newest(store).closed_by, newest(store).closed_at) == ("dana", LATER)


def test_a_notice_is_closed_by_the_first_person_only(store: SqliteStore) -> None:
    opened(store)
    number = newest(store).id
    store.notices.close(number, by="dana", at=LATER)
    assert store.notices.close(number, by="lee", at=LATEST) is None
    assert store.notices.close(number + 1, by="lee", at=LATEST) is None
    assert newest(store).closed_by == "dana"


def test_the_same_trouble_later_is_a_new_notice_beside_the_old_one(store: SqliteStore) -> None:
    opened(store)
    store.notices.close(newest(store).id, by="dana", at=LATER)
    assert opened(store, minute=6)
    assert newest(store).closed_at is None
    assert store.connection.number("SELECT count(*) FROM notice") == 2


def test_a_trouble_that_is_over_settles_its_open_notice_and_no_other(store: SqliteStore) -> None:
    opened(store)
    opened(store, "p2")
    assert store.notices.settle("maple", NoticeKind.UNLISTED, "p1", by="bot", at=LATER) == 1
    assert store.notices.settle("maple", NoticeKind.UNLISTED, "p1", by="bot", at=LATEST) == 0
    assert [each.subject for each in store.notices.waiting()] == ["p2"]
    assert (newest(store).closed_by, newest(store).closed_at) == ("bot", LATER)


def test_two_threads_open_one_notice(store: SqliteStore) -> None:
    start, new = threading.Barrier(4), list[bool]()

    def work() -> None:
        start.wait(5)
        new.append(opened(store))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(new) == [False, False, False, True]
    assert len(store.notices.waiting()) == 1


def test_a_notice_closed_by_nobody_is_refused_by_the_index(store: SqliteStore) -> None:
    opened(store)
    with pytest.raises(StoreError):
        store.connection.run("UPDATE notice SET closed_at = '2026-11-19T18:00:00.000000Z'")
