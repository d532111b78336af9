"""Does the normal form fold what it should, and does every character find its way back?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judge.text import FormKind, normal_form, storable

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
        ("⒲⒪⒭⒟", "word"),
        ("ⓦⓞⓡⓓ", "word"),
        ("千凵几", "fun"),
        ("💲1️⃣⭕", "$1o"),
        ("s̶t̷r̸u̵c̶k̷", "struck"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ufdfa", "\ufdfa"),
        ("Жук", "жyk"),
    ],
)
def test_look_alikes_accents_and_invisible_characters_are_folded(written: str, normal: str) -> None:
    assert normal_form(written).text == normal


@pytest.mark.parametrize("text", ["a\u200bb", "cafe\u0301 x", "ﬁx", "ab"])
def test_the_whole_form_covers_the_whole_text(text: str) -> None:
    form = normal_form(text)
    assert form.place(0, len(form.text)) == (0, len(text))


def test_marks_heaped_on_a_letter_belong_to_it_however_many() -> None:
    text = "a" + "\u0301" * 10_000 + "b"
    form = normal_form(text)
    assert form.text == "ab"
    assert [form.place(0, 1), form.place(1, 2)] == [(0, 10_001), (10_001, 10_002)]


def test_a_mark_before_any_letter_belongs_to_none() -> None:
    assert normal_form("\u0301ab").place(0, 2) == (1, 3)


@pytest.mark.parametrize(
    ("edits", "text", "place"),
    [
        ([(1, 3, "")], "ad", (0, 4)),
        ([(1, 3, "x")], "axd", (0, 4)),
        ([(0, 2, "yx")], "yxcd", (0, 4)),
        ([(0, 1, ""), (3, 4, "")], "bc", (1, 3)),
    ],
)
def test_an_edited_form_still_knows_its_places(
    edits: list[tuple[int, int, str]], text: str, place: tuple[int, int]
) -> None:
    form = normal_form("abcd").edited(edits, FormKind.BARE)
    assert (form.text, form.place(0, len(form.text)), form.kind) == (text, place, FormKind.BARE)


def test_a_replacement_stands_for_the_whole_place_it_replaces() -> None:
    form = normal_form("abcd").edited([(1, 3, "x")], FormKind.BARE)
    assert form.place(1, 2) == (1, 3)


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
