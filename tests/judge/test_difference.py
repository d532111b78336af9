"""Is every change between two versions told, and marked where it is about hiding?"""

from pathlib import Path

import pytest

from bot.judge.difference import Change, changes, outline, outline_of
from bot.judge.guidelines import Addition, default_path, load
from bot.model import RuleStatus
from tests.judge.builders import CLAUSES, RULE, guidelines_file

OLD = CLAUSES + RULE


def compared(folder: Path, new: str, old: str = OLD) -> tuple[Change, ...]:
    return changes(outline(guidelines_file(folder, old, "old.toml")), outline(guidelines_file(folder, new, "new.toml")))


@pytest.mark.parametrize(
    ("new", "words", "is_about_hiding"),
    [
        (OLD.replace('"mugshop"', '"mugshop", "potshop"'), 'words: added "potshop"', True),
        (OLD.replace('"mugshop"', '"potshop"'), 'words: added "potshop"; removed "mugshop"', True),
        (OLD.replace("Sells.", "Sells mugs."), 'why: "Sells." → "Sells mugs."', False),
        (OLD + 'routing = "review"\n', 'routing: now "review"', True),
        (OLD + 'status = "shadow"\n', 'status: now "shadow"', True),
        (OLD.replace('"a mug shop"', '"a mug"'), 'counter_examples: added "a mug"; removed "a mug shop"', False),
        (OLD.replace("No selling.", "No sales."), 'words: "No selling." → "No sales."', True),
        (OLD.replace('"No attacks."', '"No attacks."\nrouting = "hide"'), 'routing: now "hide"', True),
        (CLAUSES, "taken out", True),
        (OLD + '[[override]]\naccount = "high"\nrule = "ads"\nrouting = "review"\n', 'new: routing "review"', True),
    ],
)
def test_a_change_is_told_in_words(tmp_path: Path, new: str, words: str, is_about_hiding: bool) -> None:
    (only,) = compared(tmp_path, new)
    assert (only.words, only.is_about_hiding) == (words, is_about_hiding)


def test_a_rule_that_starts_to_hide_because_its_clause_does_is_marked(tmp_path: Path) -> None:
    attack = RULE.replace('"ads"', '"attack"').replace('guideline = "spam"', 'guideline = "personal_attack"')
    harder = CLAUSES.replace('"No attacks."', '"No attacks."\nrouting = "hide"')
    found = compared(tmp_path, harder + attack.replace('"mugshop"', '"potshop"'), CLAUSES + attack)
    assert [(one.what, one.is_about_hiding) for one in found] == [("clause", True), ("rule", True)]


def test_what_asks_a_person_only_is_not_marked(tmp_path: Path) -> None:
    soft = OLD + 'routing = "review"\n'
    (only,) = compared(tmp_path, soft.replace('"mugshop"', '"mugshop", "potshop"'), soft)
    assert not only.is_about_hiding


def test_a_new_rule_is_told_with_what_it_is(tmp_path: Path) -> None:
    (only,) = compared(tmp_path, OLD, CLAUSES)
    assert (only.what, only.id) == ("rule", "ads")
    assert only.words.startswith('new: kind "words", guideline "spam", why "Sells."')


def test_a_long_list_in_one_text_is_compared_word_by_word(tmp_path: Path) -> None:
    names = " ".join(f"name{n}" for n in range(40))
    old = f'{CLAUSES}\n[[rule]]\nid = "p"\ngiven_names = ["{names}"]\n'
    (only,) = compared(tmp_path, old.replace("name7 ", ""), old)
    assert only.words == 'given_names: removed "name7"'


def test_the_same_file_differs_in_nothing_and_has_its_version(tmp_path: Path) -> None:
    path = guidelines_file(tmp_path, OLD)
    assert changes(outline(path), outline(path)) == ()
    assert outline(path).version == load(path).version
    assert outline(default_path()).version == load(default_path()).version


def test_files_with_faults_can_be_compared(tmp_path: Path) -> None:
    (only,) = compared(tmp_path, OLD.replace('["mugshop"]', '["mugshop", 5]'))
    assert only.words == "words: added a table" or "5" in only.words


def test_a_text_that_was_kept_is_outlined_like_the_files_it_was_read_from(tmp_path: Path) -> None:
    path = guidelines_file(tmp_path, OLD)
    assert outline_of(load(path).text) == outline(path)
    assert outline_of(load(default_path()).text) == outline(default_path())
    more = outline_of(load(path, [Addition(name="more", content=RULE.replace('"ads"', '"more"'))]).text)
    assert [(one.what, one.id) for one in changes(outline(path), more)] == [("rule", "more")]


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("ads=live:review", ['routing: now "review"']),
        ("ads=shadow:hide", ['status: now "shadow"']),
        ("ads=draft", ['status: now "draft"']),
        ("ads=shadow:review", ['status: now "shadow"', 'routing: now "review"']),
        ("other=shadow:review", []),
        ("ads=live:hide", []),
    ],
)
def test_a_rule_that_is_held_back_differs_in_what_it_may_do(tmp_path: Path, standing: str, words: list[str]) -> None:
    text = load(guidelines_file(tmp_path, OLD)).text
    found = changes(outline_of(text), outline_of(text.held(standing)))
    assert [one.words for one in found] == words
    assert all(one.is_about_hiding for one in found)


def test_what_the_guidelines_hold_back_is_what_the_comparison_tells(tmp_path: Path) -> None:
    guidelines = load(guidelines_file(tmp_path, OLD))
    shadowed = guidelines.with_statuses({"ads": RuleStatus.SHADOW})
    (only,) = changes(outline_of(guidelines.text), outline_of(shadowed.text))
    assert only.words == 'status: now "shadow"'
    assert (guidelines.text.version, shadowed.text.version) == (guidelines.version, shadowed.version)
