"""What do Facebook's nodes have in common? Authors, messages, pictures, attachments and counts, read one by one."""

from bot.simulator import links
from bot.simulator.graph.fields import Field
from bot.simulator.graph.render import ABSENT, Context
from bot.simulator.model import Attachment, Comment, Media, Post, PostKind


def author(context: Context, thing: Post | Comment) -> object:
    hides_it = isinstance(thing, Comment) and thing.flags.no_from
    if thing.author is None or hides_it:
        return ABSENT
    return {"name": thing.author.name, "id": thing.author.id}


def message(context: Context, thing: Post | Comment) -> object:
    if isinstance(thing, Comment) and (thing.text is None or thing.flags.no_message):
        return ABSENT
    return thing.text


def likes(thing: Post | Comment) -> int:
    """The likes of others, and the account's own."""
    return (thing.flags.like_count if isinstance(thing, Comment) else 0) + thing.is_liked


def reactions(context: Context, thing: Post | Comment | Media, asked: Field) -> object:
    """Who liked it is never told, how many are when `summary` is asked for."""
    count = likes(thing.post if isinstance(thing, Media) else thing)
    summary = {"summary": {"total_count": count}} if "summary" in asked.modifiers else {}
    return {"data": [], **summary}


def is_on_page(context: Context, comment: Comment) -> bool:
    """Whether the page may hide and remove: on somebody else's post that tags it, it may not."""
    return context.state.posts[comment.post].kind is not PostKind.TAGGED


def can_hide(context: Context, comment: Comment) -> object:
    if comment.flags.no_can_hide:
        return ABSENT
    return comment.flags.can_hide and is_on_page(context, comment)


def can_remove(context: Context, comment: Comment) -> bool:
    return comment.flags.can_remove and is_on_page(context, comment)


def attachment(context: Context, comment: Comment) -> object:
    if comment.attachment is None:
        return ABSENT
    page = links.comment_link(context.world, context.call.base, comment)
    return story(context, comment.bare, comment.attachment, page)


def story(context: Context, bare: str, attachment: Attachment, page: str) -> dict[str, object]:
    """A StoryAttachment; its picture's address expires."""
    image = {
        "height": attachment.height,
        "src": links.picture_link(context.world, context.call.base, bare),
        "width": attachment.width,
    }
    url = attachment.url or page
    shown: dict[str, object] = {
        "media": {"image": image},
        "media_type": "video" if attachment.type.startswith(("video", "animated")) else "photo",
        "target": {"id": bare, "url": url},
        "type": attachment.type,
        "url": url,
        "unshimmed_url": url,
    }
    words = {"title": attachment.title, "description": attachment.description}
    return shown | {name: text for name, text in words.items() if text is not None}


def tags(context: Context, comment: Comment) -> object:
    """Where the message names somebody; the offset counts from its beginning."""
    text = comment.text or ""
    found = [
        {"id": who, "length": len(name), "name": name, "offset": text.find(name), "type": "user"}
        for who, name in comment.flags.message_tags
        if name in text
    ]
    return found or ABSENT


def seconds_into_live(context: Context, comment: Comment) -> object:
    """How far into the broadcast it was written; absent anywhere else."""
    post = context.state.posts[comment.post]
    return int((comment.created - post.created).total_seconds()) if post.kind is PostKind.LIVE else ABSENT


def comment_link(context: Context, comment: Comment) -> str:
    return links.comment_link(context.world, context.call.base, comment)


def post_link(context: Context, post: Post) -> str:
    return links.post_link(context.world, context.call.base, post)


def picture(context: Context, post: Post) -> object:
    if post.attachment is None and not post.media:
        return ABSENT
    return links.picture_link(context.world, context.call.base, post.bare)


def post_attachments(context: Context, post: Post) -> object:
    """What the post shows; the target of a photo or a video is its own id."""
    if post.attachment is None and not post.media:
        return ABSENT
    shown = story(context, post.bare, post.attachment or Attachment(), post_link(context, post))
    if post.media:
        kind, bare = post.media[0]
        link = links.media_link(context.world, context.call.base, Media(id=bare, kind=kind, post=post))
        shown |= {"target": {"id": bare, "url": link}}
        shown |= {} if kind == "photo" else {"media_type": "video", "type": "video_inline"}
    return {"data": [shown]}
