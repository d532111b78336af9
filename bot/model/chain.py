"""How is one line of the log written and hashed, so that the lines form a chain? Pure; nothing else may decide this.

The hash of a line is the sha256 (hex) of the canonical JSON (RFC 8785) of everything in it but the hash itself. The
written line has the same members and `hash`; the keys are sorted, so ``"hash":"…",`` can be cut out of the line as it
stands and the rest hashed: a verifier needs no canonicaliser (`bot/export/selfcheck.py` does it that way).
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import rfc8785

from bot.errors import EvidenceError
from bot.model.evidence import LedgerEntry

FIRST_PREVIOUS = "0" * 64
"""`previous` of the very first line."""


def moment(at: datetime) -> str:
    """`at` as it stands in the log: ISO 8601 in UTC with microseconds and ``Z``.

    Raises `EvidenceError` for a time without a zone: a log that guesses the zone proves nothing.
    """
    if at.tzinfo is None:
        raise EvidenceError("a time without a zone can't be written into the log")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def entry_hash(*, seq: int, at: datetime, kind: str, actor: str, body: Mapping[str, object], previous: str) -> str:
    """The hash of a line (64 hex digits). Raises `EvidenceError` when `body` isn't plain JSON."""
    members = {"seq": seq, "at": moment(at), "kind": kind, "actor": actor, "body": body, "previous": previous}
    return hashlib.sha256(_canonical(members, seq)).hexdigest()


def canonical_line(entry: LedgerEntry) -> str:
    """The line as it stands in ``ledger/YYYY-MM.jsonl`` and in ``proof/ledger.jsonl``, without the line feed."""
    members = {
        "seq": entry.seq,
        "at": moment(entry.at),
        "kind": entry.kind,
        "actor": entry.actor,
        "body": entry.body,
        "previous": entry.previous,
        "hash": entry.hash,
    }
    return _canonical(members, entry.seq).decode("utf-8")


def breaks(entries: Iterable[LedgerEntry], *, after: int = 0, previous: str = FIRST_PREVIOUS) -> list[int]:
    """Numbers of the lines where the chain doesn't hold: a gap, a wrong `previous`, or a hash that isn't the line's."""
    broken = []
    expected = after + 1
    for entry in entries:
        own = entry_hash(
            seq=entry.seq, at=entry.at, kind=entry.kind, actor=entry.actor, body=entry.body, previous=entry.previous
        )
        if entry.seq != expected or entry.previous != previous or entry.hash != own:
            broken.append(entry.seq)
        expected, previous = entry.seq + 1, entry.hash
    return broken


def _canonical(members: Mapping[str, object], seq: int) -> bytes:
    try:
        return rfc8785.dumps(_plain(members))  # type: ignore[arg-type]  # any JSON; what isn't raises below
    except ValueError:
        # `from None`: rfc8785's own message can quote the value.
        raise EvidenceError("the body of a log line isn't plain JSON", seq=seq) from None


def _plain(value: object) -> object:
    """Mappings and sequences as dict and list, and text of a StrEnum as str, all the way down."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value
