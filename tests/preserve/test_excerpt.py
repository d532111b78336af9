"""Does a picture of a long comment say honestly what it leaves out?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Routing
from bot.preserve.excerpt import LIMIT, LINE, excerpt
from tests.preserve.builders import finding

LONG = "The bus was late again and nobody called us. " * 1300


def test_a_short_comment_is_shown_whole() -> None:
    shown = excerpt("Hello\nthere", [])
    assert shown.shown_text == "Hello\nthere"
    assert not shown.excerpted


def test_a_long_comment_shows_its_beginning_and_the_finding() -> None:
    text = f"{LONG[:41_000]} BUY NOW {LONG[41_000:]}"
    shown = excerpt(text, [finding(41_001, 41_008)])
    assert shown.excerpted
    assert shown.shown_text.startswith("The bus was late")
    assert "BUY NOW" in shown.shown_text
    assert f"[… {shown.pieces[1].left_out:,} characters left out of this picture; complete in the record …]" in (
        shown.shown_text
    )
    words = set(text.split())
    assert all({piece.text.split()[0], piece.text.split()[-1]} <= words for piece in shown.pieces if not piece.left_out)


def test_a_hide_is_shown_before_a_doubt_when_both_do_not_fit() -> None:
    text = "x" * 1_000 + "DOUBT" + "y" * 1_000 + "CLEAR" + "z" * 1_000
    doubt, clear = finding(1_000, 1_005, routing=Routing.REVIEW), finding(2_005, 2_010)
    shown = excerpt(text, [doubt, clear], limit=400).shown_text
    assert "CLEAR" in shown


@pytest.mark.parametrize("text", ["\n" * 60_000, "a\n" * 30_000, "x" * 60_000, "\r\n" * 9_000])
def test_line_breaks_cannot_make_it_long(text: str) -> None:
    shown = excerpt(text, []).shown_text
    assert len(shown) + LINE * shown.count("\n") < LIMIT * 1.2


@settings(max_examples=120, deadline=None)
@given(
    text=st.text(alphabet="ab \n😀é", max_size=900),
    places=st.lists(st.tuples(st.integers(0, 950), st.integers(0, 400)), max_size=6),
)
def test_what_is_shown_and_what_is_left_out_add_up_to_the_comment(text: str, places: list[tuple[int, int]]) -> None:
    shown = excerpt(text, [finding(start, start + length) for start, length in places], limit=300)
    at = 0
    for piece in shown.pieces:
        if piece.left_out:
            at += piece.left_out
        else:
            assert text[at : at + len(piece.text)] == piece.text
            at += len(piece.text)
    assert at == len(text)
