"""May this decision be carried out now? Mode, later words, edits: each check raises what stands in the way."""

from collections.abc import Mapping
from datetime import timedelta

from bot.act.policy import MODES, is_bot
from bot.errors import DecisionRefused, NotReadyYet, PermissionRefused, StaleRevision, Superseded
from bot.model import (
    Account,
    AttachmentState,
    Capabilities,
    Comment,
    Decision,
    DecisionKind,
    Mode,
    Revision,
    Stage,
)
from bot.ports import Clock, Store

WAIT_FOR_ANSWER = timedelta(minutes=10)
"""So long a hide waits for an answer that was decided before it, where hidden comments take no answers."""

LONGEST_UNSENT = timedelta(hours=24)
"""An answer that could not be sent for so long is given back: "today" in it may mean another day."""
TOO_OLD = "it could not be posted for more than a day; look whether its words still fit, and answer again"
TAKEN_BACK = "it was taken back before it was posted"

_OPPOSITES = {
    DecisionKind.HIDE: {DecisionKind.UNHIDE, DecisionKind.KEEP},
    DecisionKind.UNHIDE: {DecisionKind.HIDE, DecisionKind.DELETE},
    DecisionKind.DELETE: {DecisionKind.UNHIDE, DecisionKind.KEEP},
}
"""Which later decision makes an earlier one void. Answers stand beside all others; and a hide stands beside a
deletion, which may fail: the comment would then be seen although two people said that it shall not."""


class Circumstances:
    """Looks at the account's mode, at later decisions, and at the words as they are now."""

    def __init__(self, *, store: Store, accounts: Mapping[str, Account], clock: Clock) -> None:
        self._store = store
        self._accounts = accounts
        self._clock = clock

    def refuse_by_mode(self, decision: Decision, revision: Revision) -> None:
        """Raise `PermissionRefused` where nothing may be changed, or not by the bot."""
        mode = self._accounts[revision.comment.account_id].mode
        if mode is Mode.OBSERVE or (mode is Mode.ASSIST and is_bot(decision.actor)):
            raise PermissionRefused(f"this page is set to “{MODES[mode]}”; nothing was changed on it")

    def refuse_superseded(self, decision: Decision) -> None:
        """Raise `Superseded` when somebody decided otherwise meanwhile: a late retry must not undo a later word."""
        later = self.later_word(decision)
        if later is not None:
            raise Superseded("a later decision says otherwise", decision=decision.id, later=later.id)

    def later_word(self, decision: Decision) -> Decision | None:
        """The newest decision about the same question, when it came later and says the opposite."""
        beside = DecisionKind.DELETE if decision.kind is DecisionKind.HIDE else None
        of_it = self._store.decisions.of_comment(decision.comment_id)
        words = [d for d in of_it if d.kind.settles_comment and d.kind is not beside]
        newest = words[-1] if words else decision
        opposites = _OPPOSITES.get(decision.kind, set())
        return newest if newest.id > decision.id and newest.kind in opposites else None

    def wait_for_answers(self, decision: Decision, capabilities: Capabilities) -> None:
        """Raise `NotReadyYet` for a hide while an earlier answer is on its way that a hidden comment couldn't take."""
        if decision.kind is not DecisionKind.HIDE or capabilities.reply_to_hidden or not capabilities.reply:
            return
        for earlier in self._store.decisions.waiting_replies(decision.comment_id):
            is_young = self._clock.now() - earlier.made_at < WAIT_FOR_ANSWER
            if earlier.id < decision.id and is_young:
                raise NotReadyYet("waiting for the answer that comes first", decision=decision.id, answer=earlier.id)

    def refuse_taken_back(self, decision: Decision) -> None:
        """Raise `Superseded` for an answer that somebody took back before it was posted."""
        for later in self._store.decisions.of_comment(decision.comment_id):
            if later.kind is DecisionKind.WITHDRAW and later.undoes == decision.id:
                raise Superseded(TAKEN_BACK, decision=decision.id, later=later.id)

    def refuse_old(self, decision: Decision) -> None:
        """Raise `DecisionRefused` for an answer that waited so long that its words may no longer fit."""
        if self._clock.now() - decision.made_at > LONGEST_UNSENT:
            raise DecisionRefused(TOO_OLD, decision=decision.id)

    def refuse_stale(self, decision: Decision, revision: Revision, now_there: Comment) -> None:
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
