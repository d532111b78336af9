"""What does the pretend platform hold? Accounts, posts and comments, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Platform(StrEnum):
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote something; `name` is the username on Instagram."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A Facebook page or an Instagram account, with the token that opens it.

    `linked_page` is the key of the Facebook page an Instagram account hangs on: that page's token opens it too.
    """

    key: str
    platform: Platform
    id: str
    name: str
    username: str
    token: str
    linked_page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a User token: it opens every page, and shows no comment (a trap of Meta's)."""

    id: str
    name: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A picture or a link on a post or a comment; `label` is what the drawn picture says."""

    type: str = "photo"
    label: str = ""
    title: str | None = None
    description: str | None = None
    url: str | None = None
    width: int = 480
    height: int = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """What the platform says, or keeps to itself, about one comment."""

    no_from: bool = False
    no_can_hide: bool = False
    no_message: bool = False
    can_hide: bool = True
    can_remove: bool = True
    can_comment: bool = True
    unlisted: bool = False
    like_count: int = 0
    message_tags: tuple[tuple[str, str], ...] = ()


PLAIN = Flags()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """`id` as the API spells it, `bare` its last segment, `serial` the order of arrival in the world."""

    key: str
    id: str
    bare: str
    serial: int
    account: str
    text: str
    created: datetime
    author: Author | None = None
    attachment: Attachment | None = None
    shortcode: str = ""
    is_open: bool = True
    is_deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment as it stands now. `post` and `parent` are bare ids; a reply has a parent.

    `hides` and `unhides` count the accepted calls of the API, repeated ones too; `revision` counts its texts.
    """

    key: str
    id: str
    bare: str
    serial: int
    account: str
    post: str
    created: datetime
    text: str | None
    author: Author | None
    parent: str | None = None
    attachment: Attachment | None = None
    flags: Flags = PLAIN
    is_hidden: bool = False
    is_deleted: bool = False
    hides: int = 0
    unhides: int = 0
    revision: int = 1
