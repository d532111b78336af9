"""Does a guidelines file load when it is right, and say what is wrong when it is not?"""

from pathlib import Path

import pytest

from bot.errors import GuidelinesError
from bot.judge.documents import read_documents
from bot.judge.guidelines import Guidelines, default_path, load
from bot.model import Routing
from tests.judge.builders import CLAUSES, RULE, guidelines_file

IDS = [
    "off_topic", "spam", "personal_attack", "illegal.copyright", "illegal.confidential", "illegal.encourages",
    "illegal.personnel", "illegal.student_matter", "language.profane", "language.hateful", "language.threat",
    "language.obscene", "not_factual",
]  # fmt: skip


def test_the_shipped_guidelines_hold_the_clauses_of_the_policy(guidelines: Guidelines) -> None:
    assert [clause.id for clause in guidelines.clauses] == IDS
    assert guidelines.district == "Pattonville School District"
    assert guidelines.intro.startswith("Comments are welcome")
    assert all(clause.words.strip() for clause in guidelines.clauses)


@pytest.mark.parametrize(
    ("clause", "routing"),
    [
        ("spam", Routing.HIDE),
        ("language.profane", Routing.HIDE),
        ("language.obscene", Routing.HIDE),
        ("language.hateful", Routing.REVIEW),
        ("illegal.student_matter", Routing.HOLD),
        ("illegal.confidential", Routing.HOLD),
        ("language.threat", Routing.HIDE_AND_ALERT),
        ("illegal.personnel", Routing.REVIEW),
        ("off_topic", Routing.REVIEW),
        ("not_factual", Routing.REVIEW),
    ],
)
def test_each_clause_is_routed_as_the_law_allows(guidelines: Guidelines, clause: str, routing: Routing) -> None:
    assert guidelines.by_id[clause].routing is routing


def test_the_version_follows_the_bytes(tmp_path: Path) -> None:
    one = load(guidelines_file(tmp_path, CLAUSES + RULE))
    same = load(guidelines_file(tmp_path, CLAUSES + RULE, "other.toml"))
    other = load(guidelines_file(tmp_path, CLAUSES + RULE + "# a word\n"))
    assert one.version == same.version != other.version
    assert one.version.startswith("g-")
    assert len(one.version) == 14


def test_a_file_of_ones_own_adds_to_the_shipped_one(tmp_path: Path, guidelines: Guidelines) -> None:
    own = load(guidelines_file(tmp_path, 'extends = "pattonville"\n' + RULE))
    assert own.rule("ads") is not None
    assert own.rule("profanity") is not None
    assert own.district == guidelines.district
    assert own.version != guidelines.version


def test_a_rule_can_be_asked_for_by_id(guidelines: Guidelines) -> None:
    assert guidelines.rule("no such rule") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            CLAUSES + RULE.replace("words =", "wrods ="),
            'line 21: rule "ads": unknown key "wrods": did you mean "words"?',
        ),
        (CLAUSES + RULE.replace('"words"', '"wordz"'), 'line 19: rule "ads": unknown kind "wordz": known kinds are'),
        (CLAUSES + RULE.replace('= "spam"', '= "spaam"'), 'line 18: rule "ads": unknown clause "spaam": known clauses'),
        (CLAUSES + RULE.replace('guideline = "spam"', ""), '"guideline" is missing: name a clause'),
        (CLAUSES + RULE.replace("a mugshop here", "a teapot"), 'line 22: rule "ads": does not match its example'),
        (CLAUSES + RULE.replace("a mug shop", "mugshop"), 'line 23: rule "ads": matches its counter-example "mugshop"'),
        (CLAUSES + RULE.replace('why = "Sells."', ""), '"why" is missing or empty: write why = "…"'),
        (CLAUSES + RULE.replace('["mugshop"]', '"mugshop"'), '"words" must be a list of texts'),
        (CLAUSES + RULE.replace('words = ["mugshop"]', ""), 'needs "words" or "masked"'),
        (CLAUSES + RULE + RULE, 'there is another rule "ads"'),
        (CLAUSES + CLAUSES.partition("\n\n")[2] + RULE, 'there is another clause "spam"'),
        (CLAUSES.replace('words = "No selling."', "") + RULE, 'clause "spam": "words" is missing or empty'),
        (CLAUSES.replace('"hide"', '"delete"') + RULE, 'unknown routing "delete": write one of hide, hold'),
        (
            CLAUSES + RULE + 'routing = "hold"\n',
            'routing "hold" is not what its clause allows: write "hide" or "review"',
        ),
        (CLAUSES + RULE + 'alert = "yes"\n', '"alert" must be true or false'),
        (CLAUSES + RULE.replace('"words"\n', '"patterns"\npatterns = ["(?=x)"]\n'), 'bad pattern "(?=x)"'),
        ('extends = "elsewhere"\n', 'unknown extends = "elsewhere": write extends = "pattonville"'),
        ('district = "D"\nintro = "I"\n', "it holds no clause"),
        ('district = "D"\nintro = "I"\nclause = "x"\n', '"clause" must be a list of tables: write [[clause]]'),
        ('district = "D"\ncolour = 1\n', 'the file: unknown key "colour"'),
        ("district = \n", "not TOML"),
        ("x = " + "[" * 5_000 + "]" * 5_000, "nested too deep"),
        ("x = " + "9" * 5_000, "a number of thousands of digits"),
    ],
)
def test_a_fault_is_named_with_its_line_and_its_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(GuidelinesError) as caught:
        load(guidelines_file(tmp_path, text))
    assert said in str(caught.value)
    assert "rules.toml" in str(caught.value)


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    text = CLAUSES.replace("No attacks.", "") + RULE.replace("words =", "wrods =").replace('why = "Sells."', "")
    with pytest.raises(GuidelinesError) as caught:
        load(guidelines_file(tmp_path, text))
    assert len(str(caught.value).splitlines()) == 4


def test_a_missing_file_and_a_file_that_is_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(GuidelinesError, match="can't be read"):
        load(tmp_path / "nowhere.toml")
    path = tmp_path / "latin.toml"
    path.write_bytes(b'district = "\xff"')
    with pytest.raises(GuidelinesError, match="not UTF-8"):
        load(path)


def test_the_shipped_file_is_package_data() -> None:
    assert default_path().name == "pattonville.toml"
    assert default_path().is_file()


def test_every_example_of_the_shipped_rules_is_found_and_no_counter_example_is() -> None:
    assert load(default_path(), thorough=True).version == load(default_path()).version


def test_the_examples_of_a_file_of_ones_own_are_tried_at_every_start(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('extends = "pattonville"\n', "utf-8")
    told = {one.faults.name: one.is_shipped for one in read_documents(own)}
    assert told.pop("own.toml") is False
    assert len(told) > 1
    assert all(told.values())


def test_a_file_is_ones_own_wherever_it_lies_and_whatever_it_includes(tmp_path: Path) -> None:
    linked = tmp_path / "linked.toml"
    linked.symlink_to(default_path().parent / "pattonville" / "words.toml")
    including = tmp_path / "including.toml"
    including.write_text(f'include = ["{default_path().parent}/pattonville/words.toml"]\n', "utf-8")
    inside = default_path().parent / "pattonville" / "words.toml"
    for path in (linked, including, inside):
        assert not any(one.is_shipped for one in read_documents(path)), path
