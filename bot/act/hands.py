"""What does every way of acting on a platform need, and what can it find out only afterwards?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.act.circumstances import Circumstances
from bot.act.matching import bare
from bot.act.outcomes import Outcomes
from bot.errors import Gone
from bot.model import Author, Comment, Revision
from bot.ports import Clock, Platform, Store

NOT_EFFECTIVE = "the platform accepted it, but reading back shows no change"
WORKED_BEFORE = "an earlier try had worked; confirmed by reading back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """The parts of the stage ACT."""

    store: Store
    platforms: Mapping[str, Platform]
    clock: Clock
    circumstances: Circumstances
    outcomes: Outcomes

    def platform(self, revision: Revision) -> Platform:
        """The account that the comment stands on."""
        return self.platforms[revision.comment.account_id]


def read_back(trace: str) -> str:
    """How a change was confirmed, for the log."""
    return f"confirmed by reading back{f'; trace {trace}' if trace else ''}"


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
