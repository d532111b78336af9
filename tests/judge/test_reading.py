"""Is the right sentence looked at?"""

import pytest

from bot.judge.reading import capitals, read, sentence_around


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("One. Two words? Three.", "words", " Two words?"),
        ("no end here", "end", "no end here"),
        ("first line\nsecond line", "second", "second line"),
        ("stop.", "stop", "stop."),
    ],
)
def test_the_sentence_around_a_word_ends_with_its_mark(text: str, word: str, sentence: str) -> None:
    start = text.index(word)
    assert sentence_around(text, start, start + len(word)) == sentence


def test_a_plain_comment_is_read_once_and_a_disguised_one_twice() -> None:
    assert len(read("plain words").forms) == 1
    assert len(read("w0rds").forms) == 2


def test_the_original_keeps_its_length_with_lone_surrogates() -> None:
    assert read("a\ud800b").original == "a\ufffdb"


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [("Zork|BL", "ZBL"), (r"\bzork\S", ""), ("[A-Z]", "AZ"), ("[^A-Z]x[A-z]", ""), ("(?i)Zork", ""), (r"\\Zork", "Z")],
)
def test_capital_letters_of_a_pattern_are_those_it_waits_for(pattern: str, letters: str) -> None:
    assert "".join(capitals(pattern)) == letters
