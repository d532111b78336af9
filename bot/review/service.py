"""What can a reviewer decide? The use-cases of the review page, without any web."""

from bot.errors import DecisionRefused
from bot.model import Decision, DecisionKind, NewDecision, Reviewer
from bot.review import rules
from bot.review.speaking import SpeakingDesk


class ReviewDesk(SpeakingDesk):
    """Reads the index for people and writes their decisions; each use-case is one transaction.

    It can't reach a platform: the worker finds the rows written here and carries them out within seconds.
    """

    def hide(
        self,
        reviewer: Reviewer,
        revision_id: int,
        guideline_id: str,
        note: str,
        key: str,
        *,
        seen_decision: int | None = None,
    ) -> Decision:
        """Decide to hide; the reason kept is the guideline's own words.

        `seen_decision` is the newest decision the form showed (0 for none). Raises `DecisionRefused`, and
        `StaleRevision` when the comment was edited.
        """
        with self._store.transaction():
            view = self._known(revision_id)
            guideline = self._guideline(guideline_id)
            new = NewDecision(
                key=rules.clean_key(key),
                revision_id=revision_id,
                kind=DecisionKind.HIDE,
                actor=reviewer.name,
                guideline=guideline.id,
                reason=guideline.words,
                note=rules.clean_note(note),
            )
            if repeated := self._same(view, new):
                return repeated
            rules.check_hide(view, self.account(view), self.setbacks(view), self.now())
            rules.check_unseen(view, seen_decision)
            return self._decide(view, new)

    def keep(
        self, reviewer: Reviewer, revision_id: int, note: str, key: str, *, seen_decision: int | None = None
    ) -> Decision:
        """Decide that a comment stays visible. Raises as `hide`."""
        with self._store.transaction():
            view = self._known(revision_id)
            new = NewDecision(
                key=rules.clean_key(key),
                revision_id=revision_id,
                kind=DecisionKind.KEEP,
                actor=reviewer.name,
                note=rules.clean_note(note),
            )
            if repeated := self._same(view, new):
                return repeated
            rules.check_keep(view, self.setbacks(view), self.now())
            rules.check_unseen(view, seen_decision)
            return self._decide(view, new)

    def undo(
        self, reviewer: Reviewer, decision_id: int, note: str, key: str, *, seen_revision: int | None = None
    ) -> Decision:
        """Decide to show a hidden comment again. `seen_revision` is the text the reviewer had before them.

        Raises `DecisionRefused`, and `StaleRevision` when the comment was edited since.
        """
        with self._store.transaction():
            hidden = self._store.decisions.decision(decision_id)
            newest = self._known(hidden.revision_id).revisions[-1][0]
            view = self._known(seen_revision or newest)
            if view.revision.comment_id != hidden.comment_id:
                raise DecisionRefused("This form is damaged. Reload the page and decide again.")
            new = NewDecision(
                key=rules.clean_key(key),
                revision_id=view.revision.id,
                kind=DecisionKind.UNHIDE,
                actor=reviewer.name,
                note=rules.clean_note(note),
                undoes=decision_id,
            )
            if repeated := self._same(view, new):
                return repeated
            rules.check_undo(view, decision_id, self.account(view), self.setbacks(view), self.now())
            return self._decide(view, new)
