"""Which texts are the same, and which listed comment is the answer that was sent?"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.act.matching import CLOCK_SLACK, Match, Wanted, bare, match, same_words
from bot.model import Author
from tests.builders import NOON, comment

WANTED = Wanted(text="See you at 7", planned_at=NOON, taken={"c5"})
OURS = replace(comment("See you at 7", external_id="c9"), author=Author(id="us"))


def is_ours(each: object) -> bool | None:
    """The author's word."""
    author = getattr(each, "author", Author())
    return None if author.id is None else author.id == "us"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("See you", "See you", True),
        ("See  you\r\n", " See you", True),
        ("Q&A at <noon>", "Q&amp;A at &lt;noon&gt;", True),
        ("Caf\u00e9", "Cafe\u0301", True),
        ("Thanks \u2764\ufe0f", "Thanks \u2764", True),
        ("a\u200bb \u2067c\u2069", "ab c", True),
        ("Go &lrm;now", "Go now", True),
        ("See you", "see you", False),
        ("See you", "See you!", False),
        ("See you", "", False),
        ("1\n2", "12", False),
    ],
)
def test_blanks_line_ends_escapes_and_accents_make_no_difference(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same
    assert same_words(other, one) is same


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ([], Match()),
        ([OURS], Match(ours=OURS)),
        ([replace(OURS, text="Other")], Match(may_be_ours=True)),
        ([replace(OURS, text="Other"), OURS], Match(ours=OURS)),
        ([replace(OURS, text="Other", external_id="c5")], Match()),
        ([replace(OURS, text="Other", created_at=NOON - timedelta(hours=1))], Match()),
        ([replace(OURS, text="Other", author=Author())], Match()),
        ([replace(OURS, text="Other", author=Author(id="77"))], Match()),
        ([replace(OURS, external_id="c5")], Match()),
        ([replace(OURS, author=Author(id="77"))], Match()),
        ([replace(OURS, author=Author())], Match(may_be_ours=True)),
        ([replace(OURS, author=Author()), OURS], Match(ours=OURS)),
        ([OURS, replace(OURS, external_id="c10")], Match(ours=OURS)),
    ],
)
def test_ours_is_told_from_all_others(listed: list[object], expected: Match) -> None:
    assert match(WANTED, listed, is_ours) == expected  # type: ignore[arg-type]  # comments, all of them


@pytest.mark.parametrize(
    ("created_at", "found"),
    [
        (None, True),
        (NOON + timedelta(hours=30), True),
        (NOON - CLOCK_SLACK, True),
        (NOON - CLOCK_SLACK - timedelta(seconds=1), False),
    ],
)
def test_what_was_there_before_the_plan_is_another_answer(created_at: datetime | None, found: bool) -> None:
    assert (match(WANTED, [replace(OURS, created_at=created_at)], is_ours).ours is not None) is found


@pytest.mark.parametrize(("spelt", "short"), [("12_34", "34"), ("34", "34"), ("1_2_34", "34")])
def test_an_id_is_known_by_its_last_part(spelt: str, short: str) -> None:
    assert bare(spelt) == short
