"""How does a box get onto the disk, whole or not at all? BagIt 1.0 (RFC 8493), durable, renamed into place.

The manifests are written here and then proved by the `bagit` library's own validator before the box gets its name.
`bagit.make_bag` itself can't be used: it changes the whole process's working folder while it runs (the service has
other threads with relative paths), takes the order of files from the disk, and writes BagIt 0.97.
"""

import fcntl
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import bagit

from bot.errors import EvidenceError, StorageFull
from bot.export.selfcheck import ALGORITHMS, BAGIT_TXT, TAG_FILES, bag_info_text, findings


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else makes boxes in `folder` meanwhile; drafts of a killed process are cleared away."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "a", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for draft in folder.glob(".draft-*"):
            shutil.rmtree(draft, ignore_errors=True)
        yield


def write_bag(place: Path, payload: Iterable[tuple[str, Iterable[bytes]]], tags: Mapping[str, str]) -> int:
    """Make the box `place` of these files (paths start with ``data/``, contents come in pieces) and tags.

    Answers the number of payload files.

    Afterwards it is there whole and flushed, or not there at all. Raises `StorageFull` when the disk refuses a write
    and `EvidenceError` when `place` exists or the finished box doesn't hold.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=place.parent))
        try:
            count = _fill(draft, payload, tags)
            _prove(draft)
            draft.chmod(0o750)
            _flush_folders(draft)
            _name(draft, place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        flush_folder(place.parent)
    except OSError as error:
        raise StorageFull(f"the disk refused the weekly box: {error.strerror}; make room", box=place.name) from error
    return count


def write_file(path: Path, content: bytes) -> None:
    """Make a small file durable, whole or not at all; an older one of that name is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    _write(draft, [content])
    draft.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fill(draft: Path, payload: Iterable[tuple[str, Iterable[bytes]]], tags: Mapping[str, str]) -> int:
    hashes: dict[str, dict[str, str]] = {}
    size = 0
    for name, pieces in payload:
        hashes[name], length = _add(draft, name, pieces)
        size += length
    info = bag_info_text({**tags, "Payload-Oxum": f"{size}.{len(hashes)}"})
    contents = {"bagit.txt": BAGIT_TXT, "bag-info.txt": info.encode()}
    contents |= {f"manifest-{algorithm}.txt": _manifest(hashes, algorithm) for algorithm in ALGORITHMS}
    tag_hashes = {name: _add(draft, name, [contents[name]])[0] for name in TAG_FILES}
    for algorithm in ALGORITHMS:
        _add(draft, f"tagmanifest-{algorithm}.txt", [_manifest(tag_hashes, algorithm)])
    return len(hashes)


def _add(draft: Path, name: str, pieces: Iterable[bytes]) -> tuple[dict[str, str], int]:
    """Write a file; its hashes and its length."""
    path = draft / name
    path.parent.mkdir(parents=True, exist_ok=True)
    digests = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
    length = 0

    def passing() -> Iterator[bytes]:
        nonlocal length
        for piece in pieces:
            length += len(piece)
            for digest in digests.values():
                digest.update(piece)
            yield piece

    _write(path, passing())
    return {algorithm: digest.hexdigest() for algorithm, digest in digests.items()}, length


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with open(path, "wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())


def _manifest(hashes: Mapping[str, Mapping[str, str]], algorithm: str) -> bytes:
    return "".join(f"{hashes[name][algorithm]}  {name}\n" for name in sorted(hashes)).encode()


def _prove(draft: Path) -> None:
    logging.getLogger("bagit").setLevel(logging.ERROR)
    try:
        bagit.Bag(str(draft)).validate()
    except bagit.BagError as error:
        raise EvidenceError("the box on the disk isn't the one that was written; it was not kept") from error
    found = findings(draft)
    if found:
        raise EvidenceError(f"a box would not hold, so none was made: {found[0].what}; run verify")


def _flush_folders(draft: Path) -> None:
    for folder in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
        flush_folder(folder)


def _name(draft: Path, place: Path) -> None:
    if place.exists():
        raise EvidenceError("a box of this name appeared meanwhile; it was left as it is", box=place.name)
    draft.rename(place)
