"""What can a reviewer say in public, take back, or delete? The use-cases beside hiding, without any web."""

from bot.errors import DecisionRefused
from bot.model import Capabilities, CommentView, Decision, DecisionKind, NewDecision, Reviewer
from bot.review import answers, rules
from bot.review.deciding import DecidingDesk


class SpeakingDesk(DecidingDesk):
    """Answers, withdrawals and deletions; each use-case is one transaction. Raises `DecisionRefused` in words."""

    def can(self, view: CommentView) -> Capabilities:
        """What the platform of a comment can, as far as it is allowed here."""
        return self.abilities.on(self.account(view))

    def check_answer(self, revision_id: int, kind: DecisionKind, typed: str) -> str:
        """The words as they would be posted, looked at before anybody decides."""
        view = self._known(revision_id)
        answers.check_answer(view, self.account(view), self.can(view), _answer_kind(kind))
        return answers.clean_answer(typed, self.account(view))

    def answer(
        self,
        reviewer: Reviewer,
        revision_id: int,
        kind: DecisionKind,
        typed: str,
        key: str,
        *,
        seen_decision: int | None = None,
    ) -> Decision:
        """Decide to answer in public, under the comment (REPLY) or under its post (COMMENT).

        Raises `StaleRevision` when the comment was edited.
        """
        with self._store.transaction():
            view = self._known(revision_id)
            text = answers.clean_answer(typed, self.account(view))
            new = NewDecision(
                key=rules.clean_key(key), revision_id=revision_id, kind=kind, actor=reviewer.name, text=text
            )
            if repeated := self._same(view, new):
                return repeated
            self.check_answer(revision_id, kind, typed)
            rules.check_unseen(view, seen_decision)
            return self._decide(view, new)

    def withdraw(self, reviewer: Reviewer, revision_id: int, decision_id: int, key: str) -> Decision:
        """Decide to take a posted answer back."""
        with self._store.transaction():
            view = self._known(revision_id)
            new = NewDecision(
                key=rules.clean_key(key),
                revision_id=revision_id,
                kind=DecisionKind.WITHDRAW,
                actor=reviewer.name,
                undoes=decision_id,
            )
            if repeated := self._same(view, new):
                return repeated
            answers.check_withdraw(view, decision_id, self.account(view), self.setbacks(view), self.now())
            return self._decide(view, new)

    def delete(
        self,
        reviewer: Reviewer,
        revision_id: int,
        guideline_id: str,
        note: str,
        key: str,
        *,
        confirmed: bool,
        seen_decision: int | None = None,
    ) -> Decision:
        """Decide to delete for good; the reason kept is the guideline's own words. Raises as `answer`."""
        with self._store.transaction():
            view = self._known(revision_id)
            guideline = self._guideline(guideline_id)
            account, can = self.account(view), self.can(view)
            new = NewDecision(
                key=rules.clean_key(key),
                revision_id=revision_id,
                kind=DecisionKind.DELETE,
                actor=reviewer.name,
                guideline=guideline.id,
                reason=guideline.words,
                note=rules.clean_note(note),
            )
            if repeated := self._same(view, new):
                return repeated
            answers.check_delete(view, account, can, self.setbacks(view), self.now(), confirmed=confirmed)
            rules.check_unseen(view, seen_decision)
            return self._decide(view, new)


def _answer_kind(kind: DecisionKind) -> DecisionKind:
    if not kind.is_answer:
        raise DecisionRefused("Choose where the answer shall stand.")
    return kind
