"""Do the rules still ask for a hide, now that it is about to be done? Where that can't be asked, a person decides."""

from dataclasses import replace

from bot.act.policy import is_bot
from bot.errors import DecisionRefused, MonitorError, NotReadyYet
from bot.model import Decision, DecisionKind, Outcome, Revision, Verdict
from bot.ports import RulesToday, Store

_UNASKED = "could not be checked whether the rule that asked for hiding still does; a person decides"
LAPSED = "the rule that asked for hiding no longer does; nothing was hidden, and it is decided anew"


class Lapsed(DecisionRefused):
    """No rule asks any more for a hide that the bot decided; the comment goes back to where it was decided."""


class Grounds:
    """Looks at what a hide rests on: a comment may wait for hours between verdict, decision and hide."""

    def __init__(self, *, store: Store, rules: RulesToday) -> None:
        self._store = store
        self._rules = rules

    def judged(self, revision_id: int) -> Verdict:
        """The newest verdict on a revision, as it was made. Raises `NotReadyYet`."""
        found = self._store.verdicts.latest(revision_id)
        if found is None:
            raise NotReadyYet("the comment isn't judged yet", revision=revision_id)
        return found.verdict

    def upheld(self, revision_id: int) -> tuple[Verdict, bool]:
        """The newest verdict on a revision as the rules stand today, and whether they could be asked.

        Where they couldn't, a hide is a question for a person. Raises `NotReadyYet`, and what is worth another try. Not
        inside a transaction: the rules may have to be read anew.
        """
        said = self.judged(revision_id)
        if said.outcome is not Outcome.HIDE:
            return said, True
        try:
            return self._rules.upheld(self._store.comments.revision(revision_id), said), True
        except MonitorError as error:
            if error.retryable:  # a database that is busy for a moment: the work is taken up again
                raise
            return replace(said, outcome=Outcome.REVIEW, hold=False, why=f"{said.why} It {_UNASKED}.".lstrip()), False

    def refuse_lapsed(self, decision: Decision, revision: Revision) -> None:
        """Raise `Lapsed` for a hide by the bot that no rule under its guideline asks for today, and
        `DecisionRefused` where that can't be found out."""
        if decision.kind is not DecisionKind.HIDE or not is_bot(decision.actor):
            return
        try:
            today, is_known = self.upheld(revision.id)
        except NotReadyYet as error:
            raise DecisionRefused("there is no verdict that asks for it; a person decides") from error
        if not is_known:
            raise DecisionRefused(f"it {_UNASKED}", decision=decision.id)
        if today.outcome is not Outcome.HIDE or today.guideline != decision.guideline:
            raise Lapsed(LAPSED, decision=decision.id)
