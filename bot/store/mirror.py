"""How does the log get out of the database? Canonical JSON lines in ledger/YYYY-MM.jsonl, only ever appended to."""

import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.model import LedgerEntry
from bot.model.chain import canonical_line

log = logging.getLogger(__name__)


class LedgerFiles:
    """The folder `ledger/`: one file a month (UTC). Worker and review page both append, under one lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def catch_up(self, entries_after: Callable[[int], Iterable[LedgerEntry]]) -> None:
        """Append every entry the files lack. A full disk is logged, not raised: the table already holds the lines."""
        try:
            with self._locked():
                self._append(entries_after(self._last_seq()))
        except OSError as error:
            log.warning("ledger_files_behind error=%s", error.strerror)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with open(self._folder / ".lock", "a", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _append(self, entries: Iterable[LedgerEntry]) -> None:
        by_month: dict[str, list[str]] = {}
        for entry in entries:
            by_month.setdefault(f"{entry.at:%Y-%m}", []).append(canonical_line(entry) + "\n")
        for month, lines in by_month.items():
            path = self._folder / f"{month}.jsonl"
            is_new = not path.exists()
            with open(path, "a", encoding="utf-8", newline="") as file:
                file.write("".join(lines))
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                flush_folder(self._folder)

    def _last_seq(self) -> int:
        for path in sorted(self._folder.glob("????-??.jsonl"), reverse=True):
            _cut_torn_line(path)
            last = _last_line(path)
            if last:
                return int(json.loads(last)["seq"])
        return 0


def flush_folder(folder: Path) -> None:
    """Make names in a folder durable (fsync of the directory)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cut_torn_line(path: Path) -> None:
    """Drop a last line without line feed: a write that was cut short by a crash; the table still has it whole."""
    with open(path, "rb+") as file:
        size = file.seek(0, os.SEEK_END)
        if size == 0:
            return
        end = _after_last_line_feed(file.fileno(), size)
        if end != size:
            file.truncate(end)


def _after_last_line_feed(descriptor: int, size: int) -> int:
    start = size
    while start > 0:
        length = min(65536, start)
        start -= length
        found = os.pread(descriptor, length, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
    return 0


def _last_line(path: Path) -> bytes:
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size == 0:
            return b""
        start = _after_last_line_feed(file.fileno(), size - 1)
        return os.pread(file.fileno(), size - start, start)
