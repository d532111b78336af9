"""Does this token carry what the call needs? Scopes by operation, the person's tasks, and access that has run out."""

from collections.abc import Iterable, Iterator

from bot.simulator.graph.auth import TokenType
from bot.simulator.graph.call import Call
from bot.simulator.graph.errors import IG, GraphError, refused
from bot.simulator.graph.fields import Field, parse
from bot.simulator.graph.render import Context
from bot.simulator.model import Comment, Platform
from bot.simulator.token_scripts import FACEBOOK_SCOPES, INSTAGRAM_SCOPES

ENGAGEMENT, CONTENT, ACTING = "pages_read_engagement", "pages_read_user_content", "pages_manage_engagement"
LISTS = ("feed", "posts", "published_posts", "tagged", "photos", "videos", "video_reels", "live_videos", "stories")
PAGE_READS = {
    **dict.fromkeys((*LISTS, "scheduled_posts"), ENGAGEMENT),
    **dict.fromkeys(("comments", "visitor_posts"), CONTENT),
    "ads_posts": "ads_read",
    "subscribed_apps": "pages_manage_metadata",
}
PAGE_WRITES = {"subscribed_apps": "pages_manage_metadata", "messages": "pages_messaging"}
TALK = ("comments", "replies", "mentioned_comment", "mentioned_media")
MODERATING = ("MODERATE", "PROFILE_PLUS_MODERATE")
FACEBOOKS, INSTAGRAMS = frozenset(FACEBOOK_SCOPES), frozenset(INSTAGRAM_SCOPES)


def check(context: Context, thing: object, platform: Platform, edge: str) -> None:
    """Raise GraphError 10 (reads, and all of Instagram) or 200 (writes) for what the token may not do."""
    token, call = context.viewer.token, context.call
    wanted = INSTAGRAMS if call.is_instagram_login else FACEBOOKS
    if not wanted <= set(token.scopes):
        for scope in _needed(call, isinstance(thing, Comment), platform, edge):
            if scope not in token.scopes:
                raise _missing(call, platform, scope)
    is_acting = call.method != "GET" and platform is Platform.FACEBOOK and edge != "subscribed_apps"
    if is_acting and not set(MODERATING) & set(token.tasks):
        raise refused("The user must have the MODERATE task on this Page to perform this action")


def check_access(context: Context) -> None:
    """Raise GraphError where the app has no access to the account, or its access to data has run out.

    That code 10 is what a run-out access answers, and that Page tokens outlive it, are assumptions; the latter can be
    chosen otherwise.
    """
    world, viewer = context.world, context.viewer
    if context.call.is_instagram_login and viewer.account is not None and not viewer.account.is_tester:
        raise GraphError(100, "Unsupported request - method type: get", kind=IG)
    may_lose = viewer.type is TokenType.USER or world.settings.page_tokens_lose_data_access
    if may_lose and viewer.token.data_access_until(world.now()) <= world.now():
        raise GraphError(10, "(#10) The user's data access has expired; the user must reauthorize the application")


def _needed(call: Call, is_comment: bool, platform: Platform, edge: str) -> Iterator[str]:
    if platform is Platform.INSTAGRAM:
        yield from _instagram(call, is_comment, edge)
    elif call.method != "GET":
        yield PAGE_WRITES.get(edge, ACTING)
    else:
        if is_comment:
            yield CONTENT
        yield from (PAGE_READS[name] for name in _names(call, edge) if name in PAGE_READS)


def _instagram(call: Call, is_comment: bool, edge: str) -> Iterator[str]:
    basic, talk = INSTAGRAM_SCOPES if call.is_instagram_login else ("instagram_basic", "instagram_manage_comments")
    yield basic
    if is_comment or call.method != "GET" or any(name in TALK for name in _names(call, edge)):
        yield talk


def _names(call: Call, edge: str) -> Iterator[str]:
    """The edge, and every field asked for at any depth."""
    if edge:
        yield edge
    yield from _deep(parse(call.params.get("fields", "")))


def _deep(fields: Iterable[Field]) -> Iterator[str]:
    for each in fields:
        yield each.name
        yield from _deep(each.inner or ())


def _missing(call: Call, platform: Platform, scope: str) -> GraphError:
    if platform is Platform.INSTAGRAM:
        return GraphError(10, f"(#10) Application does not have permission for this action ({scope})")
    if scope == "pages_manage_metadata":
        return refused("To subscribe to the feed field, one of these permissions is needed: pages_manage_metadata")
    if scope == "ads_read":
        return refused("Requires ads_read permission to read this edge")
    if call.method != "GET":
        return refused(f"If posting to a page, requires {scope} as an admin with sufficient administrative permission")
    words = f"This endpoint requires the '{scope}' permission or the 'Page Public Content Access' feature"
    return GraphError(10, f"(#10) {words}")
