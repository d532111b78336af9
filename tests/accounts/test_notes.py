"""Does the note beside a token tell only of that token, and nothing secret?"""

import json

import pytest

from bot.accounts.facts import TokenNote, mark_of, note_from, note_name
from tests.accounts.school import IG_LONG, MAPLE, MARK, NOW


def test_a_note_is_read_back_as_it_was_written() -> None:
    note = TokenNote(mark=mark_of(MAPLE), issued_at=NOW, access_ends=NOW, tasks=frozenset({"MODERATE"}))
    assert note_from(note.spelt(), MAPLE) == note
    older = {name: value for name, value in json.loads(note.spelt()).items() if name != "access_ends"}
    assert note_from(json.dumps(older), MAPLE) == TokenNote(mark=note.mark, issued_at=NOW, tasks=note.tasks)
    assert MARK not in note.spelt()


def test_a_note_on_another_token_is_void() -> None:
    note = TokenNote(mark=mark_of(MAPLE), issued_at=NOW, expires_at=NOW)
    assert note_from(note.spelt(), IG_LONG) is None


@pytest.mark.parametrize(
    "change",
    [{"issued_at": "soon"}, {"issued_at": "2026-11-22T12:00:00"}, {"tasks": None}, {"expires_at": 5}, {"mark": 1}],
)
def test_a_broken_note_is_no_note(change: dict[str, object]) -> None:
    told = json.loads(TokenNote(mark=mark_of(MAPLE), issued_at=NOW).spelt())
    assert note_from(json.dumps({**told, **change}), MAPLE) is None
    assert note_from("not json", MAPLE) is None
    assert note_from("[]", MAPLE) is None


def test_no_account_can_have_a_token_of_the_notes_name() -> None:
    assert "." in note_name("token-maple")
