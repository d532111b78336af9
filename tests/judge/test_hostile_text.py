"""Does any text, however hostile, get an answer with true places and in time?"""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.hostile import FLOODS, floods
from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.judge.reading import read
from bot.judge.text import Form, normal_form
from bot.model import Outcome

SIGNS = st.text(alphabet="aisuckftIS10!$@*#.:;,?-_/|\\()[]<>&+\"'’ \n\u200b\u0301", max_size=14)
ANYTHING = st.text(st.characters(codec=None), max_size=120)
NASTY = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *FLOODS.values(),
                "fu-ck",
                "s h i t",
                "kill your",
                "www.",
                "555-0100",
                "it's",
                "you're_",
                "we'll中",
                "well-run",
                "Ⓕ",
                "ﬁ",
                "\u202e",
                "\n",
            ]
        ),
        st.text(st.characters(codec=None), max_size=6),
        st.text(alphabet="aeioufckst10!$@*#.-_/|(<' \n\u200b\u0301", max_size=12),
    ),
    max_size=25,
).map("".join)


def is_true(form: Form, length: int) -> bool:
    """Whether every character has a place inside the text and no place falls."""
    places = list(zip(form.starts, form.ends, strict=True))
    return (
        len(form.text) == len(places)
        and all(0 <= low < high <= length for low, high in places)
        and list(form.starts) == sorted(form.starts)
        and list(form.ends) == sorted(form.ends)
    )


@given(st.one_of(ANYTHING, NASTY, SIGNS, SIGNS))
@example("IS:@:")  # signs between letters, one of which is read as a letter, taken for one gap
@settings(max_examples=600, deadline=None)
def test_every_form_of_any_text_has_true_places(text: str) -> None:
    reading = read(text)
    assert len(reading.original) == len(text)
    assert all(is_true(form, len(text)) for form in (*reading.forms, *reading.joined))


@given(st.one_of(ANYTHING, NASTY))
@settings(max_examples=200, deadline=None)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normal_form(text).text
    assert normal_form(once).text == once


@given(NASTY)
@settings(max_examples=150, deadline=None)
def test_every_finding_of_every_rule_quotes_what_stands_there(guidelines: Guidelines, text: str) -> None:
    original = read(text).original
    for found in Judge(guidelines).verdict(text).findings:
        assert 0 <= found.start < found.end <= len(text)
        assert found.match == original[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "\ud800\udfff\ufffe\uffff\U0010ffff",
        "e" + "\u0301" * 10_000,
        "\u0301" * 10_000,
        "\u202e" * 500,
        "\x00\x1b[31m\x7f",
        "\u2028\u2029\u0085",
        "\ufdfa" * 1_000,
        "",
    ],
)
def test_no_text_is_too_odd_to_be_judged(judge: Judge, text: str) -> None:
    assert judge.verdict(text).findings == ()


@pytest.mark.parametrize(("kind", "text"), list(floods()), ids=list(FLOODS))
def test_no_flood_of_ten_thousand_characters_takes_long_to_read(kind: str, text: str) -> None:
    began = time.process_time()
    reading = read(text)
    # Some milliseconds in truth; a machine under load may take its time, a quadratic one takes seconds.
    assert time.process_time() - began < 0.5, kind
    assert all(is_true(form, len(text)) for form in (*reading.forms, *reading.joined))


@pytest.mark.parametrize(
    "text", ["_It's_ a well-run school", "_You're_ doing a top-notch job", "It's_", "it's中文 day, a well-deserved win"]
)
def test_an_apostrophe_beside_what_only_looks_like_the_end_of_a_word_is_read(judge: Judge, text: str) -> None:
    assert all(text[one.start : one.end] == one.match for one in judge.verdict(text).findings)


@pytest.mark.parametrize(
    "text",
    [
        "see " + "xn--a." * 1_500 + "com_",
        "a" + "!" * 9_990 + "a",
        "a" + "|" * 9_990 + "a",
        "a" + "+" * 9_990 + "b",
        "Pat, cry more!" + "\n" * 9_900,
    ],
    ids=["punycode", "bangs", "bars", "pluses", "lines"],
)
def test_no_pattern_is_tried_again_from_every_sign(judge: Judge, text: str) -> None:
    """The first took twice as long for each label and never ended; the others grew with the square of the length."""
    began = time.process_time()
    assert judge.verdict(text).outcome is not Outcome.HIDE
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("host", ["xn--fcebook-2fg.com", "www.XN--fcebook-2fg.com/login", "http://xn--fcebook-2fg.com"])
def test_an_address_in_punycode_is_still_read_as_what_it_imitates(judge: Judge, host: str) -> None:
    (found,) = [one for one in judge.verdict(f"log in: {host}").findings if one.rule == "lookalike_domain"]
    assert found.match == host
