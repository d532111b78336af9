"""What proof do we hold? Records, captures and the append-only log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The comment as received, sealed: never altered. `payload_sha256` names the object with the bytes."""

    revision_id: int
    payload_sha256: str
    content_sha256: str
    sealed_at: datetime


class CaptureOutcome(StrEnum):
    """Whether the picture exists."""

    OK = "ok"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The picture of one revision, or the stated reason why there is none.

    `width` and `height` are pixels; `tool` names browser and version; `excerpted`: only parts of a long text are shown.
    """

    revision_id: int
    outcome: CaptureOutcome
    taken_at: datetime
    tool: str
    sha256: str | None = None
    thumbnail_sha256: str | None = None
    width: int | None = None
    height: int | None = None
    excerpted: bool = False
    error: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Photograph:
    """What a camera brings back: PNG bytes, the text that stood in the comment's element, and the tool's name."""

    png: bytes
    shown_text: str
    tool: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One line of the log. `hash` covers everything else and `previous`, so that the lines form a chain.

    `body` is plain JSON; it holds ids, hashes and guideline numbers, never names or comment texts.
    """

    seq: int
    at: datetime
    kind: str
    actor: str
    body: Mapping[str, object]
    previous: str
    hash: str
