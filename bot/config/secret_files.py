"""How is a secret written to disk, so that nobody else can read it and half of it never lies there?"""

import os
from pathlib import Path
from secrets import token_hex

from bot.errors import ConfigError


def put(folder: Path, name: str, value: str) -> Path:
    """Write `value` into `folder`/`name` (0600; a new folder 0700); the older file stays whole until the new one is.

    Run by root, the file is given to the owner of the folder: the service reads it, not root. Raises `ConfigError`.
    """
    path = folder / name
    draft = folder / f".{name}.{token_hex(4)}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _write(draft, value)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        _sync(folder)
    except OSError as error:
        raise ConfigError([f"{path}: can't be written ({error.strerror}); check owner and permissions"]) from None
    return path


def take_away(path: Path) -> bool:
    """Delete a secret's file; whether it was there. Raises `ConfigError`."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise ConfigError([f"{path}: can't be deleted ({error.strerror}); check owner and permissions"]) from None
    return True


def _write(draft: Path, value: str) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(value + "\n")
        if os.geteuid() == 0:
            # By its descriptor: whoever owns the folder may put something else under its name meanwhile.
            owner = draft.parent.stat()
            os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
