"""Where in a guidelines file does each clause and each rule stand?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.judge.rules.fields import Faults, Fields
from bot.model import Guideline, Routing


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of the policy; `listed` is what the machine may do on a word of a closed list under it."""

    guideline: Guideline
    listed: Routing


@dataclass(slots=True, kw_only=True)
class Document:
    """One parsed file with its bytes and its faults; `is_shipped`: it came with the program."""

    table: Mapping[str, object]
    content: bytes
    faults: Faults
    is_shipped: bool = False
    made: dict[str, list[Fields]] = field(default_factory=dict)

    def sections(self, kind: str) -> list[Fields]:
        """The tables ``[[kind]]``, each with its lines; the same objects at every call."""
        if kind not in self.made:
            self.made[kind] = self._sections(kind)
        return self.made[kind]

    def text(self, key: str, below: "Document") -> str:
        """A text at the top of the file, or of the file `below` when it stands only there."""
        return self._top().text(key, str(below.table.get(key, "")))

    def done(self) -> None:
        """Note unknown keys at the top of the file."""
        top = self._top()
        top.asked |= {"district", "intro", "extends", "include", "clause", "rule", "override"}
        top.done()

    def _top(self) -> Fields:
        return Fields(
            subject="the file", table=self.table, faults=self.faults, line=1, until=len(self.faults.lines) + 1
        )

    def _sections(self, kind: str) -> list[Fields]:
        tables = self.table.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            self.faults.add(None, "the file", f'"{kind}" must be a list of tables: write [[{kind}]]')
            return []
        lines = self.faults.lines
        head = re.compile(rf"\s*\[\[\s*{kind}\s*\]\]")
        starts = [number for number, line in enumerate(lines, 1) if head.match(line)] or [1] * len(tables)
        other = re.compile(r"\s*\[\[\s*\w+\s*\]\]")
        sections = []
        for table, start in zip(tables, starts, strict=False):
            ends = (number for number in range(start + 1, len(lines) + 1) if other.match(lines[number - 1]))
            sections.append(
                Fields(
                    subject=f'{kind} "{table.get("id") or table.get("rule") or "without id"}"',
                    table=table,
                    faults=self.faults,
                    line=start,
                    until=next(ends, len(lines) + 1),
                )
            )
        return sections
