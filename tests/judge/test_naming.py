"""Is a hide refused for the name of a person, a group, a campaign or a ballot issue?"""

from pathlib import Path

import pytest

from bot.errors import GuidelinesError
from bot.judge.guidelines import load
from bot.judge.naming import names_what
from tests.judge.builders import CLAUSES, RULE, guidelines_file

NAMES = [
    "Prop M", "prop m", "Proposition 2", "measure a", "levy", "school levy", "levies", "vote no", "yes on k",
    "republican", "Republicans", "democrat", "democrats are", "MAGA", "maga*", "trump", "NEA", "nea", "CRT", "crt",
    "Black Lives Matter", "blm", "Moms for Liberty", "moms for liberty", "union", "unions", "taxpayers", "pto",
    "Smith", "smith", "garcia", "Dana Example", "Pat", "linda", "ABCD", "muslims", "immigrants", "teachers", "woke",
    "the board", "school board", "Parents Defending Education", "Concerned Neighbors of Elm", "HB 1427", "coach",
]  # fmt: skip
WORDS = ["mugshop", "fuck*", "wetback*", "buy now", "asshole", "sand monkey*", "black market pills", "white trash"]


@pytest.mark.parametrize("keyword", NAMES)
def test_a_name_is_recognized(keyword: str) -> None:
    assert names_what(keyword)


@pytest.mark.parametrize(
    "keyword",
    [
        "r3publican",
        "1evy",
        "l.e.v.y",
        "v0te n0",
        "pr0p m",
        "mus1ims",
        "d e m o c r a t",
        "school b0ard",
        "LÉVY",
        "board",
    ],
)
def test_a_name_in_disguise_is_recognized(keyword: str) -> None:
    assert names_what(keyword)


@pytest.mark.parametrize(
    "keyword", ["demócratas", "republicanos", "vota no", "proposición 2", "impuestos", "junta escolar", "judíos"]
)
def test_a_name_in_spanish_is_recognized(keyword: str) -> None:
    assert names_what(keyword)


@pytest.mark.parametrize("keyword", WORDS)
def test_a_word_that_is_no_name_is_left_alone(keyword: str) -> None:
    assert names_what(keyword) == ""


def refused(folder: Path, rule: str) -> str:
    with pytest.raises(GuidelinesError) as caught:
        load(guidelines_file(folder, CLAUSES + rule))
    return str(caught.value)


@pytest.mark.parametrize("keyword", ["levy", "republican", "Smith", "Moms for Liberty", "NEA", "Prop M"])
def test_no_rule_may_hide_for_a_name(tmp_path: Path, keyword: str) -> None:
    said = refused(tmp_path, RULE.replace('"mugshop"', f'"mugshop", "{keyword}"'))
    assert f'line 21: rule "ads": "{keyword}" names ' in said
    assert "no machine may hide for a name" in said


def test_a_name_may_still_be_brought_to_a_person(tmp_path: Path) -> None:
    rule = RULE.replace('"mugshop"', '"mugshop", "levy"') + 'routing = "review"\n'
    assert load(guidelines_file(tmp_path, CLAUSES + rule)).rule("ads") is not None


def test_a_listed_word_that_is_a_surname_too_needs_to_say_so(tmp_path: Path) -> None:
    rule = RULE.replace('"mugshop"', '"mugshop", "coon"')
    assert '"coon" names a person' in refused(tmp_path, rule)
    assert load(guidelines_file(tmp_path, CLAUSES + rule + 'names = ["coon"]\n')).rule("ads") is not None


@pytest.mark.parametrize("pattern", ["lev(?:y|ies)", r"\b(?:demo|repub)\w+", "(?i)m.ga", r"\w+"])
def test_a_name_spelt_as_a_pattern_is_found_by_what_it_matches(tmp_path: Path, pattern: str) -> None:
    patterns = f"patterns = ['mugshop', '{pattern}']"
    rule = RULE.replace('kind = "words"', 'kind = "patterns"').replace('words = ["mugshop"]', patterns)
    assert "names of groups, sides or issues" in refused(tmp_path, rule)


def test_a_phrase_about_a_side_can_not_hide(tmp_path: Path) -> None:
    rule = RULE.replace('kind = "words"', 'kind = "phrases"').replace(
        'words = ["mugshop"]', 'phrases = ["mugshop", "stop the levy"]'
    )
    assert '"stop the levy" names a side' in refused(tmp_path, rule)
