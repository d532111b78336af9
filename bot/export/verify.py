"""Is the evidence what it was? Checks the whole archive, or one box, and changes nothing."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from bot.export import audit, monthly, noted, selfcheck
from bot.export import versions as wordings
from bot.export.audit import EvidenceRows
from bot.export.looks import Part, look, look_twice
from bot.export.problems import Problem, Progress, exit_code
from bot.export.stock import Stock
from bot.ports import Ledger, Versions


class Integrity(Protocol):
    """A database that can check itself."""

    def integrity(self) -> list[str]:
        """What its own check says; empty when all is well."""
        ...


def verify_archive(
    *,
    ledger: Ledger,
    evidence: EvidenceRows,
    versions: Versions,
    index: Integrity,
    root: Path,
    progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> list[Problem]:
    """Everything wrong with the archive in the folder `root`. Boxes' insides are `verify_bag`'s.

    The service may run meanwhile: whatever looks wrong is looked at once more after `pause` (of some seconds; a test
    hands in its own), with everything read anew.
    """
    problems = list(look("the database", lambda: _integrity(index)).problems)
    log = look("the log", lambda: audit.chain(ledger.entries()))
    if not log.finished:
        return [*problems, *log.problems]
    stock = Stock(root / "objects", evidence, progress or _silent)
    parts = (
        Part(
            name="the order of proof and hiding",
            check=lambda: audit.proof_first(ledger.entries()),
        ),
        Part(name="the log's files", check=lambda: monthly.differences(ledger, root / "ledger")),
        Part(name="records and captures", check=lambda: audit.rows(ledger, evidence)),
        Part(name="the guidelines", check=lambda: wordings.differences(ledger, versions)),
        Part(name="the objects", check=stock.check, again=stock.again),
        Part(name="the heads", check=lambda: noted.heads_and_boxes(ledger, root / "heads", root / "exports")),
    )
    return [*problems, *log.problems, *look_twice(parts, pause)]


def verify_bag(
    path: Path, *, ledger: Ledger | None = None, pause: Callable[[float], None] = time.sleep
) -> list[Problem]:
    """Everything wrong with the box in the folder `path`; with `ledger` also whether the living log knows it so.

    Without `ledger` a box built anew, whole and consistent, from a shortened log can't be told from a real one.
    """
    found = [
        Problem(what=f.what, why=f.why, next_step=f.next_step, damage=f.damage, checked=f.checked)
        for f in selfcheck.findings(path)
    ]
    if ledger is not None and (path / "bagit.txt").is_file():
        found += look_twice([Part(name="the log", check=lambda: noted.box_in_log(ledger, path))], pause)
    return found


def _integrity(index: Integrity) -> Iterator[Problem]:
    for line in index.integrity():
        yield Problem(what="the database file is damaged", why=f"its own check says: {line[:200]}")


def _silent(done: int, total: int) -> None:
    """Nobody wants to see progress."""


__all__ = ["EvidenceRows", "Integrity", "Problem", "Progress", "exit_code", "verify_archive", "verify_bag"]
