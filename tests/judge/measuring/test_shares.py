"""Is the interval the one of the textbooks?"""

import pytest

from bot.model import Share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe 1998, table I (Wilson without correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert Share(hits=hits, of=of).interval == pytest.approx((low, high), abs=1e-4)


def test_no_cases_say_nothing() -> None:
    assert Share(hits=0, of=0).interval == (0.0, 1.0)
    assert str(Share(hits=0, of=0)) == "none of this kind"


def test_a_share_stands_with_its_size_and_its_interval() -> None:
    assert str(Share(hits=81, of=263)) == "81 of 263: 30.8 % (25.5 to 36.6)"
