"""How are figures printed? The machine, plain tables, medians."""

import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from statistics import median

__all__ = ["heading", "median", "number", "ratio", "table", "tell"]


def heading(title: str, claim: str) -> None:
    """What is measured, on which machine, how busy it is."""
    load = os.getloadavg()[0]
    print(f"\n{title}\n{'=' * len(title)}\n{claim}")
    print(
        f"machine: {os.cpu_count()} cores ({platform.machine()}, {platform.system()}), load {load:.1f}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}\n",
        flush=True,
    )


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Aligned columns, the first to the left, the others to the right."""
    widths = [max(len(row[place]) for row in (columns, *rows)) for place in range(len(columns))]
    for row in (columns, ["-" * width for width in widths], *rows):
        first, *others = row
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        print("  ".join(cells).rstrip())
    print(flush=True)


def tell(line: str) -> None:
    """One line of progress; it goes to standard error, so that a saved report holds figures alone."""
    print(f"  … {line}", file=sys.stderr, flush=True)


def number(value: float) -> str:
    """A figure with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}" if value >= 10 else f"{value:,.2f}"


def ratio(value: float, yardstick: float) -> str:
    """How many times the yardstick."""
    return f"{value / yardstick:,.2f}x" if yardstick else "-"
