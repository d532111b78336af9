"""Is the text behind every version kept before its first verdict, once, packed, and never changed unseen?"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import EvidenceMissing, StoreError
from bot.model import GuidelinesText, Outcome
from bot.store.index import SqliteStore
from tests.builders import NOON, collected, comment, undone, verdict, wording
from tests.store.states import WORDS, index_at

WORDY = "No selling. " * 1000


def said(store: SqliteStore, version: str, text: str = "Buy", outcome: Outcome = Outcome.HIDE, hours: int = 0) -> None:
    at = NOON + timedelta(hours=hours)
    store.verdicts.save(collected(store, comment(text, external_id=text)), verdict(outcome, version=version), at)


def test_a_text_comes_back_as_it_was_read(store: SqliteStore) -> None:
    text = wording("# é\r\n", "", WORDY).held("ads=live:review")
    assert store.versions.keep(text, NOON)
    assert store.versions.text(text.version) == text
    assert store.versions.text(f"{text.version}+high") == text
    assert store.versions.kept() == [text.version]


def test_keeping_twice_is_keeping_once(store: SqliteStore) -> None:
    assert store.versions.keep(wording(), NOON)
    assert not store.versions.keep(wording(), NOON)
    assert store.connection.number("SELECT count(*) FROM guidelines_part") == 1


def test_a_version_that_changes_one_file_adds_that_file_and_no_other(store: SqliteStore) -> None:
    store.versions.keep(wording(WORDY, "one"), NOON)
    store.versions.keep(wording(WORDY, "two"), NOON)
    assert len(store.versions.kept()) == 2
    assert store.connection.number("SELECT count(*) FROM guidelines_file") == 3
    assert store.connection.number("SELECT max(length(packed)) FROM guidelines_file") < len(WORDY) // 20


def test_a_version_without_text_has_none(store: SqliteStore) -> None:
    assert store.versions.text("g-0123456789ab") is None
    assert not store.versions.is_kept("g-0123456789ab")


def test_no_verdict_is_stored_before_the_text_of_its_guidelines(store: SqliteStore) -> None:
    for version in (wording().version, f"{wording().version}+high"):
        with pytest.raises(StoreError, match="after the text of its guidelines"):
            said(store, version)
    store.versions.keep(wording(), NOON)
    said(store, wording().version)
    said(store, f"{wording().version}+high", "Sell")
    assert [use.verdicts for use in store.versions.used()] == [1, 1]


def test_a_transaction_that_is_undone_leaves_no_half_text(store: SqliteStore) -> None:
    def both() -> None:
        store.versions.keep(wording(WORDY, "one"), NOON)
        said(store, wording(WORDY, "one").version)

    undone(store, both)
    for table in ("guidelines_text", "guidelines_part", "guidelines_file", "verdict"):
        assert store.connection.number(f"SELECT count(*) FROM {table}") == 0


def test_versions_are_told_with_what_was_judged_under_them(store: SqliteStore) -> None:
    assert store.versions.used() == []
    store.versions.keep(wording(), NOON)
    said(store, "old", "a", hours=-1)
    said(store, wording().version, "b", Outcome.KEEP)
    said(store, wording().version, "c", Outcome.HIDE, hours=2)
    old, new = store.versions.used()
    assert (old.version, old.is_kept, old.hides) == ("old", False, 1)
    assert (new.first_at, new.last_at) == (NOON, NOON + timedelta(hours=2))
    assert (new.version, new.is_kept, new.verdicts, new.hides) == (wording().version, True, 2, 1)


TAMPERED: dict[str, tuple[str, str]] = {
    "other bytes": ("guidelines_file_no_update", "UPDATE guidelines_file SET packed = x'789c030000000001'"),
    "no packed bytes": ("guidelines_file_no_update", "UPDATE guidelines_file SET packed = x'00'"),
    "fewer bytes than were packed": ("guidelines_file_no_update", "UPDATE guidelines_file SET size = 1"),
    "a file lost": ("guidelines_file_no_delete", "DELETE FROM guidelines_file WHERE size > 100"),
    "a file left out": ("guidelines_part_no_delete", "DELETE FROM guidelines_part WHERE place = 1"),
    "the files in another order": ("guidelines_part_no_update", "UPDATE guidelines_part SET place = 9 WHERE place = 1"),
    "a file added": (
        "guidelines_part_in_its_time",
        "INSERT INTO guidelines_part SELECT version, 3, kind, name, sha256 FROM guidelines_part WHERE place = 1",
    ),
}


@pytest.mark.parametrize(("guard", "sql"), TAMPERED.values(), ids=TAMPERED.keys())
def test_a_text_that_was_tampered_with_is_refused(store: SqliteStore, guard: str, sql: str) -> None:
    text = wording(WORDY, "two")
    store.versions.keep(text, NOON)
    with pytest.raises(StoreError):
        store.connection.run(sql)
    store.connection.run("PRAGMA foreign_keys=OFF")
    store.connection.run(f"DROP TRIGGER {guard}")
    store.connection.run(sql)
    with pytest.raises(EvidenceMissing):
        store.versions.text(text.version)


def test_a_small_file_can_not_unpack_into_a_large_one(store: SqliteStore) -> None:
    store.versions.keep(wording("x" * 50_000_000), NOON)
    assert store.connection.number("SELECT length(packed) FROM guidelines_file") < 100_000
    store.connection.run("DROP TRIGGER guidelines_file_no_update")
    store.connection.run("UPDATE guidelines_file SET size = 10")
    with pytest.raises(EvidenceMissing):
        store.versions.text(wording("x" * 50_000_000).version)


def test_a_closed_version_takes_no_part_that_comes_later(store: SqliteStore) -> None:
    store.versions.keep(wording(), NOON)
    with pytest.raises(StoreError, match="no part comes later"):
        store.connection.run(
            "INSERT INTO guidelines_part SELECT version, 2, kind, name, sha256 FROM guidelines_part WHERE place = 1"
        )


def test_the_verdicts_of_an_older_archive_stay_and_have_no_text(tmp_path: Path) -> None:
    index_at(tmp_path / "archive.db", "0003_rulebook")
    store = SqliteStore.open(tmp_path / "archive.db")
    (use,) = store.versions.used()
    assert (use.version, use.verdicts, use.hides, use.is_kept) == ("1", 1, 1, False)
    assert store.versions.text(use.version) is None
    store.close()


def test_a_text_that_was_kept_outlives_a_migration(tmp_path: Path) -> None:
    index_at(tmp_path / "archive.db", "0004_versions")
    store = SqliteStore.open(tmp_path / "archive.db")
    assert store.versions.text(WORDS.version) == WORDS
    assert [use.is_kept for use in store.versions.used()] == [False, True]
    store.close()


def test_names_are_kept_and_are_no_part_of_the_version(store: SqliteStore) -> None:
    (part,) = wording().parts
    named = GuidelinesText(parts=(replace(part, name="../Ümläut\n.toml"),))
    assert named.version == wording().version
    store.versions.keep(named, NOON)
    assert store.versions.text(named.version) == named
