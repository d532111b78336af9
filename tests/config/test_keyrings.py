"""Is the system's keyring asked when it is switched on, and told in a sentence when it can't be?"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import PasswordDeleteError

from bot.config import Place, Secrets, load_config, load_secrets
from bot.config.keyrings import SERVICE, SystemKeyring
from bot.errors import ConfigError
from tests.config.test_secrets import NAME, folders, found

__all__ = ["folders"]


class Drawer(KeyringBackend):
    """A keyring in memory, behind the real library."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    former, made = keyring.get_keyring(), Drawer()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(former)


def test_the_keyring_is_asked_last_and_only_when_it_is_switched_on(drawer: Drawer, folders: tuple[Path, Path]) -> None:
    _, own = folders
    drawer.kept[SERVICE, NAME] = "from keyring\n"
    assert found(Secrets({}, own, SystemKeyring())) == "from own"
    assert found(Secrets({}, None, SystemKeyring())) == "from keyring"
    assert found(Secrets({}, None)) is None


def test_a_secret_is_written_into_the_keyring_and_deleted_from_it(drawer: Drawer) -> None:
    secrets = Secrets({}, None, SystemKeyring())
    secrets.keep(NAME, "kept", Place.KEYRING)
    assert found(secrets) == "kept"
    assert drawer.kept == {("page-monitor", NAME): "kept"}
    (only,) = secrets.everywhere(NAME)
    assert only.place.is_writable
    assert secrets.forget(NAME) == ["the system's keyring"]
    assert secrets.forget(NAME) == []


def test_the_setting_switches_the_keyring_on(drawer: Drawer, tmp_path: Path) -> None:
    drawer.kept[SERVICE, NAME] = "from keyring"
    (tmp_path / "config.toml").write_text(
        '[district]\nname = "M"\n[secrets]\nkeyring = true\n'
        '[[accounts]]\nid = "maple"\nplatform = "facebook"\nname = "M"\nexternal_id = "1"\n'
    )
    secrets = load_secrets(load_config(tmp_path / "config.toml"))
    assert found(secrets) == "from keyring"
    assert "keyring" in secrets.remedy("app-id")


def test_without_a_keyring_of_the_system_the_remedy_is_told() -> None:
    former = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # the library leaves it untyped
    try:
        for use in (lambda: SystemKeyring().find(NAME), lambda: SystemKeyring().keep(NAME, "very secret")):
            with pytest.raises(ConfigError, match=r"can't be used .NoKeyringError.; unlock it, or keep") as caught:
                use()
            assert "very secret" not in str(caught.value)
    finally:
        keyring.set_keyring(former)


@pytest.mark.parametrize("error", [ModuleNotFoundError("No module named 'nosuch'"), RuntimeError("no daemon: s3cret")])
def test_a_back_end_that_is_broken_is_told_like_one_that_is_locked(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(service: str, username: str) -> str:
        raise error

    monkeypatch.setattr(drawer, "get_password", broken)
    with pytest.raises(ConfigError, match=r"the system's keyring can't be used .\w+Error.; unlock it") as caught:
        SystemKeyring().find(NAME)
    assert "s3cret" not in str(caught.value)


def test_without_the_package_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigError, match=r"isn't installed; install district-page-monitor.keyring."):
        Secrets({}, None, SystemKeyring()).find(NAME)


@pytest.mark.parametrize("name", ["nosuch.Backend", "keyring.backends.nosuch.Keyring"])
def test_a_back_end_that_does_not_exist_is_not_taken_for_a_missing_package(name: str) -> None:
    ask = "from bot.config.keyrings import SystemKeyring as K\ntry: K().find('x')\nexcept ValueError: pass"
    environ = {**os.environ, "PYTHON_KEYRING_BACKEND": name}
    done = subprocess.run([sys.executable, "-c", ask], env=environ, capture_output=True, text=True, check=False)
    assert "ConfigError: [secrets] keyring: the system's keyring can't be used" in done.stderr
    assert "isn't installed" not in done.stderr
