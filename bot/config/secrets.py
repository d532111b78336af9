"""Where do tokens come from? The environment, systemd's credentials, or files; they are never printed."""

import stat
from collections.abc import Mapping
from pathlib import Path

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


class Secrets:
    """Looks secrets up by name (``token-<account id>``, ``app-secret``, ``session-key``).

    Order: environment variable ``PAGE_MONITOR_<NAME>`` (hyphens as underscores), the folder in
    ``$CREDENTIALS_DIRECTORY`` (systemd's LoadCredential), the folder named in ``[secrets] directory``.
    """

    def __init__(self, environ: Mapping[str, str], directory: Path | None) -> None:
        self._environ = environ
        credentials = environ.get("CREDENTIALS_DIRECTORY")
        self._directory = directory
        self._folders = [Path(credentials)] if credentials else []
        if directory is not None:
            self._folders.append(directory)

    def find(self, name: str) -> Secret | None:
        """The secret, or None when it stands nowhere. Raises `ConfigError` for a file that can't be read."""
        value = self._environ.get(self.variable(name), "").strip()
        if value:
            return Secret(value)
        for folder in self._folders:
            value = _content(folder / name)
            if value:
                return Secret(value)
        return None

    def need(self, name: str) -> Secret:
        """As `find`; raises `ConfigError` naming the places that were looked at."""
        found = self.find(name)
        if found is None:
            raise ConfigError([f"secret {name}: not found; {self.remedy(name)}"])
        return found

    def remedy(self, name: str) -> str:
        """Where to put a missing secret."""
        places = [f"environment variable {self.variable(name)}", *(str(folder / name) for folder in self._folders)]
        return "put it into " + ", or ".join(places)

    def exposed(self, name: str) -> Path | None:
        """The file of a secret when other users of this machine may read it (systemd guards its credentials itself)."""
        path = self._directory / name if self._directory else None
        if path is not None and path.is_file() and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            return path
        return None

    @staticmethod
    def variable(name: str) -> str:
        """The environment variable of a secret."""
        return f"PAGE_MONITOR_{name}".upper().replace("-", "_")


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it isn't UTF-8 text"
        raise ConfigError([f"{path}: can't be read ({reason}); check owner and permissions"]) from error
