"""Is what was noted down about the boxes still true, and are the boxes here those that were made?"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import EvidenceError
from bot.export import heads
from bot.export.happenings import of, text
from bot.export.problems import LOOK, Problem
from bot.model import LedgerEntry
from bot.model.chain import FIRST_PREVIOUS
from bot.ports import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class _Log:
    """What the log says: the hashes of some of its entries, and every line about a box."""

    hashes: Mapping[int, str]
    boxes: Sequence[LedgerEntry]


def boxes(exports: Path) -> list[Path]:
    """The boxes in a folder, without the drafts of one that is being made."""
    return sorted(p for p in exports.glob("*") if not p.name.startswith(".") and (p / "bagit.txt").is_file())


def heads_and_boxes(ledger: Ledger, folder: Path, exports: Path) -> Iterator[Problem]:
    """What was noted down outside the boxes must still be true of the log, and of the boxes that lie here.

    A box gets its name first, then its line in the log, then its head file. So lines are compared with head files up to
    the entry that was the newest before these were read, and boxes with lines read after the folder.
    """
    newest = ledger.head()
    try:
        known = heads.read(folder)
    except EvidenceError as error:
        yield Problem(what=error.message, why="it can't be compared with the log")
        return
    there = [(box, _head(box)) for box in boxes(exports)]
    entries = [head.get("entries") for _, head in known] + [head.get("entries") for _, head in there]
    log = _read(ledger, entries)
    yield from _heads(log, known)
    yield from _noted(log, [head for _, head in known], 0 if newest is None else newest.seq)
    for box, head in there:
        yield from _box(log, box, head)


def box_in_log(ledger: Ledger, box: Path) -> Iterator[Problem]:
    """A box must be one that the log tells of, byte for byte, and its head must be true of the log."""
    head = _head(box)
    yield from _box(_read(ledger, [head.get("entries")]), box, head)


def _read(ledger: Ledger, entries: Collection[object]) -> _Log:
    hashes, about_boxes = {0: FIRST_PREVIOUS}, []
    wanted = {number for number in entries if isinstance(number, int)}
    for line in ledger.entries():
        if line.seq in wanted:
            hashes[line.seq] = line.hash
        if line.kind == "export":
            about_boxes.append(line)
    return _Log(hashes=hashes, boxes=about_boxes)


def _heads(log: _Log, known: Sequence[tuple[Path, heads.Head]]) -> Iterator[Problem]:
    previous = heads.NO_HEAD
    for place, (path, head) in enumerate(known, start=1):
        if log.hashes.get(head.get("entries", -1)) != head.get("head"):
            why = f"it was noted at entry {head.get('entries')}; the log has another hash there, or ends before"
            yield Problem(what=f"heads/{path.name} contradicts the log", why=why)
        if (head["number"], head.get("previous")) != (place, previous):
            yield Problem(what=f"heads/{path.name} doesn't follow the one before", why="one was edited or removed")
        previous = hashlib.sha256(path.read_bytes()).hexdigest()


def _noted(log: _Log, known: Sequence[heads.Head], until: int) -> Iterator[Problem]:
    entries: dict[str, object] = {}
    for line in log.boxes:
        name = text(line, "name")
        if line.seq <= until and not any(line.body.items() <= head.items() for head in known):
            yield Problem(what=f"the head file of box {name} is missing or edited", why="the log tells of it")
        if entries.setdefault(name, line.body.get("entries")) != line.body.get("entries"):
            yield Problem(
                what=f"box {name} was noted over {line.body.get('entries')} entries, and before over {entries[name]}",
                why="a week has one box over one number of entries",
                next_step="Verify the box itself; its proof/head.json says which number is its own.",
                damage=False,
            )


def _head(box: Path) -> dict[str, Any]:
    """What the box says of itself; empty when that can't be read."""
    try:
        head = json.loads((box / "data/proof/head.json").read_bytes())
        found = {**{key: head[key] for key in ("box", "entries", "head")}, "own": heads.manifests(box)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return found


def _box(log: _Log, box: Path, head: Mapping[str, Any]) -> Iterator[Problem]:
    advice = "Set this box aside and export the week again; compare the two."
    if not head:
        why = "its manifests or proof/head.json are missing or unreadable"
        yield Problem(what=f"box {box.name} can't be compared with the log", why=why, next_step=advice)
        return
    if not isinstance(head["entries"], int) or log.hashes.get(head["entries"]) != head["head"]:
        why = f"its head names entry {head['entries']} with a hash that the log doesn't have there"
        yield Problem(what=f"box {box.name} was sealed over another log", why=why, next_step=LOOK)
    noted = of(log.boxes, "export", name=head["box"])
    if not any(head["own"].items() <= line.body.items() for line in noted):
        why = "the log noted other manifests for it" if noted else "the log doesn't tell of a box with this name"
        yield Problem(what=f"box {box.name} is not the one that was made", why=why, next_step=advice)
