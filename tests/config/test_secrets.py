"""Are secrets found in the right place, and never shown?"""

import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Secret, Secrets, SystemClock, environment, load_config, load_secrets
from bot.errors import ConfigError

NAME = "token-maple"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The folder systemd hands over, and our own, each with its token."""
    credentials, own = tmp_path / "credentials", tmp_path / "own"
    for folder in (credentials, own):
        folder.mkdir()
        (folder / NAME).write_text(f"from {folder.name}\n")
        (folder / NAME).chmod(0o600)
    return credentials, own


def found(secrets: Secrets) -> str | None:
    secret = secrets.find(NAME)
    return None if secret is None else secret.reveal()


def test_the_environment_comes_first_then_systemd_then_our_folder(folders: tuple[Path, Path]) -> None:
    credentials, own = folders
    environ = {"CREDENTIALS_DIRECTORY": str(credentials)}
    assert found(Secrets({**environ, "PAGE_MONITOR_TOKEN_MAPLE": " from environment \n"}, own)) == "from environment"
    assert found(Secrets(environ, own)) == "from credentials"
    assert found(Secrets({}, own)) == "from own"
    assert found(Secrets({}, None)) is None


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_an_empty_place_is_passed_over(folders: tuple[Path, Path], nothing: str) -> None:
    credentials, own = folders
    (credentials / NAME).write_text(nothing)
    environ = {"CREDENTIALS_DIRECTORY": str(credentials), "PAGE_MONITOR_TOKEN_MAPLE": nothing}
    assert found(Secrets(environ, own)) == "from own"


def test_a_missing_secret_names_every_place_it_may_lie_in(folders: tuple[Path, Path]) -> None:
    credentials, own = folders
    secrets = Secrets({"CREDENTIALS_DIRECTORY": str(credentials)}, own)
    with pytest.raises(ConfigError) as caught:
        secrets.need("app-secret")
    for place in ("PAGE_MONITOR_APP_SECRET", str(credentials / "app-secret"), str(own / "app-secret")):
        assert place in caught.value.faults[0]
    assert secrets.need(NAME).reveal() == "from credentials"


def test_a_secret_file_that_cannot_be_read_is_told_without_its_content(folders: tuple[Path, Path]) -> None:
    _, own = folders
    (own / NAME).write_bytes(b"secret \xff")
    with pytest.raises(ConfigError, match="isn't UTF-8") as caught:
        Secrets({}, own).find(NAME)
    assert "secret \\xff" not in str(caught.value)
    (own / NAME).unlink()
    (own / NAME).mkdir()
    with pytest.raises(ConfigError, match="can't be read"):
        Secrets({}, own).find(NAME)


@pytest.mark.parametrize(("mode", "is_exposed"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True)])
def test_a_secret_others_may_read_is_noticed(folders: tuple[Path, Path], mode: int, is_exposed: bool) -> None:
    _, own = folders
    (own / NAME).chmod(mode)
    assert Secrets({}, own).exposed(NAME) == (own / NAME if is_exposed else None)
    assert Secrets({}, own).exposed("app-secret") is None
    assert Secrets({}, None).exposed(NAME) is None


def test_a_secret_never_prints(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret("very secret")
    logging.getLogger(__name__).warning("token=%s repr=%r", secret, secret)
    assert "very secret" not in f"{secret} {secret!r} {[secret]} {caplog.text}"
    assert secret.reveal() == "very secret"


def test_this_process_is_asked_for_its_environment_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text(
        '[district]\nname = "M"\n[secrets]\ndirectory = "secrets"\n'
        '[[accounts]]\nid = "maple"\nplatform = "facebook"\nname = "M"\nexternal_id = "1"\n'
    )
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / NAME).write_text("beside the file")
    monkeypatch.setenv("PAGE_MONITOR_REVIEW_PORT", "9001")
    config = load_config(tmp_path / "config.toml")
    assert config.review.port == 9001
    assert found(load_secrets(config)) == "beside the file"
    copy = environment()
    copy["PAGE_MONITOR_REVIEW_PORT"] = "1"
    assert os.environ["PAGE_MONITOR_REVIEW_PORT"] == "9001"


def test_without_a_folder_secrets_come_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text(
        '[district]\nname = "M"\n[[accounts]]\nid = "m"\nplatform = "x"\nname = "M"\nexternal_id = "1"\n'
    )
    monkeypatch.setenv("PAGE_MONITOR_TOKEN_MAPLE", "from outside")
    assert found(load_secrets(load_config(tmp_path / "config.toml"))) == "from outside"


def test_the_clock_is_in_utc() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)
