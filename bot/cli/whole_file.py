"""How is an answer written to a file: whole or not at all? Who breaks off keeps the file that was there."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import IO

import click

from bot.errors import InputError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """What is written here stands under `path` once the block has ended well; "-" is the standard output.

    Devices and pipes are written at once. Raises `click.BadParameter` for a place that can't be written, before the
    block begins, and `InputError` when there is no room left.
    """
    try:
        with _opened(path) as target:
            yield target
            target.flush()
    except OSError as error:
        if error.errno not in _FULL:
            raise
        name = "standard output" if str(path) == "-" else path.name
        raise InputError(f"{name}: can't be written ({error.strerror}): make room and run it again") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    if str(path) == "-":
        with click.open_file("-", "w", encoding="utf-8") as stream:
            yield stream
        return
    real = path.resolve()
    try:
        draft = None if _is_device(real) else _draft(real)
        target = (draft or real).open("w", encoding="utf-8")
    except OSError as error:
        said = error.strerror or type(error).__name__
        raise click.BadParameter(f"'{path}': {said}.", param_hint="'--output'") from error
    try:
        with target:
            yield target
        if draft is not None:
            draft.replace(real)
    finally:  # Ctrl-C, too, leaves no half file
        if draft is not None:
            draft.unlink(missing_ok=True)


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()  # a folder refuses to be opened


def _draft(path: Path) -> Path:
    """A new file in the same folder, with the permissions of the one it will replace."""
    number, name = mkstemp(prefix=".page-monitor-", dir=path.parent)
    if path.exists():
        os.fchmod(number, stat.S_IMODE(path.stat().st_mode))
    os.close(number)
    return Path(name)
