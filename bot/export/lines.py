"""How does a record look as one line of canonical JSON? Pure; records.jsonl and metadata.json hold these bytes."""

from datetime import datetime
from typing import Any

import rfc8785

from bot.export.contents import BoxedDecision, BoxedRecord
from bot.model import LedgerEntry
from bot.model.chain import moment


def json_line(record: BoxedRecord) -> bytes:
    """Everything about one record as canonical JSON (RFC 8785), without the line feed. Times are UTC."""
    return rfc8785.dumps(_members(record))


def as_plain(line: LedgerEntry) -> dict[str, Any]:
    """A line of the log as `selfcheck.belonging` wants it."""
    return {"seq": line.seq, "kind": line.kind, "body": line.body}


def _members(record: BoxedRecord) -> dict[str, Any]:
    return {
        "record": record.record,
        "comment": record.comment,
        "page": {"id": record.page.id, "name": record.page.name, "platform": record.page.platform},
        "comment_id": record.external_id,
        "post_id": record.post_id,
        "post_text": record.post_text,
        "parent_id": record.parent_id,
        "author": {"id": record.author.id, "name": record.author.name},
        "text": record.text,
        "permalink": record.permalink,
        "created_at": _maybe(record.created_at),
        "seen_at": moment(record.seen_at),
        "sealed_at": moment(record.seal.sealed_at),
        "payload_sha256": record.seal.payload_sha256,
        "content_sha256": record.seal.content_sha256,
        "picture": _picture(record),
        "failed_pictures": [{"at": moment(f.at), "why": f.why} for f in record.failures],
        "attachments": [
            {"number": e.number, "kind": e.kind, "title": e.title, "sha256": e.sha256, "error": e.error}
            for e in record.enclosures
        ],
        "verdict": _verdict(record),
        "reviews": [{"at": moment(at), "reason": reason} for at, reason in record.reviews],
        "decisions": [_decision(decision) for decision in record.decisions],
        "outcome": record.outcome.value,
        "outcome_at": _maybe(record.outcome_at),
        "waiting_for_a_person": record.waiting,
        "vanished_at": _maybe(record.vanished_at),
        "changed_outside_this_program": [{"at": moment(at), "hidden": hidden} for at, hidden in record.elsewhere],
    }


def _picture(record: BoxedRecord) -> dict[str, str | None] | None:
    taken = record.picture
    if taken is None:
        return None
    return {"sha256": taken.sha256, "thumbnail": taken.thumbnail, "at": moment(taken.at), "tool": taken.tool}


def _verdict(record: BoxedRecord) -> dict[str, Any] | None:
    said = record.verdict
    if said is None:
        return None
    return {
        "at": moment(said.at),
        "outcome": said.outcome,
        "guideline": said.guideline,
        "guidelines": said.guidelines,
        "rules": list(said.rules),
    }


def _decision(decision: BoxedDecision) -> dict[str, Any]:
    decided = decision.decided
    return {
        "decision": decided.id,
        "record": decided.revision,
        "at": moment(decided.at),
        "actor": decided.actor,
        "kind": decided.kind.value,
        "guideline": decided.guideline,
        "reason": decision.reason,
        "note": decision.note,
        "text": decision.text,
        "undoes": decided.undoes,
        "actions": [
            {"action": s.action, "state": s.state.value, "at": moment(s.at), "answer": s.answer} for s in decided.steps
        ],
    }


def _maybe(at: datetime | None) -> str | None:
    return None if at is None else moment(at)
