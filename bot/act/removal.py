"""How is a comment deleted for good, or an answer of ours taken back? Only for a person, and read back as gone."""

from dataclasses import replace

from bot.act.circumstances import TAKEN_BACK
from bot.act.hands import NOT_EFFECTIVE, WORKED_BEFORE, Hands, insisted, is_gone, ours, read_back
from bot.act.outcomes import OutcomeUnclear
from bot.errors import DecisionRefused, Gone, NotEffective, NotReadyYet
from bot.model import Action, ActionState, Comment, Decision, Revision
from bot.ports import Platform

GONE_ALREADY = "it was gone already; confirmed by reading back"
OUT_OF_SIGHT = "the answer is no longer visible to us; nothing was asked of the platform"
NEVER_POSTED = "the answer was never posted"
NO_ANSWER = "there is no answer of ours to take back"
"""No id of an answer is known."""
MAY_STAND = "It can't be told whether the answer was posted at all. Take it away on the page itself, if it is there."


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
        return _deleted(hands, platform, now_there, action, decision)


class Withdrawal:
    """Takes an answer of ours back: the undo of a reply or comment."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def make_it_so(self, action: Action, decision: Decision, revision: Revision) -> str:
        """Delete our own answer. Nothing is deleted that the platform doesn't say we wrote."""
        hands, platform = self._hands, self._hands.platform(revision)
        answer = self._answer(decision, revision)
        if answer is None:
            return NEVER_POSTED
        hands.circumstances.refuse_by_mode(decision, revision)
        try:
            now_there = platform.comment(answer)
        except Gone:
            return WORKED_BEFORE if action.state is ActionState.SENT else OUT_OF_SIGHT
        if not _is_surely_ours(platform, revision, now_there):
            raise DecisionRefused("the platform doesn't say that this answer is ours; take it away on the page itself")
        try:
            return _deleted(hands, platform, now_there, action, decision)
        except Gone:
            return GONE_ALREADY

    def _answer(self, decision: Decision, revision: Revision) -> Comment | None:
        """The answer as far as it is known; None where nothing was posted, and by this decision never will be.

        Raises `NotReadyYet` while it is being found out, `DecisionRefused` where it can't be.
        """
        decisions = self._hands.store.decisions
        answered = decisions.decision(decision.undoes or 0)
        if not answered.kind.is_answer:
            raise DecisionRefused(NO_ANSWER, decision=decision.id)
        made = decisions.action_of(answered.id)
        if made is not None and made.made_id:
            return ours(revision, made.made_id, answered.text, parent_id=None)
        if made is not None and made.state is ActionState.SENT:
            raise NotReadyYet("waiting whether the answer was posted", decision=decision.id, answer=answered.id)
        if made is None or made.state is ActionState.PLANNED or TAKEN_BACK in made.answer:
            return None
        if made.sent_at is None:
            raise DecisionRefused(NO_ANSWER, decision=decision.id)
        raise OutcomeUnclear(MAY_STAND, decision=decision.id)


def _is_surely_ours(platform: Platform, revision: Revision, answer: Comment) -> bool:
    """Where one comment alone doesn't tell its author, the list that it stands in may (Instagram's names)."""
    whose = platform.is_ours(answer)
    if whose is not None:
        return whose
    parent = answer.parent_id
    under = None if parent is None else replace(answer, external_id=parent, call_id=parent, parent_id=None)
    listed = [each for each in platform.answers(revision.post, under) if each.external_id == answer.external_id]
    return any(platform.is_ours(each) for each in listed)


def _deleted(hands: Hands, platform: Platform, comment: Comment, action: Action, decision: Decision) -> str:
    trace = hands.ask(action, decision, lambda: insisted(platform, comment, lambda: platform.delete(comment)))
    if not is_gone(platform, comment):
        raise NotEffective(NOT_EFFECTIVE, action=action.id)
    return read_back(trace)
