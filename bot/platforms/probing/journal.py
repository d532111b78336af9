"""What may an earlier probe have left on a page? A small file for each run, there from before its first comment."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import InputError, StorageFull
from bot.platforms.graph.reading import node_of, rows_of, words

FOLDER = "probe"
_DRAFT = ".draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One run that has not been cleaned up as far as is known: on which post, and the ids Meta answered."""

    path: Path
    post_id: str
    ids: tuple[str, ...]


class Journal:
    """The file of one run. Written whole or not at all; raises `StorageFull` when it can't be."""

    def __init__(self, folder: Path, *, account_id: str, post_id: str, run: str) -> None:
        self._path = folder / f"{account_id}.{run}.json"
        self._post_id = post_id
        self._ids: list[str] = []

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that were noted, oldest first."""
        return tuple(self._ids)

    def begin(self) -> None:
        """From now on the next start knows where to look, whatever happens to this one."""
        self._write()

    def add(self, call_id: str) -> None:
        """Note a comment that was made."""
        self._ids.append(call_id)
        self._write()

    def end(self) -> None:
        """Nothing is left."""
        forget(self._path)

    def _write(self) -> None:
        draft = self._path.with_suffix(_DRAFT)
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(draft, "w", encoding="ascii") as file:
                json.dump({"post": self._post_id, "ids": self._ids}, file)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError as error:
            raise StorageFull(f"{self._path} can't be written ({error.strerror})") from error


def notes(folder: Path, account_id: str) -> Sequence[Note]:
    """What earlier probes of an account noted and did not take back. Raises `InputError` for a file that is damaged."""
    return [_note(path) for path in sorted(folder.glob(f"{account_id}.*.json"))]


def forget(path: Path) -> None:
    """Take a note away, and what a kill may have left of writing it."""
    try:
        path.unlink(missing_ok=True)
        path.with_suffix(_DRAFT).unlink(missing_ok=True)
    except OSError as error:
        raise StorageFull(f"{path} can't be deleted ({error.strerror})") from error


def _note(path: Path) -> Note:
    try:
        found = node_of(json.loads(path.read_text("ascii")))
    except (OSError, ValueError):
        found = {}
    post_id = words(found.get("post"))
    if not post_id:
        raise InputError(f"{path} can't be read: look at the page for test comments, delete them, then this file")
    return Note(
        path=path, post_id=post_id, ids=tuple(text for row in rows_of(found.get("ids")) if (text := words(row)))
    )
