"""Where does each secret lie, how old is it, and who may read or change it? Nobody is asked."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.config import Found, Secrets
from bot.errors import ConfigError


def listed(secrets: Secrets, names: Sequence[str], now: datetime) -> list[dict[str, object]]:
    """A line for each place of each secret; one that can't be read is a line too."""
    return [*_folder(secrets), *(row for name in names for row in _listed(secrets, name, now))]


def _folder(secrets: Secrets) -> list[dict[str, object]]:
    """A line about the folder itself, where others may put something into it."""
    folder = secrets.open_folder()
    if folder is None:
        return []
    remark = f"others may write into it: chmod 700 {folder}"
    return [_row("[secrets] directory", str(folder), None, f"{folder.stat().st_mode & 0o777:o}", remark)]


def _listed(secrets: Secrets, name: str, now: datetime) -> list[dict[str, object]]:
    try:
        found = secrets.everywhere(name)
    except ConfigError as error:
        return [_row(name, "can't be read", None, "", str(error))]
    if not found:
        return [_row(name, "nowhere", None, "", "")]
    exposed = secrets.exposed(name)
    return [
        _row(
            name,
            each.where,
            None if each.changed_at is None else (now - each.changed_at).days,
            "" if each.path is None else f"{each.path.stat().st_mode & 0o777:o}",
            _remark(each, number, exposed),
        )
        for number, each in enumerate(found)
    ]


def _row(name: str, where: str, days: int | None, permissions: str, remark: str) -> dict[str, object]:
    shown = "" if days is None else days
    return {"name": name, "where": where, "days": shown, "permissions": permissions, "remark": remark}


def _remark(found: Found, number: int, exposed: Path | None) -> str:
    if exposed is not None and found.path == exposed:
        return f"can be read or changed by others: chmod 600 {exposed}"
    return "" if number == 0 else "not used: an earlier place counts"
