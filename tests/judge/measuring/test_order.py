"""Is the queue's order measured as it is read?"""

from bot.judge.measuring.order import area, found_first
from tests.judge.measuring.cases import judged


def test_violations_at_the_top_are_found_first() -> None:
    cases = [judged(priority=1 - n / 100, label=int(n < 5)) for n in range(100)]
    assert found_first(cases).value == 1.0
    assert area(cases) == 1.0


def test_an_order_that_says_nothing_finds_a_tenth_and_has_half_the_area() -> None:
    cases = [judged(priority=0.5, label=int(n % 5 == 0)) for n in range(1000)]
    assert found_first(cases).value == 0.1
    assert area(cases) == 0.5


def test_an_order_that_is_upside_down_finds_nothing() -> None:
    cases = [judged(priority=n / 100, label=int(n < 5)) for n in range(100)]
    assert found_first(cases).hits == 0
    assert area(cases) == 0.0


def test_ties_at_the_edge_count_in_part() -> None:
    cases = [judged(priority=0.9, label=1) for _ in range(20)] + [judged(priority=0.1, label=0) for _ in range(80)]
    assert found_first(cases).hits == 10


def test_one_kind_alone_has_no_area() -> None:
    assert area([judged(label=1), judged(label=1)]) is None
    assert area([]) is None
