"""How does the log get out of the database? Canonical JSON lines in ledger/YYYY-MM.jsonl, only ever appended to."""

import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from bot.model import LedgerEntry
from bot.model.chain import canonical_line

log = logging.getLogger(__name__)


class LedgerFiles:
    """The folder `ledger/`: one file a month (UTC). Worker and review page both append, under one lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def catch_up(self, entries_after: Callable[[int], Iterable[LedgerEntry]]) -> None:
        """Append every entry the files lack. Trouble is logged, not raised: the table already holds the lines."""
        try:
            with self._locked():
                self._append(entries_after(self._last_seq()))
        except OSError as error:
            log.warning("ledger_files_behind error=%s", error.strerror)
        except (ValueError, KeyError, TypeError):
            # A last line that is no line of the log: somebody changed the file. `verify` says which and how.
            log.error("ledger_files_damaged folder=%s; run `page-monitor verify`", self._folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with open(self._folder / ".lock", "a", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _append(self, entries: Iterable[LedgerEntry]) -> None:
        # In the order of the log even where a clock was set back over a month's end: a crash may leave a file short,
        # but never a gap before a line that was written.
        for month, run in groupby(entries, key=lambda entry: f"{entry.at:%Y-%m}"):
            path = self._folder / f"{month}.jsonl"
            is_new = not path.exists()
            with open(path, "a", encoding="utf-8", newline="") as file:
                file.write("".join(canonical_line(entry) + "\n" for entry in run))
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                flush_folder(self._folder)

    def _last_seq(self) -> int:
        """The newest line in any of the newest files (lines may be dated in an older month than those before them)."""
        return max(map(_last_seq_in, sorted(self._folder.glob("????-??.jsonl"))[-3:]), default=0)


def flush_folder(folder: Path) -> None:
    """Make names in a folder durable (fsync of the directory)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_seq_in(path: Path) -> int:
    _cut_torn_line(path)
    last = _last_line(path)
    return int(json.loads(last)["seq"]) if last else 0


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
