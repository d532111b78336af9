"""Who may work on this archive? One worker at a time: two would ask the platform twice and fight over the browser."""

import fcntl
import os
from pathlib import Path
from typing import IO

from bot.errors import StorageFull, StoreError


class WorkerLock:
    """An exclusive lock on `.lock` in the archive, until `release` or the end of the process (the kernel frees it)."""

    def __init__(self, root: Path) -> None:
        self._path = root / ".lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock; raises `StoreError` naming the process that holds it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = open(self._path, "a+", encoding="ascii")  # noqa: SIM115 - held open on purpose
        except OSError as error:
            raise StorageFull(f"the archive can't be written: {self._path} ({error.strerror})") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            raise StoreError(
                f"another page-monitor worker (process {holder}) is at work on this archive; stop it first"
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let the next worker in."""
        if self._file is not None:
            self._file.close()
            self._file = None
