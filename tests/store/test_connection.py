"""How does SQLite behave under us? Settings, threads, transactions, and errors in our own words."""

import multiprocessing
import sqlite3
import threading
from datetime import datetime, timedelta, timezone
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from bot.errors import StorageFull, StoreBusy, StoreError
from bot.store.connection import Connection, moment, translated, written
from bot.store.index import SqliteStore
from tests.builders import NOON, open_store, post, undone

FORK = multiprocessing.get_context("fork")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)],
)
def test_every_thread_speaks_to_sqlite_with_the_same_care(store: SqliteStore, pragma: str, value: object) -> None:
    found: list[object] = [store.connection.rows(f"PRAGMA {pragma}")[0][0]]
    thread = threading.Thread(target=lambda: found.append(store.connection.rows(f"PRAGMA {pragma}")[0][0]))
    thread.start()
    thread.join()
    assert found == [value, value]


def test_each_thread_has_a_connection_of_its_own(store: SqliteStore) -> None:
    seen = [store.connection.raw, store.connection.raw]
    thread = threading.Thread(target=lambda: seen.append(store.connection.raw))
    thread.start()
    thread.join()
    assert seen[0] is seen[1]
    assert seen[2] is not seen[0]


def test_an_exception_undoes_the_whole_transaction(store: SqliteStore) -> None:
    def step() -> None:
        store.comments.save_post(post("p1"), NOON)
        store.ledger.append("collected", "bot@1", {}, NOON)

    undone(store, step)
    assert store.connection.number("SELECT count(*) FROM post") == 0
    assert store.ledger.head() is None
    assert not store.connection.in_transaction


def test_an_inner_transaction_joins_the_outer_one(store: SqliteStore) -> None:
    def step() -> None:
        with store.transaction():
            store.comments.save_post(post("p1"), NOON)

    undone(store, step)
    assert store.connection.number("SELECT count(*) FROM post") == 0


def test_a_transaction_that_sqlite_undid_by_itself_is_over(store: SqliteStore) -> None:
    # So a full disk may end it.
    undone(store, lambda: store.connection.run("ROLLBACK"))
    with store.transaction():
        store.comments.save_post(post("p1"), NOON)
    assert store.connection.number("SELECT count(*) FROM post") == 1


def test_a_caught_inner_failure_does_not_end_the_outer_transaction(store: SqliteStore) -> None:
    with store.transaction():
        store.comments.save_post(post("p1"), NOON)
        with pytest.raises(StoreError), store.transaction():
            store.connection.run("INSERT INTO post (id) VALUES (9)")
        assert store.connection.in_transaction
    assert store.connection.number("SELECT count(*) FROM post") == 1


def test_a_transaction_holds_the_write_lock_from_its_first_moment(store: SqliteStore, tmp_path: Path) -> None:
    other = SqliteStore(tmp_path / "archive.db", busy_seconds=0.05)
    with store.transaction(), pytest.raises(StoreBusy):
        other.comments.save_post(post("p1"), NOON)
    other.comments.save_post(post("p1"), NOON)
    other.close()


def test_readers_are_not_kept_waiting_by_a_writer(store: SqliteStore, tmp_path: Path) -> None:
    other = SqliteStore(tmp_path / "archive.db", busy_seconds=0.05)
    with store.transaction():
        store.comments.save_post(post("p1"), NOON)
        assert other.desk.figures().collected == 0
    other.close()


def _hold(path: Path, held: Event, release: Event) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    held.set()
    release.wait(10)
    holder.execute("ROLLBACK")


def test_a_database_locked_by_another_process_is_busy_and_worth_another_try(tmp_path: Path) -> None:
    store = open_store(tmp_path, busy_seconds=0.05)
    held, release = FORK.Event(), FORK.Event()
    holder = FORK.Process(target=_hold, args=(tmp_path / "archive.db", held, release))
    holder.start()
    assert held.wait(10)
    try:
        with pytest.raises(StoreBusy) as caught:
            store.comments.save_post(post("p1"), NOON)
        assert caught.value.retryable
        with pytest.raises(StoreBusy), store.transaction():
            pass
    finally:
        release.set()
        holder.join()
    with store.transaction():
        store.comments.save_post(post("p1"), NOON)
    store.close()


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (sqlite3.OperationalError("database is locked"), StoreBusy),
        (sqlite3.OperationalError("database or disk is full"), StorageFull),
        (sqlite3.OperationalError("disk I/O error"), StorageFull),
        (sqlite3.OperationalError("no such table: post"), StoreError),
        (sqlite3.IntegrityError("CHECK constraint failed"), StoreError),
        (sqlite3.DatabaseError("database disk image is malformed"), StoreError),
    ],
)
def test_errors_of_sqlite_become_ours(error: sqlite3.Error, ours: type[Exception]) -> None:
    with pytest.raises(ours) as caught, translated():
        raise error
    assert type(caught.value) is ours
    assert caught.value.__cause__ is error


def test_text_that_cannot_be_stored_is_refused_without_being_quoted(store: SqliteStore) -> None:
    with pytest.raises(StoreError) as caught:
        store.comments.save_post(post(text="half a sign \ud83d here"), NOON)
    assert "half" not in str(caught.value)
    with pytest.raises(StoreError):
        store.comments.save_post(post(count=2**70), NOON)
    assert store.connection.number("SELECT count(*) FROM post") == 0


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="refused"):
        Connection(tmp_path / "nowhere" / "archive.db").rows("SELECT 1")


def test_an_insert_answers_its_id_and_a_count_of_nothing_is_zero(store: SqliteStore) -> None:
    sql = "INSERT INTO checkpoint (account_id, post_id) VALUES (?, ?)"
    assert store.connection.add(sql, "maple", "p1") == 1
    assert store.connection.number("SELECT max(comment_count) FROM checkpoint") == 0
    assert store.connection.number("SELECT 1 FROM post") == 0


def test_moments_are_written_in_utc_so_that_text_order_is_time_order() -> None:
    central = timezone(timedelta(hours=-6))
    local = datetime(2026, 11, 19, 12, 0, 0, 5, tzinfo=central)
    assert written(local) == "2026-11-19T18:00:00.000005Z"
    assert moment(written(local)) == local


def test_closing_ends_the_connections_of_all_threads(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    raws: list[sqlite3.Connection] = []
    thread = threading.Thread(target=lambda: raws.append(store.connection.raw))
    thread.start()
    thread.join()
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        raws[0].execute("SELECT 1")
    assert store.connection.number("SELECT 1") == 1
    store.close()


def test_who_only_reads_can_write_nothing(store: SqliteStore) -> None:
    store.only_read()
    assert store.connection.number("SELECT count(*) FROM comment") == 0
    with pytest.raises(StorageFull):
        store.ledger.append("user", "pat", {}, NOON)
