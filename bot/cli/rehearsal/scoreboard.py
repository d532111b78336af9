"""How does the demo show what happens? A live table on a terminal, a line for each step elsewhere."""

from types import TracebackType

import click
from rich import box
from rich.console import Console
from rich.live import Live
from rich.table import Table

from bot.model import Figures

COLUMNS = ("collected", "kept", "queued", "hidden", "captures", "failures")


class Scoreboard:
    """Shows the figures after each step of the week, and while it is being worked off."""

    def __init__(self) -> None:
        self._rows: dict[str, Figures] = {}
        console = Console(highlight=False)
        self._live = Live(console=console, refresh_per_second=8) if console.is_terminal else None

    def __enter__(self) -> "Scoreboard":
        if self._live:
            self._live.start()
        else:
            click.echo(f"{'':17}" + "".join(f"{name:>11}" for name in COLUMNS))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()
        elif error is None and self._rows:
            self._print_last()

    def tell(self, label: str, left: int, figures: Figures) -> None:
        """The figures as they are now, at step `label`."""
        is_new = label not in self._rows
        if self._live is None and is_new and self._rows:
            self._print_last()
        self._rows[label] = figures
        if self._live:
            self._live.update(self._table(left))

    def _table(self, left: int) -> Table:
        title = "A week at Maple Ridge" + (f" (steps to come: {left})" if left else "")
        made = Table("", title=title, box=box.SIMPLE_HEAD, title_justify="left")
        for name in COLUMNS:
            made.add_column(name, justify="right")
        for label, figures in list(self._rows.items())[-20:]:
            made.add_row(label, *(str(getattr(figures, name)) for name in COLUMNS))
        return made

    def _print_last(self) -> None:
        label = list(self._rows)[-1]
        numbers = "".join(f"{getattr(self._rows[label], name):>11}" for name in COLUMNS)
        click.echo(f"{label[:17]:17}{numbers}")
