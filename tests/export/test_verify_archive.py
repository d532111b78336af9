"""Is every change to the archive noticed: an object, a row, a line of the log, a head?"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.export.problems import Problem
from bot.export.verify import exit_code, verify_archive
from tests.export.district import District, again
from tests.export.setting import WEEK

Damage = Callable[[District], object]


def _sql(*statements: str, without: str = "") -> Damage:
    """Somebody with the right to write the database file."""

    def damage(district: District) -> None:
        raw = district.store.connection.raw
        raw.execute("PRAGMA foreign_keys=off")
        for name in without.split():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        raw.execute("PRAGMA foreign_keys=on")

    return damage


def _objects(district: District) -> list[Path]:
    return sorted(path for path in (district.root / "objects").rglob("*") if path.is_file())


def _overwrite(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def _ledger_file(district: District) -> Path:
    return next((district.root / "ledger").glob("*.jsonl"))


def _edit(path: Path, before: bytes, after: bytes) -> None:
    content = path.read_bytes()
    assert before in content
    path.write_bytes(content.replace(before, after, 1))


def _heads(district: District) -> list[Path]:
    return sorted((district.root / "heads").glob("*.json"))


def _edit_head(district: District, **changes: object) -> None:
    path = _heads(district)[0]
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changes))


def _cut_log(district: District) -> None:
    """The newest lines are removed from table and files alike; what is left is a whole chain."""
    _sql("DELETE FROM ledger WHERE seq > 30", without="ledger_no_delete")(district)
    path = _ledger_file(district)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:30]))


DAMAGES: dict[str, Damage] = {
    "an object replaced": lambda d: _overwrite(_objects(d)[0], b"something else"),
    "an object with one bit changed": lambda d: _overwrite(
        _objects(d)[3], bytes([_objects(d)[3].read_bytes()[0] ^ 1]) + _objects(d)[3].read_bytes()[1:]
    ),
    "an object emptied": lambda d: _overwrite(_objects(d)[1], b""),
    "an object missing": lambda d: _objects(d)[2].unlink(),
    "an object in the wrong place": lambda d: _objects(d)[0].rename(d.root / "objects" / "wrong" / "pl" / "ace"),
    "a record's row missing": _sql("DELETE FROM record WHERE revision_id = 6", without="record_no_delete"),
    "a record's row altered": _sql(
        f"UPDATE record SET payload_sha256 = '{'a' * 64}' WHERE revision_id = 1", without="record_no_update"
    ),
    "a capture's row missing": _sql("DELETE FROM capture WHERE id = 3", without="capture_no_delete"),
    "a capture's row added": _sql(
        "INSERT INTO capture (revision_id, outcome, taken_at, tool, sha256, thumbnail_sha256, width, height, excerpted)"
        " SELECT revision_id, outcome, taken_at, tool, sha256, thumbnail_sha256, width, height, excerpted"
        " FROM capture WHERE id = 1"
    ),
    "a log line changed": _sql("UPDATE ledger SET actor = 'x' WHERE seq = 5", without="ledger_no_update"),
    "a log line that lost its form": _sql("UPDATE ledger SET body = '[]' WHERE seq = 5", without="ledger_no_update"),
    "a log line that lost its time": _sql("UPDATE ledger SET at = 'noon' WHERE seq = 5", without="ledger_no_update"),
    "a log line missing": _sql("DELETE FROM ledger WHERE seq = 5", without="ledger_no_delete"),
    "the log's tail cut": _cut_log,
    "a line of the log's file changed": lambda d: _edit(_ledger_file(d), b"j.rivera", b"k.rivera"),
    "a line of the log's file missing": lambda d: _ledger_file(d).write_bytes(
        b"".join(_ledger_file(d).read_bytes().splitlines(keepends=True)[1:])
    ),
    "a line of the log's file too many": lambda d: _ledger_file(d).write_bytes(_ledger_file(d).read_bytes() + b"{}\n"),
    "the log's file missing": lambda d: _ledger_file(d).unlink(),
    "a file of the log too many": lambda d: (d.root / "ledger/2020-01.jsonl").write_bytes(b"{}\n"),
    "a head with another hash": lambda d: _edit_head(d, head="f" * 64),
    "a head with other entries": lambda d: _edit_head(d, entries=3),
    "a head with another manifest": lambda d: _edit_head(d, manifest="f" * 64),
    "a head missing": lambda d: _heads(d)[0].unlink(),
    "a head without form": lambda d: _heads(d)[0].write_text("[]"),
    "a box exchanged": lambda d: _edit(
        d.root / f"exports/{WEEK}-full/manifest-sha256.txt", b"data/README.txt", b"data/README.TXT"
    ),
    "a hide that came before its proof": lambda d: d.log(
        "action", {"action": 99, "decision": 99, "revision": 99, "comment": 99, "kind": "hide", "state": "done"}
    ),
}


@pytest.fixture(scope="module")
def exported(busy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The busy week with the box of the running week, then that of the finished one."""
    made = again(busy, tmp_path_factory.mktemp("exported"))
    made.exporter.export(WEEK)
    made.when_the_week_is_over()
    made.exporter.export(WEEK)
    made.store.close()
    return made.root


@pytest.fixture
def district(exported: Path, tmp_path: Path) -> Iterator[District]:
    """A copy to be damaged."""
    made = again(exported, tmp_path)
    made.when_the_week_is_over()
    yield made
    made.store.close()


def _verify(district: District, waits: list[float] | None = None) -> list[Problem]:
    return verify_archive(
        ledger=district.store.ledger,
        evidence=district.store.evidence,
        versions=district.store.versions,
        index=district.store,
        root=district.root,
        pause=(waits if waits is not None else []).append,
    )


def test_an_untouched_archive_is_sound(district: District) -> None:
    waits: list[float] = []
    assert _verify(district, waits) == []
    assert waits == []


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_every_damage_is_noticed_and_explained(district: District, damage: Damage) -> None:
    (district.root / "objects/wrong/pl").mkdir(parents=True)
    damage(district)
    problems = _verify(district)
    assert exit_code(problems) == 1, problems
    assert all(problem.what and problem.why and problem.next_step for problem in problems)


def test_an_object_without_a_row_is_a_note(district: District) -> None:
    district.objects.keep(b"written before its row")
    problems = _verify(district)
    assert [problem.damage for problem in problems] == [False]
    assert exit_code(problems) == 0


def test_a_log_file_that_lags_a_moment_behind_is_no_damage(district: District) -> None:
    path = _ledger_file(district)
    whole = path.read_bytes()

    def catch_up(seconds: float) -> None:
        path.write_bytes(whole)

    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    problems = verify_archive(
        ledger=district.store.ledger,
        evidence=district.store.evidence,
        versions=district.store.versions,
        index=district.store,
        root=district.root,
        pause=catch_up,
    )
    assert problems == []


def test_an_object_that_can_not_be_read_could_not_be_checked(district: District) -> None:
    path = _objects(district)[0]
    path.unlink()
    path.symlink_to(path.name)  # a loop: reading fails for root, too
    assert exit_code(_verify(district)) in (1, 2)


def test_a_database_that_can_not_be_read_could_not_be_checked(district: District) -> None:
    district.store.close()
    (district.root / "archive.db").write_bytes(b"this is no database, and was never one" * 100)
    for name in ("archive.db-wal", "archive.db-shm"):
        (district.root / name).unlink(missing_ok=True)
    problems = _verify(district)
    assert exit_code(problems) in (1, 2)
    assert "could not be checked" in problems[0].what


def test_progress_is_told_object_by_object(district: District) -> None:
    told: list[tuple[int, int]] = []
    verify_archive(
        ledger=district.store.ledger,
        evidence=district.store.evidence,
        versions=district.store.versions,
        index=district.store,
        root=district.root,
        progress=lambda done, total: told.append((done, total)),
    )
    count = len(_objects(district))
    assert told[0] == (1, count)
    assert told[-1] == (count, count)


def test_heads_form_a_chain_of_their_own(district: District) -> None:
    district.clock.at = district.week.end
    district.hid("The week after")
    district.exporter.export("2026-W48")
    heads = sorted((json.loads(path.read_bytes()) for path in _heads(district)), key=lambda head: int(head["number"]))
    assert [head["number"] for head in heads] == [1, 2, 3]
    assert heads[0]["previous"] == "0" * 64
    _heads(district)[0].unlink()
    assert exit_code(_verify(district)) == 1
