"""Which permissions and tasks does a token need, and what stops working without each?

Sources: Meta, "Permissions" and the references of Page, Comment, IGMedia and IGComment; names as of v26.0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.model import Account, Login, PlatformName


class Weight(StrEnum):
    """How much a missing permission matters."""

    ALWAYS = "always"
    """The page can't be watched without it."""
    ACTING = "acting"
    """Needed in the modes assist and enforce."""
    EXTRA = "extra"
    """The service works without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One permission, what it is for, and what stops without it."""

    scope: str
    purpose: str
    lost: str
    weight: Weight


_WEBHOOKS = Need(
    scope="pages_manage_metadata",
    purpose="webhooks",
    lost="webhooks can't be subscribed: comments are seen at the next reading, not at once",
    weight=Weight.EXTRA,
)
_ADS = Need(
    scope="ads_read",
    purpose="ads",
    lost="comments under advertisements may not be seen",
    weight=Weight.EXTRA,
)
_FACEBOOK = (
    Need(
        scope="pages_read_engagement",
        purpose="reading",
        lost="the page's posts can't be read",
        weight=Weight.ALWAYS,
    ),
    Need(
        scope="pages_read_user_content",
        purpose="visitors' comments and authors",
        lost="visitors' posts, their comments and who wrote them can't be read",
        weight=Weight.ALWAYS,
    ),
    Need(
        scope="pages_manage_engagement",
        purpose="acting",
        lost="nothing can be hidden, shown again or answered",
        weight=Weight.ACTING,
    ),
    _WEBHOOKS,
    _ADS,
)
_INSTAGRAM = (
    Need(scope="instagram_basic", purpose="reading", lost="the account can't be read", weight=Weight.ALWAYS),
    Need(
        scope="pages_read_engagement",
        purpose="reading",
        lost="the account can't be reached through its Facebook page",
        weight=Weight.ALWAYS,
    ),
    Need(
        scope="instagram_manage_comments",
        purpose="comments, authors and acting",
        lost="comments and who wrote them can't be read; nothing can be hidden, shown again or answered",
        weight=Weight.ALWAYS,
    ),
    _WEBHOOKS,
    _ADS,
)
_NEEDS: Mapping[PlatformName, tuple[Need, ...]] = {
    PlatformName.FACEBOOK: _FACEBOOK,
    PlatformName.INSTAGRAM: _INSTAGRAM,
    PlatformName.X: (),
}
READING_TASKS = frozenset({"CREATE_CONTENT", "MANAGE", "MODERATE", "FULL_CONTROL"})
"""One of these lets a person read the page's feed."""
ACTING_TASKS = frozenset({"MODERATE", "MODERATE_COMMUNITY", "FULL_CONTROL"})
"""One of these lets a person hide and answer, and see the ids of comments."""


def needs_of(account: Account) -> tuple[Need, ...]:
    """What the token of an account has to carry. Nothing for Instagram Login: nobody can ask what such a token may."""
    is_own = account.platform is PlatformName.INSTAGRAM and account.login is Login.INSTAGRAM
    return () if is_own else _NEEDS[account.platform]


def plain_tasks(tasks: frozenset[str]) -> frozenset[str]:
    """Tasks by their older names: newer pages say PROFILE_PLUS_MODERATE for MODERATE."""
    return frozenset(task.removeprefix("PROFILE_PLUS_") for task in tasks)
