"""Is an account told that nobody knows, wherever lines name one?"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

MILDER = """
extends = "pattonville"

[[override]]
account = "highschool"
rule = "elsewhere"
status = "shadow"
"""
SETTINGS = """
[district]
name = "Example School District"

[[accounts]]
id = "district-fb"
platform = "facebook"
name = "Example"
external_id = "1"
"""


@pytest.fixture
def milder(tmp_path: Path) -> Path:
    file = tmp_path / "milder.toml"
    file.write_text(MILDER, "utf-8")
    return file


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(SETTINGS, "utf-8")
    return file


def lines(*accounts: str | None) -> str:
    return "\n".join(json.dumps({"id": str(n), "text": "Go team", "account": each}) for n, each in enumerate(accounts))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_mistyped_account_is_told_with_its_line_and_its_line_is_judged(run: Run, milder: Path, jobs: int) -> None:
    told = run("judge", "--guidelines", milder, "--jobs", jobs, stdin=lines("highschool", "", None, "hihgschool"))
    assert told.exit_code == 0
    assert len(told.stdout.splitlines()) == 4
    assert told.stderr == (
        'line 4: unknown account "hihgschool", judged without the overrides of any page: did you mean "highschool"?\n'
    )


def test_the_accounts_of_the_settings_are_known_as_well_as_those_of_overrides(
    run: Run, settings: Path, milder: Path
) -> None:
    stdin = lines("district-fb", "highschool", "district-bf")
    told = run("--config", settings, "judge", "--guidelines", milder, stdin=stdin).stderr
    assert told.startswith('line 3: unknown account "district-bf", ')
    assert told.endswith(': did you mean "district-fb"?\n')
    assert told.count("line ") == 1


def test_where_no_account_is_known_none_is_unknown(run: Run) -> None:
    assert run("judge", stdin=lines("anything")).stderr == ""


def test_a_name_on_many_lines_is_told_once_and_of_many_names_the_first(run: Run, settings: Path) -> None:
    often = run("--config", settings, "judge", stdin=lines("elm", "elm", "oak", "elm")).stderr.splitlines()
    assert [line.split(", judged")[0] for line in often] == [
        'line 1: unknown account "elm" (on 3 lines)',
        'line 3: unknown account "oak"',
    ]
    assert often[0].endswith(": write the id of an account of the settings, or of an [[override]]")
    many = run("--config", settings, "judge", stdin=lines(*map(str, range(50)))).stderr.splitlines()
    assert len(many) == 11
    assert many[-1] == "there are more unknown accounts: mend these first"


def test_a_hostile_name_does_not_reach_the_terminal(run: Run, settings: Path) -> None:
    told = run("--config", settings, "judge", stdin=lines("\x1b[2J\u202e" + "x" * 10_000)).stderr
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert len(told) < 400


def test_evaluate_tells_it_with_the_file_and_measures_the_line(run: Run, settings: Path, tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    rows = [
        {"id": "1", "text": "Go team", "expect": "keep", "account": "district-fbb"},
        {"id": "2", "a": "Vote YES on Prop M!", "b": "Vote NO on Prop M!", "account": "district-fbb"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    told = run("--config", settings, "evaluate", "--json", file)
    assert told.exit_code == 0
    assert 'labelled.jsonl: line 1: unknown account "district-fbb" (on 2 lines), judged without' in told.stderr
    assert json.loads(told.stdout)[0]["rows"] == 2
