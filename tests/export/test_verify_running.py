"""Is a sound archive called sound while the service works on, and damage still found?"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.export.problems import Problem
from bot.export.verify import exit_code, verify_archive
from bot.model import Capture, LedgerEntry, Record
from bot.ports import Ledger
from tests.export.district import District, again
from tests.export.setting import WEEK


class _Worker:
    """What the service does: a comment with its record and picture, in one transaction."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._number = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def seal(self) -> None:
        """One more."""
        self._number += 1
        with self._district.store.transaction():
            self._district.wrote(f"Comment number {self._number}")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.001):
            self.seal()


class _Between:
    """Rows and log, with something happening before each reading of them."""

    def __init__(self, district: District, worker: _Worker) -> None:
        self._store = district.store
        self._worker = worker

    def all_records(self) -> Iterator[Record]:
        self._worker.seal()
        return self._store.evidence.all_records()

    def all_captures(self) -> Iterator[Capture]:
        self._worker.seal()
        return self._store.evidence.all_captures()

    def kept_attachments(self) -> Iterator[str]:
        self._worker.seal()
        return self._store.evidence.kept_attachments()

    def entries(self, *, after: int = 0, until: int | None = None) -> Iterator[LedgerEntry]:
        self._worker.seal()
        yield from self._store.ledger.entries(after=after, until=until)
        self._worker.seal()

    def head(self) -> LedgerEntry | None:
        self._worker.seal()
        return self._store.ledger.head()

    append = None


@pytest.fixture
def district(busy: Path, tmp_path: Path) -> Iterator[District]:
    made = again(busy, tmp_path)
    made.exporter.export(WEEK)
    yield made
    made.store.close()


def test_a_sound_archive_stays_sound_while_a_worker_seals(district: District) -> None:
    waits: list[float] = []
    with _Worker(district):
        for _ in range(20):
            problems = verify_archive(
                ledger=district.store.ledger,
                evidence=district.store.evidence,
                versions=district.store.versions,
                index=district.store,
                root=district.root,
                pause=waits.append,
            )
            assert [problem for problem in problems if problem.damage] == []


def test_whatever_happens_between_two_readings_nobody_even_has_to_look_twice(district: District) -> None:
    worker, waits = _Worker(district), list[float]()
    between = _Between(district, worker)
    told: list[int] = []

    def progress(done: int, total: int) -> None:
        told.append(done)
        if done in (1, total):
            worker.seal()

    problems = verify_archive(
        ledger=_as_ledger(between),
        evidence=between,
        versions=district.store.versions,
        index=district.store,
        root=district.root,
        progress=progress,
        pause=waits.append,
    )
    assert (problems, waits) == ([], [])
    assert told


def _as_ledger(between: _Between) -> Ledger:
    return between  # type: ignore[return-value]  # verifying never appends


def test_a_box_made_meanwhile_is_no_damage(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the box's name, its line and its head file lie moments; the second look comes after them."""
    district.hid("One more")
    steps: list[str] = []

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    def finish(seconds: float) -> None:
        steps.append("second look")
        district.exporter.export(WEEK)

    for step in ("bot.export.heads.manifests", "bot.export.heads.write"):
        with monkeypatch.context() as patch:
            patch.setattr(step, die)
            with pytest.raises(KeyboardInterrupt):
                district.exporter.export(WEEK)
        problems = verify_archive(
            ledger=district.store.ledger,
            evidence=district.store.evidence,
            versions=district.store.versions,
            index=district.store,
            root=district.root,
            pause=finish,
        )
        assert problems == []
        district.hid(f"And one more after {step}")
    assert steps == ["second look"] * 2


def test_a_box_that_is_being_written_is_none_yet(district: District) -> None:
    draft = district.root / "exports" / ".draft-now"
    draft.mkdir()
    (draft / "bagit.txt").write_text("half")
    assert _once(district) == []


def test_a_log_file_that_is_merely_behind_has_its_own_next_step(district: District) -> None:
    path = next((district.root / "ledger").glob("*.jsonl"))
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-3])[:-20])
    (problem,) = _once(district)
    assert exit_code([problem]) == 1
    assert (problem.what.split(" from ")[0], problem.why) == (
        f"ledger/{path.name} is behind the log's table",
        "behind by 4 lines; all lines before them are right",
    )
    assert problem.next_step == "Start the worker (it completes the file), then verify again."
    district.store.ledger.copy_to_files()
    assert (_once(district), path.read_bytes()) == ([], whole)


def test_a_log_file_that_lacks_lines_before_others_is_not_merely_behind(district: District) -> None:
    path = next((district.root / "ledger").glob("*.jsonl"))
    district.clock.at = district.week.end.replace(month=12)
    district.log("login", {}, "j.rivera")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-3]))
    (problem,) = _once(district)
    assert problem.what.startswith(f"ledger/{path.name} differs from")
    assert "in the midst" in problem.why


def _once(district: District) -> list[Problem]:
    return verify_archive(
        ledger=district.store.ledger,
        evidence=district.store.evidence,
        versions=district.store.versions,
        index=district.store,
        root=district.root,
        pause=list[float]().append,
    )
