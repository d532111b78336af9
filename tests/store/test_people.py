"""Who may log in, who works on the archive, and was every page watched?"""

import multiprocessing
import os
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from bot.errors import InputError, StoreError
from bot.model import AccountWatch, PostKind, PostWatch, Reach, Reviewer
from bot.store.index import SqliteStore
from bot.store.lock import WorkerLock
from tests.builders import NOON, post

FORK = multiprocessing.get_context("fork")
LATER = NOON + timedelta(minutes=5)
DAY = date(2026, 11, 19)
PAT = Reviewer(
    name="pat@district.example",
    display_name="Pat Example",
    password_hash="argon",
    must_change_password=True,
    created_at=NOON,
    session_key="first",
)


# Reviewers ---------------------------------------------------------------------------------------------------------


def test_a_reviewer_is_found_by_name_in_any_capitals(store: SqliteStore) -> None:
    store.reviewers.add(PAT)
    assert store.reviewers.one("PAT@District.example") == PAT
    assert store.reviewers.one("pat") is None
    assert store.reviewers.all() == [PAT]


def test_a_name_is_taken_once(store: SqliteStore) -> None:
    store.reviewers.add(PAT)
    with pytest.raises(InputError, match="exists already"):
        store.reviewers.add(replace(PAT, name="Pat@district.example", password_hash="other"))
    assert store.reviewers.all() == [PAT]


def test_every_reviewer_has_a_session_key_of_their_own(store: SqliteStore) -> None:
    for name in ("pat", "sam"):
        store.reviewers.add(replace(PAT, name=name, session_key=""))
    keys = {reviewer.session_key for reviewer in store.reviewers.all()}
    assert len(keys) == 2
    assert "" not in keys


def test_a_new_password_ends_older_sessions(store: SqliteStore) -> None:
    store.reviewers.add(PAT)
    store.reviewers.change_password(PAT.name, "new", must_change=False)
    found = store.reviewers.one(PAT.name)
    assert found is not None
    assert (found.password_hash, found.must_change_password) == ("new", False)
    assert found.session_key != "first"


def test_a_disabled_reviewer_stays_on_file_with_the_first_date(store: SqliteStore) -> None:
    store.reviewers.add(PAT)
    store.reviewers.disable(PAT.name, NOON)
    store.reviewers.disable(PAT.name, LATER)
    found = store.reviewers.one(PAT.name)
    assert found is not None
    assert found.disabled_at == NOON
    assert found.session_key != "first"


def test_a_disabled_reviewer_can_come_back_but_not_with_an_old_session(store: SqliteStore) -> None:
    store.reviewers.add(PAT)
    store.reviewers.disable(PAT.name, NOON)
    store.reviewers.enable(PAT.name)
    found = store.reviewers.one(PAT.name)
    assert found is not None
    assert found.disabled_at is None
    assert found.session_key != "first"


def test_an_unknown_reviewer_cannot_be_changed(store: SqliteStore) -> None:
    with pytest.raises(InputError, match="no reviewer"):
        store.reviewers.disable("nobody", NOON)
    with pytest.raises(InputError, match="no reviewer"):
        store.reviewers.change_password("nobody", "x", must_change=False)


# One worker --------------------------------------------------------------------------------------------------------


def _work(root: Path, at_work: Event) -> None:
    lock = WorkerLock(root)
    lock.take()
    at_work.set()
    FORK.Event().wait(30)
    lock.release()


def test_a_second_worker_is_refused_with_the_number_of_the_first_until_that_ends(tmp_path: Path) -> None:
    at_work = FORK.Event()
    first = FORK.Process(target=_work, args=(tmp_path / "archive", at_work))
    first.start()
    assert at_work.wait(10)
    second = WorkerLock(tmp_path / "archive")
    with pytest.raises(StoreError, match=f"process {first.pid}"):
        second.take()
    first.kill()
    first.join()
    second.take()
    assert (tmp_path / "archive" / ".lock").read_text() == str(os.getpid())
    second.release()
    second.release()
    third = WorkerLock(tmp_path / "archive")
    third.take()
    third.release()


# How far we have read ----------------------------------------------------------------------------------------------


def test_a_post_never_read_has_no_checkpoint(store: SqliteStore) -> None:
    assert store.checkpoints.watch("maple", "p1") == PostWatch(post_id="p1")
    assert store.checkpoints.watches("maple") == []


def test_a_checkpoint_moves_part_by_part_and_never_back(store: SqliteStore) -> None:
    watch, advance = store.checkpoints.watch, store.checkpoints.advance
    advance("maple", PostWatch(post_id="p1"))
    assert watch("maple", "p1") == PostWatch(post_id="p1")
    whole = PostWatch(post_id="p1", newest=LATER, count=3, listed=2, read_at=NOON, whole_at=NOON)
    advance("maple", whole)
    advance("maple", PostWatch(post_id="p1", newest=NOON))
    assert watch("maple", "p1") == whole
    advance("maple", PostWatch(post_id="p1", count=2, read_at=LATER))
    assert watch("maple", "p1") == replace(whole, count=2, read_at=LATER)
    advance("maple", PostWatch(post_id="p1", listed=1, whole_at=LATER))
    assert watch("maple", "p1") == PostWatch(
        post_id="p1", newest=LATER, count=2, listed=1, read_at=LATER, whole_at=LATER
    )
    assert watch("oak", "p1") == PostWatch(post_id="p1")
    assert (len(store.checkpoints.watches("maple")), store.checkpoints.watches("oak")) == (1, [])


def test_what_is_remembered_of_a_post_tells_what_it_is_and_how_old(store: SqliteStore) -> None:
    made = replace(post(), kind=PostKind.REEL)
    store.comments.save_post(made, NOON)
    store.checkpoints.advance("maple", PostWatch(post_id="p1", read_at=NOON))
    assert store.checkpoints.watches("maple") == [
        PostWatch(post_id="p1", kind=PostKind.REEL, created_at=made.created_at, read_at=NOON)
    ]


def test_a_listing_of_the_window_counts_as_a_fresh_one_and_not_the_other_way_round(store: SqliteStore) -> None:
    assert store.checkpoints.account("maple") == AccountWatch()
    store.checkpoints.note_listed("maple", Reach.WATCHED, NOON)
    store.checkpoints.note_listed("maple", Reach.FRESH, LATER)
    assert store.checkpoints.account("maple") == AccountWatch(fresh_at=LATER, watched_at=NOON)
    store.checkpoints.note_listed("maple", Reach.WATCHED, NOON)
    assert store.checkpoints.account("maple") == AccountWatch(fresh_at=NOON, watched_at=NOON), "the clock was set back"
    assert store.checkpoints.account("oak") == AccountWatch()


def test_only_a_pass_that_went_well_counts_as_watching(store: SqliteStore) -> None:
    note = store.checkpoints.note_pass
    note("maple", DAY, NOON, comments=0, trouble="no answer")
    assert store.checkpoints.monitored(DAY, DAY) == []
    (health,) = store.checkpoints.health()
    assert (health.last_ok_at, health.last_try_at, health.trouble) == (None, NOON, "no answer")
    note("maple", DAY, NOON, comments=2, trouble="")
    note("maple", DAY, LATER, comments=1, trouble="")
    note("maple", DAY, LATER, comments=0, trouble="no answer")
    (day,) = store.checkpoints.monitored(DAY, DAY)
    assert (day.account_id, day.day, day.first_at, day.last_at) == ("maple", DAY, NOON, LATER)
    assert (day.passes, day.comments) == (2, 3)
    (health,) = store.checkpoints.health()
    assert (health.last_ok_at, health.trouble) == (LATER, "no answer")


def test_days_are_answered_with_both_ends_included(store: SqliteStore) -> None:
    for offset in range(4):
        store.checkpoints.note_pass("maple", DAY + timedelta(days=offset), NOON, comments=0, trouble="")
    found = store.checkpoints.monitored(DAY + timedelta(days=1), DAY + timedelta(days=2))
    assert [each.day for each in found] == [DAY + timedelta(days=1), DAY + timedelta(days=2)]
