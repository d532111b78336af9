"""Which lines of the log does a box cover? By number, so that every line is in exactly one finished weekly box.

A box covers the lines after those of the box of the week before, up to the last line about comments that is dated in
its own week or earlier. A line that is dated in a week whose box was sealed already (a clock was set back, or a step
took that long) is thereby in the next box that is made.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import EvidenceError
from bot.export import selfcheck
from bot.export.happenings import is_about_comments, number, text
from bot.export.period import Week, week_before
from bot.model import LedgerEntry
from bot.ports import Ledger

_FULL = "-full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A box's name, and the lines it covers: ``after < seq <= until``. It holds all lines up to `until`."""

    name: str
    after: int
    until: int


def due(period: Week, lines: Iterable[LedgerEntry], *, finished: bool) -> Span:
    """What the box of a week covers, going by the log: the same as long as nothing was sealed in between.

    A finished week's box covers what was noted when it was first made, however often it is made.

    Lines about no comment never move an end, since they change nothing that a box holds: making the box of a running
    week twice, with nothing but log-ins in between, is making it once.
    """
    first, end, end_before = None, 0, 0
    sealed: dict[str, int] = {}
    for line in lines:
        first = first or line
        if line.kind == "export" and text(line, "name").endswith(_FULL):
            sealed.setdefault(text(line, "name").removesuffix(_FULL), number(line, "entries"))
        if line.at < period.end and is_about_comments(line):
            end = line.seq
            end_before = line.seq if line.at < period.start else end_before
    name, after = f"{period.name}{_FULL}", _after(period, first, sealed, end_before)
    if finished:
        return Span(name=name, after=after, until=sealed.get(period.name, end))
    return Span(name=f"{name}-until-{end:06d}", after=after, until=end)


def as_sealed(box: Path, ledger: Ledger) -> Span:
    """What an existing sound box covers, as its own head says. Raises `EvidenceError` when it is of another log."""
    head = json.loads((box / selfcheck.HEAD).read_bytes())
    until = int(head["entries"])
    if last_hash(ledger, until) != head["head"]:
        raise EvidenceError("the box was sealed over another log; run verify", box=box.name)
    return Span(name=box.name, after=int(head["after"]), until=until)


def last_hash(ledger: Ledger, until: int) -> str | None:
    """The hash of the line with this number, 0 being before the first; None when the log ends before."""
    if until == 0:
        return selfcheck.FIRST_PREVIOUS
    line = next(iter(ledger.entries(after=until - 1, until=until)), None)
    return None if line is None else line.hash


def _after(period: Week, first: LedgerEntry | None, sealed: Mapping[str, int], end_before: int) -> int:
    if first is None or period.start <= first.at:
        return 0
    before = week_before(period)
    if before in sealed:
        return sealed[before]
    # Only a running week can have a week before it that has no box yet: what is dated there will be in that box.
    return max([end_before, *(entries for name, entries in sealed.items() if name < period.name)])
