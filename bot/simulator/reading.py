"""Is this JSON what the README says? An object being read, which knows its place and so can say where a fault is."""

from collections.abc import Mapping, Sequence
from typing import cast

LARGEST = 500_000_000


class ScenarioError(ValueError):
    """A scenario or an event is not as the README says; the message names the file and the place."""


class Reader:
    """A JSON object being read, which knows its place and so can say where a fault is."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, Mapping):
            raise ScenarioError(f"{place}: expected an object")
        self.fields = cast(Mapping[str, object], value)
        self.place = place

    def fault(self, name: str, what: str) -> ScenarioError:
        return ScenarioError(f"{self.place}.{name}: {what}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            raise self.fault(name, "expected a string")
        return value

    def maybe_text(self, name: str) -> str | None:
        return None if self.fields.get(name) is None else self.text(name)

    def number(self, name: str, default: float | None = None) -> float:
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(name, "expected a number")
        # Python's JSON reads NaN and Infinity; and a date has room for some thousand years only.
        if not -LARGEST <= value <= LARGEST:
            raise self.fault(name, f"expected a number between -{LARGEST} and {LARGEST}")
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        value = self.number(name, default)
        if value != int(value):
            raise self.fault(name, "expected a whole number")
        return int(value)

    def truth(self, name: str, default: bool) -> bool:
        value = self.fields.get(name, default)
        if not isinstance(value, bool):
            raise self.fault(name, "expected true or false")
        return value

    def rows(self, name: str) -> list[object]:
        value = self.fields.get(name, [])
        if not isinstance(value, list):
            raise self.fault(name, "expected a list")
        return cast(list[object], value)

    def texts(self, name: str) -> tuple[str, ...]:
        rows = self.rows(name)
        if not all(isinstance(row, str) for row in rows):
            raise self.fault(name, "expected a list of strings")
        return tuple(cast(list[str], rows))

    def one_of(self, name: str, known: Sequence[str]) -> str:
        if self.text(name) not in known:
            raise self.fault(name, f"expected one of {', '.join(known)}")
        return self.text(name)

    def each(self, name: str) -> "list[Reader]":
        return [Reader(row, f"{self.place}.{name}[{number}]") for number, row in enumerate(self.rows(name))]

    def inner(self, name: str) -> "Reader | None":
        value = self.fields.get(name)
        return None if value is None else Reader(value, f"{self.place}.{name}")

    def only(self, *names: str) -> None:
        """Refuse a name nobody reads: a slip of the pen would otherwise pass in silence."""
        for name in self.fields:
            if name not in names:
                raise self.fault(name, f"unknown name; known are {', '.join(sorted(names))}")
