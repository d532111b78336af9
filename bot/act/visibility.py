"""How is a comment hidden or shown again? Looked at, asked once, read back."""

from bot.act.hands import NOT_EFFECTIVE, WORKED_BEFORE, Hands, insisted, read_back
from bot.errors import NotEffective
from bot.model import Action, ActionState, Decision, DecisionKind, Revision


class Visibility:
    """Hides and unhides. What is already so on the platform is not asked for again."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def make_it_so(self, action: Action, decision: Decision, revision: Revision) -> str:
        """Ask, and read back. Answers how it was confirmed."""
        hands = self._hands
        if action.state is ActionState.SENT and self._worked(decision, revision):
            return WORKED_BEFORE
        hands.circumstances.refuse_by_mode(decision, revision)
        hands.circumstances.refuse_superseded(decision)
        platform = hands.platform(revision)
        wanted = decision.kind is DecisionKind.HIDE
        now_there = platform.comment(revision.comment)
        if wanted:
            hands.circumstances.refuse_stale(decision, revision, now_there)
            hands.grounds.refuse_lapsed(decision, revision)
        if now_there.is_hidden is wanted:
            return "it was so already; confirmed by reading back"

        def change() -> str:
            return platform.hide(now_there) if wanted else platform.unhide(now_there)

        trace = hands.ask(action, decision, lambda: insisted(platform, now_there, change))
        if platform.comment(now_there).is_hidden is not wanted:
            raise NotEffective(NOT_EFFECTIVE, action=action.id)
        return read_back(trace)

    def _worked(self, decision: Decision, revision: Revision) -> bool:
        """Whether a request whose answer was lost took effect.

        Asked before anything is refused: a comment that we did hide, and that was edited or decided on since, must
        stand in the index as hidden by us, or nobody could undo it.
        """
        now_there = self._hands.platform(revision).comment(revision.comment)
        return now_there.is_hidden is (decision.kind is DecisionKind.HIDE)
