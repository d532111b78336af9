"""Does the normal form fold what it should, and does every character find its way back?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judge.text import normal_form, storable

HOSTILE = st.text(st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Plain Words", "plain words"),
        ("wо\u200brd", "word"),
        ("ѕсhооl", "school"),
        ("ＦＵＬＬ", "full"),
        ("𝓼𝓬𝓻𝓲𝓹𝓽", "script"),
        ("fü̈r", "fur"),
        ("cafe\u0301", "cafe"),
        ("🅱🅾🅾", "boo"),
        ("🇭🇮", "hi"),
        ("“quoted” ‘so’", "\"quoted\" 'so'"),
        ("right\u202eleft", "rightleft"),
        ("nul\x00l", "null"),
        ("lone\ud800", "lone\ufffd"),
        ("non\u00a0break", "non break"),
        ("", ""),
        ("\u3164\u2800", ""),
        ("🔥", "🔥"),
    ],
)
def test_look_alikes_accents_and_invisible_characters_are_folded(written: str, normal: str) -> None:
    assert normal_form(written).text == normal


@pytest.mark.parametrize("text", ["a\u200bb", "cafe\u0301 x", "ﬁx", "ab"])
def test_the_whole_form_covers_the_whole_text(text: str) -> None:
    form = normal_form(text)
    assert form.place(0, len(form.text)) == (0, len(text))


def test_a_ligature_keeps_its_one_place() -> None:
    form = normal_form("oﬃce")
    assert form.text == "office"
    assert form.place(1, 4) == (1, 2)


def test_an_accent_put_behind_belongs_to_its_letter() -> None:
    assert normal_form("cafe\u0301!").place(0, 4) == (0, 5)


@given(HOSTILE)
def test_any_text_is_read_with_places_that_never_fall_and_lie_inside(text: str) -> None:
    form, length = normal_form(text), len(text)
    assert len(form.text) == len(form.starts) == len(form.ends)
    assert all(0 <= low < high <= length for low, high in zip(form.starts, form.ends, strict=True))
    assert list(form.starts) == sorted(form.starts)
    assert list(form.ends) == sorted(form.ends)


@given(HOSTILE)
def test_a_storable_text_is_as_long_and_can_be_encoded(text: str) -> None:
    assert len(storable(text)) == len(text)
    storable(text).encode()
