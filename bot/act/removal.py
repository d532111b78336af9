"""How is a comment deleted for good, or an answer of ours taken back? Only for a person, and read back as gone."""

from bot.act.hands import NOT_EFFECTIVE, WORKED_BEFORE, Hands, is_gone, ours, read_back
from bot.errors import DecisionRefused, Gone, NotEffective
from bot.model import Action, ActionState, Comment, Decision, Revision
from bot.ports import Platform

GONE_ALREADY = "it was gone already; confirmed by reading back"


class Deletion:
    """Deletes somebody's comment. Its proof was made sure of before."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def make_it_so(self, action: Action, decision: Decision, revision: Revision) -> str:
        """Delete, and read back. Raises `Gone` when somebody else was faster."""
        hands, platform = self._hands, self._hands.platform(revision)
        if action.state is ActionState.SENT and is_gone(platform, revision.comment):
            return WORKED_BEFORE
        hands.circumstances.refuse_by_mode(decision, revision)
        hands.circumstances.refuse_superseded(decision)
        now_there = platform.comment(revision.comment)
        hands.circumstances.refuse_stale(decision, revision, now_there)
        hands.outcomes.sent(action, decision)
        return _deleted(platform, now_there, action)


class Withdrawal:
    """Takes an answer of ours back: the undo of a reply or comment."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def make_it_so(self, action: Action, decision: Decision, revision: Revision) -> str:
        """Delete our own answer. Nothing is deleted that the platform doesn't say we wrote."""
        hands, platform = self._hands, self._hands.platform(revision)
        answer = self._answer(decision, revision)
        hands.circumstances.refuse_by_mode(decision, revision)
        try:
            now_there = platform.comment(answer)
        except Gone:
            return WORKED_BEFORE if action.state is ActionState.SENT else GONE_ALREADY
        if platform.is_ours(now_there) is not True:
            raise DecisionRefused("the platform doesn't say that this answer is ours; take it away on the page itself")
        hands.outcomes.sent(action, decision)
        try:
            return _deleted(platform, now_there, action)
        except Gone:
            return GONE_ALREADY

    def _answer(self, decision: Decision, revision: Revision) -> Comment:
        decisions = self._hands.store.decisions
        answered = decisions.decision(decision.undoes or 0)
        made = decisions.action_of(answered.id)
        if not answered.kind.is_answer or made is None or not made.made_id:
            raise DecisionRefused("there is no answer of ours to take back", decision=decision.id)
        return ours(revision, made.made_id, answered.text, parent_id=None)


def _deleted(platform: Platform, comment: Comment, action: Action) -> str:
    trace = platform.delete(comment)
    if not is_gone(platform, comment):
        raise NotEffective(NOT_EFFECTIVE, action=action.id)
    return read_back(trace)
