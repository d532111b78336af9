"""Is any line of a file read, or its fault told?"""

import io

import pytest

from bot.cli import lines
from bot.cli.lines import BadLine, Row, rows


def read(content: bytes) -> list[Row | BadLine]:
    return list(rows(io.BytesIO(content)))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"{", "isn't JSON"),
        (b"[1]", 'has no "text"'),
        (b'{"id": "1"}', 'has no "text"'),
        (b'{"id": "1", "text": 5}', '"text" must be a text: write it in quotation marks'),
        (b'{"id": "1", "text": "caf\xe9"}', "isn't UTF-8: save the file as UTF-8"),
        (b'{"id": "1", "text": "a", "time": "noon"}', '"time" can\'t be read as a time (ISO 8601): write it as'),
        (b'{"id": "1", "text": "a", "post": 5}', '"post" must be a text'),
        (b'{"id": {}, "text": "a"}', '"id" must be'),
        (b'{"id": NaN, "text": "a"}', "isn't JSON"),
        (b'{"id": 1e400, "text": "a"}', '"id" must be'),
        (b"[" * 100_000, "isn't JSON"),
        (b"\xff\xfe{\x00", "isn't JSON"),
        (b'{"id": 1' + b"0" * 5000 + b', "text": "a"}', "isn't JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: bytes, complaint: str) -> None:
    before, bad, after = read(b'{"id":1,"text":"a"}\n' + line + b'\n{"id":3,"text":"c"}')
    assert isinstance(before, Row)
    assert isinstance(bad, BadLine)
    assert complaint in bad.error
    assert bad.number == 2
    assert isinstance(after, Row)
    assert (after.id, after.number) == (3, 3)


def test_a_line_longer_than_memory_allows_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 64)
    bad, good = read(b'{"id":1,"text":"' + b"a" * 500 + b'"}\n{"id":2,"text":"b"}\n')
    assert isinstance(bad, BadLine)
    assert "longer than" in bad.error
    assert isinstance(good, Row)
    assert good.id == 2


def test_a_byte_order_mark_and_empty_lines_do_not_matter() -> None:
    (row,) = read(b'\xef\xbb\xbf{"id":"x","text":"a"}\n\n  \n')
    assert isinstance(row, Row)
    assert (row.id, row.text) == ("x", "a")


def test_what_is_missing_is_empty() -> None:
    (row,) = read(b'{"text":"a","post":null}')
    assert isinstance(row, Row)
    assert (row.id, row.post, row.author, row.account) == ("", "", "", "")
