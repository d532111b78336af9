"""Which of our nouns does this JSON of Meta's describe? Pure; missing, strange and unknown fields never fail.

Field lists: facebook-business 26.0.3, Comment (23 fields), IGComment (11), PagePost, IGMedia. `from` is missing for
authors Meta does not show us; that means an unknown author, never the page itself.
"""

import re
from collections.abc import Iterator

from bot.model import Attachment, Author, Comment, Post, PostKind
from bot.platforms.graph.reading import (
    Node,
    address,
    bare_id,
    count,
    identifier,
    inner,
    moment,
    node_of,
    rows_of,
    truth,
    unsigned,
    words,
)

MOST_ATTACHMENTS = 20
_MEDIUM = re.compile(r"(https?://[^/?#]+)/(?:[A-Za-z0-9._]+/)?(?:p|reel|reels|tv)/([A-Za-z0-9_-]+)")


_TEXTS = ("message", "description", "name", "title", "story")


def facebook_post(node: Node, *, account_id: str, kind: PostKind = PostKind.POST) -> Post | None:
    """A post, photo, video, Reel or broadcast of a page, None without an id.

    Its `external_id` is the whole id, as calls need it. Photos and videos call their words and times otherwise.
    """
    external_id = identifier(node.get("id"))
    if not external_id:
        return None
    link = address(node.get("permalink_url")) or address(node.get("link"))
    if link is None and str(node.get("permalink_url", "")).startswith("/"):
        link = f"https://www.facebook.com{words(node.get('permalink_url'))}"  # videos tell a path only
    return Post(
        account_id=account_id,
        external_id=external_id,
        text=next((told for told in (words(node.get(name)) for name in _TEXTS) if told), ""),
        created_at=moment(node.get("created_time")) or moment(node.get("creation_time")),
        permalink=link,
        comment_count=count(inner(node, "comments", "summary").get("total_count")),
        kind=kind,
    )


def instagram_post(node: Node, *, account_id: str, kind: PostKind = PostKind.POST) -> Post | None:
    """A medium of an Instagram account, None without an id."""
    external_id = identifier(node.get("id"))
    if not external_id:
        return None
    code = words(node.get("shortcode"))
    return Post(
        account_id=account_id,
        external_id=external_id,
        text=words(node.get("caption")) or "",
        created_at=moment(node.get("timestamp")),
        permalink=address(node.get("permalink")) or (f"https://www.instagram.com/p/{code}/" if code else None),
        comment_count=count(node.get("comments_count")),
        kind=kind,
    )


def facebook_comment(node: Node, payload: bytes, *, account_id: str, post_id: str) -> Comment | None:
    """A comment or reply on a page's post, None without a usable id. `payload`: the bytes Meta sent for it."""
    call_id = identifier(node.get("id"))
    external_id = bare_id(call_id or "")
    if not call_id or not external_id:
        return None
    parent = identifier(inner(node, "parent").get("id"))
    return Comment(
        account_id=account_id,
        external_id=external_id,
        call_id=call_id,
        post_id=post_id,
        parent_id=bare_id(parent or "") or None,
        author=_author(inner(node, "from"), "name"),
        text=words(node.get("message")) or "",
        created_at=moment(node.get("created_time")),
        permalink=address(node.get("permalink_url")),
        is_hidden=truth(node.get("is_hidden")),
        can_hide=truth(node.get("can_hide")),
        attachments=attachments_of(node.get("attachment")),
        payload=payload,
    )


def instagram_comment(
    node: Node, payload: bytes, *, account_id: str, post_id: str, parent_id: str | None, post_permalink: str | None
) -> Comment | None:
    """A comment or reply on a medium, None without a usable id; `parent_id` counts where the node names none itself."""
    call_id = identifier(node.get("id"))
    external_id = bare_id(call_id or "")
    if not call_id or not external_id:
        return None
    own_parent = identifier(node.get("parent_id"))
    parent = bare_id(own_parent or "") or parent_id
    author = _author(inner(node, "from"), "username")
    return Comment(
        account_id=account_id,
        external_id=external_id,
        call_id=call_id,
        post_id=post_id,
        parent_id=parent,
        author=author if author.name else Author(id=author.id, name=words(node.get("username")) or None),
        text=words(node.get("text")) or "",
        created_at=moment(node.get("timestamp")),
        permalink=instagram_permalink(post_permalink, external_id, parent),
        is_hidden=truth(node.get("hidden")),
        can_hide=None,
        attachments=(),
        payload=payload,
    )


def instagram_permalink(post_permalink: str | None, comment_id: str, parent_id: str | None) -> str | None:
    """The address of a comment, made from its medium's: Meta tells none (the form is undocumented but widely used)."""
    found = _MEDIUM.match(post_permalink or "")
    if found is None:
        return None
    root = f"{found[1]}/p/{found[2]}/c/"
    return f"{root}{parent_id}/r/{comment_id}" if parent_id else f"{root}{comment_id}/"


def attachments_of(value: object) -> tuple[Attachment, ...]:
    """The attachment of a comment, with its parts where it has some; at most `MOST_ATTACHMENTS`, none twice."""
    found: dict[tuple[str, str], Attachment] = {}
    for node in _attachment_nodes(value):
        attachment = _attachment(node)
        found.setdefault((attachment.kind, attachment.identity), attachment)
    return tuple(found.values())[:MOST_ATTACHMENTS]


def _attachment_nodes(value: object) -> Iterator[Node]:
    whole = node_of(value)
    parts = [node_of(row) for row in rows_of(inner(whole, "subattachments").get("data"))]
    yield from (node for node in (whole, *parts) if node)


def _attachment(node: Node) -> Attachment:
    picture = address(inner(node, "media", "image").get("src"))
    link = address(node.get("unshimmed_url")) or address(node.get("url"))
    return Attachment(
        kind=words(node.get("type")) or "unknown",
        url=picture,
        identity=words(inner(node, "target").get("id")) or unsigned(link if picture is None else picture),
        title=words(node.get("title")) or "",
    )


def _author(node: Node, name: str) -> Author:
    return Author(id=words(node.get("id")) or None, name=words(node.get(name)) or None)
