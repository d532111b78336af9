"""What does every way of acting on a platform need, and what can it find out only afterwards?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.act.circumstances import Circumstances
from bot.act.grounds import Grounds
from bot.act.matching import bare
from bot.act.outcomes import Outcomes
from bot.errors import Gone, PermissionRefused, Throttled, WritesBlocked
from bot.model import Action, Author, Comment, Decision, Revision
from bot.ports import Clock, Platform, Store

NOT_EFFECTIVE = "the platform accepted it, but reading back shows no change"
WORKED_BEFORE = "an earlier try had worked; confirmed by reading back"
STILL_THERE = "the platform refuses it as if the comment were gone, though it is there; do it on the page itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """The parts of the stage ACT."""

    store: Store
    platforms: Mapping[str, Platform]
    clock: Clock
    circumstances: Circumstances
    grounds: Grounds
    outcomes: Outcomes

    def platform(self, revision: Revision) -> Platform:
        """The account that the comment stands on."""
        return self.platforms[revision.comment.account_id]

    def ask(self, action: Action, decision: Decision, request: Callable[[], str]) -> str:
        """Write the intent, ask the platform, and answer what it said.

        "Not now" is a clear answer, not a lost one: the action is then as if it had never been sent.
        """
        self.outcomes.sent(action, decision)
        try:
            return request()
        except (Throttled, WritesBlocked):
            self.outcomes.put_back(action, decision)
            raise


def read_back(trace: str) -> str:
    """How a change was confirmed, for the log."""
    return f"confirmed by reading back{f'; trace {trace}' if trace else ''}"


def insisted(platform: Platform, comment: Comment, request: Callable[[], str]) -> str:
    """The answer to a request about a comment that was read a moment ago.

    Meta says the same (100/33) of what is gone and of what we may not change. So "gone" is believed only when reading
    back says it, too (raises `Gone`); else it is a refusal (`PermissionRefused`).
    """
    try:
        return request()
    except Gone as error:
        platform.comment(comment)
        raise PermissionRefused(STILL_THERE) from error


def is_gone(platform: Platform, comment: Comment) -> bool:
    """Whether the platform shows it no more (deleted, or no longer for us to see: Meta's answer is the same)."""
    try:
        platform.comment(comment)
    except Gone:
        return True
    return False


def ours(revision: Revision, made_id: str, text: str, *, parent_id: str | None) -> Comment:
    """What is known of an answer of ours before it is read: enough to ask for it."""
    return replace(
        revision.comment,
        external_id=bare(made_id),
        call_id=made_id,
        parent_id=parent_id,
        author=Author(),
        text=text,
        created_at=None,
        permalink=None,
        attachments=(),
    )
