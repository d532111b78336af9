"""Search, export, verify, once: do they say what is so, and exit as promised?"""

import json
import sqlite3

import pytest

from tests.cli.conftest import Run
from tests.flow.town import Town


def config(district: Town) -> str:
    return str(district.config.file)


def test_search_finds_words_and_disarms_strangers_texts(run: Run, district: Town) -> None:
    result = run("--config", config(district), "search", "concert")
    assert result.exit_code == 0
    assert "What a lovely concert" in result.output
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert "[bold]x[/bold]" in result.output


def test_search_takes_anything_typed_as_words(run: Run, district: Town) -> None:
    for words in ('"', "a AND", "*", "text:lovely", "NEAR(", "-", "' OR 1=1 --"):
        assert run("--config", config(district), "search", "--", words).exit_code == 0


def test_search_says_when_nothing_is_found_and_gives_json(run: Run, district: Town) -> None:
    assert "No comment holds all these words." in run("--config", config(district), "search", "zebra").output
    found = json.loads(run("--config", config(district), "search", "--json", "fucking").stdout)
    assert [(row["verdict"], row["hidden"]) for row in found] == [("hide", True)]


def test_export_makes_a_box_once_and_verify_finds_it_sound(run: Run, district: Town) -> None:
    first = run("--config", config(district), "export")
    second = run("--config", config(district), "export")
    assert "made" in first.output
    assert "was there already" in second.output
    verified = run("--config", config(district), "verify")
    assert (verified.exit_code, "Sound" in verified.output) == (0, True)
    box = next((district.config.archive_root / "exports").glob("*-full*"))
    assert run("--config", config(district), "verify", box).exit_code == 0
    assert run("verify", box).exit_code == 0, "a box can be checked without its archive"


def test_verify_names_damage_and_exits_with_one(run: Run, district: Town) -> None:
    picture = next(path for path in (district.config.archive_root / "objects").glob("*/*/*"))
    picture.chmod(0o644)
    picture.write_bytes(picture.read_bytes()[:-1] + b"\x00\x01")
    result = run("--config", config(district), "verify")
    assert result.exit_code == 1
    assert "DAMAGE" in result.output
    problems = json.loads(run("--config", config(district), "verify", "--json").stdout)
    assert any(problem["damage"] and problem["next_step"] for problem in problems)


@pytest.mark.parametrize("week", ["2026-47", "W47", "", "2026-W47; rm -rf /"])
def test_a_week_that_is_none_is_refused_with_an_example(run: Run, district: Town, week: str) -> None:
    result = run("--config", config(district), "export", "--week", week or " ")
    assert result.exit_code == 1
    assert "2026-W" in result.stderr


def test_verify_refuses_a_folder_that_is_no_box(run: Run, district: Town) -> None:
    result = run("--config", config(district), "verify", district.config.archive_root / "objects")
    assert result.exit_code == 2
    assert "is no box" in result.stderr


def test_once_reports_each_account_and_changes_nothing_when_nothing_is_new(run: Run, district: Town) -> None:
    result = run("--config", config(district), "once", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["new"] == {"page": 0, "ig-students": 0}


def test_once_exits_with_one_and_names_the_trouble(run: Run, district: Town) -> None:
    district.world.add_faults(
        [{"effect": "error", "times": 0, "path": "1001", "status": 400, "body": {"code": 190, "message": "expired"}}]
    )
    result = run("--config", config(district), "once")
    assert result.exit_code == 1
    assert "failed" in result.output


def test_commands_refuse_a_database_of_a_newer_program(run: Run, district: Town) -> None:
    with sqlite3.connect(district.config.index_file) as index:
        index.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('page-monitor', '9999_later', '')"
        )
    for command in (("review",), ("run",), ("search", "x"), ("export",), ("verify",), ("user", "list")):
        result = run("--config", config(district), *command)
        assert result.exit_code == (2 if command == ("verify",) else 1)
        assert "newer page-monitor (9999_later)" in result.stderr


def test_review_and_run_refuse_a_database_that_is_missing_or_pending(run: Run, district: Town) -> None:
    with sqlite3.connect(district.config.index_file) as index:
        index.execute("DELETE FROM _sqlite_migrations")
    for command in ("review", "run"):
        result = run("--config", config(district), command)
        assert result.exit_code == 1
        assert "page-monitor migrate" in result.stderr


@pytest.mark.parametrize("week", ["2099-W01", "2001-W01"])
def test_weeks_without_a_log_are_refused(run: Run, district: Town, week: str) -> None:
    result = run("--config", config(district), "export", "--week", week)
    assert result.exit_code == 1
    assert week in result.stderr
    assert not (district.config.archive_root / "exports").exists()


def test_steps_that_were_given_up_are_taken_up_again(run: Run, district: Town) -> None:
    with sqlite3.connect(district.config.index_file) as index:
        index.execute("UPDATE work SET state = 'failed', ended_at = run_after WHERE stage = 'decide'")
    assert run("--config", config(district), "once", "--again", "--json").exit_code == 0
    with sqlite3.connect(district.config.index_file) as index:
        assert index.execute("SELECT count(*) FROM work WHERE state <> 'done'").fetchone() == (0,)
