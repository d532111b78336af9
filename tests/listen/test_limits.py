"""Are calls counted within a minute, by whoever sent them, in bounded memory?"""

from datetime import timedelta

import pytest

from bot.listen.limits import PerMinute, Tally
from tests.builders import NOON


def test_so_many_in_a_minute_and_no_more_until_the_next_begins() -> None:
    limit = PerMinute(2)
    assert [limit.admits(NOON + timedelta(seconds=n)) for n in range(4)] == [True, True, False, False]
    assert limit.admits(NOON + timedelta(seconds=60))


def test_each_caller_is_counted_alone() -> None:
    limit = PerMinute(1)
    assert [limit.admits(NOON, key) for key in ("a", "b", "a")] == [True, True, False]


def test_a_clock_that_is_set_back_shuts_nobody_out() -> None:
    limit = PerMinute(1)
    assert limit.admits(NOON)
    assert limit.admits(NOON - timedelta(hours=1))


def test_beyond_so_many_callers_the_rest_is_counted_together() -> None:
    limit = PerMinute(1, most_keys=2)
    assert [limit.admits(NOON, key) for key in ("a", "b", "c", "d", "a")] == [True, True, True, False, False]


def test_endless_names_of_callers_are_cut() -> None:
    limit = PerMinute(1)
    assert [limit.admits(NOON, "x" * 64 + end) for end in ("1", "2")] == [True, False]


@pytest.mark.parametrize("seconds", [60, 600])
def test_the_first_is_told_at_once_and_the_others_a_minute_later(seconds: int) -> None:
    tally = Tally()
    assert [tally.count("wrong", NOON) for _ in range(4)] == [1, 0, 0, 0]
    assert tally.count("kept", NOON) == 1
    assert tally.count("wrong", NOON + timedelta(seconds=seconds)) == 4
