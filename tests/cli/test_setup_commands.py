"""check, migrate, user: does an IT person get along?"""

import json
import re
import shutil
from pathlib import Path

import pytest

from bot.bootstrap import session_key
from bot.config import Secrets
from tests.cli.conftest import Run
from tests.flow.town import Town


def _forget_everything(district: Town) -> None:
    shutil.rmtree(district.config.archive_root)


def test_check_passes_on_a_sound_district_and_names_every_part(run: Run, district: Town) -> None:
    result = run("--config", district.config.file, "check", "--json")
    lines = json.loads(result.stdout)
    assert result.exit_code == 0, lines
    assert {line["what"] for line in lines} >= {
        "settings",
        "guidelines",
        "browser",
        "fonts",
        "disk",
        "database",
        "app secret",
        "token of page",
        "token of ig-students",
    }


def test_check_gives_a_remedy_for_each_fault(run: Run, district: Town) -> None:
    secrets = district.config.file.parent / "secrets"
    (secrets / "token-page").unlink()
    (secrets / "token-ig-students").chmod(0o644)
    district.config.index_file.unlink()
    result = run("--config", district.config.file, "check", "--json", "--offline")
    faults = {line["what"]: line for line in json.loads(result.stdout) if line["is_fault"]}
    assert result.exit_code == 1
    assert set(faults) == {"database", "token of page", "token of ig-students"}
    assert "restore it from the newest backup" in faults["database"]["found"]
    assert "PAGE_MONITOR_TOKEN_PAGE" in faults["token of page"]["remedy"]
    assert "chmod 600" in faults["token of ig-students"]["remedy"]


def test_check_says_when_a_token_does_not_work(run: Run, district: Town) -> None:
    (district.config.file.parent / "secrets" / "token-page").write_text("nonsense-token-value", "utf-8")
    result = run("--config", district.config.file, "check", "--json")
    line = next(line for line in json.loads(result.stdout) if line["what"] == "token of page")
    assert line["is_fault"]
    assert "nonsense-token-value" not in result.output


def test_check_without_settings_says_how_to_begin(run: Run, tmp_path: Path) -> None:
    result = run("--config", tmp_path / "config.toml", "check")
    assert result.exit_code == 1
    assert "config.example.toml" in result.output


def test_migrate_makes_the_database_once(run: Run, district: Town) -> None:
    _forget_everything(district)
    assert "applied 0001_corridor" in run("--config", district.config.file, "migrate").output
    assert "is up to date" in run("--config", district.config.file, "migrate").output


def test_a_reviewer_is_added_listed_and_disabled(run: Run, district: Town) -> None:
    file = district.config.file
    assert "Nobody may use" in run("--config", file, "user", "list").output
    added = run("--config", file, "user", "add", "pat@example.org", "--display-name", "Pat Example")
    assert re.search(r"One-time password: (\w{4}-){3}\w{4}", added.output)
    again = run("--config", file, "user", "add", "PAT@example.org")
    assert again.exit_code == 1
    assert "exists already" in again.stderr
    assert run("--config", file, "user", "disable", "pat@example.org").exit_code == 0
    listed = json.loads(run("--config", file, "user", "list", "--json").stdout)
    assert [(row["name"], bool(row["disabled_at"])) for row in listed] == [("pat@example.org", True)]
    assert run("--config", file, "user", "disable", "nobody").exit_code == 1


@pytest.mark.parametrize(
    "name", ["", "a", "bot@1.0", "unknown", "Administrator", "two words", "x" * 80, "<b>", "../x", "a\nb"]
)
def test_a_name_that_would_confuse_the_log_is_refused(run: Run, district: Town, name: str) -> None:
    assert run("--config", district.config.file, "user", "add", "--", name).exit_code == 1


def test_a_forgotten_password_is_reset_and_a_disabled_reviewer_let_in_again(run: Run, district: Town) -> None:
    file = district.config.file
    run("--config", file, "user", "add", "pat")
    run("--config", file, "user", "disable", "pat")
    reset = run("--config", file, "user", "reset", "pat")
    assert re.search(r"One-time password of pat: (\w{4}-){3}\w{4}", reset.output)
    assert json.loads(run("--config", file, "user", "list", "--json").stdout)[0]["disabled_at"] is None
    assert run("--config", file, "user", "reset", "nobody").exit_code == 1


def test_review_refuses_an_open_address_before_it_says_anything_else(run: Run, district: Town) -> None:
    result = run("--config", district.config.file, "review", "--host", "0.0.0.0")
    assert result.exit_code == 1
    assert "without https" in result.stderr
    assert "The review page is at" not in result.output


def test_nobody_else_on_the_machine_can_read_what_is_made(run: Run, district: Town) -> None:
    file = district.config.file
    _forget_everything(district)
    assert run("--config", file, "migrate").exit_code == 0
    assert district.config.index_file.stat().st_mode & 0o077 == 0
    district.config.archive_root.chmod(0o755)
    lines = json.loads(run("--config", file, "check", "--json", "--offline").stdout)
    disk = next(line for line in lines if line["what"] == "disk")
    assert disk["is_fault"]
    assert "chmod 700" in disk["remedy"]


def test_an_empty_session_key_is_made_anew(tmp_path: Path) -> None:
    secrets = Secrets({}, None)
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "session-key").write_text("", "ascii")
    made = session_key(secrets, tmp_path)
    assert len(made) == 64
    assert session_key(secrets, tmp_path) == made


def test_a_lost_database_over_evidence_is_never_replaced_by_an_empty_one(run: Run, district: Town) -> None:
    for lose in (lambda: district.config.index_file.unlink(), lambda: district.config.index_file.write_bytes(b"")):
        lose()
        for command in ("migrate", "run", "review"):
            result = run("--config", district.config.file, command)
            assert result.exit_code == 1
            assert "restore it from the newest backup" in result.stderr
