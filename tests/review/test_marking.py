"""Are the right words marked, whatever the findings look like?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Finding
from bot.review.invisible import stretches
from bot.review.marking import pieces, window


def at(start: int, end: int, guideline: str = "5") -> Finding:
    return Finding(guideline=guideline, rule="r", score=1, start=start, end=end, match="", why="")


@pytest.mark.parametrize(
    ("findings", "shape"),
    [
        ([], [("abcdef", "", "")]),
        ([at(1, 3, "A")], [("a", "", ""), ("bc", "A", "A"), ("def", "", "")]),
        ([at(0, 6, "A"), at(2, 4, "B")], [("ab", "A", ""), ("cd", "AB", "B"), ("ef", "A", "A")]),
        ([at(0, 4, "A"), at(2, 6, "B")], [("ab", "A", ""), ("cd", "AB", "A"), ("ef", "B", "B")]),
        ([at(0, 2, "A"), at(2, 4, "B")], [("ab", "A", "A"), ("cd", "B", "B"), ("ef", "", "")]),
        ([at(4, 99, "A"), at(-3, 1, "B")], [("a", "B", "B"), ("bcd", "", ""), ("ef", "A", "A")]),
        ([at(3, 3, "A"), at(9, 12, "B"), at(4, 2, "C")], [("abcdef", "", "")]),
    ],
)
def test_the_text_is_cut_where_findings_begin_and_end(
    findings: list[Finding], shape: list[tuple[str, str, str]]
) -> None:
    def names(found: tuple[Finding, ...]) -> str:
        return "".join(sorted(f.guideline or "" for f in found))

    assert [(p.text, names(p.covering), names(p.closing)) for p in pieces("abcdef", findings)] == shape


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=8))
def test_no_word_is_lost_and_every_finding_closes_once(text: str, places: list[tuple[int, int]]) -> None:
    findings = [at(start, end) for start, end in places]
    cut = pieces(text, findings)
    assert "".join(piece.text for piece in cut) == text
    inside = [f for f in findings if max(f.start, 0) < min(f.end, len(text))]
    assert sum(len(piece.closing) for piece in cut) == len(inside)


def test_a_long_text_is_shown_around_what_was_found() -> None:
    text = "x" * 1000 + "darn" + "y" * 1000
    start, end = window(text, [at(1000, 1004)], 300)
    assert start < 1000
    assert end > 1004
    assert end - start == 300
    assert window("short", [at(0, 2)], 300) == (0, 5)
    assert window(text, [], 300) == (0, 300)
    assert window(text, [at(1990, 2000)], 300) == (1704, 2004)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("plain words\nin lines", []),
        ("d\u200barn", ["zero width"]),
        ("\u202edrawkcab", ["direction"]),
        ("soft\u00adhyphen", ["soft hyphen"]),
        ("bell\x07", ["control"]),
        ("👩\u200d👧 family", []),
        ("می\u200cخواهم", []),
        ("a\u200db", ["zero width"]),
        ("blank\u3164", ["blank"]),
    ],
)
def test_what_cannot_be_seen_gets_a_name(text: str, hidden: list[str]) -> None:
    assert [part.hidden_name for part in stretches(text) if part.hidden_name] == hidden
