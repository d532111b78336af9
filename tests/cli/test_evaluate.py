"""Can anybody measure the guidelines on labelled comments of their own?"""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def labelled(folder: Path, *rows: Mapping[str, object]) -> Path:
    file = folder / "labelled.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return file


LAWFUL = {"id": "k", "text": "The board is a joke and the budget is a mess.", "expect": "keep", "tags": ["criticism"]}
PROFANE = {"id": "h", "text": "what the fuck", "expect": "hide", "guideline": "language.profane"}
MISSED = {"id": "m", "text": "Lovely concert tonight", "expect": "review", "guideline": "personal_attack"}


def test_figures_stand_with_their_size_and_the_failures_are_listed(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", labelled(tmp_path, LAWFUL, PROFANE, MISSED))
    assert result.exit_code == 0
    assert "lawful criticism hidden" in result.stdout
    assert "0 of 1" in result.stdout
    assert "1 of 2" in result.stdout
    assert "Failures: 1 of 1" in result.stdout
    assert "Lovely concert" in result.stdout


def test_a_program_reads_the_same_as_json(run: Run, tmp_path: Path) -> None:
    (told,) = json.loads(run("evaluate", "--json", labelled(tmp_path, LAWFUL, PROFANE, MISSED)).stdout)
    assert told["figures"]["violations that reach hide or review"]["hits"] == 1
    assert told["figures"]["ordinary comments hidden"]["of"] == 1
    assert [one["id"] for one in told["failures"]] == ["m"]
    assert told["by_guideline"]["language.profane"][0]["share"] == 1.0


def test_hiding_something_lawful_ends_with_status_1(run: Run, tmp_path: Path) -> None:
    wrong = {**PROFANE, "expect": "keep"}
    assert run("evaluate", labelled(tmp_path, wrong)).exit_code == 1


def test_mirrored_pairs_are_compared(run: Run, tmp_path: Path) -> None:
    pairs = labelled(
        tmp_path,
        {"id": "1", "a": "Vote YES on Prop M!", "b": "Vote NO on Prop M!"},
        {"id": "2", "a": "what the fuck", "b": "what the heck"},
    )
    result = run("evaluate", "--json", pairs)
    (told,) = json.loads(result.stdout)
    assert told["figures"]["pairs treated alike by every hiding rule"]["hits"] == 1
    assert told["pairs_unlike"] == ["2"]
    assert result.exit_code == 1


def test_a_bad_line_is_told_and_the_rest_measured(run: Run, tmp_path: Path) -> None:
    file = labelled(tmp_path, LAWFUL)
    file.write_text(file.read_text("utf-8") + "\n{broken", "utf-8")
    result = run("evaluate", file)
    assert result.exit_code == 1
    assert "line 2" in result.stderr
    assert "1 line could not be measured" in result.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"expect": "hdie"}, '"expect" is "hdie": write "keep", "review" or "hide"; did you mean "hide"?'),
        ({"expect": "Keep"}, 'did you mean "keep"?'),
        ({"expect": None, "label": 3}, '"label" is 3: write 1 (breaks a guideline) or 0'),
        ({"label": "1"}, '"label" is "1": write 1'),
        ({"also": "review"}, '"also" is "review": write a list of "keep", "review" or "hide"'),
        ({"also": ["hid"]}, '"also" is ["hid"]'),
        ({"tags": "sports"}, '"tags" is "sports": write a list of texts'),
        ({"guideline": 5}, '"guideline" is 5: write a text'),
    ],
)
def test_a_mistyped_label_is_told_and_not_passed_over(
    run: Run, tmp_path: Path, wrong: dict[str, object], said: str
) -> None:
    file = labelled(tmp_path, LAWFUL)
    row = {"id": "m", "text": "Go team", "expect": "keep", **wrong}
    file.write_text(file.read_text("utf-8") + "\n" + json.dumps(row), "utf-8")
    result = run("evaluate", file)
    assert result.exit_code == 1
    assert "line 2: " in result.stderr
    assert said in result.stderr
    assert "this line is not measured" in result.stderr


@pytest.mark.parametrize("content", ["", "[]", '{"expect": "keep"}'])
def test_a_file_without_comments_is_named(run: Run, tmp_path: Path, content: str) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_text(content, "utf-8")
    result = run("evaluate", file)
    assert result.exit_code == 1
    why = "no line could be measured; line 1: " if content.strip() else "holds no comment"
    assert f"empty.jsonl: {why}" in result.stderr


def test_hostile_words_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    hostile = {**MISSED, "text": "\x1b[2Jhello \u202e evil"}
    assert "\x1b" not in run("evaluate", labelled(tmp_path, hostile)).stdout


@pytest.mark.parametrize(
    "strange", [{"expect": ["keep"]}, {"expect": {"a": 1}, "label": [1], "tags": [[]], "also": [{}]}]
)
def test_labels_of_no_known_kind_are_told(run: Run, tmp_path: Path, strange: Mapping[str, object]) -> None:
    result = run("evaluate", labelled(tmp_path, {"id": "s", "text": "Lovely concert", **strange}))
    assert result.exit_code == 1
    assert "labelled.jsonl: no line could be measured; line 1: " in result.stderr
    assert '"expect" is ' in result.stderr


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("language.profnae", 'did you mean "language.profane"?'),
        ("Spam", 'did you mean "spam"?'),
        ("4.2", "write one of illegal.confidential, "),
        ("x" * 100_000, "write one of illegal.confidential"),
    ],
)
def test_a_clause_that_there_is_not_is_told_and_its_line_measured_all_the_same(
    run: Run, tmp_path: Path, said: str, remedy: str
) -> None:
    result = run("evaluate", "--json", labelled(tmp_path, LAWFUL, {**PROFANE, "guideline": said}))
    assert result.exit_code == 0
    (told,) = json.loads(result.stdout)
    assert (told["rows"], told["bad_lines"]) == (2, [])
    assert told["by_guideline"][said][0]["share"] == 1.0
    (line,) = [line for line in result.stderr.splitlines() if "clause" in line]
    assert line.startswith(f'labelled.jsonl: line 2: unknown clause "{said[:30]}')
    assert "measured under that name: " in line
    assert remedy in line
    assert len(line) < 700


def test_the_clauses_are_those_of_the_guidelines_that_are_measured(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    own = '[[clause]]\nid = "4.2"\ntitle = "Profanity"\nwords = "No profanity."\nrouting = "review"\n'
    mine.write_text(f'extends = "pattonville"\n{own}', "utf-8")
    file = labelled(tmp_path, PROFANE, {**MISSED, "guideline": "4.2"})
    assert "unknown clause" not in run("evaluate", "--guidelines", mine, file).stderr
    assert 'unknown clause "4.2"' in run("evaluate", file).stderr


def test_a_statement_that_the_sheet_does_not_hold_is_told(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "facts.jsonl"
    row = {"claim": "The pool is closing.", "reply": "It stays.", "source": "/", "owner": "C", "expires": "2099-06-30"}
    sheet.write_text("\n".join(json.dumps({"id": one, **row}) for one in ("pool-closing", "bus-9")), "utf-8")
    claim = {"id": "c", "text": "They are closing the pool.", "expect": "review", "guideline": "not_factual"}
    rows = [{**claim, "statement": one} for one in ("pool-closing", "pool-closng", "roof", None, "")]
    file = labelled(tmp_path, *rows)
    told = run("evaluate", "--facts", sheet, file)
    assert told.exit_code == 1
    near, far = [line for line in told.stderr.splitlines() if "labelled.jsonl" in line]
    assert 'line 2: "statement" is "pool-closng", no statement of the sheet; did you mean "pool-closing"?' in near
    assert 'line 3: "statement" is "roof", no statement of the sheet: write the id of one of its lines' in far
    assert run("evaluate", file).exit_code == 0  # without a sheet nobody can say


def test_a_mirrored_pair_names_clauses_too(run: Run, tmp_path: Path) -> None:
    pair = {"id": "1", "a": "Vote YES on Prop M!", "b": "Vote NO on Prop M!", "guideline": "spma"}
    result = run("evaluate", labelled(tmp_path, LAWFUL, pair))
    assert 'line 2: unknown clause "spma", measured under that name: did you mean "spam"?' in result.stderr
