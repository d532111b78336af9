"""What can be set, within which limits, and what holds when nothing is said?"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.model import Account

Check = Callable[[Any], str | None]
"""Answers what is allowed when the value isn't, else None."""


def setting(default: Any, check: Check | None = None) -> Any:
    """A key of the TOML file with its default and its limits."""
    return field(default=default, metadata={"check": check})


def between(lowest: float, highest: float, unit: str) -> Check:
    """A number within limits."""

    def check(value: float) -> str | None:
        return None if lowest <= value <= highest else f"a number of {unit} from {lowest:g} to {highest:g}"

    return check


def not_empty(value: str) -> str | None:
    """Some words."""
    return None if value.strip() else "a text that isn't empty"


def path(value: str) -> str | None:
    """A path, or nothing: no system knows one with a NUL in it."""
    return "a path without a NUL character" if "\0" in value else None


def time_zone(value: str) -> str | None:
    """A name the time-zone database knows."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return 'a time zone such as "America/Chicago"'
    return None


def is_loopback(host: str | None) -> bool:
    """Whether a host name can only mean this machine."""
    return host in ("localhost", "127.0.0.1", "::1")


def graph_address(value: str) -> str | None:
    """Meta's own hosts over HTTPS, or a loopback address (the simulator): comments and tokens go nowhere else."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if "@" in parts.netloc:
        host = None
    if is_loopback(host) and parts.scheme in ("http", "https"):
        return None
    if parts.scheme == "https" and host in ("graph.facebook.com", "graph.instagram.com") and parts.port is None:
        return None
    return (
        "https://graph.facebook.com, https://graph.instagram.com, or a loopback address such as http://127.0.0.1:8000"
    )


def graph_version(value: str) -> str | None:
    """Meta's spelling of a version."""
    return None if re.fullmatch(r"v\d{2}\.\d", value) else 'a version such as "v26.0"'


def web_path(value: str) -> str | None:
    """The path of an address."""
    return None if re.fullmatch(r"/[A-Za-z0-9/_-]{0,100}", value) else 'a path such as "/webhooks"'


def week_hour(value: str) -> str | None:
    """Weekday and hour in words; numbers for days mean different days to different programs and are refused."""
    days = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    if re.fullmatch(rf"({days}) ([01]\d|2[0-3]):[0-5]\d", value):
        return None
    return 'a weekday and a time such as "monday 06:00"'


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """Who runs this."""

    name: str = setting("", not_empty)
    time_zone: str = setting("America/Chicago", time_zone)

    @property
    def zone(self) -> ZoneInfo:
        """The district's local time."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """Where the records lie."""

    directory: str = setting("archive", not_empty)
    free_megabytes: int = setting(500, between(1, 10_000_000, "megabytes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelinesSettings:
    """Which guidelines file to judge by; empty means the shipped one."""

    file: str = setting("", path)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsSettings:
    """The sheet of statements (empty: none) and a model of meaning of the district's own (empty: the packages')."""

    file: str = setting("", path)
    model: str = setting("", path)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """How to reach Meta."""

    base_url: str = setting("https://graph.facebook.com", graph_address)
    instagram_base_url: str = setting("https://graph.instagram.com", graph_address)
    version: str = setting("v26.0", graph_version)
    timeout_seconds: float = setting(30.0, between(1, 300, "seconds"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectSettings:
    """How often and how far back to read."""

    every_seconds: float = setting(300.0, between(0.2, 86_400, "seconds"))
    old_hours: float = setting(6.0, between(0.001, 168, "hours"))
    ads: bool = setting(True)
    overlap_minutes: float = setting(60.0, between(1, 10_080, "minutes"))
    reconcile_minutes: float = setting(1440.0, between(0, 10_080, "minutes"))
    watch_posts: int = setting(100, between(1, 2000, "posts"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Where `page-monitor listen` waits for Meta's calls."""

    host: str = setting("127.0.0.1", not_empty)
    port: int = setting(8430, between(0, 65_535, "(a TCP port)"))
    path: str = setting("/webhooks", web_path)
    calls_per_minute: int = setting(600, between(1, 1_000_000, "calls"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSettings:
    """What staff may have done on the pages besides hiding and showing again."""

    reply: bool = setting(True)
    delete: bool = setting(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureSettings:
    """How pictures are taken."""

    browser: str = setting("")
    deadline_seconds: float = setting(30.0, between(2, 600, "seconds"))
    every_comment: bool = setting(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    """Where staff find the review page."""

    host: str = setting("127.0.0.1", not_empty)
    port: int = setting(8420, between(0, 65_535, "(a TCP port)"))
    behind_proxy: bool = setting(False)
    public_hosts: tuple[str, ...] = setting(())

    @property
    def trusted_hosts(self) -> tuple[str, ...]:
        """Host names under which the page may be asked for."""
        return ("127.0.0.1", "localhost", "[::1]", *self.public_hosts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    """When the box of the past week is made (local time)."""

    weekly: str = setting("monday 06:00", week_hour)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretsSettings:
    """Where tokens lie, one file each; the environment and $CREDENTIALS_DIRECTORY are asked first, the keyring last."""

    directory: str = setting("")
    keyring: bool = setting(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that was set, checked whole. Relative paths count from the folder of the file."""

    file: Path
    district: District
    archive: ArchiveSettings
    guidelines: GuidelinesSettings
    facts: FactsSettings
    graph: GraphSettings
    collect: CollectSettings
    webhooks: WebhookSettings
    act: ActSettings
    capture: CaptureSettings
    review: ReviewSettings
    export: ExportSettings
    secrets: SecretsSettings
    accounts: tuple[Account, ...]

    @property
    def archive_root(self) -> Path:
        """The folder of the archive."""
        return self.beside(self.archive.directory)

    @property
    def index_file(self) -> Path:
        """The SQLite index."""
        return self.archive_root / "archive.db"

    @property
    def lock_folder(self) -> Path:
        """Where the locks of tokens lie when there is no safe folder outside the archive."""
        return self.archive_root / "private" / "locks"

    @property
    def inbox_file(self) -> Path:
        """Where webhook calls wait: a folder of its own, so that the listener needs no other of the archive."""
        return self.archive_root / "inbox" / "webhooks.db"

    @property
    def watched(self) -> tuple[Account, ...]:
        """The accounts that are read."""
        return tuple(account for account in self.accounts if account.watched)

    def beside(self, path: str) -> Path:
        """A path as meant in the file: absolute, or counted from the folder of the file."""
        return (self.file.parent / path).resolve()


SECTIONS: Mapping[str, type] = {
    "district": District,
    "archive": ArchiveSettings,
    "guidelines": GuidelinesSettings,
    "facts": FactsSettings,
    "graph": GraphSettings,
    "collect": CollectSettings,
    "webhooks": WebhookSettings,
    "act": ActSettings,
    "capture": CaptureSettings,
    "review": ReviewSettings,
    "export": ExportSettings,
    "secrets": SecretsSettings,
}
