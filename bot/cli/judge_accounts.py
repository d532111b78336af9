"""Which accounts do lines name that nobody knows? What is milder on their page was not counted."""

import difflib
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from bot.cli.console import visible
from bot.cli.lines import BadLine, Row

T = TypeVar("T", bound=BadLine)
_MOST_TOLD = 10
"""More names are not told, nor remembered: a file of another district may hold thousands."""
_SHOWN = 80
_REMEDY = "write the id of an account of the settings, or of an [[override]]"


class UnknownAccounts:
    """Listens to lines as they pass; `known` are all accounts there are, none when nobody can say."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = frozenset(known)
        self._lines: dict[str, list[int]] = {}
        self._more = False

    def noted(self, rows: Iterable[Row | T]) -> Iterator[Row | T]:
        """The same rows, unchanged."""
        for row in rows:
            if isinstance(row, Row) and self._known and row.account and row.account not in self._known:
                self._note(row.account, row.number)
            yield row

    def _note(self, account: str, line: int) -> None:
        if account in self._lines:
            first, count = self._lines[account]
            self._lines[account] = [first, count + 1]
        elif len(self._lines) < _MOST_TOLD:
            self._lines[account] = [line, 1]
        else:
            self._more = True

    def told(self) -> Iterator[str]:
        """One sentence for each unknown account, at its first line."""
        for account, (line, count) in self._lines.items():
            near = difflib.get_close_matches(account[:_SHOWN].lower(), sorted(self._known), n=1)
            remedy = f'did you mean "{visible(near[0])}"?' if near else _REMEDY
            often = f" (on {count} lines)" if count > 1 else ""
            name = f'unknown account "{visible(account[:_SHOWN])}"{often}'
            yield f"line {line}: {name}, judged without the overrides of any page: {remedy}"
        if self._more:
            yield "there are more unknown accounts: mend these first"
