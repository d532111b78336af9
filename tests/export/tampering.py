"""How would somebody damage a box, or build it anew so that common tools say it is sound?"""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bagit

from bot.export.selfcheck import HEAD, bag_info_text, contents_digest

Tamper = Callable[[Path], object]


def rebag(box: Path) -> None:
    """Make the manifests anew, as anybody can with a common tool; it then says that all is well."""
    bagit.Bag(str(box)).save(manifests=True)
    bagit.Bag(str(box)).validate()


def reseal(box: Path, /, **changes: Any) -> None:
    """As somebody who has read our source: head.json is made to agree with the changed files, then all is rebagged."""
    head = json.loads((box / HEAD).read_bytes()) | changes
    head["bag_info"] |= {"Ledger-Entries": str(head["entries"]), "Ledger-Head": head["head"]}
    others = [path for path in (box / "data").rglob("*") if path.is_file() and path != box / HEAD]
    hashes = ((p.relative_to(box).as_posix(), hashlib.sha256(p.read_bytes()).hexdigest()) for p in others)
    head["contents"] = contents_digest(hashes)
    (box / HEAD).write_text(json.dumps(head), encoding="utf-8")
    (box / "bag-info.txt").write_text(bag_info_text(head["bag_info"]), encoding="utf-8")
    rebag(box)


def without_record(box: Path) -> None:
    """Every trace of the first record outside the log is removed."""
    shutil.rmtree(box / "data/records/000001")
    lines = (box / "data/records.jsonl").read_bytes().splitlines(keepends=True)
    (box / "data/records.jsonl").write_bytes(b"".join(lines[1:]))


def without_record_resealed(box: Path) -> None:
    """The same, and head.json no longer lists it."""
    without_record(box)
    records = json.loads((box / HEAD).read_bytes())["records"]
    del records["000001"]
    reseal(box, records=records)


def shorter_log(box: Path, lines: int = 2) -> None:
    """The log's tail is cut, head.json agrees, the records that need the tail are gone."""
    path = box / "data/proof/ledger.jsonl"
    kept = path.read_bytes().splitlines(keepends=True)[:-lines]
    path.write_bytes(b"".join(kept))
    reseal(box, entries=len(kept), head=json.loads(kept[-1])["hash"])


def edit(name: str, before: bytes, after: bytes) -> Tamper:
    """Replace some bytes of one file."""

    def tamper(box: Path) -> None:
        content = (box / name).read_bytes()
        assert before in content
        (box / name).write_bytes(content.replace(before, after, 1))

    return tamper


def flip(name: str) -> Tamper:
    """Change one bit in the middle of one file."""

    def tamper(box: Path) -> None:
        content = bytearray((box / name).read_bytes())
        content[len(content) // 2] ^= 1
        (box / name).write_bytes(bytes(content))

    return tamper


def add(name: str) -> Tamper:
    """Put a file there."""

    def tamper(box: Path) -> None:
        (box / name).parent.mkdir(parents=True, exist_ok=True)
        (box / name).write_bytes(b"stray")

    return tamper


def remove(name: str) -> Tamper:
    """Take a file away."""
    return lambda box: (box / name).unlink()


def then(*steps: Tamper) -> Tamper:
    """One after the other."""

    def tamper(box: Path) -> None:
        for step in steps:
            step(box)

    return tamper
