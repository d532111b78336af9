"""Can staff read what stands in a line of the log?"""

import pytest

from bot.review.words import ledger_value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "yes"),
        (False, "no"),
        ([], "none"),
        (["spam", "school-1"], "spam, school-1"),
        ([[143, 145, "ab" * 32]], "143, 145, ababababab…"),
        ("ab" * 32, "ababababab…"),
        ("AB" * 32, "AB" * 32),
        (7, "7"),
        ("Too wide", "Too wide"),
    ],
)
def test_a_value_of_the_log_is_readable(value: object, shown: str) -> None:
    assert ledger_value(value) == shown
