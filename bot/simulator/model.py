"""What does the pretend platform hold? Accounts, posts and comments, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Platform(StrEnum):
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"


class PostKind(StrEnum):
    """What was published. Which edges list a kind is told by `graph/facebook_edges.py`.

    AD is an ad's own post (a dark post), AD_INLINE one made inside an ad, AD_DYNAMIC one of a dynamic ad; ALBUM_PHOTO
    has comments of its own and no post; TAGGED is somebody else's post that names the page.
    """

    FEED = "feed"
    TAGGED = "tagged"
    PHOTO = "photo"
    ALBUM_PHOTO = "album_photo"
    VIDEO = "video"
    REEL = "reel"
    LIVE = "live"
    AD = "ad"
    AD_INLINE = "ad_inline"
    AD_DYNAMIC = "ad_dynamic"
    SCHEDULED = "scheduled"
    STORY = "story"


class MediaKind(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote something; `name` is the username on Instagram."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A Facebook page or an Instagram account, with the token that opens it.

    `linked_page` is the key of the Facebook page an Instagram account hangs on: that page's token opens it too.
    `quota_calls` is the account's own allowance where it differs from the setting. Without `is_tester` the app has no
    access to the account by Instagram Login.
    """

    key: str
    platform: Platform
    id: str
    name: str
    username: str
    token: str
    linked_page: str | None = None
    quota_calls: int | None = None
    is_tester: bool = True


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
    low_quality: bool = False
    like_count: int = 0
    message_tags: tuple[tuple[str, str], ...] = ()


PLAIN = Flags()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """`id` as the API spells it, `bare` its last segment, `serial` the order of arrival in the world.

    `media` names the photo, video and live video that are the same thing by other ids, with comments in common.
    """

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
    kind: PostKind = PostKind.FEED
    media: tuple[tuple[MediaKind, str], ...] = ()
    is_live: bool = False
    is_hidden: bool = False
    is_liked: bool = False

    def media_id(self, kind: MediaKind) -> str | None:
        return next((bare for each, bare in self.media if each is kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A photo, video or live video: what a post shows, by an id of its own."""

    id: str
    kind: MediaKind
    post: Post

    @property
    def account(self) -> str:
        return self.post.account


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
    is_liked: bool = False
    is_answered_privately: bool = False
