"""What can a reviewer decide? The use-cases of the review page, without any web."""

from bot.errors import DecisionRefused
from bot.model import CaptureOutcome, CommentView, Decision, DecisionKind, Guideline, NewDecision, Reviewer, Stage
from bot.review import rules
from bot.review.reading import ReadingDesk


class ReviewDesk(ReadingDesk):
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
            if repeated := self._same(view, key):
                return repeated
            guideline = self._guideline(guideline_id)
            rules.check_hide(view, self.account(view), self.setbacks(view), self.now())
            rules.check_unseen(view, seen_decision)
            new = NewDecision(
                key=rules.clean_key(key),
                revision_id=revision_id,
                kind=DecisionKind.HIDE,
                actor=reviewer.name,
                guideline=guideline.id,
                reason=guideline.words,
                note=rules.clean_note(note),
            )
            return self._decide(view, new)

    def keep(
        self, reviewer: Reviewer, revision_id: int, note: str, key: str, *, seen_decision: int | None = None
    ) -> Decision:
        """Decide that a comment stays visible. Raises as `hide`."""
        with self._store.transaction():
            view = self._known(revision_id)
            if repeated := self._same(view, key):
                return repeated
            rules.check_keep(view, self.setbacks(view), self.now())
            rules.check_unseen(view, seen_decision)
            new = NewDecision(
                key=rules.clean_key(key),
                revision_id=revision_id,
                kind=DecisionKind.KEEP,
                actor=reviewer.name,
                note=rules.clean_note(note),
            )
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
            if repeated := self._same(view, key):
                return repeated
            rules.check_undo(view, decision_id, self.account(view), self.setbacks(view), self.now())
            new = NewDecision(
                key=rules.clean_key(key),
                revision_id=view.revision.id,
                kind=DecisionKind.UNHIDE,
                actor=reviewer.name,
                note=rules.clean_note(note),
                undoes=decision_id,
            )
            return self._decide(view, new)

    def _decide(self, view: CommentView, new: NewDecision) -> Decision:
        """The rows every decision leaves; called inside the use-case's transaction."""
        now = self.now()
        decision = self._store.decisions.save(new, now)
        if decision.revision_id != new.revision_id or decision.actor != new.actor:
            raise DecisionRefused("This form was used before. Reload the page and decide again.")
        self._store.ledger.append("decision", new.actor, _ledger_body(decision), now)
        self._store.queue.close(decision.comment_id, by=new.actor, at=now)
        if new.kind is DecisionKind.HIDE and not _has_picture(view):
            self._store.work.enqueue(Stage.PRESERVE, new.revision_id, run_after=now, again=True)
        if new.kind is not DecisionKind.KEEP:
            self._store.work.enqueue(Stage.ACT, decision.id, run_after=now)
        return decision

    def _same(self, view: CommentView, key: str) -> Decision | None:
        """The decision this very form has made already (a double click), if any."""
        wanted = rules.clean_key(key)
        return next((line.decision for line in view.decisions if line.decision.key == wanted), None)

    def _known(self, revision_id: int) -> CommentView:
        view = self._store.desk.view(revision_id)
        if view is None:
            raise DecisionRefused("There is no such comment.", revision=revision_id)
        return view

    def _guideline(self, guideline_id: str) -> Guideline:
        for guideline in self.guidelines:
            if guideline.id == guideline_id:
                return guideline
        raise DecisionRefused("Choose the guideline this comment breaks. Without one, nothing is hidden.")


def _has_picture(view: CommentView) -> bool:
    return view.capture is not None and view.capture.outcome is CaptureOutcome.OK


def _ledger_body(decision: Decision) -> dict[str, object]:
    """Ids only: names beyond the actor and all words stay in the index."""
    return {
        "decision": decision.id,
        "comment": decision.comment_id,
        "revision": decision.revision_id,
        "kind": decision.kind.value,
        "guideline": decision.guideline,
        "undoes": decision.undoes,
    }
