"""Is somebody who adds a word told when it stands in every other comment, or is a name?"""

from pathlib import Path

import pytest

from bot.judge.guidelines import load
from bot.judge.remarks import remarks
from tests.judge.builders import CLAUSES, RULE, guidelines_file


@pytest.mark.parametrize(
    ("words", "more", "said"),
    [
        ('"mugshop", "lady"', "", 'rule "ads": "lady" is an everyday word: comments would be hidden very often'),
        ('"mugshop", "school"', 'routing = "review"', "a person would be asked very often"),
        ('"mugshop", "cz*"', "", '"cz*" matches every word that begins so'),
        ('"mugshop", "smith"', 'routing = "review"', '"smith" is a name, too: put it under "names"'),
    ],
)
def test_a_word_that_is_too_common_is_remarked(tmp_path: Path, words: str, more: str, said: str) -> None:
    rule = RULE.replace('"mugshop"]', f"{words}]").replace('"a mug shop"', '"a pot"') + more
    assert said in "\n".join(remarks(load(guidelines_file(tmp_path, CLAUSES + rule))))


def test_a_list_of_uncommon_words_and_known_names_has_no_remarks(tmp_path: Path) -> None:
    rule = RULE.replace('"mugshop"]', '"mugshop", "smith"]') + 'routing = "review"\nnames = ["smith"]\n'
    assert remarks(load(guidelines_file(tmp_path, CLAUSES + rule))) == ()
