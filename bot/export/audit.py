"""Does each part of the archive agree with the log? Rows, objects, the log's files and the heads, one check each."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.errors import EvidenceError
from bot.export import heads
from bot.export.happenings import number, of, text
from bot.export.problems import LOOK, Problem, Progress
from bot.model import ActionState, Capture, CaptureOutcome, DecisionKind, LedgerEntry, Record
from bot.model.chain import FIRST_PREVIOUS, breaks, canonical_line, moment

REPORT = "Tell the records officer and the people who keep this program; show the comment again if in doubt."
_ON_THE_PLATFORM = (ActionState.SENT, ActionState.DONE)


class EvidenceRows(Protocol):
    """The index of proof, row by row."""

    def all_records(self) -> Iterator[Record]:
        """Every record."""
        ...

    def all_captures(self) -> Iterator[Capture]:
        """Every capture, failed ones too."""
        ...

    def kept_attachments(self) -> Iterator[str]:
        """The object names of all attachments whose bytes were kept."""
        ...


def chain(lines: Sequence[LedgerEntry]) -> Iterator[Problem]:
    """The log's lines must hang together."""
    for seq in breaks(lines):
        yield Problem(what=f"log entry {seq} breaks the chain", why="a row was changed, added or removed here")


def proof_first(lines: Sequence[LedgerEntry]) -> Iterator[Problem]:
    """Nothing is hidden without proof: record and picture stand in the log before the hide of their revision."""
    sealed: set[int] = set()
    pictured: set[int] = set()
    for line in lines:
        if line.kind == "record":
            sealed.add(number(line, "revision"))
        elif line.kind == "capture":
            pictured.add(number(line, "revision"))
        elif _hides(line) and number(line, "revision") not in sealed & pictured:
            why = "no record, or no picture, of its revision stands in the log before it"
            yield Problem(what=f"log entry {line.seq}: a hide without proof", why=why, next_step=REPORT)


def _hides(line: LedgerEntry) -> bool:
    is_hide = line.kind == "action" and line.body.get("kind") == DecisionKind.HIDE
    return is_hide and text(line, "state") in _ON_THE_PLATFORM


def rows(lines: Sequence[LedgerEntry], evidence: EvidenceRows) -> Iterator[Problem]:
    """Records and captures must be those the log tells of, no more, no fewer."""
    logged = {number(line, "revision"): (text(line, "payload"), text(line, "content")) for line in of(lines, "record")}
    there = {r.revision_id: (r.payload_sha256, r.content_sha256) for r in evidence.all_records()}
    yield from _compare("record of revision", logged, there)
    taken = {
        number(line, "capture"): (text(line, "revision"), text(line, "picture"), text(line, "thumbnail"))
        for line in of(lines, "capture")
    }
    good = [c for c in evidence.all_captures() if c.outcome is CaptureOutcome.OK]
    found = {c.id: (str(c.revision_id), c.sha256 or "", c.thumbnail_sha256 or "") for c in good}
    yield from _compare("capture", taken, found)


def _compare(noun: str, logged: Mapping[int, object], there: Mapping[int, object]) -> Iterator[Problem]:
    for key in sorted(logged.keys() - there.keys()):
        yield Problem(what=f"{noun} {key}: row missing", why="the log tells of it")
    for key in sorted(there.keys() - logged.keys()):
        yield Problem(what=f"{noun} {key}: row added", why="the log doesn't tell of it")
    for key in sorted(there.keys() & logged.keys()):
        if there[key] != logged[key]:
            yield Problem(what=f"{noun} {key}: row altered", why="the log tells other hashes")


def objects(folder: Path, evidence: EvidenceRows, progress: Progress) -> Iterator[Problem]:
    """Every object must be what its name says, every referenced one must be there, and none need be without a row."""
    files = sorted(path for path in folder.glob("*/*/*") if path.is_file())
    for done, path in enumerate(files, start=1):
        yield from _object(folder, path)
        progress(done, len(files))
    names = {path.name for path in files}
    referenced = dict(_referenced(evidence))
    for name in sorted(referenced.keys() - names):
        yield Problem(what=f"object {name} is missing", why=f"{referenced[name]} rests on it")
    stray = sorted(names - referenced.keys())
    if stray:
        yield Problem(
            what=f"{len(stray)} objects belong to no record, capture or attachment, the first is {stray[0]}",
            why="bytes are written before their row; a process that died in between leaves such objects",
            next_step="Nothing has to be done; they may be part of a later attempt's proof.",
            damage=False,
        )


def _referenced(evidence: EvidenceRows) -> Iterator[tuple[str, str]]:
    for record in evidence.all_records():
        yield record.payload_sha256, f"the record of revision {record.revision_id}"
    for capture in evidence.all_captures():
        for name in (capture.sha256, capture.thumbnail_sha256):
            if name:
                yield name, f"capture {capture.id}"
    for name in evidence.kept_attachments():
        yield name, "an attachment"


def _object(folder: Path, path: Path) -> Iterator[Problem]:
    name = path.relative_to(folder).as_posix()
    try:
        with path.open("rb") as file:
            own = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        advice = "Mend the access (owner, rights, disk) and verify again."
        yield Problem(
            what=f"object {name} can't be read", why=str(error.strerror), next_step=advice, damage=False, checked=False
        )
        return
    if name != f"{own[:2]}/{own[2:4]}/{own}":
        yield Problem(what=f"object {name} was changed", why="its bytes have another sha256 than its name says")


def files(
    read_lines: Callable[[], Sequence[LedgerEntry]], folder: Path, pause: Callable[[float], None]
) -> Iterator[Problem]:
    """ledger/YYYY-MM.jsonl must say what the table says, line by line.

    Lines reach the files a moment after the table, so a difference counts only when it is still there 2 s later.
    """
    found = _file_differences(read_lines(), folder)
    if found:
        pause(2.0)
        found = _file_differences(read_lines(), folder)
    yield from found


def _file_differences(lines: Sequence[LedgerEntry], folder: Path) -> list[Problem]:
    due: dict[str, list[str]] = {}
    for line in lines:
        due.setdefault(f"{moment(line.at)[:7]}.jsonl", []).append(canonical_line(line))
    there = {p.name: p.read_bytes().decode("utf-8", "replace").split("\n") for p in folder.glob("*.jsonl")}
    return [
        problem
        for name in sorted(due.keys() | there.keys())
        for problem in _file_difference(name, [*due.get(name, []), ""], there.get(name, [""]))
    ]


def _file_difference(name: str, due: list[str], there: list[str]) -> Iterator[Problem]:
    if due == there:
        return
    place = next((n for n, (a, b) in enumerate(zip(due, there, strict=False)) if a != b), min(len(due), len(there)))
    why = f"the table has {len(due) - 1} lines of that month, the file {len(there) - 1}"
    yield Problem(what=f"ledger/{name} differs from the log's table from line {place + 1} on", why=why)


def head_files(lines: Sequence[LedgerEntry], folder: Path, exports: Path) -> Iterator[Problem]:
    """What was noted down outside the boxes must still be true of the log, and of the boxes that lie here."""
    try:
        known = heads.read(folder)
    except EvidenceError as error:
        yield Problem(what=error.message, why="it can't be compared with the log")
        return
    hashes = {0: FIRST_PREVIOUS} | {line.seq: line.hash for line in lines}
    previous = heads.NO_HEAD
    for place, (path, head) in enumerate(known, start=1):
        if hashes.get(head.get("entries", -1)) != head.get("head"):
            why = f"it was noted at entry {head.get('entries')}; the log has another hash there, or ends before"
            yield Problem(what=f"heads/{path.name} contradicts the log", why=why)
        if (head["number"], head.get("previous")) != (place, previous):
            yield Problem(what=f"heads/{path.name} doesn't follow the one before", why="one was edited or removed")
        previous = hashlib.sha256(path.read_bytes()).hexdigest()
    yield from _noted_heads(lines, [head for _, head in known])
    yield from _boxes(lines, exports)


def _noted_heads(lines: Sequence[LedgerEntry], known: Sequence[heads.Head]) -> Iterator[Problem]:
    for line in of(lines, "export"):
        if not any(line.body.items() <= head.items() for head in known):
            yield Problem(
                what=f"the head file of box {text(line, 'name')} is missing or edited", why="the log tells of it"
            )


def _boxes(lines: Sequence[LedgerEntry], exports: Path) -> Iterator[Problem]:
    for box in sorted(path for path in exports.glob("*") if (path / "bagit.txt").is_file()):
        yield from box_in_log(lines, box)


def box_in_log(lines: Sequence[LedgerEntry], box: Path) -> Iterator[Problem]:
    """A box must be one that the log tells of, byte for byte, and its head must be true of the log."""
    advice = "Set this box aside and export the week again; compare the two."
    try:
        head = json.loads((box / "data/proof/head.json").read_bytes())
        name, entries, last, own = head["box"], head["entries"], head["head"], heads.manifests(box)
    except (OSError, ValueError, KeyError, TypeError):
        why = "its manifests or proof/head.json are missing or unreadable"
        yield Problem(what=f"box {box.name} can't be compared with the log", why=why, next_step=advice)
        return
    if ({0: FIRST_PREVIOUS} | {line.seq: line.hash for line in lines}).get(entries) != last:
        why = f"its head names entry {entries} with a hash that the log doesn't have there"
        yield Problem(what=f"box {box.name} was sealed over another log", why=why, next_step=LOOK)
    noted = of(lines, "export", name=name)
    if not any(own.items() <= line.body.items() for line in noted):
        why = "the log noted other manifests for it" if noted else "the log doesn't tell of a box with this name"
        yield Problem(what=f"box {box.name} is not the one that was made", why=why, next_step=advice)
