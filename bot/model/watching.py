"""How closely is each page watched, what slows us down, and what must a person be told about it?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.comments import Comment, Post, PostKind


class Reach(StrEnum):
    """How far a listing of posts goes."""

    FRESH = "fresh"
    """The newest posts of every place, in as few calls as the platform allows."""
    WATCHED = "watched"
    """The whole watch window, page by page, with more comments shown under each post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One post as a listing of posts showed it, with the few comments that came along.

    `shows_all` is True when these are all its comments; `newest_first` when the platform really gave the newest ones
    first (it may rank them whatever is asked), so that everything before the last shown one is known to be shown.
    """

    post: Post
    shown: tuple[Comment, ...] = ()
    shows_all: bool = False
    newest_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWatch:
    """What we remember of reading one post.

    `newest` is the time of the newest comment known, `count` what the platform counted when the post was last settled,
    `listed` how many comments it showed us at the last whole reading, `read_at` the last reading (whole or not, ended
    well or not), `whole_at` the last whole reading that ended well.
    """

    post_id: str
    kind: PostKind = PostKind.POST
    created_at: datetime | None = None
    newest: datetime | None = None
    count: int | None = None
    listed: int | None = None
    read_at: datetime | None = None
    whole_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountWatch:
    """When the posts of an account were last listed, by reach."""

    fresh_at: datetime | None = None
    watched_at: datetime | None = None


class WakeKind(StrEnum):
    """What a webhook wakes the poller for."""

    POST = "post"
    """Something happened under a post."""
    MENTION = "mention"
    """A comment elsewhere names us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    """A hint that something can be read: never a fact. An empty id means "not told"."""

    account_id: str
    kind: WakeKind
    post_id: str
    comment_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One webhook call as it came, kept until its wakes are written."""

    id: int
    body: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How much of the platform's allowance is used.

    `percent` may pass 100 and is None when the platform told nothing (as at low use); nothing may be asked before
    `blocked_until`. `strikes` counts refusals in a row.
    """

    percent: int | None = None
    blocked_until: datetime | None = None
    strikes: int = 0


class PauseScope(StrEnum):
    """What rests."""

    ALL = "all"
    """The token is refused: nothing is asked until it is renewed."""
    WRITES = "writes"
    """The platform blocks us as abusive: reading goes on, nothing is changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """One account rests until a moment, or until a person says that it goes on."""

    account_id: str
    scope: PauseScope
    until: datetime
    why: str
    begun_at: datetime | None = None
    """A pause that began in the future was written under a clock that ran ahead, and holds no more."""


class NoticeKind(StrEnum):
    """What a person must know about a page, although no single comment can be shown for it."""

    UNLISTED = "unlisted"
    """The platform counts more comments under a post than it shows us."""
    SILENT = "silent"
    """It counts comments and shows none."""
    CUT = "cut"
    """A listing could not be read to its end."""
    SOURCE = "source"
    """One place (ads, reels …) may not be read."""
    TOKEN = "token"
    """The token is refused; the page is not watched."""
    EXPIRY = "expiry"
    """The token, or its access to data, ends soon."""
    WRITES = "writes"
    """The platform blocks our changes."""
    QUOTA = "quota"
    """The allowance is nearly or wholly used up."""
    FAULT = "fault"
    """The platform says that our request is wrong: a fault of this program."""
    RULE = "rule"
    """A rule that the district wrote was taken out of use by this program; the notice belongs to no page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One such message. `subject` is a post's id, the name of a place, or empty; `why` is for staff, without texts and
    names of commenters. One is open per account, kind and subject."""

    id: int
    account_id: str
    kind: NoticeKind
    subject: str
    why: str
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by: str | None = None
