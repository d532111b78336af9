"""What did somebody write, where, and which words exactly? Posts, comments and their revisions."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote it, as far as the platform says. Both None: an unknown author (never "us", never skipped)."""

    id: str | None = None
    name: str | None = None


class PostKind(StrEnum):
    """What people comment on. The platform lists each kind in a place of its own."""

    POST = "post"
    """In the feed of a page (the page's own, a visitor's, or one that tags the page), or an Instagram medium."""
    PHOTO = "photo"
    VIDEO = "video"
    REEL = "reel"
    LIVE = "live"
    """While it is broadcast."""
    AD = "ad"
    """An advertisement that stands in no feed (a dark post)."""
    TAGGED = "tagged"
    """Somebody else's post that tags us: nothing on it is ours to hide."""
    MENTION = "mention"
    """Somebody else's post with a comment that names us: only that comment is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post (Facebook) or medium (Instagram) of one of our accounts, or one that names us.

    `comment_count` is the platform's own approximate count with replies, None when not told.
    """

    account_id: str
    external_id: str
    text: str
    created_at: datetime | None
    permalink: str | None
    comment_count: int | None = None
    kind: PostKind = PostKind.POST


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A picture, video still or link preview that came with a comment.

    `identity` is what stays the same between two answers (target id or unsigned path): the signed `url` changes.
    """

    kind: str
    url: str | None
    identity: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment or reply exactly as an answer of the platform showed it.

    `external_id` is the last segment of the platform's id (the same comment can be spelled with different first
    parts); `call_id` is the spelling to use in calls. `text` is cleaned of what can't be stored (lone surrogates and
    NUL become U+FFFD, so places stay the same); `payload` is the bytes as received. None means "not told".
    """

    account_id: str
    external_id: str
    call_id: str
    post_id: str
    parent_id: str | None
    author: Author
    text: str
    created_at: datetime | None
    permalink: str | None
    is_hidden: bool | None
    can_hide: bool | None
    attachments: tuple[Attachment, ...]
    payload: bytes

    @property
    def sha256(self) -> str:
        """Hash of the content: two answers with the same words and attachments are the same revision."""
        content = {"text": self.text, "attachments": [[a.kind, a.identity] for a in self.attachments]}
        canonical = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPage:
    """One page of results. `complete` is True on the last page of a listing that ended as it should.

    `is_bounded`: so it ended, but older comments than these the platform doesn't list to anybody.
    """

    comments: tuple[Comment, ...]
    complete: bool
    is_bounded: bool = False


class CommentState(StrEnum):
    """Whether the platform still shows the comment to us."""

    PRESENT = "present"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownComment:
    """What the index already holds of a comment: enough to see whether an answer brings something new."""

    id: int
    external_id: str
    call_id: str
    revision_id: int
    sha256: str
    state: CommentState
    is_hidden: bool | None
    created_at: datetime | None
    first_seen_at: datetime


class AttachmentState(StrEnum):
    """How far we are with keeping an attachment's bytes."""

    WAITING = "waiting"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAttachment:
    """An attachment of one revision and what became of its bytes (`sha256` of the object once kept)."""

    id: int
    revision_id: int
    account_id: str
    attachment: Attachment
    state: AttachmentState
    sha256: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A comment with exactly this content, and its surroundings: the unit that walks the corridor.

    `id` numbers the revision, `comment_id` the comment, in our index. `is_newest` is False once the comment was
    edited again; `comment_state` and `comment.is_hidden` are as last seen.
    """

    id: int
    comment_id: int
    comment: Comment
    sha256: str
    seen_at: datetime
    is_newest: bool
    comment_state: CommentState
    post: Post
    parent: "Comment | None"
    attachments: tuple[KeptAttachment, ...]
