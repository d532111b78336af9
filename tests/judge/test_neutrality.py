"""Are both sides treated alike, and is a rule found out that does not?"""

from collections import Counter

import pytest

from bot.errors import InputError
from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.judge.neutrality import (
    Pair,
    chance,
    faults_by_rule,
    mirrored,
    neutrality_faults,
    pairs_of,
    shipped_pairs,
)
from bot.judge.rules.base import Rule
from bot.judge.rules.patterns import patterns_matcher
from bot.model import Outcome, Routing
from tests.judge.builders import fields


def rule(pattern: str, **keys: object) -> Rule:
    matcher = patterns_matcher(fields({"patterns": [pattern], **keys}))
    return Rule(
        id="r",
        kind="patterns",
        guideline="spam",
        routing=Routing.HIDE,
        alert=False,
        why="w",
        listed=False,
        matcher=matcher,
    )


def pair(a: str, b: str, name: str = "1") -> Pair:
    return Pair(id=name, axis="x", a=a, b=b)


def test_the_shipped_pairs_cover_many_axes() -> None:
    axes = Counter(one.axis for one in shipped_pairs())
    assert len(shipped_pairs()) >= 200
    assert len(axes) >= 15
    assert min(axes.values()) >= 8
    assert len({one.id for one in shipped_pairs()}) == len(shipped_pairs())


def test_no_shipped_rule_that_may_hide_takes_a_side(guidelines: Guidelines) -> None:
    hiding = [one for one in guidelines.rules.rules if one.routing is not Routing.REVIEW]
    assert len(hiding) > 8
    assert {name: [one.words for one in found] for name, found in faults_by_rule(hiding, shipped_pairs()).items()} == {}


def test_the_pairs_hold_clear_violations_too_and_both_sides_of_them_are_hidden(judge: Judge) -> None:
    outcomes = [(judge.verdict(one.a).outcome, judge.verdict(one.b).outcome) for one in shipped_pairs()]
    assert all((a is Outcome.HIDE) == (b is Outcome.HIDE) for a, b in outcomes)
    assert sum(a is Outcome.HIDE for a, _ in outcomes) >= 5


def test_a_rule_that_would_hide_one_side_of_a_pair_is_named_with_the_pair() -> None:
    (found,) = neutrality_faults(rule("opponents"), [pair("supporters lie", "opponents lie")])
    assert found.words == 'rule "r" would hide "opponents lie" and not "supporters lie" (x, pair 1)'


def test_a_rule_that_hits_both_sides_or_none_is_neutral() -> None:
    pairs = [pair("supporters lie", "opponents lie"), pair("yes", "no")]
    assert neutrality_faults(rule("lie"), pairs) == ()


def test_asking_a_person_about_one_side_once_is_chance_and_eight_times_is_not() -> None:
    softly = rule("opponents", soft_when=["lie"])
    pairs = [pair(f"supporters lie {n}", f"opponents lie {n}", str(n)) for n in range(8)]
    assert neutrality_faults(softly, pairs[:1]) == ()
    (found,) = neutrality_faults(softly, pairs)
    assert (found.pair, found.only_a, found.only_b) == (None, 0, 8)
    assert "more often than chance: 0 against 8 (p = 0.0078)" in found.words


@pytest.mark.parametrize(
    ("only_a", "only_b", "expected"), [(0, 0, 1.0), (1, 0, 1.0), (5, 5, 1.0), (0, 6, 0.03125), (1, 9, 22 / 1024)]
)
def test_chance_is_the_exact_two_sided_test(only_a: int, only_b: int, expected: float) -> None:
    assert chance(only_a, only_b) == chance(only_b, only_a) == pytest.approx(expected)


def test_chance_takes_any_number_of_pairs() -> None:
    assert chance(40_000, 40_100) > 0.5
    assert chance(0, 50_000) == 0.0


def test_a_comment_s_mirror_image_keeps_its_letters_and_its_sides() -> None:
    found = {one.axis: one for one in mirrored("The DEMOCRATS vote No, says Mr. Example", "c1")}
    assert found["left/right"].b == "The REPUBLICANS vote No, says Mr. Example"
    assert found["levy yes/no"].a == "The DEMOCRATS vote yes, says Mr. Example"
    assert found["gender"].b == "The DEMOCRATS vote No, says Ms. Example"
    assert {one.id for one in found.values()} == {"c1"}


@pytest.mark.parametrize("text", ["", "Go Otters!", "x" * 5_000, "\ud800", "📚" * 50])
def test_a_comment_without_a_side_has_no_mirror_image(text: str) -> None:
    assert list(mirrored(text, "c")) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no pair"),
        (b"{", "p.jsonl, line 1: isn't JSON"),
        (b'\n{"a": "x"}', 'p.jsonl, line 2: has no "a" and "b"'),
        (b"\xff\xfe", "isn't JSON"),
        (b"[" * 100_000, "isn't JSON"),
    ],
)
def test_a_file_of_pairs_with_faults_is_told(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        pairs_of(content, "p.jsonl")


def test_a_file_of_pairs_is_read() -> None:
    (only,) = pairs_of('\ufeff{"a": "ja\u2028x", "b": "nein"}\r\n'.encode(), "p")
    assert only == Pair(id="1", axis="", a="ja\u2028x", b="nein")
