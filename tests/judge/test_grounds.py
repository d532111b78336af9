"""Can a district's own clause or rule hide criticism? A clause must say what it is like; the criticisms are tried."""

from pathlib import Path

import pytest

from bot.errors import GuidelinesError
from bot.judge.grounds import HIDABLE
from bot.judge.guidelines import Guidelines, load
from bot.judge.judge import Judge
from bot.model import Outcome
from tests.judge.builders import CLAUSES, RULE, guidelines_file

OURS = """
[[clause]]
id = "4.2"
title = "Conduct"
words = "Be civil."
"""
LIES = """
[[rule]]
id = "liars"
guideline = "4.2"
kind = "phrases"
why = "Uncivil."
phrases = ["you lied", "fire the"]
examples = ["you lied"]
counter_examples = ["a lie"]
"""


def refused(folder: Path, text: str) -> str:
    with pytest.raises(GuidelinesError) as caught:
        load(guidelines_file(folder, text))
    return str(caught.value)


@pytest.mark.parametrize("routing", ["hide", "hold", "hide_and_alert"])
@pytest.mark.parametrize("clause", ["4.2", "personal_attack", "off_topic", "not_factual", "illegal.personnel"])
def test_a_clause_that_may_hold_criticism_never_lets_a_machine_hide(tmp_path: Path, clause: str, routing: str) -> None:
    text = CLAUSES[: CLAUSES.index('[[clause]]\nid = "personal')] + OURS.replace("4.2", clause)
    said = refused(tmp_path, text + f'routing = "{routing}"\n')
    assert f'line 16: clause "{clause}": no machine may hide under this clause, which may hold criticism' in said
    assert 'write routing = "review"' in said
    assert "language.threat" in said


def test_the_listed_routing_is_no_way_round(tmp_path: Path) -> None:
    assert "no machine may hide under this clause" in refused(tmp_path, CLAUSES + OURS + 'listed = "hide"\n')


def test_what_a_clause_is_like_must_be_known(tmp_path: Path) -> None:
    said = refused(tmp_path, CLAUSES + OURS + 'routing = "hide"\nlike = "language.treat"\n')
    assert 'unknown clause "language.treat"' in said
    assert 'did you mean "language.threat"?' in said


@pytest.mark.parametrize("like", HIDABLE)
def test_a_rule_that_hides_lawful_criticism_is_refused_whatever_its_clause_is_like(tmp_path: Path, like: str) -> None:
    clause = OURS + f'routing = "hide"\nlike = "{like}"\n'
    words = LIES.replace("phrases", "words") if like.startswith("language.") and like != "language.threat" else LIES
    said = refused(tmp_path, CLAUSES + clause + words.replace('"you lied", "fire the"', '"the board", "and", "liar"'))
    assert "names a side" in said
    said = refused(tmp_path, CLAUSES + clause + words.replace('"fire the"', '"fire the", "and"'))
    assert 'rule "liars": would hide lawful criticism, such as "' in said
    assert 'narrow the rule, or write routing = "review"' in said


def test_the_same_rule_may_ask_a_person(tmp_path: Path) -> None:
    made = load(guidelines_file(tmp_path, CLAUSES + OURS + LIES))
    assert outcome(made, "you lied to us") is Outcome.REVIEW


def test_a_clause_of_another_name_is_judged_as_what_it_is_like(tmp_path: Path) -> None:
    text = CLAUSES + OURS + 'routing = "hide"\nlike = "language.profane"\n' + RULE.replace('"spam"', '"4.2"')
    made = load(guidelines_file(tmp_path, text))
    assert outcome(made, "a mugshop here") is Outcome.HIDE
    phrase = text.replace('kind = "words"', 'kind = "phrases"').replace("words = [", "phrases = [")
    assert outcome(load(guidelines_file(tmp_path, phrase)), "a mugshop here") is Outcome.REVIEW


def outcome(made: Guidelines, text: str) -> Outcome:
    return Judge(made).verdict(text).outcome
