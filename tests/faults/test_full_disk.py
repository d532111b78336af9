"""What happens to a comment that should be hidden when its proof can't be written?"""

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import open_store
from bot.cli.verify import check_archive
from bot.export.verify import exit_code
from bot.model import Photograph, Stage
from bot.service import Service
from bot.store import objects
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town, views

EVENTS = [post(), comment("thanks", "Thank you, drivers!"), comment("scam", "Buy now: otter shirts")]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A page with one scam and one word of thanks."""
    with town(tmp_path, script(EVENTS)) as made:
        made.world.play_all()
        yield made


@pytest.fixture
def worker(place: Town) -> Iterator[Service]:
    """A worker with a camera that needs no browser."""
    with place.worker(Painter()) as made:
        yield made


class Spoilt:
    """The module `os` with one function that fails while `is_full`."""

    def __init__(self, name: str, number: int) -> None:
        self._name, self._number, self.is_full = name, number, True
        self.refused = 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._failing(real) if name == self._name else real

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            if self.is_full:
                self.refused += 1
                raise OSError(self._number, os.strerror(self._number))
            return real(*args)

        return call


class SpoiltFile:
    """`open` whose files take half of what they are given, as a disk does that has just become full."""

    def __init__(self) -> None:
        self.is_full, self.refused = True, 0

    def __call__(self, path: Path, mode: str) -> Any:
        file = open(path, mode)  # noqa: SIM115 - handed on to a with block
        if self.is_full:
            return _HalfWriting(file, self)
        return file


class _HalfWriting:
    def __init__(self, file: Any, owner: SpoiltFile) -> None:
        self._file, self._owner = file, owner

    def __enter__(self) -> "_HalfWriting":
        return self

    def __exit__(self, *told: object) -> None:
        self._file.close()

    def write(self, content: bytes) -> None:
        """Half of it, then no more."""
        self._file.write(content[: len(content) // 2])
        self._owner.refused += 1
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def assert_waits(place: Town, worker: Service) -> None:
    """Both comments are kept in the index and wait for their proof; nothing was hidden, nothing is half there."""
    assert set(views(open_store(place.config), place.world)) == {"thanks", "scam"}
    assert place.world.comment("scam").hides == 0
    assert worker.store.work.waiting()[Stage.PRESERVE] == 2
    assert list((place.config.archive_root / "tmp").glob("*")) == []
    (view,) = views(open_store(place.config), place.world)["scam"]
    assert (view.record, view.capture, view.decisions) == (None, None, ())


def assert_all_done(place: Town) -> None:
    """Hidden once, on proof that verifies."""
    assert place.world.comment("scam").is_hidden
    assert place.world.comment("scam").hides == 1
    assert exit_code(check_archive(place.config)) == 0


@pytest.mark.parametrize(
    ("call", "number"),
    [("fsync", errno.ENOSPC), ("fsync", errno.EIO), ("replace", errno.ENOSPC), ("replace", errno.EDQUOT)],
    ids=["flush-full", "flush-broken", "rename-full", "rename-quota"],
)
def test_without_room_for_the_proof_nothing_is_hidden_and_with_room_everything_is(
    place: Town, worker: Service, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    spoilt = Spoilt(call, number)
    monkeypatch.setattr(objects, "os", spoilt)
    worker.once(whole=True, tell=lambda account, brought: None)
    assert spoilt.refused > 0
    assert_waits(place, worker)
    spoilt.is_full = False
    place.work_off(worker)
    assert_all_done(place)


def test_a_half_written_object_never_gets_a_name(place: Town, worker: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = SpoiltFile()
    monkeypatch.setattr(objects, "open", spoilt, raising=False)
    worker.once(whole=True, tell=lambda account, brought: None)
    assert spoilt.refused > 0
    assert_waits(place, worker)
    assert not [path for path in (place.config.archive_root / "objects").rglob("*") if path.is_file()]
    spoilt.is_full = False
    place.work_off(worker)
    assert_all_done(place)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of eight megabytes; skipped where mounting isn't permitted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine doesn't let us mount a disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def fill(disk: Path) -> None:
    """Take all the room there is."""
    with open(disk / "filler", "wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    assert shutil.disk_usage(disk).free == 0


class FillingCamera(Painter):
    """Somebody fills the disk while the first picture is taken."""

    def __init__(self, disk: Path) -> None:
        super().__init__()
        self._disk = disk

    def photograph(self, html: str) -> Photograph:
        """The picture comes; there is no room for it."""
        if not self.pages:
            fill(self._disk)
        return super().photograph(html)


@pytest.mark.parametrize("when", ["before-the-first-pass", "after-collecting", "while-the-picture-is-taken"])
def test_a_disk_that_is_really_full_loses_nothing_and_hides_nothing_until_there_is_room(
    tmp_path: Path, small_disk: Path, when: str
) -> None:
    def on_disk(settings: str) -> str:
        return settings.replace('directory = "archive"', f'directory = "{small_disk}/archive"')

    camera = FillingCamera(small_disk) if when == "while-the-picture-is-taken" else Painter()
    with town(tmp_path / "town", script(EVENTS), settings=on_disk) as place, place.worker(camera) as worker:
        place.world.play_all()
        if when == "after-collecting":
            for account in place.config.watched:
                worker.pipeline.collect(account)
        if when != "while-the-picture-is-taken":
            fill(small_disk)
        worker.once(whole=True, tell=lambda account, brought: None)
        assert place.world.comment("scam").hides == 0
        (small_disk / "filler").unlink()
        place.pass_over(worker)
        assert set(views(open_store(place.config), place.world)) == {"thanks", "scam"}
        assert_all_done(place)
