"""Is a line of the log always hashed and written the same way, and is every change to a chain seen?"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.errors import EvidenceError
from bot.model import DecisionKind, LedgerEntry
from bot.model.chain import FIRST_PREVIOUS, breaks, canonical_line, entry_hash, moment

AT = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)


def _chain(*bodies: Mapping[str, object]) -> list[LedgerEntry]:
    lines: list[LedgerEntry] = []
    for seq, body in enumerate(bodies, start=1):
        previous = lines[-1].hash if lines else FIRST_PREVIOUS
        own = entry_hash(seq=seq, at=AT, kind="record", actor="bot@1", body=body, previous=previous)
        lines.append(LedgerEntry(seq=seq, at=AT, kind="record", actor="bot@1", body=body, previous=previous, hash=own))
    return lines


def test_the_written_line_without_its_hash_is_what_was_hashed() -> None:
    line = _chain({"é": [1, None, True], "kind": DecisionKind.HIDE, "hash": "x"})[0]
    written = canonical_line(line).encode()
    bare = written.replace(b'"hash":"' + line.hash.encode() + b'",', b"", 1)
    assert hashlib.sha256(bare).hexdigest() == line.hash


def test_the_hash_is_the_one_it_was_in_the_first_version() -> None:
    assert _chain({"revision": 1})[0].hash == "6dafb6bcea72b93fc2bbd8c12ea198ef0222f7c3c747521b50e9c10bef5c5c04"


def test_the_same_moment_in_another_zone_is_written_the_same() -> None:
    assert moment(AT.astimezone(timezone(timedelta(hours=-6)))) == moment(AT) == "2026-11-17T15:00:00.000000Z"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(EvidenceError):
        moment(AT.replace(tzinfo=None))


@pytest.mark.parametrize(
    "value", [object(), float("nan"), "\ud800", 2**60], ids=["object", "nan", "surrogate", "large"]
)
def test_a_body_that_is_not_plain_json_is_refused(value: object) -> None:
    with pytest.raises(EvidenceError):
        _chain({"value": value})


def test_a_whole_chain_holds() -> None:
    assert breaks(_chain({"a": 1}, {"a": 2}, {"a": 3})) == []


def test_a_changed_removed_or_moved_line_is_named() -> None:
    lines = _chain({"a": 1}, {"a": 2}, {"a": 3})
    assert breaks([lines[0], replace(lines[1], body={"a": 9}), lines[2]]) == [2]
    assert breaks([lines[0], lines[2]]) == [3]
    assert breaks([lines[1], lines[0], lines[2]]) == [2, 1, 3]
    assert breaks(lines[1:], after=1, previous=lines[0].hash) == []
