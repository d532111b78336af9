"""Is a hide refused for the name of a person, a group, a campaign or a ballot issue?"""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import GuidelinesError
from bot.judge.compiling import compile_clauses, compile_rules
from bot.judge.documents import read_documents
from bot.judge.guidelines import default_path, load
from bot.judge.naming import names_what
from bot.judge.sections import Clause
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


@pytest.mark.parametrize(
    "keyword",
    ["fulton", "kowalczyk", "kelly", "Kelly's", "kellys", "trumps", "principal smith", "superintendent fulton",
     "john smith", "john q smith", "coach young", "grace cook", "k3lly", "s.a.r.a.h", "fire kelly now", "boe",
     "the bond", "pattonville forward"],
)  # fmt: skip
def test_a_person_the_district_and_its_issues_are_recognized_however_they_are_written(keyword: str) -> None:
    assert names_what(keyword, district=["pattonville"])


@pytest.mark.parametrize(
    "keyword", ["grace period*", "cook the books", "will harm", "young and dumb", "the mark*", "jeans"]
)
def test_words_that_are_names_as_well_are_left_alone_among_others(keyword: str) -> None:
    assert names_what(keyword) == ""


@pytest.mark.parametrize("kind", ["phrases", "patterns"])
@pytest.mark.parametrize("keyword", ["kelly", "john smith", "principal smith", "superintendent fulton"])
def test_a_person_in_a_phrase_or_a_pattern_can_not_hide(tmp_path: Path, kind: str, keyword: str) -> None:
    said = rf"\b{keyword}\b" if kind == "patterns" else keyword
    rule = RULE.replace('"words"', f'"{kind}"').replace('words = ["mugshop"]', f"{kind} = ['mugshop', '{said}']")
    told = refused(tmp_path, rule)
    assert "names a person" in told
    assert 'stands under "names" as well' in told
    assert load(guidelines_file(tmp_path, CLAUSES + rule + 'routing = "review"\n')).rule("ads") is not None


def test_no_rule_hides_for_the_name_of_the_district(tmp_path: Path) -> None:
    district = CLAUSES.replace("Example District", "Quillmoor R-3 School District")
    rule = RULE.replace('"mugshop"', '"mugshop", "quillmoor lies"')
    with pytest.raises(GuidelinesError, match='names the district itself \\("quillmoor"\\)'):
        load(guidelines_file(tmp_path, district + rule))


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


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        (r"k[e3]lly", '"kelly"'),
        (r"\bk[e3]lly (?:is|was) (?:dumb|fat)", '"kelly"'),
        (r"(?:k[e3]lly|p[a4]tel) is (?:dumb|fat|ugly)", '"kelly"'),
        (r"k+e+l+l+y+", '"kelly"'),
        (r"k\W*e\W*l\W*l\W*y", '"kelly"'),
        (r"sm(?:i|1)th must go", '"smith"'),
        (r"jo(?:hn|ohn)son", '"johnson"'),
        (r"l[e3]vy (?:lies|liars)", '"levy"'),
        (r"quillm[o0]+r\b.{0,9}lies", '"quillmor"'),
    ],
)
def test_a_name_that_a_pattern_spells_in_pieces_can_not_hide(tmp_path: Path, pattern: str, told: str) -> None:
    district = CLAUSES.replace("Example District", "Quillmor R-3 School District")
    rule = RULE.replace('kind = "words"', 'kind = "patterns"')
    rule = rule.replace('words = ["mugshop"]', f"patterns = ['mugshop', '{pattern}']")
    with pytest.raises(GuidelinesError) as caught:
        load(guidelines_file(tmp_path, district + rule))
    assert told in str(caught.value)
    assert "spelt in pieces" in str(caught.value)
    assert "no machine may hide for a name" in str(caught.value)
    assert load(guidelines_file(tmp_path, district + rule + 'routing = "review"\n')).rule("ads") is not None


@pytest.mark.parametrize(
    "pattern", [r"s[il1]+lly\b", r"f[u*]ck (?:you|off)", r"d[i1]ck ?head", r"\$\d+ (?:each|a pop)"]
)
def test_words_spelt_in_pieces_are_left_alone(tmp_path: Path, pattern: str) -> None:
    rule = RULE.replace('kind = "words"', 'kind = "patterns"')
    rule = rule.replace('words = ["mugshop"]', f"patterns = ['mugshop', '{pattern}']")
    assert load(guidelines_file(tmp_path, CLAUSES + rule)).rule("ads") is not None


def test_no_shipped_pattern_spells_a_name_in_pieces() -> None:
    files = read_documents(default_path())
    clauses: dict[str, Clause] = {}
    for document in files:
        clauses |= compile_clauses(document, clauses)
    for document in files:
        compile_rules(replace(document, is_shipped=False), clauses, {}, "Pattonville School District")
        assert document.faults.found == []


def test_a_phrase_about_a_side_can_not_hide(tmp_path: Path) -> None:
    rule = RULE.replace('kind = "words"', 'kind = "phrases"').replace(
        'words = ["mugshop"]', 'phrases = ["mugshop", "stop the levy"]'
    )
    assert '"stop the levy" names a side' in refused(tmp_path, rule)
