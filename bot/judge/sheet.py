"""Which statements does the district's sheet hold? JSON Lines, one statement a line; all faults are told together."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.model import Statement

_NEEDED = ("id", "claim", "reply", "source", "owner", "expires")
_KNOWN = frozenset((*_NEEDED, "paraphrases", "approver"))
_LONGEST_LINE = 100_000
_LONGEST_ID = 100
_MOST_FAULTS = 20
"""More are not told: whoever took a wrong file needs no thousand lines."""
_EXAMPLE = '{"id": "fs-1", "claim": "…", "reply": "…", "source": "…", "owner": "…", "expires": "2027-06-30"}'
_SURROGATE = re.compile("[\ud800-\udfff]")
_BROKEN = "holds half a character (an emoji cut in two?): write the text anew"


def load_sheet(path: Path) -> tuple[Statement, ...]:
    """The statements of a file, in its order. Raises `InputError` with every fault: file, line, key and remedy."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        remedy = "check the path and who may read it"
        raise InputError(f"{path.name}: can't be read ({error.strerror or type(error).__name__}): {remedy}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: not UTF-8 at byte {error.start}: save the file as UTF-8") from error
    return read_sheet(text.split("\n"), path.name)


def read_sheet(lines: Iterable[str], name: str) -> tuple[Statement, ...]:
    """The statements of these lines; `name` stands in error texts. Empty lines are passed over. Raises `InputError`."""
    faults: list[str] = []
    statements: list[Statement] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if len(faults) >= _MOST_FAULTS:
            faults[_MOST_FAULTS:] = [f"{name}: there may be more faults: mend these first"]
            break
        if not line.strip():
            continue
        place = f"{name}, line {number}"
        statement = _statement(line, place, faults)
        if statement is None:
            continue
        if statement.id in seen:
            faults.append(f'{place}, "id": the same id stands in line {seen[statement.id]}: give each its own')
        seen.setdefault(statement.id, number)
        statements.append(statement)
    if faults:
        raise InputError("\n".join(faults))
    return tuple(statements)


def _statement(line: str, place: str, faults: list[str]) -> Statement | None:
    try:
        row = json.loads(line) if len(line) <= _LONGEST_LINE else None
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        faults.append(f"{place}: isn't one JSON object: write each statement on a line of its own, such as {_EXAMPLE}")
        return None
    before = len(faults)
    for key in sorted(map(str, row.keys() - _KNOWN)):
        faults.append(f'{place}, "{key[:40]}": unknown key: known are {", ".join(sorted(_KNOWN))}')
    texts = {key: _text(row, key, place, faults) for key in (*_NEEDED, "approver")}
    paraphrases = _paraphrases(row, place, faults)
    expires = _day(texts.pop("expires"), place, faults)
    if len(faults) > before or expires is None:
        return None
    return Statement(paraphrases=paraphrases, expires=expires, **texts)


def _text(row: Mapping[str, Any], key: str, place: str, faults: list[str]) -> str:
    value = row.get(key)
    if key == "approver" and value in (None, ""):
        return ""
    if not isinstance(value, str) or not value.strip():
        found = "is missing" if value is None else "must be a text that isn't empty"
        faults.append(f'{place}, "{key}": {found}: every statement needs {", ".join(_NEEDED)}')
        return ""
    if _SURROGATE.search(value):
        faults.append(f'{place}, "{key}": {_BROKEN}')
    if key == "id" and (len(value) > _LONGEST_ID or not value.isprintable()):
        faults.append(f'{place}, "id": must be one short line of visible characters: write one such as "fs-1"')
    return " ".join(value.split()) if key != "reply" else value.strip()


def _paraphrases(row: Mapping[str, Any], place: str, faults: list[str]) -> tuple[str, ...]:
    value = row.get("paraphrases") or []
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        faults.append(f'{place}, "paraphrases": must be a list of texts: write ["…", "…"], or leave it out')
        return ()
    if any(map(_SURROGATE.search, value)):
        faults.append(f'{place}, "paraphrases": {_BROKEN}')
    return tuple(" ".join(one.split()) for one in value)


def _day(text: str, place: str, faults: list[str]) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if len(text) == len("2027-06-30") else None
    except ValueError:
        day = None
    if day is None:
        faults.append(f'{place}, "expires": must be a day: write it as 2027-06-30')
    return day
