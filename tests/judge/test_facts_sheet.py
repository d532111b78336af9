"""Does a sheet of statements tell every fault with line, key and remedy?"""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.judge.sheet import load_sheet, read_sheet
from tests.judge.statements import SHEETS

GOOD = {
    "id": "fs-1",
    "claim": "The pool is closing.",
    "reply": "The pool stays open.",
    "source": "/pool",
    "owner": "Communications",
    "expires": "2027-06-30",
}


def test_a_statement_is_read_with_everything_it_holds() -> None:
    row = {**GOOD, "paraphrases": ["They shut  the pool."], "approver": "A. Vance"}
    (one,) = read_sheet(["", json.dumps(row)], "sheet.jsonl")
    assert (one.id, one.claim, one.paraphrases) == ("fs-1", "The pool is closing.", ("They shut the pool.",))
    assert (one.owner, one.approver, one.expires) == ("Communications", "A. Vance", date(2027, 6, 30))


def test_paraphrases_and_approver_may_be_left_out() -> None:
    (one,) = read_sheet([json.dumps(GOOD)], "sheet.jsonl")
    assert (one.paraphrases, one.approver) == ((), "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reply": " "}, 'line 1, "reply": must be a text'),
        ({"owner": None}, 'line 1, "owner": is missing'),
        ({"claim": 7}, 'line 1, "claim": must be a text'),
        ({"expires": "30.6.2027"}, 'line 1, "expires": must be a day'),
        ({"expires": "20270630"}, 'line 1, "expires": must be a day'),
        ({"paraphrases": "one"}, 'line 1, "paraphrases": must be a list'),
        ({"answer": "x"}, 'line 1, "answer": unknown key'),
        ({"claim": "Half an emoji \ud83d here."}, 'line 1, "claim": holds half a character'),
        ({"paraphrases": ["\udc00"]}, 'line 1, "paraphrases": holds half a character'),
        ({"id": "\x1b[31m"}, 'line 1, "id": must be one short line'),
        ({"id": "<b>x</b>\nfs-2"}, 'line 1, "id": must be one short line'),
    ],
)
def test_a_fault_names_file_line_key_and_remedy(change: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as told:
        read_sheet([json.dumps({**GOOD, **change})], "sheet.jsonl")
    assert f"sheet.jsonl, {said}" in told.value.message


def test_all_faults_are_told_at_once() -> None:
    lines = ["{", json.dumps({**GOOD, "reply": ""}), json.dumps(GOOD), json.dumps(GOOD), "[" * 100_000]
    with pytest.raises(InputError) as told:
        read_sheet(lines, "sheet.jsonl")
    faults = told.value.message.splitlines()
    assert len(faults) == 4
    assert 'line 4, "id": the same id stands in line 3' in faults[2]


def test_of_a_wrong_file_only_some_faults_are_told() -> None:
    with pytest.raises(InputError) as told:
        read_sheet(["{"] * 30_000, "sheet.jsonl")
    faults = told.value.message.splitlines()
    assert len(faults) == 21
    assert "mend these first" in faults[-1]


def test_a_file_that_cannot_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.jsonl: can't be read"):
        load_sheet(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe{}")
    with pytest.raises(InputError, match="not UTF-8"):
        load_sheet(tmp_path / "latin.jsonl")


def test_the_invented_sheet_is_in_order() -> None:
    assert len(load_sheet(SHEETS / "invented_statements.jsonl")) == 30
