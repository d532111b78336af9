"""Where can a person see it? Addresses of pages and pictures, as the pretend platform spells them."""

import hashlib
import hmac
from datetime import datetime, timedelta

from bot.simulator.model import Comment, Media, MediaKind, Platform, Post, PostKind
from bot.simulator.world import World


def post_link(world: World, base: str, post: Post) -> str:
    account = world.state.accounts[post.account]
    if account.platform is Platform.INSTAGRAM:
        return f"{base}/p/{post.shortcode}/"
    if post.kind is PostKind.REEL:
        return f"{base}/reel/{post.bare}/"
    return f"{base}/{account.username}/posts/{post.bare}/"


def media_link(world: World, base: str, media: Media) -> str:
    """Where a photo or a video is seen by its own id."""
    if media.post.kind is PostKind.REEL:
        return post_link(world, base, media.post)
    kind = "photos" if media.kind is MediaKind.PHOTO else "videos"
    return f"{base}/{world.state.accounts[media.account].username}/{kind}/{media.id}/"


def comment_link(world: World, base: str, comment: Comment) -> str:
    """Facebook's form: comment_id, and for a reply the parent's id with reply_comment_id."""
    link = post_link(world, base, world.state.posts[comment.post])
    if comment.parent is None:
        return f"{link}?comment_id={comment.bare}"
    return f"{link}?comment_id={world.state.root_of(comment).bare}&reply_comment_id={comment.bare}"


def picture_link(world: World, base: str, bare: str) -> str:
    """A signed address that expires, as Meta's do: `oe` is the expiry in hexadecimal Unix seconds."""
    expiry = world.now() + timedelta(minutes=world.settings.cdn_minutes)
    stamp = f"{int(expiry.timestamp()):X}"
    return f"{base}/cdn/{bare}.png?oe={stamp}&sig={_signature(world, bare, stamp)}"


def is_picture_open(world: World, bare: str, stamp: str, signature: str, now: datetime) -> bool:
    if not hmac.compare_digest(signature.encode(), _signature(world, bare, stamp).encode()):
        return False
    return int(stamp, 16) > now.timestamp()


def _signature(world: World, bare: str, stamp: str) -> str:
    return hmac.new(world.cdn_key, f"{bare}/{stamp}".encode(), hashlib.sha256).hexdigest()[:32]
