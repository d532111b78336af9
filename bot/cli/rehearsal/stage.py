"""What does the demo district look like on disk? A folder of its own with settings, secrets and guidelines."""

import json
import os
import shutil
import socket
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from bot.errors import InputError

MARKER = ".page-monitor-demo"
WATCHED_ONLY = "ig_students"
"""The student journalists' account: staff decide there, the bot hides nothing."""


def clear(folder: Path) -> None:
    """An empty folder for a fresh demo. Raises `InputError` rather than touch a folder that isn't an earlier demo's."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).is_file():
            raise InputError(f"{folder} isn't empty and isn't a demo's folder; name another with --directory")
        shutil.rmtree(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} can't be made ({error.strerror}); name another with --directory") from error
    (folder / MARKER).write_text("Made by `page-monitor demo`; may be deleted.\n", "utf-8")


def furnish(
    folder: Path, world: Mapping[str, Any], *, port: int, reconcile_minutes: int = 0, today: date | None = None
) -> Path:
    """Write settings, guidelines and secrets for the accounts of `world` (the simulator's first line).

    With `reconcile_minutes` 0 every pass reads everything, so that edits and deletions show at once. With `today` there
    is a fact sheet as well, of which one statement ends soon after that day and one before it.
    """
    secrets = folder / "secrets"
    secrets.mkdir(mode=0o700)
    _secret(secrets / "app-secret", world["app_secret"])
    for account in world["accounts"]:
        _secret(secrets / f"token-{account_id(account)}", account["token"])
    (folder / "guidelines.toml").write_text(_shipped("guidelines.toml"), "utf-8")
    settings = _settings(world["base_url"], world["accounts"], port, reconcile_minutes)
    if today is not None:
        (folder / "facts.jsonl").write_text(fact_sheet(today), "utf-8")
        settings += '\n[facts]\nfile = "facts.jsonl"\n'
    file = folder / "config.toml"
    file.write_text(settings, "utf-8")
    return file


def fact_sheet(today: date) -> str:
    """The demo's statements as JSON Lines: what is shipped tells how many days each is good for, seen from `today`."""
    rows = [json.loads(line) for line in _shipped("facts.jsonl").splitlines()]
    for row in rows:
        row["expires"] = (today + timedelta(days=row.pop("good_for_days"))).isoformat()
    return "".join(json.dumps(row) + "\n" for row in rows)


def account_id(account: Mapping[str, Any]) -> str:
    """Our short name of an account of the simulator."""
    return str(account["key"]).replace("_", "-")


def free_port(wanted: int) -> int:
    """`wanted` when nobody listens there, else a port that is free."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise InputError("no free port on 127.0.0.1")


def _shipped(name: str) -> str:
    return (resources.files("bot.cli.rehearsal") / name).read_text("utf-8")


def _secret(path: Path, value: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(value)


def _settings(base_url: str, accounts: Sequence[Mapping[str, Any]], port: int, reconcile_minutes: int) -> str:
    blocks = [
        "# Written by `page-monitor demo`: a fictional district on a pretend Facebook and Instagram.",
        '[district]\nname = "Maple Ridge School District"\ntime_zone = "America/Chicago"',
        '[archive]\ndirectory = "archive"\nfree_megabytes = 50',
        '[guidelines]\nfile = "guidelines.toml"',
        f'[graph]\nbase_url = "{base_url}"\ninstagram_base_url = "{base_url}"',
        f"[collect]\nevery_seconds = 0.4\nreconcile_minutes = {reconcile_minutes}\nwatch_posts = 2000",
        f"[review]\nport = {port}",
        '[secrets]\ndirectory = "secrets"',
        *map(_account, accounts),
    ]
    return "\n\n".join(blocks) + "\n"


def _account(account: Mapping[str, Any]) -> str:
    mode = "assist" if account["key"] == WATCHED_ONLY else "enforce"
    rows = {
        "id": account_id(account),
        "platform": account["platform"],
        "name": account["name"],
        "external_id": account["id"],
        "mode": mode,
        "owner": "demo@example.org",
    }
    # A JSON string is a TOML basic string as well.
    return "[[accounts]]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in rows.items())
