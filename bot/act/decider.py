"""How does a verdict become a decision or a row in the queue? Stage DECIDE."""

from collections.abc import Mapping, Sequence

from bot import BOT_ACTOR
from bot.act.grounds import Grounds
from bot.act.matching import bare
from bot.act.policy import Case, Consequence, consequence
from bot.model import Account, DecisionKind, Guideline, Outcome, Revision, Stage, Verdict, Work
from bot.ports import Clock, Platform, RulesToday, Store


class Made:
    """What this program posted itself: its own answers are ours, whatever the platform tells of their author."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, set[str]] = {}

    def by_us(self, revision: Revision) -> bool:
        """Whether an answer of ours made this very comment."""
        account_id = revision.comment.account_id
        if account_id not in self._known:
            self._known[account_id] = {bare(each) for each in self._store.decisions.made_ids(account_id)}
        return revision.comment.external_id in self._known[account_id]


class Decider:
    """Applies the policy to judged and preserved revisions. A hide that no rule asks for any more is not decided."""

    def __init__(
        self,
        *,
        store: Store,
        accounts: Mapping[str, Account],
        platforms: Mapping[str, Platform],
        guidelines: Mapping[str, Guideline],
        rules: RulesToday,
        clock: Clock,
    ) -> None:
        self._store = store
        self._accounts = accounts
        self._platforms = platforms
        self._guidelines = guidelines
        self._grounds = Grounds(store=store, rules=rules)
        self._clock = clock

    def run(self, batch: Sequence[Work]) -> None:
        """Decide each revision of the batch, everything in one transaction. An alert waits in a row of its own, so
        that it goes out at least once whenever this process dies."""
        now = self._clock.now()
        upheld = {work.subject: self._grounds.upheld(work.subject) for work in batch}
        with self._store.transaction():
            made = Made(self._store)
            for work in batch:
                revision = self._store.comments.revision(work.subject)
                verdict, is_known = upheld[work.subject]
                result = self._consequence(revision, verdict, made)
                if result.questions:
                    self._drop(revision, verdict, is_known=is_known)
                self._write(revision, result)
                if any(question.alert for question in result.questions):
                    self._store.work.enqueue(Stage.ALERT, revision.id, run_after=now, again=True)
                self._store.work.finish(work, now)

    def _consequence(self, revision: Revision, verdict: Verdict, made: Made) -> Consequence:
        store = self._store
        account = self._accounts[revision.comment.account_id]
        return consequence(
            Case(
                revision=revision,
                verdict=verdict,
                account=account,
                capabilities=self._platforms[account.id].capabilities,
                capture=store.evidence.capture(revision.id),
                decisions=store.decisions.of_comment(revision.comment_id),
                hide_in_force=store.decisions.hide_in_force(revision.comment_id),
                guidelines=self._guidelines,
                is_ours=made.by_us(revision) or self._platforms[account.id].is_ours(revision.comment) is True,
            )
        )

    def _drop(self, revision: Revision, upheld: Verdict, *, is_known: bool) -> None:
        """Tell the log of a hide that was asked for and no longer is; `is_known`: the rules could be asked.

        What was asked when it was decided ("hidden for now, please confirm") gives way to what is asked now.
        """
        said, now = self._grounds.judged(revision.id), self._clock.now()
        if said.outcome is not Outcome.HIDE or upheld.outcome is Outcome.HIDE:
            return
        decisions = self._store.decisions
        decided = {one.kind for one in decisions.of_comment(revision.comment_id) if one.revision_id == revision.id}
        if DecisionKind.HIDE in decided and decisions.hide_in_force(revision.comment_id) is None:
            self._store.queue.close(revision.comment_id, by=BOT_ACTOR, at=now)
        body = {
            "revision": revision.id,
            "comment": revision.comment_id,
            "rules": sorted({one.rule for one in said.findings if one.routing.hides}),
            "guidelines": upheld.guidelines_version,
            "checked": is_known,
        }
        self._store.ledger.append("hide_dropped", BOT_ACTOR, body, now)

    def _write(self, revision: Revision, result: Consequence) -> None:
        now = self._clock.now()
        store = self._store
        for question in result.questions:
            store.queue.open(revision.id, question.reason, why=question.why, alert=question.alert, at=now)
            body = {"revision": revision.id, "comment": revision.comment_id, "reason": question.reason}
            store.ledger.append("review_opened", BOT_ACTOR, body, now)
        if result.decision is None:
            return
        decision = store.decisions.save(result.decision, now)
        body = {
            "decision": decision.id,
            "revision": revision.id,
            "comment": revision.comment_id,
            "kind": decision.kind,
            "guideline": decision.guideline,
            "undoes": None,
        }
        store.ledger.append("decision", BOT_ACTOR, body, now)
        store.work.enqueue(Stage.ACT, decision.id, run_after=now)
