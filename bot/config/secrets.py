"""Where do tokens come from? The environment, systemd's credentials, files or the keyring; they are never printed."""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from bot.config.keyrings import SystemKeyring
from bot.config.secret_files import put, take_away
from bot.errors import ConfigError


class Secret:
    """A secret value that prints as dots; `reveal` is for the one place that sends it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(•••)"

    __str__ = __repr__


class Place(StrEnum):
    """Where a secret can stand, in the order in which they are asked."""

    ENVIRONMENT = "environment"
    CREDENTIALS = "credentials"
    """The folder that systemd hands over (LoadCredential)."""
    DIRECTORY = "directory"
    """The folder named in `[secrets] directory`."""
    KEYRING = "keyring"

    @property
    def is_writable(self) -> bool:
        """Whether this program can write there."""
        return self in (Place.DIRECTORY, Place.KEYRING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One secret and where it stands. `where` is for people; `path` and `changed_at` are None without a file."""

    secret: Secret
    place: Place
    where: str
    path: Path | None = None
    changed_at: datetime | None = None


class Secrets:
    """Looks secrets up by name (``token-<account id>``, ``app-id``, ``app-secret``, ``session-key`` …).

    Order: environment variable ``PAGE_MONITOR_<NAME>`` (hyphens as underscores), the folder in
    ``$CREDENTIALS_DIRECTORY`` (systemd's LoadCredential), the folder named in ``[secrets] directory``, the keyring.
    Nothing is remembered: each call looks again, so a renewed file is taken up without a restart.
    """

    def __init__(
        self, environ: Mapping[str, str], directory: Path | None, keyring: SystemKeyring | None = None
    ) -> None:
        self._environ = environ
        credentials = environ.get("CREDENTIALS_DIRECTORY")
        self._credentials = Path(credentials) if credentials else None
        self._directory = directory
        self._keyring = keyring

    @property
    def directory(self) -> Path | None:
        """The folder of ``[secrets] directory``."""
        return self._directory

    def find(self, name: str) -> Secret | None:
        """The secret, or None when it stands nowhere. Raises `ConfigError` for a place that can't be read."""
        found = self.locate(name)
        return None if found is None else found.secret

    def need(self, name: str) -> Secret:
        """As `find`; raises `ConfigError` naming the places that were looked at."""
        found = self.find(name)
        if found is None:
            raise ConfigError([f"secret {name}: not found; {self.remedy(name)}"])
        return found

    def locate(self, name: str) -> Found | None:
        """As `find`, with the place."""
        return next(self._places(name), None)

    def everywhere(self, name: str) -> list[Found]:
        """Every place in which the secret stands; the first one counts. Raises as `find`."""
        return list(self._places(name))

    def keep(self, name: str, value: str, place: Place) -> str:
        """Write a secret into the folder (0600, whole or not at all) or the keyring; answers where it is now.

        Raises `ConfigError` when the place isn't set up or can't be written.
        """
        if place is Place.KEYRING:
            (self._keyring or SystemKeyring()).keep(name, value)
            return _KEYRING_WORDS
        if place is not Place.DIRECTORY or self._directory is None:
            raise ConfigError(
                [f"secret {name}: can't be written; set [secrets] directory to a folder for it, or use the keyring"]
            )
        return str(put(self._directory, name, value))

    def forget(self, name: str) -> list[str]:
        """Take a secret out of the folder and the keyring; answers where it was."""
        gone = []
        if self._directory is not None and take_away(self._directory / name):
            gone.append(str(self._directory / name))
        if self._keyring is not None and self._keyring.forget(name):
            gone.append(_KEYRING_WORDS)
        return gone

    def remedy(self, name: str) -> str:
        """Where to put a missing secret."""
        folders = [folder for folder in (self._credentials, self._directory) if folder is not None]
        places = [f"environment variable {self.variable(name)}", *(str(folder / name) for folder in folders)]
        if self._keyring is not None:
            places.append(_KEYRING_WORDS)
        return "put it into " + ", or ".join(places)

    def exposed(self, name: str) -> Path | None:
        """The file of a secret when other users of this machine may read or change it (systemd guards its credentials
        itself)."""
        path = self._directory / name if self._directory else None
        return path if path is not None and _mode(path, stat.S_IFREG) & _OTHERS else None

    def open_folder(self) -> Path | None:
        """The folder of ``[secrets] directory`` when others may write into it: they could put in secrets of theirs."""
        folder = self._directory
        return folder if folder is not None and _mode(folder, stat.S_IFDIR) & (stat.S_IWGRP | stat.S_IWOTH) else None

    @staticmethod
    def variable(name: str) -> str:
        """The environment variable of a secret."""
        return f"PAGE_MONITOR_{name}".upper().replace("-", "_")

    def _places(self, name: str) -> Iterator[Found]:
        value = self._environ.get(self.variable(name), "").strip()
        if value:
            where = f"environment variable {self.variable(name)}"
            yield Found(secret=Secret(value), place=Place.ENVIRONMENT, where=where)
        for place, folder in ((Place.CREDENTIALS, self._credentials), (Place.DIRECTORY, self._directory)):
            found = None if folder is None else _in_file(folder / name, place)
            if found is not None:
                yield found
        value = self._keyring.find(name) if self._keyring is not None else ""
        if value:
            yield Found(secret=Secret(value), place=Place.KEYRING, where=_KEYRING_WORDS)


_OTHERS = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH
_KEYRING_WORDS = "the system's keyring"


def _mode(path: Path, kind: int) -> int:
    """The permissions of a thing of this kind; none where it isn't one, or can't be seen."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return 0
    return stat.S_IMODE(mode) if stat.S_IFMT(mode) == kind else 0


def _in_file(path: Path, place: Place) -> Found | None:
    try:
        value = path.read_text("utf-8").strip()
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it isn't UTF-8 text"
        # Not chained: a decoding error carries the bytes of the file.
        raise ConfigError([f"{path}: can't be read ({reason}); check owner and permissions"]) from None
    if not value:
        return None
    return Found(secret=Secret(value), place=place, where=str(path), path=path, changed_at=changed)
