"""Which accounts, or clauses, do lines name that nobody knows? They are told; the lines still count."""

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

from bot.cli.console import visible
from bot.cli.lines import BadLine, Row

T = TypeVar("T", bound=BadLine)
_MOST_TOLD = 10
"""More names are not told, nor remembered: a file of another district may hold thousands."""
_SHOWN = 80


class UnknownNames:
    """Listens to lines as they pass; `known` are all names there are, none when nobody can say.

    `name_of` reads the name from a line, `what` says of what it is, `effect` what becomes of the line, `remedy` what to
    write where no known name is near.
    """

    def __init__(
        self, known: Collection[str], *, name_of: Callable[[Row], object], what: str, effect: str, remedy: str
    ) -> None:
        self._known = frozenset(known)
        self._name_of = name_of
        self._what = what
        self._effect = effect
        self._remedy = remedy
        self._lines: dict[str, list[int]] = {}
        self._more = False

    def noted(self, rows: Iterable[Row | T]) -> Iterator[Row | T]:
        """The same rows, unchanged."""
        for row in rows:
            name = self._name_of(row) if isinstance(row, Row) and self._known else None
            if isinstance(name, str) and name and name not in self._known:
                self._note(name, row.number)
            yield row

    def _note(self, name: str, line: int) -> None:
        if name in self._lines:
            first, count = self._lines[name]
            self._lines[name] = [first, count + 1]
        elif len(self._lines) < _MOST_TOLD:
            self._lines[name] = [line, 1]
        else:
            self._more = True

    def told(self) -> Iterator[str]:
        """One sentence for each unknown name, at its first line."""
        for name, (line, count) in self._lines.items():
            near = difflib.get_close_matches(name[:_SHOWN].lower(), sorted(self._known), n=1)
            remedy = f'did you mean "{visible(near[0])}"?' if near else self._remedy
            often = f" (on {count} lines)" if count > 1 else ""
            yield f'line {line}: unknown {self._what} "{visible(name[:_SHOWN])}"{often}, {self._effect}: {remedy}'
        if self._more:
            yield f"there are more unknown {self._what}s: mend these first"


def unknown_accounts(known: Collection[str]) -> UnknownNames:
    """For the accounts of lines: what is milder on their page was not counted."""
    return UnknownNames(
        known,
        name_of=lambda row: row.account,
        what="account",
        effect="judged without the overrides of any page",
        remedy="write the id of an account of the settings, or of an [[override]]",
    )


def unknown_clauses(known: Collection[str]) -> UnknownNames:
    """For the clauses of labels: their figures stand under a name that the guidelines don't have."""
    return UnknownNames(
        known,
        name_of=lambda row: row.fields.get("guideline"),
        what="clause",
        effect="measured under that name",
        remedy=f"write one of {', '.join(sorted(known))}",
    )
