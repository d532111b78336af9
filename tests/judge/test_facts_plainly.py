"""Are amounts, short spellings and Spanish words compared as the English words they stand for?"""

import pytest

from bot.judge.plainly import plainly
from bot.judge.spanish import glossed


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("$60,000", "60000 dollars"),
        ("sixty grand", "60000"),
        ("60k", "60000"),
        ("sixty thousand", "60000"),
        ("twenty-one percent", "21 percent"),
        ("20%", "20 percent"),
        ("under 2 mi", "under 2 miles"),
        ("three hundred bucks", "300 dollars"),
        ("trescientos, un 20 por ciento", "300, un 20 percent"),
        ("one hundred", "100"),
        ("1.6 miles", "1.6 miles"),
    ],
)
def test_an_amount_is_the_same_however_it_is_written(written: str, said: str) -> None:
    assert plainly(written) == said


@pytest.mark.parametrize("text", ["no one asked", "the one on oak", "ages four-five is odd"])
def test_what_is_no_amount_stays(text: str) -> None:
    assert plainly(text).split()[:2] == text.split()[:2]


def test_short_spellings_are_written_out() -> None:
    assert plainly("u cant ride w/o ur bus pass") == "you can't ride without your bus pass"


def test_numbers_of_any_length_and_script_are_read_without_an_error() -> None:
    assert plainly("9" * 500 + " ٣ dollars, 1,2,3 $") != ""
    assert len(plainly("two " * 5000)) < 3000


def test_a_spanish_sentence_is_glossed_and_an_english_one_stays() -> None:
    assert glossed("Van a quitar las enfermeras de la escuela") == "going to to remove the nurses of the school"
    assert glossed("My son had a pan of rice once") == "my son had a pan of rice once"


def test_in_a_mixed_sentence_words_of_both_languages_stay_english() -> None:
    said = glossed("ya no hay enfermera en la escuela, who gives my son his inhaler")
    assert "nurse" in said
    assert "my son his inhaler" in said
