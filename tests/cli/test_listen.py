"""listen: does it start only where it can, with nothing but its own secrets, and say what is missing?"""

import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.bootstrap.listen import inbox_of, listener_of
from bot.config import Config, Secret, Secrets, SystemClock, load
from bot.errors import ConfigError
from tests.cli.conftest import Run
from tests.listen.process import SECRETS, SETTINGS

ALL: Mapping[str, str] = {**SECRETS, "PAGE_MONITOR_TOKEN_MAPLE": "tkn-page", "PAGE_MONITOR_SESSION_KEY": "k" * 32}


class WatchedSecrets(Secrets):
    """Remembers what was asked for."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(environ, None)
        self.asked: list[str] = []

    def find(self, name: str) -> Secret | None:
        """The secret, and a note of its name."""
        self.asked.append(name)
        return super().find(name)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings; the secrets stand in the environment."""
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    made = tmp_path / "config.toml"
    made.write_text(SETTINGS, "utf-8")
    return made


@pytest.fixture
def config(file: Path) -> Config:
    return load(file, {})


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield int(other.getsockname()[1])


def test_it_asks_for_its_own_three_secrets_only(config: Config) -> None:
    secrets = WatchedSecrets(ALL)
    listener_of(config, secrets, SystemClock())
    assert set(secrets.asked) == {"app-secret", "instagram-app-secret", "webhook-verify-token"}


def test_it_needs_no_index_and_makes_none(config: Config) -> None:
    listener_of(config, Secrets(SECRETS, None), SystemClock())
    assert [path.name for path in config.archive_root.iterdir()] == ["inbox"]


def test_all_missing_secrets_are_told_together_with_their_places(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SECRETS:
        monkeypatch.delenv(name)
    result = run("--config", file, "listen")
    assert result.exit_code == 1
    assert "2 faults" in result.output
    assert "environment variable PAGE_MONITOR_APP_SECRET" in result.output
    assert "environment variable PAGE_MONITOR_WEBHOOK_VERIFY_TOKEN" in result.output


def test_the_instagram_apps_secret_alone_is_enough(config: Config) -> None:
    environ = {"PAGE_MONITOR_INSTAGRAM_APP_SECRET": "ig", "PAGE_MONITOR_WEBHOOK_VERIFY_TOKEN": "verify"}
    listener_of(config, Secrets(environ, None), SystemClock())
    with pytest.raises(ConfigError, match="secret app-secret: not found"):
        listener_of(config, Secrets({"PAGE_MONITOR_WEBHOOK_VERIFY_TOKEN": "verify"}, None), SystemClock())


def test_an_inbox_that_cant_be_written_is_told_with_its_place(run: Run, file: Path, config: Config) -> None:
    config.archive_root.mkdir()
    config.inbox_file.parent.write_text("in the way", "utf-8")
    result = run("--config", file, "listen")
    assert result.exit_code == 1
    assert f"the inbox {config.inbox_file} can't be written" in result.output
    assert "give the folder" in result.output


def test_an_inbox_that_is_no_database_is_told(config: Config) -> None:
    config.inbox_file.parent.mkdir(parents=True)
    config.inbox_file.write_bytes(b"this is no database at all, only words " * 9)
    with pytest.raises(ConfigError, match="damaged or not ours"):
        inbox_of(config)


@pytest.mark.parametrize("part", ["webhooks.db", "inbox"])
def test_an_inbox_of_somebody_else_is_told(config: Config, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    # As root everything may be written; so the question itself is answered differently.
    monkeypatch.setattr("bot.bootstrap.listen.os.access", lambda path, mode: path.name != part)
    with pytest.raises(ConfigError, match="Permission denied"):
        inbox_of(config)


def test_a_port_in_use_is_told_and_nothing_is_announced(run: Run, file: Path, taken: int) -> None:
    result = run("--config", file, "listen", "--port", taken)
    assert result.exit_code == 1
    assert f"port {taken} on 127.0.0.1 is in use" in result.output
    assert "Listening" not in result.output


def test_it_does_not_listen_to_the_world_without_https(run: Run, file: Path, config: Config) -> None:
    result = run("--config", file, "listen", "--host", "0.0.0.0")
    assert result.exit_code == 1
    assert "without https" in result.output
    assert not config.inbox_file.exists()
