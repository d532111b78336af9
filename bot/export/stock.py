"""Is every object there, and what its name says? The files in objects/ against the rows that name them."""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from bot.export.audit import EvidenceRows
from bot.export.problems import Problem, Progress


class Stock:
    """The folder `objects/`. The rows are read before the disk, since bytes are durable before their row is written.

    An object without a row is judged by rows read after the disk. Nothing the service does meanwhile looks like damage.
    """

    def __init__(self, folder: Path, evidence: EvidenceRows, progress: Progress) -> None:
        self._folder = folder
        self._evidence = evidence
        self._progress = progress
        self._suspects: set[Path] = set()
        self._stray: set[str] = set()

    def check(self) -> Iterator[Problem]:
        """Read every object and compare all with the rows; `progress` is told after each file."""
        needed = dict(_referenced(self._evidence))
        there = self._listed()
        yield from self._missing(needed, there)
        for done, path in enumerate(there, start=1):
            yield from self._wrong(path)
            self._progress(done, len(there))
        self._stray = self._without_row(there)
        yield from _strays(self._stray)

    def again(self) -> Iterator[Problem]:
        """Look again, but read only the objects that were suspicious at `check`."""
        needed = dict(_referenced(self._evidence))
        there = self._listed()
        yield from self._missing(needed, there)
        for path in sorted(self._suspects.intersection(there)):
            yield from self._wrong(path)
        yield from _strays(self._stray & self._without_row(there))

    def _listed(self) -> list[Path]:
        return sorted(path for path in self._folder.glob("*/*/*") if path.is_file())

    def _missing(self, needed: dict[str, str], there: Collection[Path]) -> Iterator[Problem]:
        listed = {path.relative_to(self._folder).as_posix() for path in there}
        for name in sorted(needed):
            if _place(name) not in listed and not (self._folder / _place(name)).is_file():
                yield Problem(what=f"object {name} is missing", why=f"{needed[name]} rests on it")

    def _without_row(self, there: Collection[Path]) -> set[str]:
        return {path.name for path in there} - dict(_referenced(self._evidence)).keys()

    def _wrong(self, path: Path) -> Iterator[Problem]:
        for problem in _object(path.relative_to(self._folder).as_posix(), path):
            self._suspects.add(path)
            yield problem


def _place(name: str) -> str:
    return f"{name[:2]}/{name[2:4]}/{name}"


def _strays(names: Collection[str]) -> Iterator[Problem]:
    if names:
        yield Problem(
            what="objects belong to no record, capture or attachment",
            why=f"{len(names)} of them, the first is {min(names)}: bytes are written before their row; a process that "
            "died in between leaves such objects",
            next_step="Nothing has to be done; they may be part of a later attempt's proof.",
            damage=False,
        )


def _referenced(evidence: EvidenceRows) -> Iterator[tuple[str, str]]:
    for record in evidence.all_records():
        yield record.payload_sha256, f"the record of revision {record.revision_id}"
    for capture in evidence.all_captures():
        for name in (capture.sha256, capture.thumbnail_sha256):
            if name:
                yield name, f"capture {capture.id}"
    for name in evidence.kept_attachments():
        yield name, "an attachment"


def _object(name: str, path: Path) -> Iterator[Problem]:
    try:
        with path.open("rb") as file:
            own = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        advice = "Mend the access (owner, rights, disk) and verify again."
        yield Problem(
            what=f"object {name} can't be read", why=str(error.strerror), next_step=advice, damage=False, checked=False
        )
        return
    if name != _place(own):
        yield Problem(what=f"object {name} was changed", why="its bytes have another sha256 than its name says")
