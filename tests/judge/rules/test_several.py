"""Does a dictionary before many patterns lose any match, in a short text or at any place of a long one?"""

import pytest
import re2

from bot.judge.guidelines import Guidelines
from bot.judge.reading import read
from bot.judge.rules.cells import CELL
from bot.judge.rules.patterns import PatternsMatcher
from bot.judge.rules.several import Place, several
from bot.judge.text import normal_form

FILLER = "the bake sale is on friday and everyone may come along. "


def found(patterns: list[str], text: str) -> list[str]:
    return [text[place.low : place.high] for place in several(patterns).places(text)]


def test_every_example_is_matched_as_by_each_pattern_alone(guidelines: Guidelines) -> None:
    matchers = [rule.matcher for rule in guidelines.rules.rules if isinstance(rule.matcher, PatternsMatcher)]
    examples = [str(one) for table in guidelines.tables.values() for one in list_of(table.get("examples"))]
    texts = [normal_form(example).text for example in examples[::7]]
    every = [source for matcher in matchers for source in matcher.patterns.sources][::5]
    compiled = [(source, re2.compile(source)) for source in every]
    together = several(every)
    hits = 0
    for text in texts:
        alone = [one.span() for _, expression in compiled for one in expression.finditer(text)]
        assert [(place.low, place.high) for place in together.places(text)] == alone
        hits += len(alone)
    assert hits > 20


def list_of(value: object) -> list[object]:
    return value if isinstance(value, list) else []


@pytest.mark.parametrize("before", [0, 1, 5, CELL - 9, CELL - 1, CELL, CELL + 3, 3 * CELL - 20, 9_000])
def test_a_match_is_found_wherever_it_stands_in_a_long_text(before: int) -> None:
    lead = (FILLER * 200)[:before]
    text = f"{lead} they sold the old gym to a developer. {FILLER * 30}"
    assert found([r"\bsold(?:\s+\w+){0,5}?\s+developer\b"], text) == ["sold the old gym to a developer"]


def test_words_far_apart_are_not_one_match() -> None:
    text = f"sold out. {FILLER * 40} a developer"
    assert found([r"\bsold\b[^!]*\bdeveloper\b"], text) == []


def test_a_match_that_reaches_the_end_of_its_cells_goes_on() -> None:
    text = f"{FILLER * 30} kick {'very ' * 80}hard {FILLER * 10}"
    assert found([r"\bkick(?:\s+very)+\s*\w*"], text) == [f"kick {'very ' * 80}hard"]


def test_the_edges_of_a_cell_are_no_edges_of_a_text() -> None:
    text = "x" * 2 * CELL + " stop now " + FILLER * 30
    assert found([r"^stop now", r"stop now$"], text) == []
    assert found([r"^stop now", r"stop now$"], "stop now") == ["stop now", "stop now"]


@pytest.mark.parametrize("lead", ["", "🙂🙂 ñandú — ", "🙂" * 700])
def test_places_are_counted_in_characters(lead: str) -> None:
    text = f"{lead} they sold the gym {FILLER * 30}"
    assert found([r"\bsold the gym\b"], text) == ["sold the gym"]


def test_the_first_match_is_that_of_all_patterns_joined() -> None:
    patterns = [r"\bgym\b", r"\bthe (\w+)", r"\bthe gym\b"]
    text = "sell the gym"
    joined = re2.search("|".join(patterns), text)
    assert joined is not None
    assert several(patterns).first(text) == Place(low=joined.start(), high=joined.end(), inner=(9, 12))
    assert several(patterns).first("nothing here") is None


def test_nothing_is_compiled_for_a_pattern_whose_words_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(pattern: str) -> object:
        raise AssertionError(pattern)

    monkeypatch.setattr("bot.judge.rules.several.alone", refused)
    assert found([r"\bsold\b.{0,20}\bdeveloper\b"], "the developer of this game") == []


def test_a_threat_inside_a_long_comment_is_hidden_as_by_itself(guidelines: Guidelines) -> None:
    threat = "I will shoot you tomorrow at school."
    (short,) = [one for one in guidelines.rules.findings(read(threat)) if one.rule == "threat_person"]
    long = f"{FILLER * 60}{threat} {FILLER * 60}"
    (whole,) = [one for one in guidelines.rules.findings(read(long)) if one.rule == "threat_person"]
    assert (whole.match, whole.routing) == (short.match, short.routing)
