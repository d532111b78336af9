"""What exactly is sealed? The platform's bytes as received, and the row that names them. Pure."""

import hashlib
from datetime import datetime

from bot.errors import EvidenceError
from bot.model import Record, Revision


def sealed_bytes(revision: Revision) -> bytes:
    """The object of a record: the payload byte for byte, nothing added. Raises `EvidenceError` when there is none."""
    if not revision.comment.payload:
        raise EvidenceError("the comment has no payload, so there is nothing to seal", revision=revision.id)
    return revision.comment.payload


def seal(revision: Revision, payload_sha256: str, sealed_at: datetime) -> Record:
    """The record of a revision whose payload lies in the archive as `payload_sha256`.

    Raises `EvidenceError` when that isn't the hash of the payload: the archive kept something else.
    """
    if hashlib.sha256(sealed_bytes(revision)).hexdigest() != payload_sha256:
        raise EvidenceError("the archive kept other bytes than it was given", revision=revision.id)
    return Record(
        revision_id=revision.id, payload_sha256=payload_sha256, content_sha256=revision.sha256, sealed_at=sealed_at
    )


def record_line(revision: Revision, record: Record) -> dict[str, object]:
    """The body of the log's line: ids and hashes only."""
    return {
        "revision": revision.id,
        "comment": revision.comment_id,
        "payload": record.payload_sha256,
        "content": record.content_sha256,
    }
