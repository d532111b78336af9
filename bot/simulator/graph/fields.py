"""Which fields were asked for? The `fields` parameter with its modifiers and nested lists, read into a tree."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.simulator.graph.errors import GraphError

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`comments.limit(5).as(talk){id}` has name, modifiers, alias and inner fields; `inner` is None without braces."""

    name: str
    modifiers: Mapping[str, str] = field(default_factory=dict)
    inner: tuple["Field", ...] | None = None

    @property
    def label(self) -> str:
        return self.modifiers.get("as", self.name)


def named(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name=name) for name in names)


def parse(text: str) -> tuple[Field, ...]:
    """Read a `fields` parameter; raises GraphError 2500 for one that cannot be read."""
    reader = _Reader(text)
    found = reader.fields(0)
    reader.end()
    return found


def spell(fields: Sequence[Field]) -> str:
    """The opposite of `parse`, for the address of a next page."""
    return ",".join(_spell(each) for each in fields)


def _spell(one: Field) -> str:
    modifiers = "".join(f".{name}({value})" for name, value in one.modifiers.items())
    inner = "" if one.inner is None else "{" + spell(one.inner) + "}"
    return f"{one.name}{modifiers}{inner}"


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text.strip()
        self._at = 0

    def fields(self, depth: int) -> tuple[Field, ...]:
        if depth > DEEPEST:
            raise self._fault()
        found: list[Field] = []
        while self._peek() not in ("", "}", ")"):
            found.append(self._field(depth))
            if self._peek() == ",":
                self._at += 1
        return tuple(found)

    def end(self) -> None:
        if self._at != len(self._text):
            raise self._fault()

    def _field(self, depth: int) -> Field:
        name = self._name()
        modifiers: dict[str, str] = {}
        while self._peek() == ".":
            self._at += 1
            modifier = self._name()
            modifiers[modifier] = self._argument()
        inner: tuple[Field, ...] | None = None
        # Old clients write field(inner) where newer ones write field{inner}.
        if self._peek() in ("{", "("):
            closing = "}" if self._peek() == "{" else ")"
            self._at += 1
            inner = self.fields(depth + 1)
            self._take(closing)
        return Field(name=name, modifiers=modifiers, inner=inner)

    def _argument(self) -> str:
        self._take("(")
        end = self._text.find(")", self._at)
        if end < 0:
            raise self._fault()
        argument, self._at = self._text[self._at : end], end + 1
        return argument.strip()

    def _name(self) -> str:
        self._peek()
        match = NAME.match(self._text, self._at)
        if match is None:
            raise self._fault()
        self._at = match.end()
        return match[0]

    def _take(self, sign: str) -> None:
        if self._peek() != sign:
            raise self._fault()
        self._at += 1

    def _peek(self) -> str:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _fault(self) -> GraphError:
        return GraphError(2500, f"Syntax error at character {self._at} in the fields parameter")
