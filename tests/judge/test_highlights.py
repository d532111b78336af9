"""Does what is marked in a comment begin and end where a word or a number does? Shipped rules, and made-up matches."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.judge.exhibits import exhibits
from bot.judge.guidelines import Guidelines
from bot.judge.reading import Reading, read
from bot.judge.rules.base import Rule, Span
from bot.model import Finding, Routing

MEANS_TO_CUT: dict[str, str] = {}
"""Rules whose findings may begin or end inside a word, each with the reason. None does today."""

_CUT = re.compile(r"\d[.,:/-]\d|[^\W_]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """A matcher that always finds these places."""

    found: tuple[Span, ...]

    @property
    def gates(self) -> Sequence[str]:
        """Always ask."""
        return ()

    def spans(self, reading: Reading) -> Iterable[Span]:
        """The places that the text is long enough for."""
        return [span for span in self.found if span.end <= len(reading.original)]


def found(text: str, *spans: Span) -> list[Finding]:
    rule = Rule(
        id="made",
        kind="patterns",
        guideline=None,
        routing=Routing.HIDE,
        alert=False,
        why="",
        listed=False,
        matcher=Places(found=spans),
    )
    return list(rule.findings(read(text)))


def faults(text: str, one: Finding) -> list[str]:
    """What is wrong with the ends of a finding."""
    wrong = ["a blank at an end"] if one.match != one.match.strip() else []
    for at in (one.start, one.end):
        cuts = [_CUT.match(text, low, at + 2) for low in (at - 2, at - 1) if low >= 0]
        wrong += [f"cuts {cut.group()!r}" for cut in cuts if cut and cut.end() > at]
    return wrong


def test_a_cut_word_is_a_fault() -> None:
    text = "plate ABC 123, 555-0134"
    at = [(0, 9), (0, 11), (7, 9), (15, 18), (19, 23), (0, 10)]
    (whole,) = found(text, Span(start=0, end=9))
    told = [bool(faults(text, replace(whole, start=start, end=end, match=text[start:end]))) for start, end in at]
    assert told == [False, True, True, True, True, True]


def test_no_example_of_any_rule_is_marked_with_a_blank_or_half_a_word(guidelines: Guidelines) -> None:
    shown = [(rule.id, one) for rule in guidelines.rules.rules for one in exhibits(guidelines, rule)]
    wrong = [
        (rule_id, finding.match, faults(one.text, finding))
        for rule_id, one in shown
        if rule_id not in MEANS_TO_CUT
        for finding in one.findings
        if faults(one.text, finding)
    ]
    assert len(shown) > 500
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "rule", "match"),
    [
        ("what a d*** move", "masked_words", "d***"),
        ("oh f**king hell, this is a b*******", "obscene_gesture", "f**king"),
        ("he drives the red truck, plate ABC 123", "private_number_hint", "plate ABC 123"),
        ("I plow driveways, $35 and up", "local_offer", "I plow driveways, $35"),
    ],
)
def test_a_shipped_rule_marks_whole_words(guidelines: Guidelines, text: str, rule: str, match: str) -> None:
    chosen = next(one for one in guidelines.rules.rules if one.id == rule)
    assert match in [one.match for one in chosen.findings(read(text))]


@pytest.mark.parametrize(
    ("text", "hit", "match"),
    [
        ("so a d*** here", "d*** ", "d***"),
        ("oh f**king hell", " f**k", "f**king"),
        ("oh f***ing hell", "f***", "f***ing"),
        ("what a great** day", "great", "great"),
        ("plate ABC 123 now", "ABC 1", "ABC 123"),
        ("Call 555-123-4567 now", "Call 555", "Call 555-123-4567"),
        ("Call 555 1234 now", "Call 555", "Call 555 1234"),
        ("Call (555) 123-4567 now", "Call (555", "Call (555) 123-4567"),
        ("only $3,500.00 today", "$3", "$3,500.00"),
        ("from 3-5pm today", "from 3", "from 3-5pm"),
        ("In 2026, 12 kids", "2026", "2026"),
        ("room 12 has 3 doors", "12", "12"),
        ("ends at 5. 20 came", "5", "5"),
        ("555-123-4567 rings", "4567", "555-123-4567"),
        ("see www.example.com/x", "example.com", "example.com"),
        ("x" * 200, "x" * 3, "x" * 3),
        ("a   b", "   ", "   "),
    ],
)
def test_a_match_is_widened_to_whole_words_and_numbers(text: str, hit: str, match: str) -> None:
    at = text.index(hit)
    (one,) = found(text, Span(start=at, end=at + len(hit)))
    assert one.match == match


def test_two_halves_of_one_word_are_one_finding_as_hard_as_the_harder() -> None:
    (one,) = found("so badword here", Span(start=3, end=6, soft=True, why="soft"), Span(start=6, end=10))
    assert (one.match, one.routing) == ("badword", Routing.HIDE)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab19 .-*,é$"), max_size=60), st.integers(0, 50), st.integers(1, 12))
def test_any_match_stays_inside_its_finding_and_any_finding_has_clean_ends(text: str, start: int, length: int) -> None:
    for one in found(text, Span(start=start, end=start + length)):
        hit = text[start : start + length]
        assert hit.strip() in one.match
        assert one.match == text[one.start : one.end]
        if hit.strip():
            assert one.match == one.match.strip()
            assert not re.search(r"\w\Z", text[: one.start]) or not one.match[0].isalnum()
            assert not re.match(r"\w", text[one.end :]) or not one.match[-1].isalnum()
