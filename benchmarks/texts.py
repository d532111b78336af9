"""Which comments are measured with? Those of a file, or the shipped school week over and over."""

import json
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from bot.simulator import scenario
from bot.simulator.events import EventType


def texts(file: Path | None, number: int | None = None) -> list[str]:
    """The texts of a JSON Lines `file` (rows with `text`), else of the school week; repeated or cut to `number`."""
    found = list(_of_file(file)) if file else list(_of_school_week())
    if not found:
        raise SystemExit(f"{file}: holds no comments")
    return found if number is None else list(islice(cycle(found), number))


def source(file: Path | None) -> str:
    """Where the texts come from, for the report."""
    return file.name if file else "the shipped school week, repeated"


def write_rows(path: Path, comments: Sequence[str]) -> Path:
    """A file as the simulator reads it, one row for each comment."""
    with path.open("w", encoding="utf-8") as out:
        for place, text in enumerate(comments):
            out.write(json.dumps({"id": f"row-{place}", "text": text}) + "\n")
    return path


def _of_file(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield str(json.loads(line)["text"])


def _of_school_week() -> Iterator[str]:
    for step in scenario.load("school_week").steps:
        for happening in step.events:
            if happening.type is EventType.COMMENT and happening.text:
                yield happening.text
