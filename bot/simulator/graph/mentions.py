"""What can an Instagram account read and answer where others have named it? Fields and edge of the account's node."""

from bot.simulator.graph.errors import gone, parameter
from bot.simulator.graph.fields import Field, named
from bot.simulator.graph.render import ABSENT, Context, Read, absent, node, plain, spelt
from bot.simulator.mentions import Mention
from bot.simulator.model import Account


def answer(context: Context, account: Account, message: str) -> dict[str, object]:
    """POST /{ig-user}/mentions: answer in the comment, or under the medium, that names the account."""
    context.kind = "mention"
    params, known = context.call.params, context.world.mentions
    if not params.get("media_id"):
        raise parameter("The parameter media_id is required")
    if params.get("comment_id"):
        found = known.comment(account, params["comment_id"])
    else:
        found = known.media(account, params["media_id"])
    if found is None or found.media != params["media_id"]:
        raise gone("post", params.get("comment_id") or params["media_id"])
    return {"id": known.answer(account, found, message)}


def _mentioned_comment(context: Context, account: Account, asked: Field) -> object:
    number = _named(asked, "comment_id")
    mention = context.world.mentions.comment(account, number)
    if mention is None:
        raise gone("get", number)
    return COMMENT.render(context, mention, asked.inner)


def _mentioned_media(context: Context, account: Account, asked: Field) -> object:
    number = _named(asked, "media_id")
    mention = context.world.mentions.media(account, number)
    if mention is None:
        raise gone("get", number)
    return MEDIA.render(context, mention, asked.inner)


def _named(asked: Field, modifier: str) -> str:
    if not asked.modifiers.get(modifier):
        raise parameter(f"The field {asked.name} needs .{modifier}(...)")
    return asked.modifiers[modifier]


def _username(context: Context, mention: Mention) -> object:
    return ABSENT if mention.author is None else mention.author.name


def _caption(context: Context, mention: Mention) -> object:
    return mention.text if mention.comment is None else ABSENT


def _replies(context: Context, mention: Mention) -> object:
    return {"data": [{"id": number, "text": text} for number, text in mention.replies]} if mention.replies else ABSENT


COMMENT_FIELDS: dict[str, Read[Mention]] = {
    "id": plain(lambda context, it: it.comment),
    "text": plain(lambda context, it: it.text),
    "timestamp": plain(lambda context, it: spelt(it.created)),
    "username": plain(_username),
    "like_count": plain(lambda context, it: 0),
    "media": plain(lambda context, it: {"id": it.media}),
    "replies": plain(_replies),
    **dict.fromkeys(("from", "user", "hidden", "parent_id", "legacy_instagram_comment_id"), absent),
}
COMMENT = node("IGComment", COMMENT_FIELDS, named("timestamp", "text", "id"))

MEDIA_FIELDS: dict[str, Read[Mention]] = {
    "id": plain(lambda context, it: it.media),
    "caption": plain(_caption),
    "timestamp": plain(lambda context, it: spelt(it.created)),
    "username": plain(_username),
    "media_type": plain(lambda context, it: "IMAGE"),
    "comments_count": plain(lambda context, it: len(it.replies) + (it.comment is not None)),
    "like_count": plain(lambda context, it: 0),
    **dict.fromkeys(("comments", "media_url", "media_product_type", "owner", "permalink", "shortcode"), absent),
}
MEDIA = node("IGMedia", MEDIA_FIELDS, named("id"))

FIELDS: dict[str, Read[Account]] = {"mentioned_comment": _mentioned_comment, "mentioned_media": _mentioned_media}
