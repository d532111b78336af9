"""Who may work on this archive, and with these tokens? One process at a time."""

import fcntl
import hashlib
import logging
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from bot.errors import StorageFull, StoreError

log = logging.getLogger(__name__)


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


class Locks:
    """The worker's lock and those of its tokens, taken and released together."""

    def __init__(self, worker: WorkerLock, tokens: "TokenLocks") -> None:
        self._worker = worker
        self._tokens = tokens

    def take(self, tokens: Mapping[str, str]) -> None:
        """Take all; raises `StoreError` naming who has one, and then holds none."""
        self._worker.take()
        try:
            self._tokens.take(tokens)
        except BaseException:
            self._worker.release()
            raise

    def release(self) -> None:
        """Let others in."""
        self._tokens.release()
        self._worker.release()


class TokenLocks:
    """One process drives a token: two would each believe to have Meta's whole allowance, and post an answer twice.

    A file for each token in a folder of this user's on this machine (two machines can't see each other: give a token to
    one only). Its name is a digest, which tells nobody the token. In `preferred` all of this user's programs meet;
    when it isn't ours alone (anybody may have made a folder of that name before us), `otherwise` is taken.
    """

    def __init__(self, preferred: Path, otherwise: Path) -> None:
        self._preferred = preferred
        self._otherwise = otherwise
        self._files: list[IO[str]] = []

    def take(self, tokens: Mapping[str, str]) -> None:
        """Lock the tokens (by account id); raises `StoreError` naming the account and the process that has one.

        A token that several accounts share is taken once.
        """
        folder = self._folder()
        names = {hashlib.sha256(token.encode()).hexdigest()[:24]: account for account, token in tokens.items()}
        try:
            for name, account in sorted(names.items()):
                self._take(folder / f"token-{name}.lock", account)
        except OSError as error:
            self.release()
            raise StorageFull(f"{folder} can't be written ({error.strerror})") from error
        except StoreError:
            self.release()
            raise

    def _folder(self) -> Path:
        for folder in (self._preferred, self._otherwise):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                told = folder.lstat()
            except OSError:
                continue
            if stat.S_ISDIR(told.st_mode) and told.st_uid == os.getuid() and not told.st_mode & 0o022:
                return folder
            log.warning("lock_folder_not_ours folder=%s", folder)
        raise StoreError(f"no folder for locks: neither {self._preferred} nor {self._otherwise} is this user's alone")

    def _take(self, path: Path, account: str) -> None:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+", encoding="ascii")
        self._files.append(file)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = file.read().strip() or "unknown"
            raise StoreError(
                f"the access token of {account} is in use by another page-monitor (process {holder}); stop it first"
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()

    def release(self) -> None:
        """Let others have the tokens."""
        while self._files:
            self._files.pop().close()
