"""Where do bytes of evidence lie? Write-once files named by their sha256, durable before anyone is told."""

import hashlib
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.errors import EvidenceError, EvidenceMissing, StorageFull
from bot.store.mirror import flush_folder


class ObjectFiles:
    """The folders `objects/` and `tmp/` below `root`.

    Write order (facts/records): tmp → fsync → rename → fsync of the folder. A failed write leaves nothing behind that
    has a name; a failed fsync is never tried again on the same file, since its pages may be gone.
    """

    def __init__(self, root: Path) -> None:
        self._objects = root / "objects"
        self._tmp = root / "tmp"

    def keep(self, content: bytes) -> str:
        """Make `content` durable and answer its sha256 in hex."""
        return self.keep_all([content])[0]

    def keep_all(self, contents: Sequence[bytes]) -> list[str]:
        """As `keep` for many at once, with one flush for each folder."""
        names = [hashlib.sha256(content).hexdigest() for content in contents]
        try:
            self._write_missing(dict(zip(names, contents, strict=True)))
        except OSError as error:
            raise StorageFull(
                f"the archive can't be written at {self._objects} ({error.strerror}); nothing was hidden. "
                "Make room, or mend its permissions"
            ) from error
        return names

    def _write_missing(self, contents: dict[str, bytes]) -> None:
        touched: set[Path] = set()
        for name, content in contents.items():
            path = self.path(name)
            if _is_there(path, content):
                # It may have been renamed by a process that died before its folder was flushed.
                touched.add(path.parent)
                continue
            self._write(path, content)
            touched.update((path.parent, path.parent.parent, self._objects))
        for folder in sorted(touched):
            flush_folder(folder)

    def _write(self, path: Path, content: bytes) -> None:
        self._tmp.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._tmp / f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}"
        try:
            with open(draft, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(draft, 0o444)
            os.replace(draft, path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise

    def read(self, sha256: str) -> bytes:
        """The bytes of an object; raises `EvidenceMissing` when absent or changed."""
        try:
            content = self.path(sha256).read_bytes()
        except OSError as error:
            raise EvidenceMissing("an object of the archive can't be read", object=sha256) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise EvidenceMissing("an object of the archive was changed", object=sha256)
        return content

    def path(self, sha256: str) -> Path:
        """Where the object lies (or would lie). Raises `EvidenceError` for anything that is no sha256 in hex."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise EvidenceError("that is not the name of an object")
        return self._objects / sha256[:2] / sha256[2:4] / sha256

    def names(self) -> Iterator[str]:
        """The names of all objects on disk."""
        for path in sorted(self._objects.glob("??/??/*")):
            yield path.name

    def sweep(self) -> int:
        """Remove drafts that a killed process left in `tmp/`; answers how many. Only when no writer is at work."""
        drafts = list(self._tmp.glob("*")) if self._tmp.is_dir() else []
        for draft in drafts:
            draft.unlink(missing_ok=True)
        return len(drafts)


def _is_there(path: Path, content: bytes) -> bool:
    """Whether the object lies there undamaged; a damaged one is written anew."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False
