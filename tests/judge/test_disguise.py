"""Are words found behind digits, signs and spaces, and ordinary numbers left alone?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judge.disguise import unmask
from bot.judge.reading import read
from bot.judge.text import normal_form


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("w o r d here", "word here"),
        ("w.o.r.d", "word"),
        ("w_o_r_d now", "word now"),
        ("h3ll0 th3re", "hello there"),
        ("$illy", "silly"),
        ("cl@$$room!", "classroom!"),
        ("snake_case", "snake case"),
        ("w·o•r—d", "word"),
        ("w:o:r:d and w'o'r'd", "word and word"),
        ("w(o)rd", "word"),
        ("wo.rd", "word"),
        ("©at", "cat"),
        ("s\u200b i\u200b g n", "sign"),
    ],
)
def test_disguises_are_taken_off(written: str, bare: str) -> None:
    assert unmask(normal_form(written)).text == bare


@pytest.mark.parametrize(
    "text",
    ["$40 on the 3rd", "room 12b at 10am", "wow!!", "a b", "I am", "2.50", "no signs", "his/her", "s/he", "co-op"],
)
def test_numbers_prices_and_plain_words_stay(text: str) -> None:
    form = normal_form(text)
    assert unmask(form).text == form.text


def test_a_joined_word_knows_where_its_letters_stood() -> None:
    form = unmask(normal_form("so w o r d, yes"))
    assert form.text == "so word, yes"
    assert form.place(3, 7) == (3, 10)


@given(st.text(alphabet="ab 1!$_.@*é\u200b\ud800", max_size=80))
def test_no_disguise_moves_a_place_out_of_the_text(text: str) -> None:
    for form in read(text).forms:
        assert len(form.text) == len(form.starts) == len(form.ends)
        assert all(0 <= low < high <= len(text) for low, high in zip(form.starts, form.ends, strict=True))
        assert list(form.starts) == sorted(form.starts)
