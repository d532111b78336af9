"""Do the log's monthly files, ledger/YYYY-MM.jsonl, say what its table says, line by line?"""

from collections.abc import Iterator
from pathlib import Path

from bot.export.problems import Problem
from bot.model.chain import canonical_line, moment
from bot.ports import Ledger

CATCH_UP = "Start the worker (it completes the file), then verify again."


class _Month:
    """One file, compared with the table's lines of that month in their order.

    Only the first `size` bytes are read: what is appended later is none of this look's business.
    """

    def __init__(self, path: Path, size: int) -> None:
        self._lines = _lines(path, size)
        self.same = 0
        self.differs = False
        self.absent = 0
        self.first_absent = 0

    def compare(self, line: str, seq: int, *, due: bool) -> bool:
        """Whether the file's next line is this one; one that isn't there counts as absent if it is `due`."""
        written, there = f"{line}\n".encode(), next(self._lines, b"")
        if there == written:
            self.same += 1
            return True
        # A start of the line, without its end, is a write that was cut short; the worker writes it anew.
        self.differs = self.differs or not written.startswith(there)
        if due:
            self.absent += 1
            self.first_absent = self.first_absent or seq
        return False

    def has_more(self) -> bool:
        """Whether the file goes on after the table's last line."""
        return bool(next(self._lines, b""))


def differences(ledger: Ledger, folder: Path) -> Iterator[Problem]:
    """What the files say differently. The service may append to table and files meanwhile.

    The table's end is noted before the files' sizes, so each line up to there is due in them; the table is read
    afterwards, so it holds each line that they have.
    """
    head = ledger.head()
    due = 0 if head is None else head.seq
    months = {path.name: _Month(path, path.stat().st_size) for path in folder.glob("*.jsonl")}
    last = 0
    for line in ledger.entries():
        name = f"{moment(line.at)[:7]}.jsonl"
        month = months.setdefault(name, _Month(folder / name, 0))
        if month.compare(canonical_line(line), line.seq, due=line.seq <= due):
            last = line.seq
    for name, month in sorted(months.items()):
        yield from _difference(name, month, last)


def _difference(name: str, month: _Month, last: int) -> Iterator[Problem]:
    place = f"the log's table from line {month.same + 1} on"
    if month.differs or month.has_more():
        yield Problem(what=f"ledger/{name} differs from {place}", why="the file has another line there, or one more")
    elif month.absent and month.first_absent < last:
        yield Problem(
            what=f"ledger/{name} differs from {place}", why="lines are missing in the midst, later ones are there"
        )
    elif month.absent:
        why = f"behind by {month.absent} lines; all lines before them are right"
        yield Problem(what=f"ledger/{name} is behind {place}", why=why, next_step=CATCH_UP)


def _lines(path: Path, size: int) -> Iterator[bytes]:
    if not size:
        return
    with path.open("rb") as file:
        while size > 0 and (line := file.readline(size)):
            size -= len(line)
            yield line
