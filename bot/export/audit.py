"""Do log, rows and proof agree? The chain of the log, the order of proof and hiding, records and captures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.export.happenings import number, text
from bot.export.problems import Problem
from bot.model import ActionState, Capture, CaptureOutcome, DecisionKind, LedgerEntry, Record
from bot.model.chain import breaks
from bot.ports import Ledger

REPORT = "Tell the records officer and the people who keep this program; show the comment again if in doubt."
_DEEDS = {
    DecisionKind.HIDE: "a hide",
    DecisionKind.DELETE: "a deletion",
    DecisionKind.REPLY: "an answer",
    DecisionKind.COMMENT: "an answer under the post",
}
"""What needs proof first (`DecisionKind.needs_proof`), in words."""
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


def chain(lines: Iterable[LedgerEntry]) -> Iterator[Problem]:
    """The log's lines must hang together."""
    for seq in breaks(lines):
        yield Problem(what=f"log entry {seq} breaks the chain", why="a row was changed, added or removed here")


def proof_first(lines: Iterable[LedgerEntry]) -> Iterator[Problem]:
    """Nothing is hidden, deleted or answered without proof: record and picture stand in the log before it."""
    sealed: set[int] = set()
    pictured: set[int] = set()
    for line in lines:
        if line.kind == "record":
            sealed.add(number(line, "revision"))
        elif line.kind == "capture":
            pictured.add(number(line, "revision"))
        elif _needs_proof(line) and number(line, "revision") not in sealed & pictured:
            why = "no record, or no picture, of its revision stands in the log before it"
            deed = _DEEDS[DecisionKind(text(line, "kind"))]
            yield Problem(what=f"log entry {line.seq}: {deed} without proof", why=why, next_step=REPORT)


def _needs_proof(line: LedgerEntry) -> bool:
    return line.kind == "action" and text(line, "kind") in _DEEDS and text(line, "state") in _ON_THE_PLATFORM


def rows(ledger: Ledger, evidence: EvidenceRows) -> Iterator[Problem]:
    """Records and captures must be those the log tells of, no more, no fewer.

    A row and its line come in one transaction. So a row read before the log must have its line there, and a line must
    have its row when the rows are read once more after it: no order of events between can make a sound archive look
    damaged.
    """
    before = _Told.by(evidence)
    logged = _Told.by_the_log(ledger.entries())
    after = _Told.by(evidence)
    yield from _compare("record of revision", logged.records, before.records, after.records)
    yield from _compare("capture", logged.captures, before.captures, after.captures)


@dataclass(frozen=True, slots=True)
class _Told:
    """The hashes of each record, by revision, and of each good picture, by capture."""

    records: Mapping[int, tuple[str, ...]]
    captures: Mapping[int, tuple[str, ...]]

    @classmethod
    def by(cls, evidence: EvidenceRows) -> "_Told":
        good = (c for c in evidence.all_captures() if c.outcome is CaptureOutcome.OK)
        return cls(
            {r.revision_id: (r.payload_sha256, r.content_sha256) for r in evidence.all_records()},
            {c.id: (str(c.revision_id), c.sha256 or "", c.thumbnail_sha256 or "") for c in good},
        )

    @classmethod
    def by_the_log(cls, lines: Iterable[LedgerEntry]) -> "_Told":
        records, captures = {}, {}
        for line in lines:
            if line.kind == "record":
                records[number(line, "revision")] = (text(line, "payload"), text(line, "content"))
            elif line.kind == "capture":
                told = (text(line, "revision"), text(line, "picture"), text(line, "thumbnail"))
                captures[number(line, "capture")] = told
        return cls(records, captures)


def _compare(
    noun: str, logged: Mapping[int, object], before: Mapping[int, object], after: Mapping[int, object]
) -> Iterator[Problem]:
    for key in sorted(logged.keys() - after.keys()):
        yield Problem(what=f"{noun} {key}: row missing", why="the log tells of it")
    for key in sorted(before.keys() - logged.keys()):
        yield Problem(what=f"{noun} {key}: row added", why="the log doesn't tell of it")
    for key in sorted(after.keys() & logged.keys()):
        if after[key] != logged[key]:
            yield Problem(what=f"{noun} {key}: row altered", why="the log tells other hashes")
