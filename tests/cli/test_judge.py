"""Can the guidelines be tried on any file?"""

import json
import stat
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
        assert set(finding) >= {"guideline", "rule", "score", "start", "end", "match", "why"}
        assert text[finding["start"] : finding["end"]] == finding["match"]
    assert set(second) == {"id", "verdict", "priority", "findings"}
    assert (second["id"], second["verdict"], second["findings"]) == (7, "keep", [])


def test_the_priority_puts_what_breaks_a_guideline_first(run: Run) -> None:
    told = rows(run("judge", stdin='{"id":1,"text":"Go Otters!"}\n{"id":2,"text":"what the fuck"}\n').output)
    calm, profane = (row["priority"] for row in told)
    assert isinstance(calm, float)
    assert isinstance(profane, float)
    assert 0 <= calm < profane <= 1


def test_it_reads_and_writes_the_standard_streams(run: Run) -> None:
    result = run("judge", stdin='{"id":"x","text":"nice","post":"Band night","author":"Ann Ode"}\n')
    (row,) = rows(result.output)
    assert (row["id"], row["verdict"], row["findings"]) == ("x", "keep", [])


def test_the_file_may_be_named_with_or_without_an_option(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "Go Otters!"}\n', "utf-8")
    plain, named = run("judge", source), run("judge", "--input", source)
    assert rows(plain.output) == rows(named.output)
    assert rows(plain.output)[0]["verdict"] == "keep"
    both = run("judge", source, "--input", source)
    assert both.exit_code == 2
    assert "not both" in both.output


@pytest.mark.parametrize(
    ("line", "row_id", "complaint"),
    [
        ("{", None, "isn't JSON"),
        ("[1]", None, 'has no "text"'),
        ('{"id": "1"}', "1", 'has no "text"'),
        ('{"id": "1", "text": "a", "post": 5}', "1", '"post" must be a text'),
        ("[" * 100_000, None, "isn't JSON"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_line_is_answered_with_its_error_and_the_rest_goes_on(
    run: Run, line: str, row_id: str | None, complaint: str, jobs: int
) -> None:
    result = run("judge", "--jobs", jobs, stdin=f'{{"id":"ok","text":"fine"}}\n{line}\n{{"id":3,"text":"too"}}')
    assert result.exit_code == 0
    before, bad, after = rows(result.stdout)
    assert (before["id"], after["id"]) == ("ok", 3)
    assert (bad["id"], bad["line"]) == (row_id, 2)
    assert complaint in str(bad["error"])
    assert "1 line couldn't be read" in result.stderr


def test_several_processes_answer_in_the_order_of_the_questions(run: Run) -> None:
    texts = ["what the fuck", "Go Otters!", "Lost gray cat on Example Street, please share"]
    stdin = "\n".join(json.dumps({"id": n, "text": texts[n % 3], "post": "The choir sings."}) for n in range(300))
    one, two = run("judge", stdin=stdin), run("judge", "--jobs", 2, stdin=stdin)
    assert [row["id"] for row in rows(one.stdout)] == list(range(300))
    assert rows(one.stdout) == rows(two.stdout)


MINE = """
district = "X"
[[clause]]
id = "spam"
title = "Spam"
words = "No selling."
routing = "hide"
[[rule]]
id = "mugs"
guideline = "spam"
kind = "words"
why = "Sells mugs."
words = ["mugshop"]
examples = ["a mugshop here"]
counter_examples = ["a mug shop"]
"""


def test_a_guidelines_file_can_be_tried(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE, "utf-8")
    (row,) = rows(run("judge", "--guidelines", mine, stdin='{"id":1,"text":"My mugshop opened, what the fuck"}').stdout)
    findings = row["findings"]
    assert isinstance(findings, list)
    assert (row["verdict"], findings[0]["rule"], findings[0]["match"]) == ("hide", "mugs", "mugshop")


def test_a_broken_guidelines_file_is_told_before_anything_is_judged(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE.replace('why = "Sells mugs."', ""), "utf-8")
    for jobs in (1, 2):
        result = run("judge", "--guidelines", mine, "--jobs", jobs, stdin='{"id":1,"text":"x"}')
        assert result.exit_code == 1
        assert result.stdout == ""
        assert "mine.toml, line 8" in result.stderr


SHEET = {
    "id": "pool",
    "claim": "The pool is closing.",
    "paraphrases": ["They are shutting the pool for good."],
    "reply": "The pool stays open.",
    "source": "/pool",
    "owner": "Communications",
    "expires": "2099-06-30",
}


def test_a_claim_names_its_statement(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "facts.jsonl"
    sheet.write_text(json.dumps(SHEET), "utf-8")
    stdin = '{"id":1,"text":"They are closing the pool for good in June."}\n{"id":2,"text":"Great concert!"}'
    claim, other = rows(run("judge", "--facts", sheet, stdin=stdin).stdout)
    findings = claim["findings"]
    assert isinstance(findings, list)
    assert [one["statement"] for one in findings if "statement" in one] == ["pool"]
    assert (claim["verdict"], other["verdict"], other["findings"]) == ("review", "keep", [])


def test_a_broken_sheet_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "facts.jsonl"
    sheet.write_text(json.dumps({**SHEET, "expires": "soon"}), "utf-8")
    result = run("judge", "--facts", sheet, stdin='{"id":1,"text":"x"}')
    assert result.exit_code == 1
    assert "facts.jsonl" in result.stderr
    assert "expires" in result.stderr


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


def test_the_match_is_what_was_sent_even_where_a_character_is_broken(run: Run) -> None:
    text = "fu\ud83dck you"
    (row,) = rows(run("judge", stdin=json.dumps({"id": 1, "text": text})).stdout)
    findings = row["findings"]
    assert isinstance(findings, list)
    assert findings
    assert all(text[one["start"] : one["end"]] == one["match"] for one in findings)


@pytest.mark.parametrize("jobs", [1, 2])
def test_whatever_else_a_line_holds_does_not_matter(run: Run, jobs: int) -> None:
    line = '{"id":1,"text":"fine","extra":' + "[" * 800 + "]" * 800 + "}"
    (row,) = rows(run("judge", "--jobs", jobs, stdin=line).stdout)
    assert (row["id"], row["verdict"]) == (1, "keep")


def test_what_breaks_off_leaves_the_old_answers(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*_: object) -> object:
        raise KeyboardInterrupt

    old = tmp_path / "out.jsonl"
    old.write_text("old", "utf-8")
    monkeypatch.setattr("bot.cli.judge.answer", broken_off)
    assert run("judge", "--output", old, stdin='{"id":1,"text":"fine"}').exit_code == 1
    assert old.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]


def test_the_permissions_of_a_file_that_is_replaced_stay(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.touch()
    target.chmod(0o640)
    assert run("judge", "--output", target, stdin='{"id":1,"text":"fine"}').exit_code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_full_disk_is_told_with_a_remedy(run: Run) -> None:
    result = run("judge", "--output", "/dev/full", stdin='{"id":1,"text":"fine"}')
    assert result.exit_code == 1
    assert "make room" in result.stderr


def sold(number: int, **more: object) -> str:
    text = "Cheap roof repair only $99 this week call 555-0142 or see roofs.example.com today"
    return json.dumps({"id": number, "text": text, "post": f"Post {number}", "author": "Ray Roofer", **more})


def rules_of(row: dict[str, object]) -> set[str]:
    findings = row["findings"]
    assert isinstance(findings, list)
    return {one["rule"] for one in findings}


def test_the_same_offer_under_post_after_post_is_counted(run: Run) -> None:
    told = rows(run("judge", stdin="\n".join(sold(n) for n in range(12))).stdout)
    new = rules_of(told[-1]) - rules_of(told[0])
    assert "flood" in " ".join(new) or "repeat" in " ".join(new)


def test_what_was_written_days_apart_is_no_flood(run: Run) -> None:
    stdin = "\n".join(sold(n, time=f"2026-10-{n + 1:02}T08:00:00+00:00") for n in range(12))
    first, *_, last = rows(run("judge", stdin=stdin).stdout)
    assert rules_of(first) == rules_of(last)


def test_every_fault_of_a_sheet_stands_on_its_own_line(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "facts.jsonl"
    sheet.write_text("{bad\n{worse\n", "utf-8")
    told = run("judge", "--facts", sheet, stdin="").stderr.splitlines()
    assert len([line for line in told if "facts.jsonl, line" in line]) == 2


def test_a_place_that_can_not_be_written_is_named_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    result = run("judge", "--output", tmp_path / "nowhere" / "x", stdin="")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_a_comment_without_an_id_is_answered_with_its_line(run: Run) -> None:
    answers = rows(run("judge", stdin='{"id": "1", "text": "a"}\n{"text": "b"}').output)
    assert [one.get("line") for one in answers] == [None, 2]


def test_a_sheet_of_which_nothing_counts_any_more_is_told(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "facts.jsonl"
    row = {"id": "f", "claim": "The pool is closing.", "paraphrases": [], "reply": "No.", "source": "/", "owner": "C"}
    sheet.write_text(json.dumps({**row, "expires": "2020-01-31"}), "utf-8")
    result = run("judge", "--facts", sheet, stdin='{"id": "1", "text": "a"}')
    assert result.exit_code == 0
    assert "facts.jsonl holds no statement that still counts (the last expired on 2020-01-31)" in result.stderr
