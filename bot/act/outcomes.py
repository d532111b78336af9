"""What is written down about an action: planned, sent, done, failed, and who is asked when it failed?"""

from datetime import datetime

from bot.act.grounds import Lapsed
from bot.act.policy import Question, is_bot
from bot.errors import DecisionRefused, EvidenceMissing, Gone, MonitorError, StaleRevision, Superseded
from bot.model import (
    Action,
    ActionState,
    Capture,
    CommentState,
    Decision,
    DecisionKind,
    ReviewReason,
    Stage,
    Work,
)
from bot.ports import Clock, Store

_DEEDS = {
    DecisionKind.HIDE: ("hide", "hidden"),
    DecisionKind.UNHIDE: ("unhide", "shown again"),
    DecisionKind.KEEP: ("keep", "changed"),
    DecisionKind.REPLY: ("answer", "posted"),
    DecisionKind.COMMENT: ("answer under the post", "posted"),
    DecisionKind.WITHDRAW: ("taking back of the answer", "taken back"),
    DecisionKind.DELETE: ("deletion", "deleted"),
}
"""Each kind as staff call it, and what would have been done."""


class OutcomeUnclear(DecisionRefused):
    """Something may stand on the page, or stands there wrongly: a person has to look. The message says it whole."""


def question_after(decision: Decision, error: MonitorError) -> Question | None:
    """What a person is asked when a decision could not be carried out; None when nobody has to do anything.

    New words of an edited comment walk the corridor by themselves, so only a person whose decision was overtaken is
    told; a later decision needs no question at all, and what lapsed is asked about by whoever decides it anew.
    """
    if isinstance(error, Superseded | Lapsed):
        return None
    if isinstance(error, StaleRevision):
        if is_bot(decision.actor):
            return None
        why = "This comment was edited after you decided; nothing was changed. Please look at the new words."
        return Question(reason=ReviewReason.EDITED, why=why)
    if isinstance(error, OutcomeUnclear):
        return Question(reason=ReviewReason.CANNOT, why=error.message)
    if isinstance(error, Gone):
        return _question_after_gone(decision)
    why = f"The {_DEEDS[decision.kind][0]} was not carried out: {error.message}."
    return Question(reason=ReviewReason.CANNOT, why=why)


def _question_after_gone(decision: Decision) -> Question | None:
    """Nothing is left to hide or delete; but whoever wrote an answer must hear that nobody reads it."""
    if not decision.kind.is_answer:
        return None
    why = (
        "The answer was not posted: the comment is no longer visible to us (deleted, or taken from our sight). "
        "You can still answer with a comment under the post."
    )
    return Question(reason=ReviewReason.CANNOT, why=why)


def question_without_proof(decision: Decision, error: EvidenceMissing) -> Question:
    """What a person is asked when nothing could be begun, because the proof isn't there."""
    why = f"Nothing was {_DEEDS[decision.kind][1]}, because proof is missing: {error}"
    return Question(reason=ReviewReason.NO_PROOF, why=why)


class Outcomes:
    """Intent before, outcome after: each step of an action is one transaction with its line in the log."""

    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def planned(self, decision: Decision, capture: Capture | None) -> Action:
        """Write the intent. The index refuses what needs proof without a good capture (raises `EvidenceMissing`)."""
        now = self._clock.now()
        with self._store.transaction():
            action = self._store.decisions.plan(decision, capture_id=capture.id if capture else None, at=now)
            if action.state is ActionState.PLANNED:
                self._log(action, decision, now)
        return action

    def sent(self, action: Action, decision: Decision) -> None:
        """The platform is about to be asked."""
        now = self._clock.now()
        with self._store.transaction():
            self._log(self._store.decisions.mark(action, ActionState.SENT, answer="", at=now), decision, now)

    def put_back(self, action: Action, decision: Decision) -> None:
        """The platform said "not now", or was not asked at all: as planned as before."""
        now = self._clock.now()
        with self._store.transaction():
            self._log(self._store.decisions.mark(action, ActionState.PLANNED, answer="", at=now), decision, now)

    def searched(self, action: Action) -> Action:
        """What stands on the page could not be read; answers the action with the moment of the first such try."""
        return self._store.decisions.note_search(action, self._clock.now())

    def made(self, action: Action, made_id: str) -> Action:
        """The platform's id of an answer is known: from now on it is only read back, never sent again."""
        return self._store.decisions.mark(action, ActionState.SENT, answer="", at=self._clock.now(), made_id=made_id)

    def done(
        self, work: Work, action: Action, decision: Decision, answer: str, *, overtaken_by: Decision | None = None
    ) -> None:
        """It is so on the platform; reading back showed it. Who decided otherwise meanwhile is told."""
        now = self._clock.now()
        with self._store.transaction():
            self._log(self._store.decisions.mark(action, ActionState.DONE, answer=answer, at=now), decision, now)
            self._note_state(decision, now)
            if overtaken_by is not None:
                self._ask(decision, _overtaken(decision, overtaken_by), now)
            self._store.work.finish(work, now)

    def failed(self, work: Work, action: Action, decision: Decision, error: MonitorError) -> None:
        """It could not be made so; a person is asked where that helps. What lapsed is decided anew."""
        now = self._clock.now()
        with self._store.transaction():
            self._fail(action, decision, str(error), now)
            self._ask(decision, question_after(decision, error), now)
            if isinstance(error, Lapsed):
                self._store.work.enqueue(Stage.DECIDE, decision.revision_id, run_after=now, again=True)
            self._store.work.finish(work, now)

    def gone(self, work: Work, action: Action, decision: Decision, error: Gone) -> None:
        """Deleted by its author, or no longer ours to see: nothing is left to do, and an answer found no place."""
        now = self._clock.now()
        with self._store.transaction():
            self._fail(action, decision, f"the comment is no longer visible to us: {error}", now)
            self._ask(decision, question_after(decision, error), now)
            self._store.comments.note_state(decision.comment_id, now, state=CommentState.VANISHED)
            self._store.ledger.append("vanished", decision.actor, _ids(decision), now)
            self._store.work.finish(work, now)

    def without_action(self, work: Work, decision: Decision, question: Question) -> None:
        """No action could even be planned; a person is asked."""
        now = self._clock.now()
        with self._store.transaction():
            self._ask(decision, question, now)
            self._store.work.finish(work, now)

    def _note_state(self, decision: Decision, now: datetime) -> None:
        """How the comment stands now. A deletion of ours has a line of its own: nobody else made it vanish."""
        if decision.kind in (DecisionKind.HIDE, DecisionKind.UNHIDE):
            self._store.comments.note_state(decision.comment_id, now, is_hidden=decision.kind is DecisionKind.HIDE)
        elif decision.kind is DecisionKind.DELETE:
            self._store.comments.note_state(decision.comment_id, now, state=CommentState.VANISHED)
            self._store.ledger.append("deleted", decision.actor, _ids(decision), now)

    def _fail(self, action: Action, decision: Decision, answer: str, now: datetime) -> None:
        self._log(self._store.decisions.mark(action, ActionState.FAILED, answer=answer, at=now), decision, now)

    def _ask(self, decision: Decision, question: Question | None, now: datetime) -> None:
        if question is None:
            return
        about = _answer_of(decision)
        reason, why = question.reason, question.why
        self._store.queue.open(decision.revision_id, reason, why=why, alert=False, at=now, answer_id=about)
        body = {**_ids(decision), "reason": question.reason}
        if about is not None:
            body["answer"] = about
        self._store.ledger.append("review_opened", decision.actor, body, now)

    def _log(self, action: Action, decision: Decision, now: datetime) -> None:
        body = {
            **_ids(decision),
            "action": action.id,
            "kind": action.kind,
            "state": action.state,
            "answer": action.answer,
        }
        if action.made_id:
            body["made"] = action.made_id
        self._store.ledger.append("action", decision.actor, body, now)


def _overtaken(decision: Decision, later: Decision) -> Question:
    why = (
        f"This {_DEEDS[decision.kind][0]} came true on the platform only after a later decision ({later.kind}), "
        "because the platform had not answered. Please look whether it should stay so."
    )
    return Question(reason=ReviewReason.CANNOT, why=why)


def _answer_of(decision: Decision) -> int | None:
    """The answer of ours that a decision is about: such a question is none about the comment itself."""
    return (
        decision.id if decision.kind.is_answer else decision.undoes if decision.kind is DecisionKind.WITHDRAW else None
    )


def _ids(decision: Decision) -> dict[str, object]:
    return {"decision": decision.id, "revision": decision.revision_id, "comment": decision.comment_id}
