"""How is one comment's story told from log lines and the index? Pure; where the two contradict, no box is made."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.errors import EvidenceError
from bot.export import happenings
from bot.export.contents import BoxedDecision, BoxedRecord, Enclosure, Failure, GivenUp, Outcome, Page, Picture, Verdict
from bot.export.happenings import Decided, number, text
from bot.model import Account, ActionState, Author, CommentView, Decision, DecisionKind, LedgerEntry, Record

_UNDER_WAY = {
    DecisionKind.HIDE: (Outcome.NOT_CONFIRMED, Outcome.FAILED),
    DecisionKind.DELETE: (Outcome.DELETION_NOT_CONFIRMED, Outcome.DELETION_FAILED),
}
"""What a comment is called while a removal isn't confirmed, and after it failed."""


def boxed(
    view: CommentView, account: Account | None, lines: Sequence[LedgerEntry], words: Mapping[int, Decision]
) -> BoxedRecord:
    """One record's story, from its comment's `lines` up to the cut-off and the comment's decisions by number.

    Raises `EvidenceError` when index and log contradict each other: such a box must not be made.
    """
    revision, comment = view.revision, view.revision.comment
    own = [line for line in lines if line.body.get("revision") == revision.id]
    decisions = tuple(_with_words(d, words) for d in happenings.decided(lines))
    waiting, elsewhere = happenings.waits_for_a_person(lines), happenings.seen_elsewhere(lines)
    back = max((line.at for line in happenings.of(lines, "reappeared")), default=None)
    outcome, outcome_at = _outcome([d.decided for d in decisions], elsewhere, waiting, back)
    return BoxedRecord(
        record=revision.id,
        comment=revision.comment_id,
        page=_page(comment.account_id, account),
        external_id=comment.external_id,
        post_id=comment.post_id,
        post_text=storable(revision.post.text),
        parent_id=comment.parent_id,
        author=Author(id=_storable(comment.author.id), name=_storable(comment.author.name)),
        text=storable(comment.text),
        permalink=_storable(comment.permalink),
        created_at=comment.created_at,
        seen_at=revision.seen_at,
        seal=_seal(view, own),
        picture=_picture(own),
        failures=failures(own),
        enclosures=_enclosures(view, own),
        verdict=_verdict(own),
        reviews=tuple((line.at, text(line, "reason") or line.kind) for line in happenings.opened(lines)),
        decisions=decisions,
        outcome=outcome,
        outcome_at=outcome_at,
        waiting=waiting,
        vanished_at=happenings.vanished_at(lines),
        elsewhere=elsewhere,
    )


def failures(lines: Sequence[LedgerEntry], after: int = 0) -> tuple[Failure, ...]:
    """The pictures that failed `after` a line, and whether a later attempt brought one."""
    good = {number(line, "revision"): line.seq for line in happenings.of(lines, "capture")}
    return tuple(
        Failure(
            revision=number(line, "revision"),
            at=line.at,
            why=storable(text(line, "why")),
            mended=good.get(number(line, "revision"), 0) > line.seq,
        )
        for line in happenings.of(lines, "capture_failed")
        if line.seq > after
    )


def given_up(lines: Sequence[LedgerEntry], after: int) -> tuple[GivenUp, ...]:
    """The steps `after` a line that could not be finished."""
    return tuple(
        GivenUp(
            at=line.at,
            stage=text(line, "stage"),
            revision=None if line.body.get("revision") is None else number(line, "revision"),
        )
        for line in happenings.of(lines, "given_up")
        if line.seq > after
    )


def storable(words: str) -> str:
    """`words` with lone surrogates and NUL as U+FFFD: what can't be written as UTF-8 would break every file here."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _page(account_id: str, account: Account | None) -> Page:
    if account is None:
        return Page(id=account_id, name=account_id, platform="(page no longer in the settings)")
    return Page(id=account.id, name=account.name, platform=account.platform.value.title())


def _storable(words: str | None) -> str | None:
    return None if words is None else storable(words)


def _seal(view: CommentView, own: Sequence[LedgerEntry]) -> Record:
    """The record; index and log must tell the same hashes."""
    sealed = happenings.of(own, "record")[-1]
    record, told = view.record, (text(sealed, "payload"), text(sealed, "content"))
    if record is None or (record.payload_sha256, record.content_sha256) != told:
        raise EvidenceError(
            "the index and the log tell different hashes of a record; run verify before anything else",
            revision=view.revision.id,
        )
    return record


def _with_words(decided: Decided, words: Mapping[int, Decision]) -> BoxedDecision:
    written = words.get(decided.id)
    if written is None or written.kind is not decided.kind or written.actor != decided.actor:
        raise EvidenceError("the log names a decision that the index tells differently", decision=decided.id)
    if decided.kind.is_answer and _sha256(written.text) != decided.text_sha256:
        raise EvidenceError("the index holds other words of an answer than the log", decision=decided.id)
    return BoxedDecision(
        decided=decided, reason=storable(written.reason), note=storable(written.note), text=storable(written.text)
    )


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _outcome(
    decisions: Sequence[Decided],
    elsewhere: Sequence[tuple[datetime, bool]],
    waiting: bool,
    reappeared_at: datetime | None,
) -> tuple[Outcome, datetime | None]:
    settled = [d for d in decisions if d.kind.settles_comment]
    deleted = [d.done_at for d in settled if d.kind is DecisionKind.DELETE and d.done_at]
    if deleted and (reappeared_at is None or reappeared_at < deleted[-1]):
        return Outcome.DELETED, deleted[-1]
    force = happenings.in_force(settled)
    if force is not None and force.done_at is not None:
        shown = [at for at, hidden in elsewhere[-1:] if not hidden and at > force.done_at]
        return (Outcome.SHOWN_ELSEWHERE, shown[0]) if shown else (Outcome.HIDDEN, force.done_at)
    hides = [d for d in settled if d.kind is DecisionKind.HIDE]
    undone = [d.done_at for d in settled if d.kind is DecisionKind.UNHIDE and d.done_at]
    if undone and any(d.done_at for d in hides):
        return Outcome.UNDONE, undone[-1]
    if settled and settled[-1].kind in _UNDER_WAY and settled[-1].done_at is None:
        failed = settled[-1].state is ActionState.FAILED
        return _UNDER_WAY[settled[-1].kind][failed], None
    return (Outcome.WAITING if waiting else Outcome.VISIBLE), None


def _picture(own: Sequence[LedgerEntry]) -> Picture | None:
    good = happenings.of(own, "capture")
    if not good:
        return None
    line = good[-1]
    return Picture(
        sha256=text(line, "picture"), thumbnail=text(line, "thumbnail") or None, at=line.at, tool=text(line, "tool")
    )


def _enclosures(view: CommentView, own: Sequence[LedgerEntry]) -> tuple[Enclosure, ...]:
    """The attachments, with what the log says of their bytes (the index may have got further since)."""
    settled = {line.body.get("attachment"): line for line in happenings.of(own, "attachment")}
    found = []
    for place, kept in enumerate(view.revision.attachments, start=1):
        line = settled.get(kept.id)
        error = (kept.error or "it was not fetched by the end of this box") if line is None else text(line, "why")
        found.append(
            Enclosure(
                number=place,
                kind=storable(kept.attachment.kind),
                title=storable(kept.attachment.title),
                sha256=None if line is None else text(line, "object") or None,
                error=storable(error),
            )
        )
    return tuple(found)


def _verdict(own: Sequence[LedgerEntry]) -> Verdict | None:
    lines = happenings.of(own, "verdict")
    if not lines:
        return None
    rules = lines[-1].body.get("rules")
    return Verdict(
        at=lines[-1].at,
        outcome=text(lines[-1], "outcome"),
        guideline=text(lines[-1], "guideline"),
        guidelines=text(lines[-1], "guidelines"),
        rules=tuple(str(rule) for rule in rules) if isinstance(rules, list | tuple) else (),
    )
