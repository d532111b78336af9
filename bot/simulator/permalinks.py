"""What does the public see on a post's own page? HTML worth photographing: hidden comments are not on it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from bot.simulator import links
from bot.simulator.graph.answer import Answer
from bot.simulator.graph.call import Call
from bot.simulator.graph.lists import oldest_first
from bot.simulator.model import Account, Comment, Platform, Post
from bot.simulator.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One comment as the page shows it, with the replies under it."""

    id: str
    author: str
    text: str
    created: datetime
    picture: str | None
    picture_label: str
    likes: int
    is_focus: bool
    replies: tuple["Shown", ...] = ()


def is_permalink(path: tuple[str, ...]) -> bool:
    """Whether a page that people look at is meant.

    They are /<username>/posts/<post> (or photos, videos), /reel/<video> and /p/<shortcode>[/c/<comment>[/r/<reply>]].
    """
    if len(path) == 3 and path[1] in ("posts", "photos", "videos"):
        return True
    return (len(path) == 2 and path[0] == "reel") or (len(path) in (2, 4, 6) and path[0] == "p")


def answer(world: World, call: Call) -> Answer:
    """Answer a permalink. Posts are asked for by bare id or, on Instagram, by shortcode."""
    found = _post(world, call.path)
    if found is None:
        page = render_template("gone.html", nonce="")
        return Answer(status=404, body=page.encode(), content_type="text/html; charset=utf-8", headers=_headers(""))
    account, post = found
    nonce = secrets.token_urlsafe(12)
    words = render_template(
        f"{account.platform}.html",
        account=account,
        post=post,
        picture=_picture(world, call.base, post) or _drawn(world, call, post),
        comments=shown(world, call.base, post, _focus(call)),
        nonce=nonce,
    )
    world.calls["permalink"] += 1
    return Answer(body=words.encode(errors="replace"), content_type="text/html; charset=utf-8", headers=_headers(nonce))


def shown(world: World, base: str, post: Post, focus: str) -> list[Shown]:
    """The comments the public sees, oldest first; whatever hangs under a hidden one is not seen either."""
    comments = sorted(world.state.comments_of(post.bare), key=oldest_first)
    visible = [each for each in comments if _is_seen(world, each)]
    under: dict[str, list[Shown]] = {}
    for each in visible:
        if each.parent is not None:
            under.setdefault(world.state.root_of(each).bare, []).append(_shown(world, base, each, focus, ()))
    return [
        _shown(world, base, each, focus, tuple(under.get(each.bare, ()))) for each in visible if each.parent is None
    ]


def _is_seen(world: World, comment: Comment) -> bool:
    is_seen = not comment.is_hidden and not comment.flags.unlisted
    return is_seen and (comment.parent is None or _is_seen(world, world.state.comments[comment.parent]))


def _shown(world: World, base: str, comment: Comment, focus: str, replies: tuple[Shown, ...]) -> Shown:
    return Shown(
        id=comment.bare,
        author="Facebook user" if comment.author is None else comment.author.name,
        text=comment.text or "",
        created=comment.created,
        picture=_picture(world, base, comment),
        picture_label="" if comment.attachment is None else comment.attachment.label,
        likes=comment.flags.like_count,
        is_focus=comment.bare == focus,
        replies=replies,
    )


def _post(world: World, path: tuple[str, ...]) -> tuple[Account, Post] | None:
    state = world.state
    if path[0] == "p":
        post = state.post(state.shortcodes.get(path[1], ""))
    elif path[0] == "reel":
        post = state.post(path[1])
    else:
        media = state.media(path[2])
        post = state.post(path[2]) if media is None else media.post
    if post is None:
        return None
    account = state.accounts[post.account]
    is_named = path[0] in ("p", "reel") or (account.username == path[0] and account.platform is Platform.FACEBOOK)
    return (account, post) if is_named else None


def _focus(call: Call) -> str:
    """The comment the address points at: a reply before its parent."""
    if call.path[0] == "p":
        return call.path[-1] if len(call.path) > 2 else ""
    return call.params.get("reply_comment_id") or call.params.get("comment_id") or ""


def _picture(world: World, base: str, thing: Post | Comment) -> str | None:
    return None if thing.attachment is None else links.picture_link(world, base, thing.bare)


def _drawn(world: World, call: Call, post: Post) -> str | None:
    """Every Instagram post has a picture, whether the scenario names one or not."""
    return links.picture_link(world, call.base, post.bare) if post.shortcode else None


def _headers(nonce: str) -> dict[str, str]:
    style = f"'nonce-{nonce}'" if nonce else "'none'"
    policy = f"default-src 'none'; img-src 'self'; style-src {style}; base-uri 'none'; form-action 'none'"
    return {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
