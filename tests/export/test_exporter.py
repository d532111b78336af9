"""Is a box made once, whole, at the right time, and the same every time?"""

import errno
import hashlib
import os
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import bagit
import pytest

from bot.errors import EvidenceError, EvidenceMissing, InputError, StorageFull
from bot.export.exporter import SETTLING
from bot.export.verify import verify_bag
from bot.model import Record
from tests.export.district import District, busy_week
from tests.export.setting import WEEK


def _contents(box: Path) -> dict[str, bytes]:
    return {path.relative_to(box).as_posix(): path.read_bytes() for path in box.rglob("*") if path.is_file()}


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    made = District(tmp_path / "archive")
    yield made
    made.store.close()


def test_the_same_week_made_twice_is_the_same_to_the_byte(busy_district: District, tmp_path: Path) -> None:
    district = busy_district
    district.when_the_week_is_over()
    first = district.exporter.export(WEEK)
    first.path.rename(tmp_path / "first")
    district.clock.at += timedelta(days=3)
    district.log("login", {}, "j.rivera")
    second = district.exporter.export(WEEK)
    assert second.made
    assert _contents(tmp_path / "first") == _contents(second.path)


def test_two_archives_with_the_same_history_make_the_same_box(tmp_path: Path) -> None:
    boxes = [busy_week(tmp_path / name).exporter.export(WEEK).path for name in ("one", "two")]
    assert _contents(boxes[0]) == _contents(boxes[1])


def test_a_box_is_a_valid_bag_for_others(busy_district: District) -> None:
    path = busy_district.exporter.export(WEEK).path
    other = bagit.Bag(str(path))
    assert other.validate()
    assert other.version_info == (1, 0)
    assert sorted(other.algorithms) == ["sha256", "sha512"]


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_coreutils_can_check_a_box(busy_district: District, manifest: str) -> None:
    path = busy_district.exporter.export(WEEK).path
    done = subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_running_week_is_exported_up_to_its_newest_line(district: District) -> None:
    district.hid("Cheap sunglasses")
    entries = len(list(district.store.ledger.entries()))
    assert district.exporter.export(WEEK).path.name == f"{WEEK}-full-until-{entries:06d}"


def test_a_running_week_is_not_made_again_when_nothing_happened_but_log_ins_and_exports(district: District) -> None:
    district.hid("Cheap sunglasses")
    first = district.exporter.export(WEEK)
    for kind in ("login", "login_failed", "password", "user"):
        district.log(kind, {}, "j.rivera")
    second = district.exporter.export(WEEK)
    assert (first.made, second.made, second.path) == (True, False, first.path)
    district.hid("Another one")
    assert district.exporter.export(WEEK).path != first.path


def test_a_week_counts_as_finished_only_after_its_last_lines_had_time_to_be_written(district: District) -> None:
    district.hid("Cheap sunglasses")
    district.clock.at = district.week.end + SETTLING - timedelta(seconds=30)
    assert district.exporter.due_weeks() == []
    district.clock.at = district.week.end + SETTLING
    assert district.exporter.due_weeks() == [WEEK]
    assert district.exporter.export(WEEK).path.name == f"{WEEK}-full"


def test_lines_of_the_next_week_are_not_in_a_finished_box(district: District) -> None:
    sealed = district.hid("Cheap sunglasses")
    entries = len(list(district.store.ledger.entries()))
    district.when_the_week_is_over()
    district.undid(sealed)
    report = district.exporter.export(WEEK)
    assert (report.entries, report.hidden, report.undone) == (entries, 1, 0)
    assert b'"outcome":"hidden"' in (report.path / "data/records.jsonl").read_bytes()


def test_every_finished_week_since_the_first_line_is_due_until_it_has_a_box(district: District) -> None:
    assert district.exporter.due_weeks() == []
    district.hid("Cheap sunglasses")
    district.clock.at += timedelta(weeks=3)
    assert district.exporter.due_weeks() == ["2026-W47", "2026-W48", "2026-W49"]
    for name in district.exporter.due_weeks():
        district.exporter.export(name)
    assert district.exporter.due_weeks() == []


def test_the_log_tells_of_a_box_once(district: District) -> None:
    district.hid("Cheap sunglasses")
    district.when_the_week_is_over()
    report = district.exporter.export(WEEK, actor="j.rivera")
    district.exporter.export(WEEK)
    lines = [line for line in district.store.ledger.entries() if line.kind == "export"]
    assert len(lines) == 1
    assert (lines[0].actor, lines[0].body["name"], lines[0].body["head"]) == ("j.rivera", f"{WEEK}-full", report.head)
    manifest = hashlib.sha256((report.path / "manifest-sha256.txt").read_bytes()).hexdigest()
    assert lines[0].body["manifest"] == manifest


@pytest.mark.parametrize("step", ["bot.export.heads.manifests", "bot.export.heads.write"])
def test_a_crash_between_box_and_log_is_made_good(
    district: District, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    district.hid("Cheap sunglasses")
    district.when_the_week_is_over()
    with monkeypatch.context() as patch:
        # The process dies after the box got its name, before or after the log's line: nothing else fails just there.
        patch.setattr(step, _die)
        with pytest.raises(KeyboardInterrupt):
            district.exporter.export(WEEK)
    assert district.exporter.due_weeks() == [WEEK]
    report = district.exporter.export(WEEK)
    assert not report.made
    assert len([line for line in district.store.ledger.entries() if line.kind == "export"]) == 1
    assert verify_bag(report.path, ledger=district.store.ledger) == []
    assert district.exporter.due_weeks() == []


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_full_disk_leaves_no_half_box(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    district.hid("Cheap sunglasses")
    calls = iter(range(100))
    flush = os.fsync

    def refuse(descriptor: int) -> None:
        if next(calls) > 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", refuse)
        with pytest.raises(StorageFull):
            district.exporter.export(WEEK)
    assert [path.name for path in (district.root / "exports").iterdir()] == [".lock"]
    assert district.exporter.export(WEEK).made


def test_what_a_killed_process_left_is_swept(district: District) -> None:
    left = district.root / "exports" / ".draft-left"
    (left / "data").mkdir(parents=True)
    district.exporter.export(WEEK)
    assert not left.exists()


def test_a_damaged_box_is_left_as_it_is_and_refused(district: District) -> None:
    district.hid("Cheap sunglasses")
    path = district.exporter.export(WEEK).path
    (path / "data/decisions.csv").write_bytes(b"changed")
    with pytest.raises(EvidenceError, match="damaged"):
        district.exporter.export(WEEK)
    assert (path / "data/decisions.csv").read_bytes() == b"changed"


def test_no_box_is_made_when_an_object_is_missing(district: District) -> None:
    sealed = district.hid("Cheap sunglasses")
    record = district.store.evidence.record(sealed.revision)
    assert isinstance(record, Record)
    district.objects.path(record.payload_sha256).unlink()
    with pytest.raises(EvidenceMissing):
        district.exporter.export(WEEK)
    assert not list((district.root / "exports").glob("2026*"))


def test_no_box_is_made_of_a_broken_log(district: District) -> None:
    district.hid("Cheap sunglasses")
    raw = district.store.connection.raw
    raw.execute("DROP TRIGGER ledger_no_update")
    raw.execute("UPDATE ledger SET actor = 'somebody' WHERE seq = 2")
    with pytest.raises(EvidenceError, match="breaks the chain"):
        district.exporter.export(WEEK)


def test_no_box_is_made_when_index_and_log_tell_different_decisions(district: District) -> None:
    district.hid("Cheap sunglasses")
    raw = district.store.connection.raw
    raw.execute("DROP TRIGGER decision_no_update")
    raw.execute("UPDATE decision SET actor = 'somebody'")
    with pytest.raises(EvidenceError, match="tells differently"):
        district.exporter.export(WEEK)


def test_the_processs_own_folder_stays_where_it_is(district: District) -> None:
    before = Path.cwd()
    district.exporter.export(WEEK)
    assert Path.cwd() == before


def test_a_name_that_is_no_week_is_refused(district: District) -> None:
    with pytest.raises(InputError):
        district.exporter.export("../2026-W47")
