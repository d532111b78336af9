"""Is every waiting row taken by one worker, and again when that worker died?"""

import multiprocessing
from datetime import timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from bot.model import Stage, Work
from bot.store.index import SqliteStore
from tests.builders import NOON, claimed

FORK = multiprocessing.get_context("fork")
LATER = NOON + timedelta(seconds=61)


def state_of(store: SqliteStore, subject: int = 7) -> tuple[str, int, str]:
    row = store.connection.rows("SELECT * FROM work WHERE subject = ?", subject)[0]
    return row["state"], row["attempts"], row["error"]


@pytest.fixture
def row(store: SqliteStore) -> Work:
    """Work on subject 7, claimed for a minute."""
    store.work.enqueue(Stage.JUDGE, 7, run_after=NOON)
    (work,) = claimed(store, Stage.JUDGE)
    return work


def test_a_claimed_row_is_not_given_twice(store: SqliteStore, row: Work) -> None:
    assert (row.stage, row.subject, row.attempts, row.claimed_until) == (Stage.JUDGE, 7, 1, NOON + timedelta(minutes=1))
    assert claimed(store, Stage.JUDGE) == []
    assert store.work.waiting() == {Stage.JUDGE: 1}


def test_a_row_waits_for_its_own_stage_and_time(store: SqliteStore) -> None:
    store.work.enqueue(Stage.ACT, 1, run_after=LATER)
    assert claimed(store, Stage.JUDGE, at=LATER) == []
    assert claimed(store, Stage.ACT) == []
    assert [work.subject for work in claimed(store, Stage.ACT, at=LATER)] == [1]


def test_the_longest_waiting_rows_are_taken_first_and_no_more_than_asked(store: SqliteStore) -> None:
    for subject, seconds in ((1, 30), (2, 10), (3, 20), (4, 10)):
        store.work.enqueue(Stage.JUDGE, subject, run_after=NOON + timedelta(seconds=seconds))
    first = claimed(store, Stage.JUDGE, at=LATER, limit=3)
    assert sorted(work.subject for work in first) == [2, 3, 4]
    assert [work.subject for work in claimed(store, Stage.JUDGE, at=LATER)] == [1]


def test_a_finished_row_is_done(store: SqliteStore, row: Work) -> None:
    store.work.finish(row, NOON)
    assert state_of(store) == ("done", 0, "")
    assert claimed(store, Stage.JUDGE, at=LATER) == []
    assert store.work.waiting() == {}


def test_a_row_tried_again_waits_until_its_time_and_counts(store: SqliteStore, row: Work) -> None:
    store.work.retry(row, error="no answer", run_after=LATER, now=NOON)
    assert state_of(store) == ("todo", 1, "no answer")
    assert claimed(store, Stage.JUDGE) == []
    assert [work.attempts for work in claimed(store, Stage.JUDGE, at=LATER)] == [2]


def test_a_row_given_up_is_a_trouble_to_see(store: SqliteStore, row: Work) -> None:
    store.work.enqueue(Stage.ACT, 8, run_after=NOON)
    (act,) = claimed(store, Stage.ACT)
    store.work.give_up(row, error="a fault of ours", now=NOON)
    store.work.give_up(act, error="another", now=LATER)
    troubles = store.work.troubles(10)
    assert [(each.stage, each.subject, each.error) for each in troubles] == [
        ("act", 8, "another"),
        ("judge", 7, "a fault of ours"),
    ]
    assert troubles[0].at == LATER
    assert len(store.work.troubles(1)) == 1
    assert claimed(store, Stage.JUDGE, at=LATER) == []


def test_a_lapsed_claim_is_taken_again(store: SqliteStore, row: Work) -> None:
    assert claimed(store, Stage.JUDGE, at=NOON + timedelta(seconds=59)) == []
    (again,) = claimed(store, Stage.JUDGE, at=NOON + timedelta(seconds=60))
    assert (again.id, again.attempts) == (row.id, 1)


def test_whoever_lost_a_claim_cannot_end_the_new_one(store: SqliteStore, row: Work) -> None:
    claimed(store, Stage.JUDGE, at=LATER)
    before = state_of(store)
    store.work.finish(row, LATER)
    store.work.retry(row, error="late", run_after=LATER, now=LATER)
    store.work.give_up(row, error="late", now=LATER)
    assert state_of(store) == before == ("doing", 0, "")


def test_the_same_row_put_there_twice_is_one(store: SqliteStore, row: Work) -> None:
    store.work.enqueue(Stage.JUDGE, 7, run_after=LATER)
    assert state_of(store) == ("doing", 0, "")
    store.work.finish(row, NOON)
    store.work.enqueue(Stage.JUDGE, 7, run_after=LATER)
    assert state_of(store) == ("done", 0, "")


@pytest.mark.parametrize("end", ["doing", "done", "failed"])
def test_a_row_put_there_again_waits_again_whatever_it_was(store: SqliteStore, row: Work, end: str) -> None:
    if end == "done":
        store.work.finish(row, NOON)
    if end == "failed":
        store.work.give_up(row, error="x", now=NOON)
    store.work.enqueue(Stage.JUDGE, 7, run_after=LATER, again=True)
    assert state_of(store)[:2] == ("todo", 0)
    store.work.finish(row, LATER)
    assert state_of(store)[0] == "todo"
    assert [work.attempts for work in claimed(store, Stage.JUDGE, at=LATER)] == [1]


def test_a_new_worker_frees_the_claims_of_the_one_that_is_gone(store: SqliteStore, row: Work) -> None:
    store.work.enqueue(Stage.ACT, 8, run_after=NOON)
    store.work.finish(claimed(store, Stage.ACT)[0], NOON)
    assert store.work.release(NOON) == 1
    assert [work.attempts for work in claimed(store, Stage.JUDGE)] == [1]
    assert state_of(store, 8)[0] == "done"


def test_rows_that_wait_under_a_clock_that_ran_ahead_become_due(store: SqliteStore, row: Work) -> None:
    store.work.retry(row, error="x", run_after=LATER + timedelta(hours=12), now=NOON)
    assert store.work.release(NOON) == 1
    assert [work.subject for work in claimed(store, Stage.JUDGE)] == [7]


def test_waiting_for_another_step_is_no_failure(store: SqliteStore, row: Work) -> None:
    store.work.retry(row, error="not yet", run_after=NOON, now=NOON, is_failure=False)
    (again,) = claimed(store, Stage.JUDGE)
    assert (again.attempts, again.last_error) == (1, "not yet")


def test_rows_given_up_can_be_taken_up_again(store: SqliteStore, row: Work) -> None:
    store.work.give_up(row, error="a fault of ours", now=NOON)
    assert store.work.take_up_again(LATER) == 1
    assert store.work.troubles(9) == []
    assert claimed(store, Stage.JUDGE) == []
    assert [work.attempts for work in claimed(store, Stage.JUDGE, at=LATER)] == [1]
    assert store.work.take_up_again(LATER) == 0


def _race(root: Path, start: Barrier, taken: "Queue[list[int]]") -> None:
    store = SqliteStore(root / "archive.db")
    start.wait(10)
    mine: list[int] = []
    while rows := claimed(store, Stage.JUDGE, limit=3):
        mine += [work.subject for work in rows]
    taken.put(mine)
    store.close()


def test_two_processes_that_race_take_each_row_once(store: SqliteStore, tmp_path: Path) -> None:
    with store.transaction():
        for subject in range(60):
            store.work.enqueue(Stage.JUDGE, subject, run_after=NOON)
    start, taken = FORK.Barrier(2), FORK.Queue()
    racers = [FORK.Process(target=_race, args=(tmp_path, start, taken)) for _ in range(2)]
    for racer in racers:
        racer.start()
    shares = [taken.get(timeout=20) for _ in racers]
    for racer in racers:
        racer.join()
    assert sorted(shares[0] + shares[1]) == list(range(60))
