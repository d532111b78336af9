"""What was set? The TOML file, the environment and the secrets, read once and checked whole.

The environment is read in this folder only.
"""

import os
import tempfile
from pathlib import Path

from bot.config.clock import SystemClock
from bot.config.keyrings import SystemKeyring
from bot.config.reader import load
from bot.config.secrets import Found, Place, Secret, Secrets
from bot.config.settings import Config, is_loopback

DEFAULT_FILE = "config.toml"


def load_config(file: Path) -> Config:
    """Settings from `file` and this process's environment. Raises `ConfigError` with all faults."""
    return load(file, os.environ)


def load_secrets(config: Config) -> Secrets:
    """The places where the secrets of this configuration lie."""
    directory = config.secrets.directory
    keyring = SystemKeyring() if config.secrets.keyring else None
    return Secrets(os.environ, config.beside(directory) if directory else None, keyring)


def runtime_folder() -> Path:
    """A folder of this user's for what must not outlive the machine's run: locks."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(given) / "page-monitor" if given else Path(tempfile.gettempdir()) / f"page-monitor-{os.getuid()}"


def environment() -> dict[str, str]:
    """A copy of this process's environment, for programs that we start."""
    return dict(os.environ)


__all__ = [
    "DEFAULT_FILE",
    "Config",
    "Found",
    "Place",
    "Secret",
    "Secrets",
    "SystemClock",
    "environment",
    "is_loopback",
    "load",
    "load_config",
    "load_secrets",
    "runtime_folder",
]
