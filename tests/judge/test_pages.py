"""Is of a long form read again what differs from the plain one, and only that?"""

from itertools import pairwise

import pytest

from bot.judge.guidelines import Guidelines
from bot.judge.pages import LONG, borders
from bot.judge.reading import read
from bot.judge.rules.cells import CELL, words_of

FILLER = "The bake sale is on Friday and everyone may come along. "


@pytest.mark.parametrize("place", [0, 20, 99, 180])
def test_a_disguised_word_in_a_long_comment_is_found_where_it_stands(guidelines: Guidelines, place: int) -> None:
    sentences = [FILLER] * 181
    text = "".join((*sentences[:place], "You are all sh1t. ", *sentences[place:]))
    matches = [one.match for one in guidelines.rules.findings(read(text)) if one.rule == "profanity"]
    assert matches == ["sh1t"]


def test_a_long_comment_is_not_read_twice_for_one_disguised_word() -> None:
    reading = read(FILLER * 90 + "what a b0ok sale! " + FILLER * 90)
    bare = reading.forms[1:]
    assert bare
    assert all("book" in form.text and len(form.text) < LONG for form in bare)


def test_an_excerpt_knows_its_places() -> None:
    reading = read(FILLER * 40 + "a f1rst w0rd. " + FILLER * 60 + "a sec0nd one. " + FILLER * 40)
    for form in reading.forms[1:]:
        low = form.text.index("second")
        start, end = form.place(low, low + len("second"))
        assert reading.original[start:end] == "sec0nd"
        assert list(form.starts) == sorted(form.starts)
        assert len(form.text) == len(form.starts) == len(form.ends)


def test_an_excerpt_begins_and_ends_with_a_sentence() -> None:
    reading = read(FILLER * 90 + "what a b0ok sale! " + FILLER * 90)
    text = reading.forms[1].text.strip()
    assert text.startswith("the bake sale")
    assert text.endswith("come along.")


def test_a_short_comment_is_read_whole_in_every_form() -> None:
    reading = read("what a b0ok sale! " + FILLER)
    assert [len(form.text) for form in reading.forms] == [len(reading.original)] * len(reading.forms)
    assert len(reading.forms) > 1


@pytest.mark.parametrize(
    "said",
    [
        "Go kill" + " " * 500 + "yourself. ",
        "kill " + "\n" * 300 + "yourself. ",
        "te voy a " + " " * 400 + "matar. ",
        "f" + "u" * 700 + "ck you. ",
    ],
)
def test_blanks_and_letters_that_run_on_do_not_save_a_threat_in_a_long_comment(
    guidelines: Guidelines, said: str
) -> None:
    alone = {one.rule for one in guidelines.rules.findings(read(said))}
    amid = {one.rule for one in guidelines.rules.findings(read(FILLER * 20 + said + FILLER * 20))}
    assert alone
    assert alone <= amid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [0]),
        ("abcd " * 5, [0, 10, 20, 25]),
        ("ab" + " " * 100 + "cd " * 4, [0, 104, 114]),  # six of the blanks count
        ("x" * 100 + " ab cd", [0, 10, 20, 30, 40, 105, 106]),  # forty-five of the letters do
        ("x" * 1_000, [0, 10, 20, 30, 40, 1_000]),
    ],
)
def test_what_only_lengthens_a_word_or_a_gap_counts_in_no_piece(text: str, expected: list[int]) -> None:
    assert list(borders(text, 10)) == expected


def test_a_long_address_does_not_keep_a_long_comment_in_one_piece() -> None:
    words = words_of(FILLER * 50 + "https://example.org/" + "a" * 300 + " " + FILLER * 50)
    assert len(words.edges) > 100 * len(FILLER) // CELL
    assert words.data[words.edges[-2] : words.edges[-1]] in (FILLER * 50).encode()


@pytest.mark.parametrize("lead", ["", "🙂🙂 ñandú — "])
def test_cells_of_emoji_and_foreign_letters_begin_and_end_with_characters(lead: str) -> None:
    words = words_of((lead + FILLER + "x" * 200 + " ") * 30)
    for low, high in pairwise(words.edges):
        assert words.data[low:high].decode()
    assert words.cells[b"bake"] == words.every >> 1  # in each but the last, a short one
