"""Is the evidence what it was? Checks the whole archive, or one box, and changes nothing."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from bot.errors import MonitorError
from bot.export import audit, selfcheck
from bot.export.audit import EvidenceRows
from bot.export.problems import LOOK, Problem, Progress, exit_code
from bot.model import LedgerEntry
from bot.ports import Ledger


class Integrity(Protocol):
    """A database that can check itself."""

    def integrity(self) -> list[str]:
        """What its own check says; empty when all is well."""
        ...


def verify_archive(
    *,
    ledger: Ledger,
    evidence: EvidenceRows,
    index: Integrity,
    root: Path,
    progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> list[Problem]:
    """Everything wrong with the archive in the folder `root`. Boxes' insides are `verify_bag`'s.

    The service may run meanwhile. `pause` waits some seconds (a test hands in its own).
    """

    def read_lines() -> Sequence[LedgerEntry]:
        return list(ledger.entries())

    problems = list(_guarded("the database", lambda: _integrity(index)))
    lines: list[LedgerEntry] = []
    problems += _guarded("the log's table", lambda: _gather(read_lines, lines))
    if problems and not lines:
        return problems
    problems += _guarded("the log", lambda: audit.chain(lines))
    problems += _guarded("the order of proof and hiding", lambda: audit.proof_first(lines))
    problems += _guarded("the log's files", lambda: audit.files(read_lines, root / "ledger", pause))
    problems += _guarded("records and captures", lambda: audit.rows(lines, evidence))
    problems += _guarded("the objects", lambda: audit.objects(root / "objects", evidence, progress or _silent))
    problems += _guarded("the heads", lambda: audit.head_files(read_lines(), root / "heads", root / "exports"))
    return problems


def verify_bag(path: Path, *, ledger: Ledger | None = None) -> list[Problem]:
    """Everything wrong with the box in the folder `path`; with `ledger` also whether the living log knows it so.

    Without `ledger` a box built anew, whole and consistent, from a shortened log can't be told from a real one.
    """
    found = [
        Problem(what=f.what, why=f.why, next_step=f.next_step, damage=f.damage, checked=f.checked)
        for f in selfcheck.findings(path)
    ]
    if ledger is not None and (path / "bagit.txt").is_file():
        found += _guarded("the log", lambda: audit.box_in_log(list(ledger.entries()), path))
    return found


def _gather(read_lines: Callable[[], Sequence[LedgerEntry]], lines: list[LedgerEntry]) -> Iterator[Problem]:
    lines += read_lines()
    yield from ()


def _integrity(index: Integrity) -> Iterator[Problem]:
    for line in index.integrity():
        yield Problem(what="the database file is damaged", why=f"its own check says: {line[:200]}")


def _guarded(part: str, check: Callable[[], Iterator[Problem]]) -> list[Problem]:
    """The problems `check` finds; what stops it half-way is one more, since the rest was not looked at."""
    found: list[Problem] = []
    try:
        found.extend(check())
    except (MonitorError, OSError) as error:
        reason = error.message if isinstance(error, MonitorError) else str(error.strerror)
        advice = "Mend that and verify again."
        found.append(
            Problem(what=f"{part} could not be checked", why=reason, next_step=advice, damage=False, checked=False)
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"a row has lost its form ({type(error).__name__})"
        found.append(Problem(what=f"{part} can't be read", why=why, next_step=LOOK))
    return found


def _silent(done: int, total: int) -> None:
    """Nobody wants to see progress."""


__all__ = ["EvidenceRows", "Integrity", "Problem", "Progress", "exit_code", "verify_archive", "verify_bag"]
