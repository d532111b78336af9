"""Is every rule shown as the reviewer sees it, with its words in place?"""

import pytest

from bot.judge.exhibits import clause_of, exhibits, marked
from bot.judge.guidelines import Guidelines
from tests.judge.builders import finding


def test_every_example_of_every_rule_has_its_match(guidelines: Guidelines) -> None:
    for rule in guidelines.rules.rules:
        shown = exhibits(guidelines, rule)
        assert shown, rule.id
        for one in shown:
            assert one.findings, (rule.id, one.text)
            assert all(one.text[f.start : f.end] == f.match for f in one.findings)


def test_no_rule_finds_anything_in_its_counter_examples(guidelines: Guidelines) -> None:
    found = [one for rule in guidelines.rules.rules for one in exhibits(guidelines, rule, "counter_examples")]
    assert len(found) > 100
    assert [one.text for one in found if one.findings] == []


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], "the cat sat"),
        ([(0, "the")], "<the> cat sat"),
        ([(4, "cat"), (0, "the")], "<the> <cat> sat"),
        ([(0, "the cat"), (4, "cat sat")], "<the cat sat>"),
        ([(0, "the cat sat"), (4, "cat")], "<the cat sat>"),
    ],
)
def test_the_words_that_were_hit_are_marked(places: list[tuple[int, str]], expected: str) -> None:
    found = [finding(start=start, match=match) for start, match in places]
    assert marked("the cat sat", found, "<", ">") == expected


def test_an_alert_that_breaks_no_clause_has_none(guidelines: Guidelines) -> None:
    without = [rule.id for rule in guidelines.rules.rules if clause_of(guidelines, rule) is None]
    assert without == [rule.id for rule in guidelines.rules.rules if rule.guideline is None]
    assert without
