"""Does the window count near-equal comments, and nothing else? Invented sentences."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judge.judge import Judge
from bot.judge.repeats import Copies, Sighting, Window, near_equal, sketch
from bot.model import Outcome

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
AD = "Custom mugs for every fan, 20% off today only, order at https://mugs.example.com/fans"
CRITIC = "You closed the pool in May and never told one family why, so answer us before the next budget vote"


def sighting(number: int, text: str = AD, *, post: str = "", author: str = "a", hours: float = 0) -> Sighting:
    """The comment with this number, under a post of its own unless told."""
    at = NOON + timedelta(hours=hours)
    return Sighting(comment=f"c{number}", author=author, post=post or f"p{number}", at=at, text=text)


@pytest.mark.parametrize(
    "other",
    [
        AD.upper(),
        AD.replace("fan,", "fan!!!"),
        AD.replace("today only", "tonight only"),
        AD.replace("Custom", "Сustom"),
        AD + " 🔥",
    ],
)
def test_small_changes_leave_a_text_near_equal(other: str) -> None:
    assert near_equal(sketch(AD), sketch(other))


def test_other_texts_are_not_near_equal() -> None:
    assert not near_equal(sketch(AD), sketch(CRITIC))
    assert not near_equal(sketch(AD), sketch("Custom mugs for the choir are on the table by the gym, ask Pat"))


@given(st.text())
def test_every_text_is_near_equal_to_itself_or_too_short(text: str) -> None:
    assert not sketch(text) or near_equal(sketch(text), sketch(text))


def test_copies_are_counted_by_comments_authors_and_posts() -> None:
    window = Window()
    for number in range(4):
        window.see(sighting(number, author=f"a{number % 2}", post="p" if number < 2 else ""))
    window.see(sighting(8, CRITIC))
    assert window.see(sighting(9, author="a0")) == Copies(comments=5, authors=2, posts=4)


def test_the_same_comment_twice_counts_once() -> None:
    window = Window()
    window.see(sighting(1))
    assert window.see(sighting(1)) == Copies()


def test_what_is_older_than_the_window_is_forgotten() -> None:
    window = Window(hours=24)
    window.see(sighting(1))
    assert window.see(sighting(2, hours=25)) == Copies()
    assert len(window) == 1


def test_a_full_window_forgets_the_oldest() -> None:
    window = Window(limit=2)
    for number in range(5):
        window.see(sighting(number))
    assert len(window) == 2


def test_short_cheers_are_never_counted() -> None:
    window = Window()
    assert [window.see(sighting(number, "Congratulations, Hawks!!!")) for number in range(9)][-1] == Copies()


MANY = Copies(comments=6, authors=1, posts=4)


def test_a_flood_that_sells_is_hidden(judge: Judge) -> None:
    text = "Bracelets in every color of the rainbow, the sale is at https://crafts.example.com this week"
    verdict = judge.verdict(text, copies=MANY)
    assert (verdict.outcome, verdict.guideline) == (Outcome.HIDE, "spam")
    assert judge.verdict(text).outcome is not Outcome.HIDE


@pytest.mark.parametrize(
    "text",
    [
        CRITIC,
        "Sign the petition to recall the board, $40 million is gone: https://recall.example.org/sign today",
        "Ask the superintendent where the cash from the bond went, every single day until she answers",
    ],
)
def test_a_critic_who_repeats_himself_goes_to_a_person_at_most(judge: Judge, text: str) -> None:
    assert judge.verdict(text, copies=MANY).outcome is Outcome.REVIEW


@pytest.mark.parametrize("copies", [Copies(comments=4, authors=4, posts=4), Copies(comments=9, authors=9, posts=2)])
def test_few_copies_or_few_posts_are_no_flood(judge: Judge, copies: Copies) -> None:
    assert judge.verdict(CRITIC, copies=copies).outcome is Outcome.KEEP


def test_praise_may_be_repeated(judge: Judge) -> None:
    text = "Congratulations to every single one of you, what a year it has been"
    assert judge.verdict(text, copies=MANY).outcome is Outcome.KEEP
