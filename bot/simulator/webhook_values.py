"""What does Meta tell of a change? The `value` of each webhook field, shaped as captured payloads are."""

from datetime import datetime

from bot.simulator.heard import Verb
from bot.simulator.mentions import Mention
from bot.simulator.model import Account, Author, Comment, Post, PostKind

SITE = "https://www.facebook.com"
PRODUCTS = {PostKind.STORY: "STORY", PostKind.REEL: "REELS", PostKind.LIVE: "LIVE"}
ADS = (PostKind.AD, PostKind.AD_INLINE, PostKind.AD_DYNAMIC)
ITEMS = {PostKind.PHOTO: "photo", PostKind.VIDEO: "video", PostKind.REEL: "video", PostKind.LIVE: "video"}


def product(media: Post) -> str:
    """The media_product_type of an Instagram medium."""
    return "AD" if media.kind in ADS else PRODUCTS.get(media.kind, "FEED")


def comment_value(
    account: Account, post: Post, comment: Comment, verb: Verb, moment: datetime, *, is_old: bool = False
) -> dict[str, object]:
    """A `feed` change about a comment. For hide and unhide the page stands as `from`, and `moment` as its time.

    `is_old` gives sender_id and sender_name instead of `from`, as before v2.11. A removed comment has no words left.
    """
    is_covered = verb in (Verb.HIDE, Verb.UNHIDE)
    who = Author(id=account.id, name=account.name) if is_covered else _author(comment)
    value: dict[str, object] = {
        "item": "comment",
        "verb": str(verb),
        "comment_id": comment.id,
        "post_id": post.id,
        "parent_id": post.id if comment.parent is None else f"{post.bare}_{comment.parent}",
        **_who(who, is_old),
    }
    if verb is Verb.REMOVE:
        return value
    value["created_time"] = _seconds(moment if is_covered else comment.created)
    if comment.text is not None and not comment.flags.no_message:
        value["message"] = comment.text
    if comment.attachment is not None and verb in (Verb.ADD, Verb.EDITED):
        kind = "video" if comment.attachment.type.startswith(("video", "animated")) else "photo"
        value[kind] = f"{SITE}/photo/{comment.bare}"
    return value if is_old else {**value, "post": _post(account, post)}


def post_value(account: Account, post: Post, verb: Verb, *, is_old: bool = False) -> dict[str, object]:
    """A `feed` change about a post: of the page itself (status, photo, video) or of a visitor (post)."""
    is_own = post.author is not None and post.author.id == account.id
    value: dict[str, object] = {
        "item": ITEMS.get(post.kind, "photo" if post.attachment else "status") if is_own else "post",
        "verb": str(verb),
        "post_id": post.id,
        **_who(post.author, is_old),
    }
    if verb is Verb.REMOVE:
        return value
    return {**value, "created_time": _seconds(post.created), "message": post.text, "published": 1}


def reaction_value(
    post: Post, comment: Comment | None, author: Author | None, kind: str, moment: datetime, *, is_old: bool = False
) -> dict[str, object]:
    """A `feed` change about a reaction, which comes under the same field as comments do."""
    about = {} if comment is None else {"comment_id": comment.id}
    return {
        "item": "reaction",
        "verb": "add",
        "reaction_type": kind,
        "post_id": post.id,
        "parent_id": post.id,
        **about,
        **_who(author, is_old),
        "created_time": _seconds(moment),
    }


def page_mention_value(mention: Mention) -> dict[str, object]:
    """A `mention` change of a page; it does not say who wrote it."""
    where = {} if mention.comment is None else {"comment_id": f"{mention.media}_{mention.comment}"}
    return {
        "item": "post" if mention.comment is None else "comment",
        "verb": "add",
        "post_id": f"{mention.author.id if mention.author else 0}_{mention.media}",
        **where,
        "message": mention.text,
        "created_time": _seconds(mention.created),
    }


def instagram_value(media: Post, comment: Comment) -> dict[str, object]:
    """A `comments` or `live_comments` change: additions only, there is no word of edits, hides and deletions."""
    value: dict[str, object] = {"id": comment.id, "text": comment.text or ""}
    if media.is_live:
        return value
    author = _author(comment)
    if author is not None:
        value["from"] = {"id": author.id, "username": author.name}
    if comment.parent is not None:
        value["parent_id"] = comment.parent
    value["media"] = {"id": media.id, "media_product_type": product(media)}
    return value


def instagram_mention_value(mention: Mention) -> dict[str, object]:
    value: dict[str, object] = {"media_id": mention.media}
    return value if mention.comment is None else {**value, "comment_id": mention.comment}


def _author(comment: Comment) -> Author | None:
    return None if comment.flags.no_from else comment.author


def _who(author: Author | None, is_old: bool) -> dict[str, object]:
    if author is None:
        return {}
    if is_old:
        return {"sender_id": int(author.id) if author.id.isdigit() else author.id, "sender_name": author.name}
    return {"from": {"id": author.id, "name": author.name}}


def _post(account: Account, post: Post) -> dict[str, object]:
    return {
        "id": post.id,
        "status_type": "added_photos" if post.attachment else "mobile_status_update",
        "is_published": True,
        "updated_time": post.created.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "permalink_url": f"{SITE}/{account.username}/posts/{post.bare}",
        "promotion_status": "inactive",
    }


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
