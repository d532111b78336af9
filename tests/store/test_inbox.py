"""Does a webhook call wait safely until its wakes are written?"""

import sqlite3
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreBusy, StoreError
from bot.store import inbox as inbox_module
from bot.store.inbox import SqliteInbox
from tests.builders import NOON


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[SqliteInbox]:
    made = SqliteInbox(tmp_path / "hooks" / "inbox.db")
    yield made
    made.close()


def test_bodies_come_out_byte_for_byte_oldest_first(inbox: SqliteInbox) -> None:
    bodies = [b'{"a":"\\u00e9"}', b"\x00\xff not text", b""]
    for minute, body in enumerate(bodies):
        inbox.keep(body, NOON + timedelta(minutes=minute))
    waiting = inbox.waiting(10)
    assert [each.body for each in waiting] == bodies
    assert waiting[1].received_at == NOON + timedelta(minutes=1)
    assert [each.body for each in inbox.waiting(2)] == bodies[:2]


def test_the_same_body_twice_is_kept_twice(inbox: SqliteInbox) -> None:
    inbox.keep(b"{}", NOON)
    inbox.keep(b"{}", NOON)
    assert len(inbox.waiting(10)) == 2


def test_what_was_removed_is_gone_and_the_rest_stays(inbox: SqliteInbox) -> None:
    for each in range(3):
        inbox.keep(str(each).encode(), NOON)
    inbox.remove(inbox.waiting(2))
    assert [each.body for each in inbox.waiting(10)] == [b"2"]
    inbox.remove([])
    assert len(inbox.waiting(10)) == 1


def test_what_waits_survives_a_restart(inbox: SqliteInbox, tmp_path: Path) -> None:
    inbox.keep(b"{}", NOON)
    inbox.close()
    again = SqliteInbox(tmp_path / "hooks" / "inbox.db")
    try:
        assert [each.body for each in again.waiting(10)] == [b"{}"]
    finally:
        again.close()


def test_a_removed_id_is_not_given_to_a_later_call(inbox: SqliteInbox) -> None:
    inbox.keep(b"old", NOON)
    taken = inbox.waiting(1)
    inbox.remove(taken)
    inbox.keep(b"new", NOON)
    inbox.remove(taken)
    assert [each.body for each in inbox.waiting(10)] == [b"new"]


def test_an_inbox_that_nobody_empties_is_full(inbox: SqliteInbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_module, "MOST_WAITING", 2)
    inbox.keep(b"{}", NOON)
    assert not inbox.is_full()
    inbox.keep(b"{}", NOON)
    assert inbox.is_full()
    inbox.remove(inbox.waiting(1))
    assert not inbox.is_full()


def test_an_inbox_in_use_says_so(inbox: SqliteInbox, tmp_path: Path) -> None:
    inbox.open()
    other = sqlite3.connect(tmp_path / "hooks" / "inbox.db", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        inbox._connection.run("PRAGMA busy_timeout=1")
        with pytest.raises(StoreBusy):
            inbox.keep(b"{}", NOON)
    finally:
        other.close()
    assert inbox.waiting(1) == []


def test_only_the_service_reads_the_folder_of_the_inbox(inbox: SqliteInbox, tmp_path: Path) -> None:
    inbox.open()
    assert stat.S_IMODE((tmp_path / "hooks").stat().st_mode) == 0o700


def test_an_inbox_full_of_large_calls_is_full(inbox: SqliteInbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_module, "MOST_BYTES", 64 * 1024)
    inbox.keep(b"{}", NOON)
    assert not inbox.is_full()
    inbox.keep(bytes(80 * 1024), NOON)
    assert inbox.is_full()
    inbox.remove(inbox.waiting(2))
    assert not inbox.is_full()


def test_a_link_is_no_inbox(tmp_path: Path) -> None:
    victim = tmp_path / "archive.db"
    sqlite3.connect(victim).close()
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "inbox.db").symlink_to(victim)
    with pytest.raises(StoreError, match="no plain file"):
        SqliteInbox(tmp_path / "hooks" / "inbox.db").waiting(1)
    assert sqlite3.connect(victim).execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)


ENDLESS = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id, 'a' AS body, 'b' AS received_at"
)


@pytest.mark.parametrize(
    "strange",
    [
        f"CREATE VIEW delivery AS {ENDLESS} FROM n",
        "CREATE TABLE delivery (id INTEGER PRIMARY KEY, body BLOB, received_at TEXT)",
        "CREATE TABLE other (id INTEGER)",
    ],
)
def test_a_file_that_holds_anything_else_is_no_inbox_and_is_not_asked(tmp_path: Path, strange: str) -> None:
    made = sqlite3.connect(tmp_path / "inbox.db")
    made.execute(strange)
    made.commit()
    made.close()
    with pytest.raises(StoreError, match="no comment is lost"):
        SqliteInbox(tmp_path / "inbox.db").waiting(1)


def test_a_damaged_inbox_is_told_with_its_place_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "inbox.db").write_bytes(b"only words, no database " * 50)
    with pytest.raises(StoreError, match=r"inbox\.db is damaged.*delete the file"):
        SqliteInbox(tmp_path / "inbox.db").waiting(1)
