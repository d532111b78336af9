"""Where in a guidelines file does each clause and each rule stand?"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.judge.reading import capitals
from bot.judge.rules.fields import Faults, Fields
from bot.model import Guideline, Routing

_KNOWN = ("clause", "district", "extends", "include", "intro", "override", "rule")
"""What may stand at the top of a file."""
_SECTIONS = {"clause", "override", "rule"}
_SEEN_SMALL = ("patterns", "unless", "unless_anywhere", "soft_when", "idioms")
"""Keys of patterns that are held against the normal form, which has no capital letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of the policy; `listed` is what the machine may do on a word of a closed list under it, `like` the
    clause of `bot.judge.grounds` that it is another name for."""

    guideline: Guideline
    listed: Routing
    like: str = ""


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
        """Note unknown keys and sections at the top of the file, each at its own line."""
        for key in self.table:
            if key in _KNOWN:
                continue
            near = difflib.get_close_matches(key.lower(), _KNOWN, n=1, cutoff=0.7)
            hint = f"did you mean {_shown(near[0])}? " if near else ""
            known = ", ".join(map(_shown, _KNOWN))
            self.faults.add(self.line_of(key), "the file", f'unknown key "{key[:80]}": {hint}known are {known}')

    def line_of(self, key: str, said: str = "") -> int:
        """Where a key or a section stands at the top of the file; with `said`, where this text stands from there on.

        The first line when it is written in a way that isn't found.
        """
        name = rf"[\"']?{re.escape(key)}[\"']?"
        head, alone = re.compile(rf"\s*\[\[?\s*{name}\s*[\].]"), re.compile(rf"\s*{name}\s*[=.]")
        line, in_section = 1, False
        for number, text in enumerate(self.faults.lines, 1):
            if head.match(text) or (not in_section and alone.match(text)):
                line = number
                break
            in_section |= text.lstrip().startswith("[")
        below = enumerate(self.faults.lines[line - 1 :], line) if said else ()
        return next((number for number, text in below if f'"{said}"' in text or f"'{said}'" in text), line)

    def leave_out_taken(self, kind: str, taken: dict[str, str]) -> None:
        """Leave out each table ``[[kind]]`` whose id is in `taken`, with a fault; note the ids of the others there.

        `taken` tells by id where it stands. What was first so keeps its id, and the fault is told where it was written.
        """
        kept = []
        for fields in self.sections(kind):
            said = str(fields.table.get("id", "")).strip()
            if said and said in taken:
                fields.fault(f'there is another {kind} "{said}" ({taken[said]}): give this one its own id', "id")
                continue
            taken[said] = f"{'shipped, ' if self.is_shipped else ''}{self.faults.name}, line {fields.line}"
            kept.append(fields)
        self.made[kind] = kept

    def _top(self) -> Fields:
        return Fields(
            subject="the file", table=self.table, faults=self.faults, line=1, until=len(self.faults.lines) + 1
        )

    def _sections(self, kind: str) -> list[Fields]:
        tables = self.table.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            self.faults.add(self.line_of(kind), "the file", f'"{kind}" must be a list of tables: write [[{kind}]]')
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
        for made in sections if kind == "rule" else ():
            _note_capitals(made)
        return sections


def _shown(key: str) -> str:
    return f"[[{key}]]" if key in _SECTIONS else key


def _note_capitals(rule: Fields) -> None:
    """A fault for each pattern that waits for a capital letter: rules read the comment in small letters."""
    table = rule.table
    if table.get("on") == "original" or table.get("kind") == "private":  # they read the words as they were written
        return
    remedy = 'write it in small letters, or on = "original"' if table.get("kind") == "patterns" else "write it small"
    for key, pattern in _patterns(table):
        for letter in capitals(pattern)[:1]:
            said = f'"{pattern[:80]}" holds the capital letter "{letter}", and comments are read in small letters'
            rule.fault(f'"{key}": {said}: {remedy}', key)


def _patterns(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The patterns of a rule, and of the signals in it, each with its key."""
    signals = table.get("signal")
    for one in (table, *(signals if isinstance(signals, list) else ())):
        for key in _SEEN_SMALL if isinstance(one, Mapping) else ():
            listed = one.get(key)
            yield from ((key, each) for each in (listed if isinstance(listed, list) else ()) if isinstance(each, str))
