"""Are secrets found in the right place, and never shown?"""

import logging
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Place, Secret, Secrets, SystemClock, environment, load_config, load_secrets
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


@pytest.mark.parametrize(
    ("mode", "is_exposed"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o620, True), (0o602, True)]
)
def test_a_secret_others_may_read_or_change_is_noticed(folders: tuple[Path, Path], mode: int, is_exposed: bool) -> None:
    _, own = folders
    (own / NAME).chmod(mode)
    assert Secrets({}, own).exposed(NAME) == (own / NAME if is_exposed else None)
    assert Secrets({}, own).exposed("app-secret") is None
    assert Secrets({}, None).exposed(NAME) is None


@pytest.mark.parametrize(("mode", "is_open"), [(0o700, False), (0o755, False), (0o770, True), (0o703, True)])
def test_a_folder_that_others_may_write_into_is_noticed(folders: tuple[Path, Path], mode: int, is_open: bool) -> None:
    _, own = folders
    own.chmod(mode)
    assert Secrets({}, own).open_folder() == (own if is_open else None)
    assert Secrets({}, own / "nowhere").open_folder() is None
    assert Secrets({}, None).open_folder() is None


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


# Writing -----------------------------------------------------------------------------------------------------------


def test_a_secret_is_written_for_its_owner_alone_and_found_at_the_next_look(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "secrets"
    secrets = Secrets({}, folder)
    assert secrets.find(NAME) is None
    former = os.umask(0)
    try:
        where = secrets.keep(NAME, "first", Place.DIRECTORY)
    finally:
        os.umask(former)
    assert where == str(folder / NAME)
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert found(secrets) == "first"
    secrets.keep(NAME, "second", Place.DIRECTORY)
    assert found(secrets) == "second"
    assert [each.name for each in folder.iterdir()] == [NAME]


def test_writing_over_an_exposed_secret_closes_it(folders: tuple[Path, Path]) -> None:
    _, own = folders
    (own / NAME).chmod(0o644)
    Secrets({}, own).keep(NAME, "new", Place.DIRECTORY)
    assert Secrets({}, own).exposed(NAME) is None


def test_a_write_that_fails_leaves_the_old_secret_and_no_rest(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, own = folders

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigError, match=r"can't be written .No space left on device.") as caught:
        Secrets({}, own).keep(NAME, "the-new-secret", Place.DIRECTORY)
    assert "the-new-secret" not in str(caught.value)
    assert found(Secrets({}, own)) == "from own"
    assert [each.name for each in own.iterdir()] == [NAME]


def test_root_gives_a_secret_to_the_owner_of_the_folder_by_its_descriptor_never_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who owns the folder could put a link under the name of the draft meanwhile, and be given what it leads to."""
    given: list[tuple[object, int, int]] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda *arguments: pytest.fail(f"by name: {arguments}"))
    monkeypatch.setattr(os, "fchown", lambda file, owner, group: given.append((os.fstat(file).st_ino, owner, group)))
    Secrets({}, tmp_path).keep(NAME, "value", Place.DIRECTORY)
    told = tmp_path.stat()
    assert given == [((tmp_path / NAME).stat().st_ino, told.st_uid, told.st_gid)]


@pytest.mark.parametrize("place", [Place.ENVIRONMENT, Place.CREDENTIALS, Place.DIRECTORY])
def test_what_is_not_ours_to_write_is_refused(tmp_path: Path, place: Place) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    with pytest.raises(ConfigError, match="can't be written"):
        Secrets({"CREDENTIALS_DIRECTORY": str(credentials)}, None).keep(NAME, "x", place)
    assert list(credentials.iterdir()) == []


def test_every_place_of_a_secret_is_told_the_one_that_counts_first(folders: tuple[Path, Path]) -> None:
    credentials, own = folders
    environ = {"CREDENTIALS_DIRECTORY": str(credentials), "PAGE_MONITOR_TOKEN_MAPLE": "x"}
    places = Secrets(environ, own).everywhere(NAME)
    assert [each.place for each in places] == [Place.ENVIRONMENT, Place.CREDENTIALS, Place.DIRECTORY]
    assert (places[0].path, places[0].changed_at) == (None, None)
    assert places[2].path == own / NAME
    assert places[2].changed_at is not None
    assert places[2].changed_at.tzinfo is UTC
    assert "from own" not in repr(places)


def test_a_secret_is_deleted_from_the_folder_only(folders: tuple[Path, Path]) -> None:
    credentials, own = folders
    secrets = Secrets({"CREDENTIALS_DIRECTORY": str(credentials)}, own)
    assert secrets.forget(NAME) == [str(own / NAME)]
    assert secrets.forget(NAME) == []
    assert found(secrets) == "from credentials"
