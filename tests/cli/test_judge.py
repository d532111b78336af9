"""Can the guidelines be tried on any file?"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def rows(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_each_line_gets_a_verdict_with_places_in_the_text(run: Run, tmp_path: Path) -> None:
    text = "Well 😀 this is f\u200bucking bullshit"
    source = tmp_path / "in.jsonl"
    source.write_text(
        json.dumps({"id": "a", "text": text}) + "\n\n" + json.dumps({"id": 7, "text": "Go Otters!"}), "utf-8"
    )
    target = tmp_path / "out.jsonl"
    assert run("judge", "--input", source, "--output", target).exit_code == 0
    first, second = rows(target.read_text("utf-8"))
    assert (first["id"], first["verdict"]) == ("a", "hide")
    findings = first["findings"]
    assert isinstance(findings, list)
    assert findings
    for finding in findings:
        assert set(finding) == {"guideline", "rule", "score", "start", "end", "match", "why"}
        assert text[finding["start"] : finding["end"]] == finding["match"]
    assert second == {"id": 7, "verdict": "keep", "findings": []}


def test_it_reads_and_writes_the_standard_streams(run: Run) -> None:
    result = run("judge", stdin='{"id":"x","text":"nice","post":"Band night","author":"Ann Ode"}\n')
    assert rows(result.output) == [{"id": "x", "verdict": "keep", "findings": []}]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "isn't JSON"),
        ("[1]", 'has no "text"'),
        ('{"id": "1"}', 'has no "text"'),
        ('{"id": "1", "text": 5}', 'has no "text"'),
        ('{"id": "1", "text": "a", "post": 5}', '"post" must be a text'),
        ("[" * 100_000, "isn't JSON"),
    ],
)
def test_a_bad_line_is_named_and_what_came_before_is_answered(run: Run, line: str, complaint: str) -> None:
    result = run("judge", stdin=f'{{"id":"ok","text":"fine"}}\n{line}\n')
    assert result.exit_code == 1
    assert "line 2" in result.stderr
    assert complaint in result.stderr
    assert rows(result.stdout)[0]["id"] == "ok"


def test_the_guidelines_of_the_settings_are_used(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "config.toml"
    missing.write_text(
        '[district]\nname = "X"\n[guidelines]\nfile = "mine.toml"\n'
        '[[accounts]]\nid = "p"\nplatform = "facebook"\nname = "P"\nexternal_id = "1"\n',
        "utf-8",
    )
    result = run("--config", missing, "judge", stdin='{"id":"x","text":"nice"}')
    assert result.exit_code == 1
    assert "mine.toml" in result.stderr


def test_hostile_texts_are_judged_like_any_other(run: Run) -> None:
    texts = ["", "\ud800", "\x00", "<script>alert(1)</script>", "\u202e" * 50, "a" * 60_000, "😀" * 500]
    stdin = "\n".join(json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts))
    result = run("judge", stdin=stdin)
    assert result.exit_code == 0
    assert [row["verdict"] for row in rows(result.output)] == ["keep"] * len(texts)


def test_a_file_can_be_judged_into_itself_without_losing_a_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "comments.jsonl"
    file.write_text("\n".join(json.dumps({"id": n, "text": "fine"}) for n in range(2000)), "utf-8")
    assert run("judge", "--input", file, "--output", file).exit_code == 0
    assert [row["id"] for row in rows(file.read_text("utf-8"))] == list(range(2000))


def test_a_place_that_can_not_be_written_is_named_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    result = run("judge", "--output", tmp_path / "nowhere" / "x", stdin="")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
