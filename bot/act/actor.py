"""How does a decision come true on the platform? Planned, sent, read back, done or failed. Stage ACT.

Only this room changes anything on a platform: `visibility`, `answering` and `removal` ask, this file sees to proof,
rests and outcomes.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from bot.act.answering import Answering
from bot.act.circumstances import Circumstances
from bot.act.grounds import Grounds
from bot.act.hands import NOT_EFFECTIVE, Hands
from bot.act.outcomes import Outcomes, question_without_proof
from bot.act.policy import is_bot
from bot.act.proof import Proof
from bot.act.removal import Deletion, Withdrawal
from bot.act.rests import Rests
from bot.act.visibility import Visibility
from bot.errors import (
    DecisionRefused,
    EvidenceMissing,
    Gone,
    NotEffective,
    NotReadyYet,
    PermissionRefused,
    RequestRefused,
    WritesBlocked,
)
from bot.model import Account, Action, ActionState, Decision, DecisionKind, Revision, Work
from bot.ports import Archive, Clock, Notifier, Platform, RulesToday, Store

WAIT_FOR_CAPTURE = timedelta(minutes=10)
"""So long a person's decision waits for the picture that was ordered with it before it is given back."""

MOST_READ_BACKS = 6
"""So often an accepted but ineffective change is tried before it is given back to a person."""


SWITCHED_OFF = "the settings don't allow a {kind} any more ([act]); nothing was changed"


class Deed(Protocol):
    """One way of acting on a platform."""

    def make_it_so(self, action: Action, decision: Decision, revision: Revision) -> str:
        """Ask, and read back. Answers how it was confirmed."""
        ...


class Actor:
    """Carries out decisions. Everything may run twice: what is already so on the platform is not asked for again."""

    def __init__(
        self,
        *,
        store: Store,
        archive: Archive,
        accounts: Mapping[str, Account],
        platforms: Mapping[str, Platform],
        rules: RulesToday,
        clock: Clock,
        switched_off: Collection[DecisionKind] = (),
        notifier: Notifier | None = None,
    ) -> None:
        """`switched_off`: what the settings don't allow (any more), even if it was decided before. `notifier` is told
        once when a page begins to rest."""
        self._switched_off = switched_off
        self._store = store
        self._platforms = platforms
        self._clock = clock
        self._proof = Proof(store=store, archive=archive)
        self._rests = Rests(store=store, clock=clock, notifier=notifier)
        self._outcomes = Outcomes(store=store, clock=clock)
        self._circumstances = Circumstances(store=store, accounts=accounts, clock=clock)
        self._deeds = _deeds(
            Hands(
                store=store,
                platforms=platforms,
                clock=clock,
                circumstances=self._circumstances,
                grounds=Grounds(store=store, rules=rules),
                outcomes=self._outcomes,
            )
        )

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
        if action.state is ActionState.PLANNED and decision.kind in self._switched_off:
            self._outcomes.failed(work, action, decision, DecisionRefused(SWITCHED_OFF.format(kind=decision.kind)))
            return
        self._rests.refuse_while_resting(revision.comment.account_id)
        if action.state is ActionState.PLANNED:
            capabilities = self._platforms[revision.comment.account_id].capabilities
            self._circumstances.wait_for_answers(decision, capabilities)
        self._act(work, action, decision, revision)

    def _act(self, work: Work, action: Action, decision: Decision, revision: Revision) -> None:
        try:
            answer = self._deeds[decision.kind].make_it_so(action, decision, revision)
        except WritesBlocked as error:
            self._rests.begin(revision.comment.account_id, error)
            raise
        except Gone as error:
            self._outcomes.gone(work, action, decision, error)
        except NotEffective as error:
            if work.attempts < MOST_READ_BACKS or NOT_EFFECTIVE not in work.last_error:
                raise
            self._outcomes.failed(work, action, decision, error)
        except (PermissionRefused, RequestRefused, DecisionRefused) as error:
            self._outcomes.failed(work, action, decision, error)
        else:
            self._rests.end(revision.comment.account_id)
            later = self._circumstances.later_word(decision)
            # A later hide or undo is carried out by itself; only a Keep has nobody who acts on it.
            kept = later if later is not None and later.kind is DecisionKind.KEEP else None
            self._outcomes.done(work, action, decision, answer, overtaken_by=kept)

    # Proof first ---------------------------------------------------------------------------------------------------

    def _plan(self, decision: Decision, revision: Revision) -> Action:
        capture = self._proof.of(revision) if decision.kind.needs_proof else None
        return self._outcomes.planned(decision, capture)

    def _without_proof(self, work: Work, decision: Decision, error: EvidenceMissing) -> None:
        age = self._clock.now() - decision.made_at
        if not is_bot(decision.actor) and age < WAIT_FOR_CAPTURE:
            raise NotReadyYet("waiting for the picture", decision=decision.id) from error
        self._outcomes.without_action(work, decision, question_without_proof(decision, error))


def _deeds(hands: Hands) -> Mapping[DecisionKind, Deed]:
    visibility, answering = Visibility(hands), Answering(hands)
    return {
        DecisionKind.HIDE: visibility,
        DecisionKind.UNHIDE: visibility,
        DecisionKind.REPLY: answering,
        DecisionKind.COMMENT: answering,
        DecisionKind.WITHDRAW: Withdrawal(hands),
        DecisionKind.DELETE: Deletion(hands),
    }
