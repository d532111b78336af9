"""Do cells tell where words stand, and what stands side by side?"""

import pytest

from bot.judge.rules.cells import CELL, keys_of, stretches, widened, words_of


def test_a_short_text_is_one_cell_with_its_words_and_their_heads() -> None:
    words = words_of("sold the gym")
    assert dict(words.cells) == {b"sold": 1, b"the": 1, b"gym": 1, b"sold*": 1}
    assert words.every == 1


def test_a_long_text_tells_each_cell_of_a_word() -> None:
    words = words_of("gym" + " a" * 4 * CELL + " gym")
    assert words.cells[b"gym"] == 1 | 1 << 8
    assert words.every == (1 << 9) - 1


@pytest.mark.parametrize("stretched", [" " * 2_000, "g" * 2_000])
def test_a_text_in_which_blanks_or_letters_run_on_is_one_cell(stretched: str) -> None:
    words = words_of("gym" + stretched + " hall")
    assert (words.every, words.cells[b"hall"]) == (1, 1)


@pytest.mark.parametrize(
    ("cells", "expected"), [(0, []), (0b1, [(0, 1)]), (0b1101100, [(2, 4), (5, 7)]), (1 << 80, [(80, 81)])]
)
def test_neighbouring_cells_are_one_stretch(cells: int, expected: list[tuple[int, int]]) -> None:
    assert list(stretches(cells)) == expected


def test_beside_a_cell_are_the_one_before_and_the_one_after() -> None:
    assert widened(0b10001) == 0b111011


@pytest.mark.parametrize(
    ("needles", "expected"),
    [
        ({"\bsold\b", "\ba formal "}, {b"sold", b"formal"}),  # whole words, the longest
        ({"\bthreaten"}, {b"thre*"}),  # its ending is open
        ({"\bsold\b", "ing\b"}, set()),  # the beginning of one is open: no key tells
        ({"\bar"}, set()),  # too short for a head
    ],
)
def test_needles_are_looked_up_by_whole_words_or_heads(needles: set[str], expected: set[bytes]) -> None:
    assert keys_of(frozenset(needles)) == expected
