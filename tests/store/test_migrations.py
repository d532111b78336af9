"""Does every index that was ever left behind become today's, whole, and once?"""

import multiprocessing
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from bot.errors import MigrationsPending, StoreError
from bot.model import Shelf
from bot.store import migrations as ours
from bot.store.connection import Connection
from bot.store.index import SqliteStore
from bot.store.migrations import migrate, pending
from tests.builders import NOON
from tests.store.states import STATES, index_at

FORK = multiprocessing.get_context("fork")


def schema_of(path: Path) -> list[tuple[str, str]]:
    connection = Connection(path)
    rows = connection.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    connection.close()
    return [(row["name"], row["sql"]) for row in rows]


def test_every_migration_has_a_state_with_rows_in_it() -> None:
    names = [migration.name for migration in ours.migrations._migrations]
    assert list(STATES) == ["", *names], "add a line to tests/store/states.py for the new migration"
    assert names == sorted(names)


@pytest.mark.parametrize("last", STATES)
def test_an_index_of_any_age_becomes_todays(tmp_path: Path, last: str) -> None:
    index_at(tmp_path / "old.db", last)
    store = SqliteStore.open(tmp_path / "old.db")
    assert pending(store.connection) == []
    assert store.integrity() == []
    SqliteStore.open(tmp_path / "new.db").close()
    assert schema_of(tmp_path / "old.db") == schema_of(tmp_path / "new.db")
    if last:
        view = store.desk.shelf(Shelf.HIDDEN, account_id=None, page=1, per_page=9).views[0]
        assert (view.revision.comment.text, view.hide_in_force) == ("Buy my watches", 1)
        assert store.connection.number("SELECT count(*) FROM revision") == 1
        assert store.reviewers.one("pat") is not None
    store.close()


def test_migrating_twice_is_once(tmp_path: Path) -> None:
    connection = Connection(tmp_path / "archive.db")
    assert migrate(connection) == list(STATES)[1:]
    before = schema_of(tmp_path / "archive.db")
    assert migrate(connection) == []
    assert schema_of(tmp_path / "archive.db") == before
    connection.close()


def _migrate(path: Path, start: Barrier, done: "Queue[list[str]]") -> None:
    connection = Connection(path)
    start.wait(10)
    done.put(migrate(connection))
    connection.close()


def test_two_processes_that_migrate_at_once_do_it_once(tmp_path: Path) -> None:
    start, done = FORK.Barrier(2), FORK.Queue()
    both = [FORK.Process(target=_migrate, args=(tmp_path / "archive.db", start, done)) for _ in range(2)]
    for each in both:
        each.start()
    applied = sorted(done.get(timeout=20) for _ in both)
    for each in both:
        each.join()
    assert applied == [[], list(STATES)[1:]]


def test_a_migration_that_fails_leaves_the_index_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = Connection(tmp_path / "archive.db")

    def half(database: object) -> None:
        connection.run("CREATE TABLE half (id INTEGER)")
        raise KeyError

    (first,) = [m for m in ours.migrations._migrations if m.name == "0001_corridor"]
    monkeypatch.setattr(first, "fn", half)
    with pytest.raises(KeyError):
        migrate(connection)
    assert connection.rows("SELECT name FROM sqlite_schema WHERE name = 'half'") == []
    monkeypatch.undo()
    assert migrate(connection) == list(STATES)[1:]
    connection.close()


def test_an_index_of_a_newer_program_is_refused_by_name(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "archive.db")
    table = store.connection.rows("SELECT name FROM sqlite_schema WHERE name LIKE '%migrations%' AND type = 'table'")
    store.connection.run(
        f"INSERT INTO {table[0]['name']} (migration_set, name, applied_at) VALUES (?, '9999_later', ?)",
        ours.SET_NAME,
        NOON.isoformat(),
    )
    store.close()
    for opening in (SqliteStore.open, SqliteStore.open_as_it_is):
        with pytest.raises(MigrationsPending, match=r"newer page-monitor .*9999_later"):
            opening(tmp_path / "archive.db")


def test_an_outdated_index_is_refused_until_somebody_migrates_it(tmp_path: Path) -> None:
    index_at(tmp_path / "archive.db", "")
    with pytest.raises(MigrationsPending, match="page-monitor migrate"):
        SqliteStore.open_as_it_is(tmp_path / "archive.db")
    SqliteStore.open(tmp_path / "archive.db").close()
    SqliteStore.open_as_it_is(tmp_path / "archive.db").close()


def test_a_missing_index_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        SqliteStore.open_as_it_is(tmp_path / "archive.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"words " * 1000)
    for opening in (SqliteStore.open, SqliteStore.open_as_it_is):
        with pytest.raises(StoreError):
            opening(tmp_path / "archive.db")


def test_damage_to_the_index_is_found(store: SqliteStore) -> None:
    assert store.integrity() == []
    store.connection.run("PRAGMA foreign_keys=OFF")
    store.connection.run("INSERT INTO finding VALUES (1, 99, NULL, 'r', 1.0, 0, 0, '', '', 'review', 0, NULL)")
    assert store.integrity() == ["foreign key broken in finding"]
