"""Which labelled sets are measured with? JSON Lines of a folder that is named; none is shipped."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One set: its texts and whether each is of the positive class (toxic, spam)."""

    name: str
    texts: tuple[str, ...]
    positive: tuple[bool, ...]


def labelled(folder: Path) -> Iterator[Labelled]:
    """Every file of `folder` whose rows have `text` and `label` (0 or 1), by name; others are passed over."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        rows = [row for row in rows if isinstance(row.get("text"), str) and row.get("label") in (0, 1)]
        if any(row["label"] for row in rows) and not all(row["label"] for row in rows):
            yield Labelled(
                name=path.stem,
                texts=tuple(row["text"] for row in rows),
                positive=tuple(row["label"] == 1 for row in rows),
            )


def lines_of(path: Path) -> list[str]:
    """The lines of a word list, without empty ones."""
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
