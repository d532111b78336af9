"""Does one process drive a token, and can nobody else use its locks against us?"""

import os
from pathlib import Path

import pytest

from bot.errors import StorageFull, StoreError
from bot.store.lock import TokenLocks

TOKENS = {"maple": "one token", "oak": "another"}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "run", tmp_path / "archive" / "locks"


def test_a_token_has_one_driver_and_the_other_hears_who(folders: tuple[Path, Path]) -> None:
    first, second = TokenLocks(*folders), TokenLocks(*folders)
    first.take(TOKENS)
    with pytest.raises(StoreError, match=f"token of oak is in use by another page-monitor .process {os.getpid()}."):
        second.take({"elm": "a third", "oak": "another"})
    first.release()
    second.take(TOKENS)
    second.release()


def test_who_was_refused_holds_nothing(folders: tuple[Path, Path]) -> None:
    first, second, third = TokenLocks(*folders), TokenLocks(*folders), TokenLocks(*folders)
    first.take({"oak": "another"})
    with pytest.raises(StoreError):
        second.take({"elm": "a third", "oak": "another"})
    third.take({"elm": "a third"})


def test_no_name_of_a_file_tells_a_token(folders: tuple[Path, Path]) -> None:
    TokenLocks(*folders).take(TOKENS)
    assert all("token " not in file.name and "another" not in file.name for file in folders[0].iterdir())


@pytest.mark.parametrize("mode", [0o777, 0o730])
def test_a_folder_that_others_may_write_is_not_used(folders: tuple[Path, Path], mode: int) -> None:
    folders[0].mkdir()
    folders[0].chmod(mode)
    TokenLocks(*folders).take(TOKENS)
    assert list(folders[0].iterdir()) == []
    assert len(list(folders[1].iterdir())) == 2


def test_a_folder_of_somebody_else_is_not_used(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folders[0].mkdir(mode=0o700)
    folders[1].mkdir(mode=0o700, parents=True)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(StoreError, match="no folder for locks"):
        TokenLocks(*folders).take(TOKENS)


def test_a_link_in_the_place_of_a_lock_touches_nothing(folders: tuple[Path, Path], tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious", "ascii")
    locks = TokenLocks(*folders)
    locks.take({"maple": "one token"})
    locks.release()
    (name,) = folders[0].iterdir()
    name.unlink()
    name.symlink_to(victim)
    with pytest.raises(StorageFull):
        TokenLocks(*folders).take({"maple": "one token"})
    assert victim.read_text("ascii") == "precious"


def test_a_link_in_the_place_of_the_folder_is_not_followed(folders: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folders[0].symlink_to(tmp_path / "elsewhere")
    TokenLocks(*folders).take(TOKENS)
    assert list((tmp_path / "elsewhere").iterdir()) == []
