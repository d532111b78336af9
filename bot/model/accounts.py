"""Which pages do we look after, and how far may we go on each?"""

from dataclasses import dataclass
from enum import StrEnum


class PlatformName(StrEnum):
    """Where an account lives. X is listed (the policy names it) but not read: see docs/operating.md."""

    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    X = "x"


class Login(StrEnum):
    """Which of Meta's two log-ins an Instagram account is read with."""

    FACEBOOK = "facebook"
    """Facebook Login: the token of the linked Facebook page, at graph.facebook.com."""
    INSTAGRAM = "instagram"
    """Instagram Login: a token of the account's own, at graph.instagram.com."""


class Mode(StrEnum):
    """How far the service may go on one account."""

    OBSERVE = "observe"
    """Watch, judge and keep proof; change nothing on the platform, for anyone."""
    ASSIST = "assist"
    """Carry out what staff decide; the bot hides nothing by itself."""
    ENFORCE = "enforce"
    """The bot hides clear violations by itself; the rest goes to staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One page of the district. `id` is our own short name; `external_id` is the platform's."""

    id: str
    platform: PlatformName
    name: str
    external_id: str
    mode: Mode = Mode.OBSERVE
    watched: bool = True
    owner: str = ""
    """Who answers for the page (a role or work e-mail), for the daily-monitoring evidence."""
    login: Login = Login.FACEBOOK


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a platform lets us do; policy turns an impossible action into a review item."""

    hide: bool
    unhide: bool
    delete: bool = False
    reply: bool = False
    comment: bool = False
    """A new comment of our own under the post."""
    reply_to_hidden: bool = False
    """Instagram refuses replies to a hidden comment: reply first, then hide."""
    since: bool = False
    """Whether comments can be listed from a moment on."""
