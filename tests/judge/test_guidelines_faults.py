"""Does everything that a person can do wrong to a guidelines file end in one plain sentence?"""

from pathlib import Path

import pytest

from bot.errors import GuidelinesError
from bot.judge.guidelines import load
from tests.judge.builders import CLAUSES, RULE, guidelines_file

WHOLE = CLAUSES + RULE


def faults_of(path: Path) -> list[str]:
    with pytest.raises(GuidelinesError) as caught:
        load(path)
    return str(caught.value).split("\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            WHOLE.replace('"Sells."', '"Sells.'),
            "line 20: not TOML: Illegal character '\\n': a quotation mark is missing",
        ),
        (WHOLE.replace('"Sells."', "“Sells.”"), "line 20: not TOML: Invalid value: typographic quotation marks"),
        (WHOLE.replace('"Sells."', "Sells."), "line 20: not TOML: Invalid value: a text needs quotation marks"),
        (WHOLE.replace('why = "Sells."', 'why "Sells."'), "line 20: not TOML: Expected '=' after a key in a key/value"),
        (WHOLE.replace('"Sells."', '"So "we" sell."'), "two things on one line"),
        (WHOLE.replace('"Sells."', '"a\\word"'), "a backslash in a text in"),
        (WHOLE.replace('["mugshop"]', '["mugshop" "teapot"]'), "a comma is missing between two texts"),
        (WHOLE.replace("[[rule]]", "[[rule]"), "a bracket is missing: write [[rule]]"),
        (
            WHOLE.replace('why = "Sells."', 'why = "Sells."\nwhy = "Sells."'),
            "line 21: not TOML: Cannot overwrite a value",
        ),
        (WHOLE.replace("[[rule]]", "[rule]"), '"rule" must be a list of tables: write [[rule]]'),
        (
            WHOLE.replace('"spam"\nkind', '"spma"\nkind'),
            'known clauses are spam, personal_attack; did you mean "spam"?',
        ),
        (WHOLE.replace('kind = "words"', 'kind = "word"'), '; did you mean "words"?'),
        ("", "rules.toml: is empty: write [[clause]]"),
        (" \n\n", "rules.toml: is empty: write [[clause]]"),
        (WHOLE.replace("\n", "\r"), "as on an old Mac"),
        (WHOLE.replace("[[rule]]", 'include = ["no.toml"]\n[[rule]]'), 'unknown key "include"'),
        (
            'district = "D"\ninclude = [\n  "a.toml",\n  "b.toml",\n]\n',
            'rules.toml, line 4: include "b.toml": can\'t be read (No such file or directory): a file is looked for',
        ),
        ('include = ["."]\n', 'rules.toml, line 1: include ".": can\'t be read (it is a folder)'),
        ('include = "a.toml"\n', '"include" must be a list of files'),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_remedy(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8", newline="")
    assert said in "\n".join(faults_of(path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (WHOLE.encode("utf-16"), "not UTF-8 but UTF-16"),
        (WHOLE.encode("utf-16-le"), "not UTF-8 but UTF-16"),
        (WHOLE.replace("Sells", "Caf\xe9").encode("latin-1"), "rules.toml, line 20: not UTF-8 at byte"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "UTF"),
    ],
    ids=["UTF-16", "UTF-16 without its mark", "Latin-1", "a picture"],
)
def test_a_file_in_another_encoding_says_which_to_save_it_in(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(content)
    assert said in faults_of(path)[0]
    assert "save the file with the encoding UTF-8" in faults_of(path)[0]


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf" + WHOLE.encode(), WHOLE.replace("\n", "\r\n").encode()], ids=["a mark", "line ends"]
)
def test_what_a_windows_editor_saves_is_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(content)
    assert load(path).rule("ads") is not None


def test_a_fault_in_a_file_with_windows_line_ends_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(WHOLE.replace("words =", "wrods =").replace("\n", "\r\n").encode())
    assert 'rules.toml, line 21: rule "ads": unknown key "wrods"' in "\n".join(faults_of(path))


def test_a_folder_is_told_from_a_file(tmp_path: Path) -> None:
    assert "it is a folder" in faults_of(tmp_path)[0]


def test_one_bad_pattern_is_one_fault_and_leaves_the_examples_alone(tmp_path: Path) -> None:
    rule = RULE.replace('"words"\nwhy', '"patterns"\nwhy').replace('words = ["mugshop"]', "patterns = ['mug', '(?=x)']")
    found = faults_of(guidelines_file(tmp_path, CLAUSES + rule))
    assert len(found) == 1
    assert 'line 21: rule "ads": bad pattern "(?=x)"' in found[0]


def test_a_rule_without_faults_is_tried_beside_a_rule_with_some(tmp_path: Path) -> None:
    wrong = RULE.replace('"ads"', '"mugs"').replace("a mugshop here", "a teapot")
    found = faults_of(guidelines_file(tmp_path, CLAUSES + RULE.replace("words =", "wrods =") + wrong))
    assert any('rule "mugs": does not match its example "a teapot"' in one for one in found)
    assert any('rule "ads": unknown key "wrods"' in one for one in found)


def test_every_fault_of_included_files_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text('a = "x', "utf-8")
    (tmp_path / "two.toml").write_text("", "utf-8")
    found = faults_of(guidelines_file(tmp_path, 'include = ["one.toml", "two.toml"]\n' + WHOLE))
    assert [one.partition(":")[0].partition(",")[0] for one in found] == ["one.toml", "two.toml"]


@pytest.mark.parametrize("word", ["*", "\u200b", " * "])
def test_a_listed_word_of_which_nothing_is_left_is_a_fault_and_no_crash(tmp_path: Path, word: str) -> None:
    with pytest.raises(GuidelinesError, match="holds no letter or digit"):
        load(guidelines_file(tmp_path, CLAUSES + RULE.replace('words = ["mugshop"]', f'words = ["mugshop", "{word}"]')))


EXTENDS = 'extends = "pattonville"\ndistrict = "Example District"\n'


@pytest.mark.parametrize("thorough", [False, True])
def test_an_id_that_a_shipped_rule_has_is_told_in_the_file_that_took_it(tmp_path: Path, *, thorough: bool) -> None:
    path = guidelines_file(tmp_path, EXTENDS + RULE.replace('"ads"', '"slurs_faith"'))
    with pytest.raises(GuidelinesError) as caught:
        load(path, thorough=thorough)
    (fault,) = str(caught.value).split("\n")
    assert fault.startswith('rules.toml, line 5: rule "slurs_faith": there is another rule "slurs_faith" (shipped, ')
    assert fault.endswith("): give this one its own id")
    assert ".toml, line " in fault.partition("shipped")[2]


def test_an_id_that_stands_twice_is_told_once_with_both_places(tmp_path: Path) -> None:
    (fault,) = faults_of(guidelines_file(tmp_path, CLAUSES + RULE + RULE.replace("mugshop", "potshop")))
    assert fault.startswith('rules.toml, line 26: rule "ads": there is another rule "ads" (rules.toml, line 16)')


def test_a_clause_that_is_shipped_is_not_replaced(tmp_path: Path) -> None:
    clause = '[[clause]]\nid = "spam"\ntitle = "S"\nwords = "W"\n'
    (fault,) = faults_of(guidelines_file(tmp_path, EXTENDS + clause))
    assert fault.startswith('rules.toml, line 4: clause "spam": there is another clause "spam" (shipped, pattonville')


@pytest.mark.parametrize(
    ("key", "pattern"),
    [
        ("patterns", "Zork"),
        ("patterns", r"\\b(?:zork|BLORG)\\b"),
        ("patterns", "[A-Z]{3}"),
        ("unless", r"Only\\s"),
        ("soft_when", "zorK"),
    ],
)
def test_a_pattern_that_waits_for_a_capital_letter_is_told_with_the_remedy(
    tmp_path: Path, key: str, pattern: str
) -> None:
    rule = RULE.replace('kind = "words"', 'kind = "patterns"').replace("words = [", "patterns = [")
    rule = rule.replace('["mugshop"]', f'["mugshop", "{pattern}"]') if key == "patterns" else rule
    rule += "" if key == "patterns" else f'{key} = ["{pattern}"]\n'
    (fault,) = faults_of(guidelines_file(tmp_path, CLAUSES + rule))
    assert fault.startswith(f'rules.toml, line {21 if key == "patterns" else 24}: rule "ads": "{key}": "')
    assert "and comments are read in small letters: write it in small letters" in fault


@pytest.mark.parametrize(
    "pattern", [r"\\Bzork\\S", "[A-Za-z]ork", "[^A-Z]ork", "(?i)Zork", r"\\p{L}ork", r"\\x{00E9}ork", "(?P<Name>zork)"]
)
def test_capital_letters_that_are_no_letters_of_the_text_are_left_alone(tmp_path: Path, pattern: str) -> None:
    rule = RULE.replace('kind = "words"', 'kind = "patterns"').replace(
        'words = ["mugshop"]', f'patterns = ["mugshop", "{pattern}"]\nrouting = "review"'
    )
    assert load(guidelines_file(tmp_path, CLAUSES + rule)).rule("ads") is not None


def test_a_pattern_on_the_text_as_written_and_a_word_may_have_capital_letters(tmp_path: Path) -> None:
    rule = RULE.replace('kind = "words"', 'kind = "patterns"\non = "original"')
    rule = rule.replace('words = ["mugshop"]', 'patterns = ["MUG|mugshop"]')
    assert load(guidelines_file(tmp_path, CLAUSES + rule)).rule("ads") is not None
    assert load(guidelines_file(tmp_path, CLAUSES + RULE.replace('["mug', '["MUG'))).rule("ads") is not None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("[[rules]]\nid = 1\n", 'line 24: the file: unknown key "rules": did you mean [[rule]]? known are [[clause]],'),
        ("[Override]\nid = 1\n", 'line 24: the file: unknown key "Override": did you mean [[override]]?'),
        ("[colours.red]\n", 'line 24: the file: unknown key "colours": known are'),
        ("[rule.x]\n", 'rule "ads": unknown key "x"'),
    ],
)
def test_an_unknown_section_is_told_at_its_own_line_with_the_nearest(tmp_path: Path, more: str, said: str) -> None:
    found = faults_of(guidelines_file(tmp_path, WHOLE + more))
    assert any(said in one for one in found), found


def test_an_unknown_key_at_the_top_is_told_at_its_own_line(tmp_path: Path) -> None:
    found = faults_of(guidelines_file(tmp_path, 'extends = "pattonville"\n\ndistrikt = "D"\n'))
    assert found[0].startswith('rules.toml, line 3: the file: unknown key "distrikt": did you mean district? known are')


def test_a_file_that_is_included_twice_is_told_by_that_name(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(RULE, "utf-8")
    found = faults_of(guidelines_file(tmp_path, 'include = ["one.toml", "one.toml"]\n' + CLAUSES))
    assert found == ['rules.toml, line 1: include "one.toml": stands there twice: take one out']
