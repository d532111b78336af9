"""Are words found that are cut, masked or turned, exactly where they stand, and real words left alone?"""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.obfuscation import FOUND, spellings
from bot.judge.disguise import bare_forms, is_disguised
from bot.judge.reading import read
from bot.judge.rules.words import words_matcher
from bot.judge.text import FormKind, normal_form
from tests.judge.builders import fields

WORD = "glimbuster"
# Words of nothing but letters that stand alone every day ("a", "u", "r") are not looked for when they are spelled out,
# and a doubled first or last letter is not looked for behind a star.
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9).filter(
    lambda word: bool(set(word) - set("aiurnyo")) and all(one != other for one, other in pairwise(word))
)
CONTROLS = "\u202e\u202c"


def places(word: str, text: str) -> set[str]:
    """What a rule that lists `word` marks in `text`."""
    matcher = words_matcher(fields({"masked": [word]}))
    reading = read(text)
    return {reading.original[span.start : span.end] for span in matcher.spans(reading)}


def joined(text: str, kind: FormKind) -> list[str]:
    """The joined forms of this kind."""
    return [form.text for form in read(text).joined if form.kind is kind]


@pytest.mark.parametrize("trick", FOUND)
def test_each_trick_is_seen_through_and_the_written_word_marked(trick: str) -> None:
    for spelling in spellings(WORD, trick, number=20, seed=3):
        assert places(WORD, f"so {spelling} yes") == {spelling.strip(CONTROLS)}, spelling


@given(WORDS, st.sampled_from([trick for trick in FOUND if trick != "leet"]), st.integers(0, 99))
@settings(max_examples=150, deadline=None)
def test_any_word_is_found_behind_any_trick(word: str, trick: str, seed: int) -> None:
    spelling = next(spellings(word, trick, seed=seed))
    # Upside down some letters are letters: "pqpq" is "bdbd", and nobody can tell that it was turned.
    assume(trick != "upside down" or not spelling.isascii())
    marked = places(word, f"seen {spelling} then")
    assert any(spelling.strip(CONTROLS) in one for one in marked), (spelling, marked)


@pytest.mark.parametrize(
    ("written", "kind", "read_as"),
    [
        ("a wo-rd here", FormKind.CUT, "a word here"),
        ("wo/rd", FormKind.CUT, "word"),
        ("wo\\rd", FormKind.CUT, "word"),
        ("wo-\nrd", FormKind.CUT, "word"),
        ("w'ord it's", FormKind.CUT, "word it's"),
        ("wo-rd-you", FormKind.CUT, "word you"),
        ("sh-1p", FormKind.CUT, "ship"),
        ("wor d up", FormKind.TORN, "word up"),
        ("you wo rdy", FormKind.TORN, "you wordy"),
        ("the w ord", FormKind.TORN, "the word"),
        ("w\nord", FormKind.TORN, "word"),
        ("wo rd", FormKind.TORN, "word"),
        ("w_rd", FormKind.MASKED, "w*rd"),
        ("w#rd w%rd", FormKind.MASKED, "w*rd w*rd"),
        ("w\U0001f92crd", FormKind.MASKED, "w*rd"),
        ("w\u2588rd", FormKind.MASKED, "w*rd"),
        ("w#&!", FormKind.MASKED, "w***"),
        ("\u202edrow\u202c a", FormKind.TURNED, "word a"),
        ("pɹoʍ", FormKind.TURNED, "word"),
    ],
)
def test_a_word_in_pieces_is_put_together_in_a_form_of_its_kind(written: str, kind: FormKind, read_as: str) -> None:
    assert read_as in joined(written, kind)


@pytest.mark.parametrize(
    "text",
    [
        "I don't think it's fair, we're late and they'll know",
        "Great game! See you at 7, ok?",
        'He said "no" (twice).',
        "Go Hawks 🔥🔥 what a night😍",
        "Room 12 has 30 chairs; so do we",
        "That's all... really",
        "MY KID IS IN 3 CLUBS!!!",
    ],
)
def test_ordinary_comments_are_read_once(text: str) -> None:
    reading = read(text)
    assert reading.forms == (reading.plain,)
    assert reading.joined == ()


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("shit", "they pass hits on"),
        ("shit", "his hit went far"),
        ("ass", "as sure as ever"),
        ("cunt", "they cut untied ropes"),
        ("anus", "an useful idea"),
        ("fuck", "if UC keeps the band"),
    ],
)
def test_words_that_only_meet_are_not_put_together(word: str, text: str) -> None:
    assert places(word, text) == set()


def test_letters_spelled_out_with_small_words_are_set_apart() -> None:
    assert "word you" in {form.text for form in bare_forms(normal_form("w o r d y o u"))}


def test_a_one_is_read_as_either_letter() -> None:
    assert {"siip", "slip"} <= {form.text for form in read("s1ip").forms}


@given(st.text(alphabet="ab oy.-'!1$@*#_(\n\"", max_size=30))
@settings(max_examples=300, deadline=None)
def test_what_is_not_disguised_at_all_joins_to_no_word(text: str) -> None:
    plain = normal_form(text)
    if not is_disguised(plain.text):
        assert read(text).joined == ()


def test_a_masked_form_is_as_long_as_the_plain_one() -> None:
    reading = read("so w#rd, w_rd and w**d")
    (masked,) = [form for form in reading.joined if form.kind is FormKind.MASKED]
    assert (masked.starts, masked.ends) == (reading.plain.starts, reading.plain.ends)
    assert masked.text == "so w*rd, w*rd and w**d"
