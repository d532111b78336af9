"""What does somebody read who starts the service with a fault in the settings or the guidelines?"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.town import Town, comment, post, script, town


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A district whose settings are right until a test spoils them."""
    with town(tmp_path, script([post(), comment("thanks", "Thank you!")])) as made:
        made.world.play_all()
        yield made


def page_monitor(place: Town, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The real command line, in a process of its own."""
    command = [sys.executable, "-m", "bot", "--config", str(place.config.file), *arguments]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PAGE_MONITOR_")}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environ, check=False)


def spoil(path: Path, old: str, new: str) -> None:
    """Change some words of a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def refused(place: Town) -> str:
    """What `once` prints when it doesn't start; it asked the platform nothing and shows no traceback."""
    ended = page_monitor(place, "once")
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: ")
    assert "Traceback" not in ended.stderr
    assert place.world.calls.total() == 0
    return ended.stderr


def test_sound_settings_start(place: Town) -> None:
    ended = page_monitor(place, "once")
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False)
    assert place.world.calls.total() > 0


def test_all_faults_of_the_settings_are_told_together_and_a_token_is_never_repeated(place: Town) -> None:
    token = "EAAB" + "wzLixnjYBO" * 6
    spoil(place.config.file, "reconcile_minutes = 0", f'overlap_minuts = 60\naccess_token = "{token}"')
    spoil(place.config.file, "port = 0", "port = 99999")
    said = refused(place)
    assert "overlap_minuts: unknown key; did you mean overlap_minutes?" in said
    assert "[collect] access_token" in said
    assert "port = 99999" in said
    assert "3 faults" in said
    assert token not in said


def test_a_token_under_an_innocent_key_is_refused_and_not_repeated(place: Town) -> None:
    token = "EAAB" + "wzLixnjYBO" * 6
    spoil(place.config.file, 'owner = "demo@example.org"', f'owner = "{token}"')
    said = refused(place)
    assert "looks like an access token" in said
    assert token not in said


def test_a_missing_guidelines_file_is_named_with_what_to_do(place: Town) -> None:
    (place.config.file.parent / "guidelines.toml").unlink()
    said = refused(place)
    assert str(place.config.file.parent / "guidelines.toml") in said
    assert "No such file" in said


def test_a_guidelines_file_that_is_no_toml_is_refused_with_its_line(place: Town) -> None:
    file = place.config.file.parent / "guidelines.toml"
    spoil(file, 'title = "Private matters"', 'title = "Private matters')
    line = file.read_text("utf-8").splitlines().index('title = "Private matters') + 1
    assert f"line {line}" in refused(place)


def test_a_rule_under_an_unknown_clause_is_refused_with_its_line(place: Town) -> None:
    file = place.config.file.parent / "guidelines.toml"
    spoil(file, 'guideline = "personal_attack"', 'guideline = "personal_atack"')
    line = file.read_text("utf-8").splitlines().index('guideline = "personal_atack"') + 1
    said = refused(place)
    assert f"guidelines.toml, line {line}" in said
    assert 'unknown clause "personal_atack"' in said


def test_a_guidelines_file_that_can_not_be_read_is_refused(place: Town) -> None:
    file = place.config.file.parent / "guidelines.toml"
    file.unlink()
    file.mkdir()  # not by its mode: whoever runs the tests as root may read everything
    assert "can't be read" in refused(place)
