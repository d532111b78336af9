"""What is written down when a person acts? Decisions with their rows, and notices seen to; no web here."""

import hashlib

from bot.errors import DecisionRefused
from bot.model import (
    CaptureOutcome,
    CommentView,
    Decision,
    DecisionKind,
    Guideline,
    NewDecision,
    Notice,
    NoticeKind,
    PauseScope,
    Reviewer,
    Stage,
)
from bot.review.reading import ReadingDesk

ENDS = {NoticeKind.WRITES: PauseScope.WRITES, NoticeKind.TOKEN: PauseScope.ALL}
"""Which rest of a page ends when a person has seen to a notice: it is then tried again at once."""
USED = "This form was used before, for something else, so nothing was done this time. Look below, and decide again."


class DecidingDesk(ReadingDesk):
    """Writes what a person decided, in the transaction of the use-case."""

    def close_notice(self, reviewer: Reviewer, notice_id: int) -> Notice:
        """A person has seen to it. Raises `DecisionRefused` when somebody was faster."""
        with self._store.transaction():
            now = self.now()
            notice = self._store.notices.close(notice_id, by=reviewer.name, at=now)
            if notice is None:
                raise DecisionRefused("Somebody has seen to this notice already.")
            if notice.kind in ENDS:
                self._store.pauses.end(notice.account_id, ENDS[notice.kind])
            body = {"notice": notice.id, "account": notice.account_id, "kind": notice.kind.value}
            self._store.ledger.append("notice_closed", reviewer.name, body, now)
            return notice

    def see_to(self, reviewer: Reviewer, item_id: int) -> bool:
        """A person has seen to a question about an answer of ours; whether it was still open (twice does no harm)."""
        with self._store.transaction():
            now = self.now()
            is_closed = self._store.queue.close_one(item_id, by=reviewer.name, at=now)
            if is_closed:
                item = self._store.queue.item(item_id)
                ids = {"item": item.id, "revision": item.revision_id, "answer": item.answer_id}
                self._store.ledger.append("seen_to", reviewer.name, ids, now)
            return is_closed

    def _decide(self, view: CommentView, new: NewDecision) -> Decision:
        """The rows every decision leaves; called inside the use-case's transaction."""
        now = self.now()
        decision = self._store.decisions.save(new, now)
        if not _is_the_same(decision, new):
            raise DecisionRefused(USED)
        self._store.ledger.append("decision", new.actor, ledger_body(decision), now)
        close = self._store.queue.close if new.kind.settles_comment else self._store.queue.close_about_answers
        close(decision.comment_id, by=new.actor, at=now)
        if new.kind.needs_proof and not _has_picture(view):
            self._store.work.enqueue(Stage.PRESERVE, new.revision_id, run_after=now, again=True)
        if new.kind is not DecisionKind.KEEP:
            self._store.work.enqueue(Stage.ACT, decision.id, run_after=now)
        return decision

    def _same(self, view: CommentView, new: NewDecision) -> Decision | None:
        """The decision this very form has made already (a double click), if any.

        Raises `DecisionRefused` where the form came back with something else in it: that was not done.
        """
        made = next((line.decision for line in view.decisions if line.decision.key == new.key), None)
        if made is not None and not _is_the_same(made, new):
            raise DecisionRefused(USED)
        return made

    def _known(self, revision_id: int) -> CommentView:
        view = self._store.desk.view(revision_id)
        if view is None:
            raise DecisionRefused("There is no such comment.", revision=revision_id)
        return view

    def _guideline(self, guideline_id: str) -> Guideline:
        for guideline in self.guidelines:
            if guideline.id == guideline_id:
                return guideline
        raise DecisionRefused("Choose the guideline this comment breaks. Without one, nothing is hidden or deleted.")


def _is_the_same(made: Decision, new: NewDecision) -> bool:
    return (made.revision_id, made.kind, made.actor, made.text, made.guideline, made.note, made.undoes) == (
        new.revision_id,
        new.kind,
        new.actor,
        new.text,
        new.guideline,
        new.note,
        new.undoes,
    )


def _has_picture(view: CommentView) -> bool:
    return view.capture is not None and view.capture.outcome is CaptureOutcome.OK


def ledger_body(decision: Decision) -> dict[str, object]:
    """Ids only: names beyond the actor and all words stay in the index; of an answer's words, their hash."""
    body: dict[str, object] = {
        "decision": decision.id,
        "comment": decision.comment_id,
        "revision": decision.revision_id,
        "kind": decision.kind.value,
        "guideline": decision.guideline,
        "undoes": decision.undoes,
    }
    if decision.text:
        body["text"] = hashlib.sha256(decision.text.encode("utf-8", "surrogatepass")).hexdigest()
    return body
