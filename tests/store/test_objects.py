"""Is evidence durable before anyone is told, written once, and checked when read?"""

import errno
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import EvidenceError, EvidenceMissing, StorageFull
from bot.store.objects import ObjectFiles

CONTENT = b'{"id":"1_2"}'
NAME = hashlib.sha256(CONTENT).hexdigest()
PLACE = Path("objects") / NAME[:2] / NAME[2:4] / NAME


def files_in(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def refusing(code: int) -> Callable[..., Any]:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


def test_an_object_lies_under_its_hash_and_reads_back(archive: ObjectFiles, tmp_path: Path) -> None:
    assert archive.keep(CONTENT) == NAME
    assert archive.read(NAME) == CONTENT
    assert archive.path(NAME) == tmp_path / PLACE
    assert list(archive.names()) == [NAME]
    assert files_in(tmp_path) == [tmp_path / PLACE]


def test_many_objects_are_kept_together_in_their_order(archive: ObjectFiles) -> None:
    names = archive.keep_all([b"b", b"a", b"b", b""])
    assert names == [hashlib.sha256(each).hexdigest() for each in (b"b", b"a", b"b", b"")]
    assert [archive.read(name) for name in names] == [b"b", b"a", b"b", b""]
    assert archive.keep_all([]) == []


def test_an_object_is_written_once_and_read_only(archive: ObjectFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.keep(CONTENT)
    before = archive.path(NAME).stat()
    monkeypatch.setattr(os, "replace", refusing(errno.EPERM))
    assert archive.keep(CONTENT) == NAME
    after = archive.path(NAME).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert after.st_mode & 0o777 == 0o444


def test_a_half_written_object_under_its_name_is_written_again(archive: ObjectFiles) -> None:
    archive.path(NAME).parent.mkdir(parents=True)
    archive.path(NAME).write_bytes(CONTENT[:3])
    archive.keep(CONTENT)
    assert archive.read(NAME) == CONTENT


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What is asked of the operating system, in order."""
    seen: list[str] = []
    fsync, replace = os.fsync, os.replace

    def watched_fsync(descriptor: int) -> None:
        target = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        seen.append(f"fsync {'draft' if target.parent.name == 'tmp' else target.relative_to(tmp_path)}")
        fsync(descriptor)

    def watched_replace(source: Path, target: Path) -> None:
        seen.append(f"rename to {target.relative_to(tmp_path)}")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "replace", watched_replace)
    return seen


def test_bytes_are_flushed_before_the_name_and_the_name_before_the_answer(
    archive: ObjectFiles, steps: list[str]
) -> None:
    archive.keep(CONTENT)
    assert steps == [
        "fsync draft",
        f"rename to {PLACE}",
        "fsync objects",
        f"fsync {PLACE.parent.parent}",
        f"fsync {PLACE.parent}",
    ]


def test_an_object_another_process_renamed_is_flushed_before_it_counts(archive: ObjectFiles, steps: list[str]) -> None:
    archive.keep(CONTENT)
    steps.clear()
    archive.keep(CONTENT)
    assert steps == [f"fsync {PLACE.parent}"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_a_disk_that_refuses_leaves_nothing_behind_and_is_worth_another_try(
    archive: ObjectFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, call, refusing(code))
        with pytest.raises(StorageFull) as caught:
            archive.keep(CONTENT)
    assert caught.value.retryable
    assert files_in(tmp_path) == []
    with pytest.raises(EvidenceMissing):
        archive.read(NAME)
    assert archive.keep(CONTENT) == NAME


def test_a_folder_that_cannot_be_flushed_is_no_success(archive: ObjectFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if Path(os.readlink(f"/proc/self/fd/{descriptor}")).is_dir():
            raise OSError(errno.EIO, "Input/output error")
        fsync(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse_folders)
        with pytest.raises(StorageFull):
            archive.keep(CONTENT)
        with pytest.raises(StorageFull):
            archive.keep(CONTENT)
    assert archive.keep(CONTENT) == NAME


def test_a_folder_nobody_may_write_is_told_with_its_place(archive: ObjectFiles, tmp_path: Path) -> None:
    (tmp_path / "tmp").write_text("a file stands where a folder should")
    with pytest.raises(EvidenceError, match="objects") as caught:
        archive.keep(CONTENT)
    assert caught.value.retryable, "somebody mends the permissions, and the comments go on"


def test_an_interrupted_write_leaves_no_draft(archive: ObjectFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        archive.keep(CONTENT)
    assert archive.sweep() == 0


def test_a_changed_or_missing_object_is_missing_evidence(archive: ObjectFiles) -> None:
    archive.keep(CONTENT)
    archive.path(NAME).chmod(0o644)
    archive.path(NAME).write_bytes(CONTENT.replace(b"1", b"7"))
    with pytest.raises(EvidenceMissing, match="changed"):
        archive.read(NAME)
    archive.path(NAME).unlink()
    with pytest.raises(EvidenceMissing, match="can't be read"):
        archive.read(NAME)


@pytest.mark.parametrize(
    "name",
    ["", "../../etc/passwd", "a" * 63, "A" * 64, "g" * 64, "a" * 65, "../" + "a" * 61, "a" * 63 + "\n", "é" * 64],
)
def test_what_is_no_hash_is_no_name(archive: ObjectFiles, name: str) -> None:
    for ask in (archive.path, archive.read):
        with pytest.raises(EvidenceError) as caught:
            ask(name)
        assert not name or name not in str(caught.value)


def test_drafts_of_a_killed_process_are_swept(archive: ObjectFiles, tmp_path: Path) -> None:
    assert archive.sweep() == 0
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / f"{NAME}.1.ab").write_bytes(b"half")
    archive.keep(CONTENT)
    assert archive.sweep() == 1
    assert files_in(tmp_path) == [tmp_path / PLACE]


def test_threads_that_keep_the_same_bytes_at_once_keep_them_once(archive: ObjectFiles, tmp_path: Path) -> None:
    threads = [threading.Thread(target=archive.keep, args=(CONTENT,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files_in(tmp_path) == [tmp_path / PLACE]
    assert archive.read(NAME) == CONTENT


def test_a_damaged_object_of_the_same_size_is_written_anew(archive: ObjectFiles) -> None:
    path = archive.path(archive.keep(CONTENT))
    path.chmod(0o644)
    path.write_bytes(b"x" * len(CONTENT))
    assert archive.read(archive.keep(CONTENT)) == CONTENT
