"""What does one table of the guidelines file say, key by key, and what is wrong with it?"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import re2

_LIMIT, _LEAN = 8 << 20, 2 << 20
"""Bytes that an expression and its states may take; a full store of states is emptied."""


@dataclass(slots=True, kw_only=True)
class Faults:
    """Everything wrong with a file, with its lines. `lines` are the lines of the file."""

    name: str
    lines: list[str]
    found: list[str] = field(default_factory=list)

    def add(self, line: int | None, subject: str, message: str) -> None:
        """Note one fault; `line` counts from 1."""
        at = f", line {line}" if line else ""
        self.found.append(f"{self.name}{at}: {subject}: {message}")


@dataclass(slots=True, kw_only=True)
class Fields:
    """One table of the file. `line` is where it starts (from 1), `until` the line after its end."""

    subject: str
    table: Mapping[str, object]
    faults: Faults
    line: int
    until: int
    asked: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    is_faulty: bool = False

    def fault(self, message: str, key: str = "") -> None:
        """Note a fault, at the line of `key` where it is known."""
        self.faults.add(self._line_of(key), self.subject, message)

    def text(self, key: str, default: str | None = None) -> str:
        """The text under `key`; without a default it must be there and not be empty."""
        value = self._value(key, default)
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        self.fault(f'"{key}" is missing or empty: write {key} = "…"', key)
        return default or ""

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """The list of texts under `key`, empty when absent unless `needed`."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self.fault(f'"{key}" must be a list of texts: write {key} = ["…", "…"]', key)
            return ()
        if needed and not value:
            self.fault(f'"{key}" is missing or empty: write {key} = ["…"]', key)
        return tuple(value)

    def tables(self, key: str) -> list[Mapping[str, object]]:
        """The list of tables under `key`, empty when absent."""
        value = self._value(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return value
        self.fault(f'"{key}" must be a list of tables: write [[{key}]]', key)
        return []

    def true(self, key: str, *, default: bool = False) -> bool:
        """The yes or no under `key`."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            self.fault(f'"{key}" must be true or false', key)
        return value is True

    def number(self, key: str, default: int) -> int:
        """The whole number under `key`."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(f'"{key}" must be a whole number', key)
            return default
        return value

    def done(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.table.keys() - self.asked:
            near = difflib.get_close_matches(key, self.asked, n=1)
            hint = f'did you mean "{near[0]}"? ' if near else ""
            self.fault(f'unknown key "{key}": {hint}known keys are {", ".join(sorted(self.asked))}', key)

    def expression(self, pattern: str, key: str, compile_it: "Compile | None" = None) -> "re2._Regexp":
        """`pattern` compiled by RE2 (no look-around, no back-references); a bad one is a fault and matches nothing."""
        try:
            return (compile_it or compiled)(pattern)
        except re2.error as error:
            if any(one in pattern for one in self.broken):  # it was told; here it is only part of a larger one
                return compiled(r"[^\x00-\x{10FFFF}]")
            self.broken.append(pattern)
            self.fault(f'bad pattern "{pattern[:80]}": {reason(error)}; RE2 has no (?=…), (?<…) or \\1', key)
            return compiled(r"[^\x00-\x{10FFFF}]")

    def sound(self, patterns: Sequence[str], key: str) -> list[str]:
        """Those of `patterns`, each asked by itself, that RE2 reads; the others are faults."""
        return [one for one in patterns if self.expression(one, key, lean).pattern == one]

    def optional(self, key: str) -> "re2._Regexp | None":
        """The patterns under `key` as one expression; None when there are none."""
        patterns = self.texts(key)
        return self.expression(union(patterns), key) if patterns else None

    def _value(self, key: str, default: object) -> object:
        self.asked.add(key)
        return self.table.get(key, default)

    def _line_of(self, key: str) -> int:
        start = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*=")
        for number in range(self.line, self.until) if key else ():
            if start.match(self.faults.lines[number - 1]):
                return number
        return self.line


Compile = Callable[[str], "re2._Regexp"]


def compiled(pattern: str) -> "re2._Regexp":
    """An RE2 expression (linear time whatever it is fed) for a long list of words. Raises `re2.error`."""
    return _compiled(pattern, _LIMIT)


def lean(pattern: str) -> "re2._Regexp":
    """The same for one pattern of many, which is asked about little text and seldom. Raises `re2.error`."""
    return _compiled(pattern, _LEAN)


def _compiled(pattern: str, memory: int) -> "re2._Regexp":
    options = re2.Options()
    options.log_errors = False
    options.max_mem = memory
    return re2.compile(pattern, options)


def reason(error: Exception) -> str:
    """RE2's own words about a bad pattern."""
    said = error.args[0] if error.args else error
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def union(patterns: "tuple[str, ...] | list[str]") -> str:
    """One pattern that matches what any of them matches."""
    return "|".join(f"(?:{one})" for one in patterns)
