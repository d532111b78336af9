"""Is a person told in time, and is a token renewed in time?"""

from datetime import datetime, timedelta

import pytest

from bot.accounts.endings import endings, renewal_is_due, renewal_is_possible
from bot.accounts.facts import Facts
from tests.accounts.school import NOW, explained

DAY = timedelta(days=1)


def at(days: float | None) -> datetime | None:
    return None if days is None else NOW + DAY * days


@pytest.mark.parametrize(("days", "step"), [(-3, 0), (0, 0), (0.5, 1), (1, 1), (1.01, 7), (7, 7), (7.01, 14), (14, 14)])
def test_the_step_is_the_smallest_that_was_reached(days: float, step: int) -> None:
    (found,) = endings(Facts(expires_at=at(days)), NOW)
    assert found.step == step


def test_the_words_stay_the_same_between_two_steps_and_change_at_each() -> None:
    facts = Facts(expires_at=at(14))
    words = [endings(facts, NOW + DAY * day)[0].words for day in range(15)]
    assert list(dict.fromkeys(words)) == [words[0], words[7], words[13], words[14]]
    assert words[0] == "the token ends on 2026-12-06 12:00 UTC: 14 days or less are left"
    assert words[13].endswith("1 day or less are left")
    assert words[14] == "the token ended on 2026-12-06 12:00 UTC"


def test_what_ends_first_comes_first() -> None:
    found = endings(Facts(expires_at=at(9), told=explained(data_access_ends=at(2))), NOW)
    assert [ending.what for ending in found] == ["the token's access to data", "the token"]
    assert endings(Facts(expires_at=at(15), told=explained(data_access_ends=at(90))), NOW) == []


@pytest.mark.parametrize(
    ("age", "left", "possible", "due"),
    [
        (0.9, 59, False, False),
        (1, 59, True, False),
        (44, 16, True, False),
        (45, 15, True, True),
        (2, 14, True, True),
        (60, 0, False, False),
        (70, -10, False, False),
        (None, None, True, False),
        (None, 10, True, True),
    ],
)
def test_a_token_is_renewed_when_old_or_near_its_end_but_never_too_young_or_dead(
    age: float | None, left: float | None, possible: bool, due: bool
) -> None:
    issued = None if age is None else NOW - DAY * age
    told = {"issued_at": issued, "expires_at": at(left), "now": NOW}
    assert renewal_is_possible(**told) is possible  # type: ignore[arg-type]  # three moments
    assert renewal_is_due(**told) is due  # type: ignore[arg-type]  # three moments
