"""How is an answer posted exactly once? Planned, sent, matched when the platform's answer was lost, and read back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.act.hands import WORKED_BEFORE, Hands, ours, read_back
from bot.act.matching import Match, Wanted, bare, match, same_words
from bot.act.outcomes import OutcomeUnclear
from bot.errors import DecisionRefused, Gone, NotEffective, PermissionRefused, PlatformUnavailable
from bot.model import Action, ActionState, Comment, Decision, DecisionKind, Revision

SETTLING = timedelta(minutes=2)
"""So long after a request whose answer was lost its effect may still show up; before that nothing is sent again."""
LONGEST_SEARCH = timedelta(hours=24)
"""So long we try to read the list of answers; then a person has to look at the page."""
MOST_LEVELS = 10

MAY_STAND = (
    "It may have been posted: the platform didn't answer, and it can't be told whether the answer on the page is ours. "
    "It was not sent again. Please look at the page itself."
)
NOT_UNDER_HIDDEN = "this platform takes no answer under a hidden comment; reply first, then hide"


class Answering:
    """Replies under a comment's root, and comments under its post."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def make_it_so(self, action: Action, decision: Decision, revision: Revision) -> str:
        """Post it, unless it stands there already, and read it back."""
        root = self._root(revision) if decision.kind is DecisionKind.REPLY else None
        if not action.made_id and action.state is ActionState.SENT:
            action = self._look_for_it(action, decision, revision, root)
        if action.made_id:
            self._read_back(action, decision, revision, root)
            return WORKED_BEFORE
        self._refuse(decision, revision, root)
        self._hands.outcomes.sent(action, decision)
        action = self._hands.outcomes.made(action, self._post(decision, revision, root))
        self._read_back(action, decision, revision, root)
        return read_back("")

    def _refuse(self, decision: Decision, revision: Revision, root: Comment | None) -> None:
        """Everything that can stand in the way, asked of the platform itself a moment before."""
        hands, platform = self._hands, self._hands.platform(revision)
        hands.circumstances.refuse_by_mode(decision, revision)
        can = platform.capabilities.comment if root is None else platform.capabilities.reply
        if not can:
            raise PermissionRefused("this platform takes no answers from this program")
        now_there = platform.comment(revision.comment)
        hands.circumstances.refuse_stale(decision, revision, now_there)
        if root is None or platform.capabilities.reply_to_hidden:
            return
        top = now_there if root.external_id == now_there.external_id else platform.comment(root)
        if top.is_hidden:
            raise PermissionRefused(NOT_UNDER_HIDDEN)

    def _post(self, decision: Decision, revision: Revision, root: Comment | None) -> str:
        platform = self._hands.platform(revision)
        if root is None:
            return platform.comment_on(revision.post, decision.text)
        return platform.reply(root, decision.text)

    # After a lost answer -------------------------------------------------------------------------------------------

    def _look_for_it(self, action: Action, decision: Decision, revision: Revision, root: Comment | None) -> Action:
        """The action with the id of what it made, if that stands there; as it was, if it may be sent once more.

        Raises `PlatformUnavailable` while it may still show up, `OutcomeUnclear` where it can't be told.
        """
        asked_at = action.asked_at or action.planned_at
        age = self._hands.clock.now() - asked_at
        try:
            found = self._match(action, decision, revision, root)
        except PlatformUnavailable as error:
            if age > LONGEST_SEARCH:
                raise OutcomeUnclear(MAY_STAND, decision=decision.id) from error
            raise
        if found.ours is not None:
            return self._hands.outcomes.made(action, found.ours.call_id)
        if found.may_be_ours:
            raise OutcomeUnclear(MAY_STAND, decision=decision.id)
        if age < SETTLING:
            raise PlatformUnavailable("the platform didn't answer; what was sent may still show up", action=action.id)
        return action

    def _match(self, action: Action, decision: Decision, revision: Revision, root: Comment | None) -> Match:
        platform = self._hands.platform(revision)
        made_ids = self._hands.store.decisions.made_ids(revision.comment.account_id)
        wanted = Wanted(text=decision.text, planned_at=action.planned_at, taken={bare(each) for each in made_ids})
        return match(wanted, platform.answers(revision.post, root), platform.is_ours)

    # What stands there now -----------------------------------------------------------------------------------------

    def _read_back(self, action: Action, decision: Decision, revision: Revision, root: Comment | None) -> None:
        """Raise unless the answer stands where it should, with our words."""
        parent = None if root is None else root.external_id
        try:
            made = self._hands.platform(revision).comment(
                ours(revision, action.made_id, decision.text, parent_id=parent)
            )
        except Gone as error:
            self._missing(action, error)
            return
        if made.parent_id != parent:
            raise OutcomeUnclear("It was posted, but not where it should stand. Look at the page, or take it back.")
        if not same_words(made.text, decision.text):
            raise OutcomeUnclear(
                "It was posted, but the platform shows other words. Look at the page, or take it back."
            )

    def _missing(self, action: Action, error: Gone) -> None:
        if self._hands.clock.now() - (action.asked_at or action.planned_at) < SETTLING:
            raise NotEffective("it was posted, but can't be read back yet", action=action.id) from error
        why = "The platform said that it was posted, but doesn't show it any more. Please look at the page itself."
        raise OutcomeUnclear(why) from error

    # Under which comment -------------------------------------------------------------------------------------------

    def _root(self, revision: Revision) -> Comment:
        """The top-level comment of the thread: whether replies to replies are kept, Meta's answers contradict."""
        for each in self._upwards(revision):
            if each.parent_id is None:
                return each
        raise DecisionRefused("the thread is too deep to answer in", revision=revision.id)

    def _upwards(self, revision: Revision) -> Iterator[Comment]:
        """The comment, its parent, and so on; from the index, or from the platform where one was never collected."""
        comment = revision.comment
        yield comment
        for _ in range(MOST_LEVELS):
            if comment.parent_id is None:
                return
            comment = self._parent(revision, comment, comment.parent_id)
            yield comment

    def _parent(self, revision: Revision, comment: Comment, parent_id: str) -> Comment:
        comments = self._hands.store.comments
        known = comments.known(comment.account_id, [parent_id]).get(parent_id)
        if known is not None:
            return comments.revision(known.revision_id).comment
        stub = replace(comment, external_id=parent_id, call_id=parent_id, parent_id=None)
        return self._hands.platform(revision).comment(stub)
