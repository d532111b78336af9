"""How does a decision come true on the platform? Planned, sent, read back, done or failed. Stage ACT.

This is the only file in the house that changes anything on a platform.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.act.outcomes import Outcomes
from bot.act.policy import Question, is_bot
from bot.errors import (
    DecisionRefused,
    EvidenceMissing,
    Gone,
    NotEffective,
    NotReadyYet,
    PermissionRefused,
    RequestRefused,
    StaleRevision,
    Superseded,
)
from bot.model import (
    Account,
    Action,
    ActionState,
    AttachmentState,
    Capture,
    CaptureOutcome,
    Comment,
    Decision,
    DecisionKind,
    Mode,
    ReviewReason,
    Revision,
    Stage,
    Work,
)
from bot.ports import Archive, Clock, Platform, Store

WAIT_FOR_CAPTURE = timedelta(minutes=10)
"""So long a person's hide waits for the picture that was ordered with it before it is given back."""

NOT_EFFECTIVE = "the platform accepted it, but reading back shows no change"
MOST_READ_BACKS = 6
"""So often an accepted but ineffective hide is tried before it is given back to a person."""


class Actor:
    """Carries out decisions. Everything may run twice: what is already so on the platform is not asked for again."""

    def __init__(
        self,
        *,
        store: Store,
        archive: Archive,
        accounts: Mapping[str, Account],
        platforms: Mapping[str, Platform],
        clock: Clock,
    ) -> None:
        self._store = store
        self._archive = archive
        self._accounts = accounts
        self._platforms = platforms
        self._clock = clock
        self._outcomes = Outcomes(store=store, clock=clock)

    def run(self, batch: Sequence[Work]) -> None:
        """Carry out each decision of the batch. Raises retryable errors; the row is then tried again later."""
        for work in batch:
            decision = self._store.decisions.decision(work.subject)
            if decision.kind is DecisionKind.KEEP:
                self._store.work.finish(work, self._clock.now())
            else:
                self._carry_out(work, decision)

    def _carry_out(self, work: Work, decision: Decision) -> None:
        revision = self._store.comments.revision(decision.revision_id)
        try:
            action = self._plan(decision, revision)
        except EvidenceMissing as error:
            self._without_proof(work, decision, error)
            return
        if action.state in (ActionState.DONE, ActionState.FAILED):
            self._store.work.finish(work, self._clock.now())
            return
        try:
            answer = self._make_it_so(action, decision, revision)
        except Gone as error:
            self._outcomes.gone(work, action, decision, str(error))
        except NotEffective as error:
            if work.attempts < MOST_READ_BACKS or NOT_EFFECTIVE not in work.last_error:
                raise
            self._outcomes.failed(work, action, decision, error)
        except (PermissionRefused, RequestRefused, DecisionRefused) as error:
            self._outcomes.failed(work, action, decision, error)
        else:
            later = self._later_word(decision)
            # A later hide or undo is carried out by itself; only a Keep has nobody who acts on it.
            kept = later if later is not None and later.kind is DecisionKind.KEEP else None
            self._outcomes.done(work, action, decision, answer, overtaken_by=kept)

    # Proof first ---------------------------------------------------------------------------------------------------

    def _plan(self, decision: Decision, revision: Revision) -> Action:
        capture = self._proof(revision) if decision.kind is DecisionKind.HIDE else None
        return self._outcomes.planned(decision, capture)

    def _proof(self, revision: Revision) -> Capture:
        """The good capture of these words. Record and picture are read from disk and compared with their hashes."""
        record = self._store.evidence.record(revision.id)
        capture = self._store.evidence.capture(revision.id)
        if record is None or capture is None or capture.outcome is not CaptureOutcome.OK or capture.sha256 is None:
            reason = capture.error if capture is not None and capture.error else "there is no picture yet"
            raise EvidenceMissing(f"no proof: {reason}", revision=revision.id)
        self._archive.read(record.payload_sha256)
        self._archive.read(capture.sha256)
        return capture

    def _without_proof(self, work: Work, decision: Decision, error: EvidenceMissing) -> None:
        age = self._clock.now() - decision.made_at
        if not is_bot(decision.actor) and age < WAIT_FOR_CAPTURE:
            raise NotReadyYet("waiting for the picture", decision=decision.id) from error
        why = f"Nothing was hidden, because proof is missing: {error}"
        self._outcomes.without_action(work, decision, Question(reason=ReviewReason.NO_PROOF, why=why))

    # The platform --------------------------------------------------------------------------------------------------

    def _make_it_so(self, action: Action, decision: Decision, revision: Revision) -> str:
        """Ask, and read back. Answers how it was confirmed."""
        if action.state is ActionState.SENT and self._worked(decision, revision):
            return "an earlier try had worked; confirmed by reading back"
        self._refuse_by_mode(decision, revision)
        self._refuse_superseded(decision)
        platform = self._platforms[revision.comment.account_id]
        wanted = decision.kind is DecisionKind.HIDE
        now_there = platform.comment(revision.comment)
        if wanted:
            self._refuse_stale(decision, revision, now_there)
        if now_there.is_hidden is wanted:
            return "it was so already; confirmed by reading back"
        self._outcomes.sent(action, decision)
        trace = platform.hide(now_there) if wanted else platform.unhide(now_there)
        if platform.comment(now_there).is_hidden is not wanted:
            raise NotEffective(NOT_EFFECTIVE, action=action.id)
        return f"confirmed by reading back{f'; trace {trace}' if trace else ''}"

    def _worked(self, decision: Decision, revision: Revision) -> bool:
        """Whether a request whose answer was lost took effect.

        Asked before anything is refused: a comment that we did hide, and that was edited or decided on since, must
        stand in the index as hidden by us, or nobody could undo it.
        """
        now_there = self._platforms[revision.comment.account_id].comment(revision.comment)
        return now_there.is_hidden is (decision.kind is DecisionKind.HIDE)

    def _refuse_by_mode(self, decision: Decision, revision: Revision) -> None:
        mode = self._accounts[revision.comment.account_id].mode
        if mode is Mode.OBSERVE or (mode is Mode.ASSIST and is_bot(decision.actor)):
            raise PermissionRefused(f"this page is in {mode} mode; nothing was changed on it")

    def _refuse_superseded(self, decision: Decision) -> None:
        """Raise `Superseded` when somebody decided otherwise meanwhile: a late retry must not undo a later word."""
        later = self._later_word(decision)
        if later is not None:
            raise Superseded("a later decision says otherwise", decision=decision.id, later=later.id)

    def _later_word(self, decision: Decision) -> Decision | None:
        """The newest decision on the comment, when it came later and says the opposite."""
        newest = self._store.decisions.of_comment(decision.comment_id)[-1]
        says_otherwise = (newest.kind is DecisionKind.HIDE) != (decision.kind is DecisionKind.HIDE)
        return newest if newest.id > decision.id and says_otherwise else None

    def _refuse_stale(self, decision: Decision, revision: Revision, now_there: Comment) -> None:
        """Raise `StaleRevision` when the words changed; the new words walk the corridor like any others."""
        if now_there.sha256 != revision.sha256:
            now = self._clock.now()
            with self._store.transaction():
                newer = self._store.comments.save(now_there, now)
                self._store.work.enqueue(Stage.JUDGE, newer, run_after=now, again=True)
                for attachment in self._store.comments.attachments_of(newer):
                    if attachment.state is AttachmentState.WAITING:
                        self._store.work.enqueue(Stage.FETCH, attachment.id, run_after=now)
                body = {"comment": revision.comment_id, "revision": newer, "before": revision.id}
                self._store.ledger.append("edited", decision.actor, body, now)
        if now_there.sha256 != revision.sha256 or not revision.is_newest:
            raise StaleRevision("the comment was edited after the decision", decision=decision.id)
