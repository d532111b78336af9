"""Can somebody without a server look after the guidelines: check, show, compare, prove them neutral?"""

import json
from pathlib import Path

import pytest

from bot.classifiers.linear import shipped
from bot.judge import facts, languages, relevance
from bot.judge.guidelines import default_path
from tests.cli.conftest import Run
from tests.flow.painter import Painter
from tests.flow.town import comment, post, script, town
from tests.judge.builders import CLAUSES, RULE, guidelines_file

SETTINGS = (
    '[district]\nname = "X"\n[[accounts]]\nid = "high"\nplatform = "facebook"\nname = "P"\nexternal_id = "1"\n'
    '[guidelines]\nfile = "mine.toml"\n'
)


def test_a_sound_file_is_told_clause_by_clause(run: Run, tmp_path: Path) -> None:
    result = run("guidelines", "check", guidelines_file(tmp_path, CLAUSES + RULE))
    assert result.exit_code == 0
    assert "Example District, version g-" in result.output
    spam = next(line for line in result.output.splitlines() if line.strip().startswith("spam"))
    assert spam.split() == ["spam", "hide", "(1)", "1", "1", "1", "1"]
    assert "No faults" in result.output


def test_the_shipped_guidelines_are_checked_when_none_are_named_and_sub_clauses_stand_under_their_clause(
    run: Run,
) -> None:
    result = run("guidelines", "check")
    assert result.exit_code == 0, result.output
    lines = [line.split()[0] for line in result.output.splitlines() if line.strip()]
    assert lines.index("illegal") < lines.index(".confidential") < lines.index("language") < lines.index(".profane")


def test_every_fault_is_told_on_a_line_of_its_own(run: Run, tmp_path: Path) -> None:
    text = CLAUSES + RULE.replace("words =", "wrods =").replace('why = "Sells."', "")
    result = run("guidelines", "check", guidelines_file(tmp_path, text))
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "3 faults:"
    assert 'line 21: rule "ads": unknown key "wrods"' in result.stderr
    assert len(result.stderr.splitlines()) == 4


def test_faults_and_rules_can_be_had_as_data(run: Run, tmp_path: Path) -> None:
    bad = run("guidelines", "check", "--json", guidelines_file(tmp_path, "x"))
    assert bad.exit_code == 1
    assert json.loads(bad.stdout)["faults"][0].startswith("rules.toml, line 1: not TOML")
    good = json.loads(run("guidelines", "check", "--json", guidelines_file(tmp_path, CLAUSES + RULE)).stdout)
    assert good["faults"] == []
    assert good["rules"][0]["rule"] == "ads"


def test_an_everyday_word_is_remarked_and_is_no_fault(run: Run, tmp_path: Path) -> None:
    rule = RULE.replace('"mugshop"]', '"mugshop", "concert", "school"]') + 'routing = "review"\n'
    result = run("guidelines", "check", guidelines_file(tmp_path, CLAUSES + rule))
    assert result.exit_code == 0
    assert 'Note: rule "ads": "school" is an everyday word' in result.output


def test_an_override_for_a_page_that_is_not_in_the_settings_is_a_fault(run: Run, tmp_path: Path) -> None:
    override = '[[override]]\naccount = "hihg"\nrule = "ads"\nrouting = "review"\n'
    settings = guidelines_file(tmp_path, SETTINGS, "config.toml")
    mine = guidelines_file(tmp_path, CLAUSES + RULE + override, "mine.toml")
    result = run("--config", settings, "guidelines", "check")
    assert result.exit_code == 1
    assert 'unknown account "hihg": the accounts of the settings are high' in result.stderr
    mine.write_text(mine.read_text("utf-8").replace("hihg", "high"), "utf-8")
    told = run("--config", settings, "guidelines", "check", "--rules").output
    assert "On high some rules are milder: version g-" in told
    assert "+high" in told


def test_a_rule_is_shown_with_its_clause_and_its_matches(run: Run, tmp_path: Path) -> None:
    file = guidelines_file(tmp_path, CLAUSES + RULE)
    result = run("guidelines", "show", "ads", "--guidelines", file)
    assert result.exit_code == 0
    assert "Clause     spam: No selling." in result.output
    assert "Why        Sells." in result.output
    assert "a 【mugshop】 here  → hidden" in result.output
    assert "a mug shop  → stays" in result.output
    told = json.loads(run("guidelines", "show", "ads", "--guidelines", file, "--json").output)
    assert told["examples"][0]["matches"] == [{"start": 2, "end": 9, "match": "mugshop"}]


def test_an_unknown_rule_is_answered_with_the_nearest(run: Run, tmp_path: Path) -> None:
    result = run("guidelines", "show", "adds", "--guidelines", guidelines_file(tmp_path, CLAUSES + RULE))
    assert result.exit_code == 1
    assert 'there is no rule "adds": did you mean ads or facts? page-monitor guidelines check' in result.stderr


def test_what_stands_in_findings_without_being_a_rule_is_explained(run: Run, tmp_path: Path) -> None:
    file = guidelines_file(tmp_path, CLAUSES + RULE)
    models = [model.name for model in shipped()]
    for name in (facts.RULE, relevance.RULE, languages.RULE, *models, f"{'+'.join(models)}:unchecked"):
        result = run("guidelines", "show", name, "--guidelines", file)
        assert result.exit_code == 0, result.stderr
        assert f"Name       {name} (no rule: a " in result.output
        page = result.output.rpartition("More       ")[2].split(",")[0].strip()
        assert (Path(__file__).parents[2] / page).is_file()
    told = json.loads(run("guidelines", "show", "spam-1", "--guidelines", file, "--json").output)
    assert (told["rule"], told["kind"], told["read"]) == ("spam-1", "classifier", "docs/models.md")
    assert "can't hide anything" in told["may"]


def test_a_failure_of_a_classifier_that_is_not_there_is_no_name(run: Run, tmp_path: Path) -> None:
    file = guidelines_file(tmp_path, CLAUSES + RULE)
    assert run("guidelines", "show", "ads:unchecked", "--guidelines", file).exit_code == 1


def test_what_would_draw_on_the_terminal_is_shown_as_its_code(run: Run, tmp_path: Path) -> None:
    rule = RULE.replace('"a mugshop here"', '"a mugshop \\u001b[31m\\u202e here"')
    result = run("guidelines", "show", "ads", "--guidelines", guidelines_file(tmp_path, CLAUSES + rule))
    assert "⟨001B⟩[31m⟨202E⟩ here" in result.output
    assert "\x1b" not in result.output


def test_two_versions_are_compared_and_what_is_about_hiding_is_marked(run: Run, tmp_path: Path) -> None:
    old = guidelines_file(tmp_path, CLAUSES + RULE, "old.toml")
    new = guidelines_file(tmp_path, CLAUSES + RULE.replace('["mugshop"]', '["mugshop", "potshop"]'), "new.toml")
    output = run("guidelines", "diff", old, new).output
    assert output.startswith("g-")
    line = next(line for line in output.splitlines() if "potshop" in line)
    assert line.split()[:3] == ["HIDING", "rule", "ads"]
    assert "No clause and no rule differs." in run("guidelines", "diff", old, old).output
    (told,) = json.loads(run("guidelines", "diff", old, new, "--json").output)["changes"]
    assert told["is_about_hiding"] is True


def test_the_shipped_rules_are_neutral(run: Run) -> None:
    result = run("guidelines", "neutrality")
    assert result.exit_code == 0, result.output
    assert "Every rule that may hide treats both sides alike." in result.output


SIDED = RULE.replace('kind = "words"', 'kind = "patterns"').replace(
    'words = ["mugshop"]', "patterns = ['mugshop', 'proud ... voter']"
)


def test_a_rule_that_takes_sides_is_refused_with_the_pair(run: Run, tmp_path: Path) -> None:
    file = guidelines_file(tmp_path, CLAUSES + SIDED)
    result = run("guidelines", "neutrality", file)
    assert result.exit_code == 1
    assert "REFUSED" in result.output
    assert 'rule "ads" would hide "I\'m a proud yes voter' in result.output
    told = json.loads(run("guidelines", "neutrality", file, "--json").output)
    assert told["refused"] == ["ads"]
    softer = guidelines_file(tmp_path, CLAUSES + SIDED + 'routing = "review"\n')
    asking = run("guidelines", "neutrality", softer)
    assert asking.exit_code == 0
    assert 'rule "ads" only asks a person; if it could hide, it would take "I\'m a proud yes voter' in asking.output
    assert "would hide" not in asking.output
    (said, *_) = json.loads(run("guidelines", "neutrality", softer, "--json").output)["rules"]["ads"]
    assert "only asks a person" in said


def test_pairs_of_one_s_own_are_tried_too(run: Run, tmp_path: Path) -> None:
    file = guidelines_file(tmp_path, CLAUSES + RULE)
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"a": "a mugshop for us", "b": "a mug for us", "axis": "cups"}\n', "utf-8")
    assert run("guidelines", "neutrality", file).exit_code == 0
    result = run("guidelines", "neutrality", file, "--pairs", pairs)
    assert result.exit_code == 1
    assert "cups" in result.output


def test_the_archive_s_comments_and_their_mirror_images_are_tried(run: Run, tmp_path: Path) -> None:
    rule = RULE.replace('kind = "words"', 'kind = "patterns"')
    rule = rule.replace('words = ["mugshop"]', "patterns = ['mugshop', 'her mother waved']")
    file = guidelines_file(tmp_path, CLAUSES + rule)
    week = script([post(), comment("one", "Her mother waved at the band"), comment("two", "Go Otters!")])
    with town(tmp_path / "district", week) as made:
        made.world.play_all()
        with made.worker(Painter()) as service:
            made.pass_over(service)
        settings = made.config.file
        assert run("--config", settings, "guidelines", "neutrality", file).exit_code == 0
        result = run("--config", settings, "guidelines", "neutrality", file, "--history", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["refused"] == ["ads"]
    (said,) = told["rules"]["ads"]
    assert said.startswith(
        'rule "ads" would hide "Her mother waved at the band" and not "His father waved at the band"'
    )
    assert "(gender, pair comment " in said


@pytest.mark.parametrize("command", ["check", "show", "diff", "versions", "neutrality"])
def test_each_command_explains_itself(run: Run, command: str) -> None:
    result = run("guidelines", command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) >= 6


def test_the_shipped_file_can_be_named_like_any_other(run: Run) -> None:
    assert run("guidelines", "diff", default_path(), default_path()).exit_code == 0
