"""How is an answer posted exactly once? Planned, sent, matched when the platform's answer was lost, and read back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.act.hands import WORKED_BEFORE, Hands, insisted, ours, read_back
from bot.act.matching import Match, Wanted, bare, match, same_words
from bot.act.outcomes import OutcomeUnclear
from bot.act.threads import root_of
from bot.errors import (
    DecisionRefused,
    Gone,
    NotEffective,
    PermissionRefused,
    PlatformUnavailable,
    RequestRefused,
)
from bot.model import Action, ActionState, Comment, Decision, DecisionKind, Revision

SETTLING = timedelta(minutes=2)
"""So long after a request whose answer was lost its effect may still show up; before that nothing is sent again."""
LONGEST_SEARCH = timedelta(hours=24)
"""So long after the first failed try we try to read the list of answers; then a person has to look at the page."""

MAY_STAND = (
    "It may have been posted: the platform didn't answer, and it can't be told whether the answer on the page is ours. "
    "It was not sent again. Please look at the page itself."
)
UNREADABLE = "It was posted, but it can't be read back. Please look at the page itself, or take it back."
POST_REFUSED = "the platform refuses it as if the post were gone; look at the page itself"
ROOT_GONE = "the comment that began the thread is no longer visible to us; answer with a comment under the post instead"
NOT_UNDER_HIDDEN = "this platform takes no answer under a hidden comment; reply first, then hide"


class Answering:
    """Replies under a comment's root, and comments under its post."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def make_it_so(self, action: Action, decision: Decision, revision: Revision) -> str:
        """Post it, unless it stands there already, and read it back."""
        if action.state is ActionState.SENT:
            with _unclear(UNREADABLE if action.made_id else MAY_STAND):
                action, root = self._after_sending(action, decision, revision)
            if action.made_id:
                self._read_back(action, decision, revision, root)
                return WORKED_BEFORE
        else:
            root = self._root(decision, revision)
        self._refuse(decision, revision, root)
        made_id = self._hands.ask(action, decision, lambda: self._post(decision, revision, root))
        action = self._hands.outcomes.made(action, made_id)
        self._read_back(action, decision, revision, root)
        return read_back("")

    def _root(self, decision: Decision, revision: Revision) -> Comment | None:
        """The comment to answer under; None for an answer under the post."""
        if decision.kind is not DecisionKind.REPLY:
            return None
        try:
            return root_of(self._hands.store, self._hands.platform(revision), revision)
        except Gone as error:
            raise DecisionRefused(ROOT_GONE) from error

    def _refuse(self, decision: Decision, revision: Revision, root: Comment | None) -> None:
        """Everything that can stand in the way, asked of the platform itself a moment before."""
        hands, platform = self._hands, self._hands.platform(revision)
        hands.circumstances.refuse_by_mode(decision, revision)
        can = platform.capabilities.comment if root is None else platform.capabilities.reply
        if not can:
            raise PermissionRefused("this platform takes no answers from this program")
        hands.circumstances.refuse_taken_back(decision)
        hands.circumstances.refuse_old(decision)
        try:
            now_there = platform.comment(revision.comment)
        except Gone:
            if root is None:
                return  # the post is still there to comment on, as far as anybody knows
            raise
        hands.circumstances.refuse_stale(decision, revision, now_there)
        if root is not None and not platform.capabilities.reply_to_hidden:
            self._refuse_under_hidden(revision, root, now_there)

    def _refuse_under_hidden(self, revision: Revision, root: Comment, now_there: Comment) -> None:
        is_it = root.external_id == now_there.external_id
        try:
            top = now_there if is_it else self._hands.platform(revision).comment(root)
        except Gone as error:
            raise DecisionRefused(ROOT_GONE) from error
        if top.is_hidden:
            raise PermissionRefused(NOT_UNDER_HIDDEN)

    def _post(self, decision: Decision, revision: Revision, root: Comment | None) -> str:
        platform = self._hands.platform(revision)
        try:
            if root is None:
                return platform.comment_on(revision.post, decision.text)
            return insisted(platform, root, lambda: platform.reply(root, decision.text))
        except Gone as error:
            if root is None:
                raise PermissionRefused(POST_REFUSED) from error
            if root.external_id != revision.comment.external_id:
                raise DecisionRefused(ROOT_GONE) from error
            raise

    # After a lost answer -------------------------------------------------------------------------------------------

    def _after_sending(self, action: Action, decision: Decision, revision: Revision) -> tuple[Action, Comment | None]:
        root = self._root(decision, revision)
        return (action if action.made_id else self._look_for_it(action, decision, revision, root)), root

    def _look_for_it(self, action: Action, decision: Decision, revision: Revision, root: Comment | None) -> Action:
        """The action with the id of what it made, if that stands there; as it was, if it may be sent once more.

        Raises `PlatformUnavailable` while it may still show up, `OutcomeUnclear` where it can't be told.
        """
        now = self._hands.clock.now()
        age = now - (action.asked_at or action.planned_at)
        try:
            found = self._match(action, decision, revision, root)
        except PlatformUnavailable as error:
            searched_at = self._hands.outcomes.searched(action).searched_at
            if searched_at is not None and now - searched_at > LONGEST_SEARCH:
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
        except (PermissionRefused, RequestRefused) as error:
            raise OutcomeUnclear(UNREADABLE) from error
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


@contextmanager
def _unclear(why: str) -> Iterator[None]:
    """Once something was sent, a refusal on the way to it is no proof that it doesn't stand there."""
    try:
        yield
    except (PermissionRefused, RequestRefused, Gone) as error:
        raise OutcomeUnclear(why) from error
    except OutcomeUnclear:
        raise
    except DecisionRefused as error:
        raise OutcomeUnclear(why) from error
