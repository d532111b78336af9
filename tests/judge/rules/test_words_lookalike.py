"""Is a misspelt or masked word of a list found, exactly placed, and never more than a question to a person?"""

from collections.abc import Mapping

import pytest

from bot.judge.compiling import KINDS
from bot.judge.reading import read
from bot.judge.rules.lookalike import MASKED, MISSPELT
from bot.judge.rules.spelling import by_sound, dropped, misspellings, swapped
from tests.judge.builders import fields

TABLE: Mapping[str, object] = {"misspelt": ["blorp*", "snarky"], "ordinary": ["blop"], "masked": ["snarky"]}


def found(text: str, table: Mapping[str, object] = TABLE) -> list[tuple[str, str]]:
    """What the list finds misspelt or masked, and why."""
    given = fields(table)
    matcher = KINDS["words"](given)
    given.done()
    assert given.faults.found == []
    spans = list(matcher.spans(read(text)))
    assert all(span.soft for span in spans)
    return [(text[span.start : span.end], span.why) for span in spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a bolrp here", ["bolrp"]),
        ("BOLRP!", ["BOLRP"]),
        ("two bolrpers", ["bolrpers"]),
        ("snakry and snrky", ["snakry", "snrky"]),
        ("blop", []),
        ("blorp and blorping", []),
        ("so Bolrp came", []),
        ("Bolrp Example came", []),
        ("@bolrp #bolrp bolrp@example.com bolrp.example.com", []),
        ("abolrpx", []),
        ("b\u00f3lrp", ["b\u00f3lrp"]),
    ],
)
def test_a_misspelt_word_is_found_unless_it_is_a_word_or_a_name(text: str, words: list[str]) -> None:
    assert found(text) == [(word, MISSPELT) for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("b**** it", ["b****"]),
        ("b***p it", ["b***p"]),
        ("s*****", ["s*****"]),
        ("s****y", []),
        ("*****", []),
        ("x****", []),
        ("a note*", []),
        ("2*4", []),
    ],
)
def test_a_masked_word_is_a_question_and_a_sure_one_is_left_to_its_own_rule(text: str, words: list[str]) -> None:
    assert found(text) == [(word, MASKED) for word in words]


def test_a_flood_of_misspelt_words_is_cut_off() -> None:
    assert len(found("bolrp " * 5_000)) <= 200


def test_the_tricks_are_what_they_say() -> None:
    assert list(swapped("abb")) == ["bab"]
    assert list(dropped("abc")) == ["bc", "ac", "ab"]
    assert set(by_sound("duck")) >= {"duk", "dook"} - {"dook"}
    assert misspellings("cow") == frozenset()
    assert misspellings("two words") == frozenset()
    assert "fohging" not in misspellings("fog*")
    assert all(len(one) >= 4 for one in misspellings("blor*"))


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"words": ["x"], "tier": "mild", "reason": "r"}, "mild words are on no list"),
        ({"words": ["x"], "tier": "strong", "reason": "r"}, 'write routing = "review"'),
        ({"words": ["x"], "tier": "severe"}, 'needs its "reason"'),
        ({"misspelt": []}, '"misspelt" is missing or empty'),
    ],
)
def test_a_list_that_says_too_little_is_refused_with_the_remedy(table: Mapping[str, object], fault: str) -> None:
    given = fields(table)
    KINDS["words"](given)
    assert fault in "\n".join(given.faults.found)
