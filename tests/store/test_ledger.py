"""Does the log stay one chain, in the table and in its files, whatever dies in between?"""

import json
import multiprocessing
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import EvidenceError
from bot.model import DecisionKind
from bot.model.chain import FIRST_PREVIOUS, breaks, canonical_line
from bot.store.index import SqliteStore
from tests.builders import NOON, open_store, undone

FORK = multiprocessing.get_context("fork")
BOT = "bot@1"


def lines_on_disk(root: Path) -> list[str]:
    return [line for file in sorted((root / "ledger").glob("*.jsonl")) for line in file.read_text().splitlines()]


def lines_in_table(store: SqliteStore) -> list[str]:
    return [canonical_line(entry) for entry in store.ledger.entries()]


def append(store: SqliteStore, number: int = 1, at: datetime = NOON) -> None:
    for n in range(number):
        store.ledger.append("verdict", BOT, {"n": n}, at)


def test_each_line_hangs_on_the_one_before(store: SqliteStore) -> None:
    assert store.ledger.head() is None
    first = store.ledger.append("collected", BOT, {"revisions": [[1, 1, "ab"]]}, NOON)
    second = store.ledger.append("decision", "pat", {"kind": DecisionKind.HIDE, "of": (1, 2)}, NOON)
    assert (first.seq, first.previous) == (1, FIRST_PREVIOUS)
    assert (second.seq, second.previous) == (2, first.hash)
    assert breaks(store.ledger.entries()) == []
    assert store.ledger.head() == next(store.ledger.entries(after=1))
    assert [entry.seq for entry in store.ledger.entries(until=1)] == [1]


def test_a_log_longer_than_one_reading_is_read_whole(store: SqliteStore) -> None:
    with store.transaction():
        append(store, 1001)
    assert [entry.seq for entry in store.ledger.entries(after=1)] == list(range(2, 1002))
    assert breaks(store.ledger.entries()) == []


def test_files_follow_the_table_line_by_line(store: SqliteStore, tmp_path: Path) -> None:
    append(store, 3)
    assert lines_on_disk(tmp_path) == lines_in_table(store)
    assert (tmp_path / "ledger" / "2026-11.jsonl").exists()


def test_files_hear_of_a_line_only_after_its_transaction(store: SqliteStore, tmp_path: Path) -> None:
    with store.transaction():
        append(store, 2)
        assert lines_on_disk(tmp_path) == []
    assert len(lines_on_disk(tmp_path)) == 2
    undone(store, lambda: append(store))
    append(store)
    assert [json.loads(line)["seq"] for line in lines_on_disk(tmp_path)] == [1, 2, 3]


def test_a_month_has_a_file_of_its_own(store: SqliteStore, tmp_path: Path) -> None:
    append(store, at=datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC))
    append(store, at=datetime(2026, 12, 1, 0, 0, 0, tzinfo=UTC))
    assert sorted(file.name for file in (tmp_path / "ledger").glob("*.jsonl")) == ["2026-11.jsonl", "2026-12.jsonl"]
    assert lines_on_disk(tmp_path) == lines_in_table(store)


def test_clocks_that_differ_over_the_end_of_a_month_write_no_line_twice(store: SqliteStore, tmp_path: Path) -> None:
    before, after = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    for at in (before, after, before, before, after):
        append(store, at=at)
    assert sorted(json.loads(line)["seq"] for line in lines_on_disk(tmp_path)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("torn", [b'{"actor":"bot', b"\x00" * 40, b"\xff"])
def test_a_torn_last_line_is_cut_and_written_again(store: SqliteStore, tmp_path: Path, torn: bytes) -> None:
    append(store, 2)
    file = tmp_path / "ledger" / "2026-11.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole[: whole.index(b"\n") + 1] + torn)
    append(store)
    assert lines_on_disk(tmp_path) == lines_in_table(store)


@pytest.mark.parametrize("left", [b"", b"torn and nothing before it"])
def test_a_file_without_a_whole_line_is_written_anew(store: SqliteStore, tmp_path: Path, left: bytes) -> None:
    append(store, 2)
    (tmp_path / "ledger" / "2026-11.jsonl").write_bytes(left)
    store.ledger.copy_to_files()
    assert lines_on_disk(tmp_path) == lines_in_table(store)


def test_a_line_longer_than_one_look_back_is_found(store: SqliteStore, tmp_path: Path) -> None:
    store.ledger.append("collected", BOT, {"revisions": ["x" * 200_000]}, NOON)
    append(store)
    assert [json.loads(line)["seq"] for line in lines_on_disk(tmp_path)] == [1, 2]


def _die_between_commit_and_copy(root: Path) -> None:
    store = SqliteStore(root / "archive.db")
    with store.transaction():
        append(store)
        store.connection.after_commit("ledger files", lambda: os._exit(9))


def test_a_kill_between_commit_and_copy_is_healed_by_the_next_line(store: SqliteStore, tmp_path: Path) -> None:
    append(store)
    child = FORK.Process(target=_die_between_commit_and_copy, args=(tmp_path,))
    child.start()
    child.join()
    assert child.exitcode == 9
    assert (len(lines_in_table(store)), len(lines_on_disk(tmp_path))) == (2, 1)
    append(store)
    assert lines_on_disk(tmp_path) == lines_in_table(store)
    assert len(lines_in_table(store)) == 3


def test_a_kill_between_commit_and_copy_is_healed_at_the_next_start(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    child = FORK.Process(target=_die_between_commit_and_copy, args=(tmp_path,))
    child.start()
    child.join()
    store = open_store(tmp_path)
    assert lines_on_disk(tmp_path) == lines_in_table(store)
    assert len(lines_on_disk(tmp_path)) == 1
    store.close()


def _append_twenty(root: Path) -> None:
    store = SqliteStore(root / "archive.db")
    append(store, 20)
    store.close()


def test_two_processes_that_append_at_once_keep_one_chain(store: SqliteStore, tmp_path: Path) -> None:
    children = [FORK.Process(target=_append_twenty, args=(tmp_path,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0]
    assert [entry.seq for entry in store.ledger.entries()] == list(range(1, 41))
    assert breaks(store.ledger.entries()) == []
    assert lines_on_disk(tmp_path) == lines_in_table(store)


def test_a_disk_that_refuses_the_file_does_not_lose_the_line(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", _no_space)
        append(store)
    assert "ledger_files_behind error=No space left on device" in caplog.text
    append(store)
    assert lines_on_disk(tmp_path) == lines_in_table(store)


def _no_space(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("damage", [b"no JSON at all\n", b'{"actor":"x"}\n', b"[]\n", b'{"seq":null}\n'])
def test_a_damaged_file_is_loud_and_keeps_nothing_from_being_done(
    store: SqliteStore, tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    append(store)
    (tmp_path / "ledger" / "2026-11.jsonl").write_bytes(damage)
    append(store)
    assert "ledger_files_damaged" in caplog.text
    assert breaks(store.ledger.entries()) == []
    assert store.ledger.head() is not None


@pytest.mark.parametrize("body", [{"what": object()}, {"share": float("nan")}, {"text": "\ud83d"}, {"bytes": b"x"}])
def test_a_body_that_is_not_plain_json_is_refused_and_leaves_nothing(
    store: SqliteStore, body: dict[str, object]
) -> None:
    with pytest.raises(EvidenceError):
        store.ledger.append("verdict", BOT, body, NOON)
    assert store.ledger.head() is None


def test_a_time_without_a_zone_is_refused(store: SqliteStore) -> None:
    with pytest.raises(EvidenceError, match="zone"):
        store.ledger.append("verdict", BOT, {}, NOON.replace(tzinfo=None))


def test_a_line_reads_back_as_it_was_written(store: SqliteStore) -> None:
    at = NOON + timedelta(microseconds=17)
    made = store.ledger.append("decision", "pat", {"note": "café \x00 </script>", "n": 1.5, "none": None}, at)
    assert list(store.ledger.entries()) == [made]
