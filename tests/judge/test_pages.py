"""Is of a long form read again what differs from the plain one, and only that?"""

import pytest

from bot.judge.guidelines import Guidelines
from bot.judge.pages import LONG
from bot.judge.reading import read

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
