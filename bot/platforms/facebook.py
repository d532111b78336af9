"""How is a Facebook page read? The `Platform` of a page, over the Graph API; its writing half is `facebook_writes`."""

import logging
from collections.abc import Iterator
from datetime import datetime

from bot.errors import PlatformUnavailable, TokenRefused
from bot.model import Account, Comment, CommentPage, Glance, Post, PostKind, Reach, Wake
from bot.platforms.facebook_writes import FacebookWrites
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.payloads import facebook_comment, facebook_post
from bot.platforms.graph.places import Places, falls, is_all
from bot.platforms.graph.reading import bare_id, inner, node_of, words
from bot.platforms.graph.reads import GraphReads
from bot.platforms.graph.slices import Element
from bot.platforms.graph.sources import COMMENT_FIELDS, Source, facebook_sources

log = logging.getLogger(__name__)

LARGEST_PAGE = 100
"""Meta refuses larger pages of a feed; for comments no bound is documented."""


class FacebookPage(GraphReads, FacebookWrites):
    """One page, read with its own Page token (with a person's token Meta lists no comments, and says nothing)."""

    _lookup_fields = COMMENT_FIELDS

    def __init__(
        self,
        account: Account,
        client: GraphClient,
        *,
        watch_posts: int = 100,
        page_size: int = LARGEST_PAGE,
        ads: bool = True,
    ) -> None:
        self._account = account
        self._client = client
        self._page_size = min(page_size, LARGEST_PAGE)
        self._stories: set[str] = set()
        self._listing = Places(
            client=client,
            node=account.external_id,
            sources=facebook_sources(watch_posts, ads=ads),
            glance_of=self._glance,
            most_at_once=self._page_size,
        )

    def glances(self, reach: Reach) -> Iterator[Glance]:
        """The page's posts, visitors' posts, Reels, broadcasts and dark posts; with the whole window photos, videos and
        posts that tag the page, except those whose comments stand under a post of the feed already."""
        self._stories = set()
        return super().glances(reach)

    def comments(self, post: Post, *, since: datetime | None) -> Iterator[CommentPage]:
        """All levels, flat. Meta may rank them whatever we ask, so a listing is never ended early by a time.

        A whole listing that is empty although the post counts comments is not called complete: that is how a token
        of the wrong kind looks. Neither is one with a comment that has no usable id.
        """
        is_whole, is_silent, first = True, since is None and bool(post.comment_count), tuple[Comment, ...]()
        for answer in self._client.pages(
            f"{post.external_id}/comments",
            limit=self._page_size,
            fields=COMMENT_FIELDS,
            filter="stream",
            # The newest first: where Meta lists no further back, only the oldest are missing.
            order="reverse_chronological",
            live_filter="no_filter" if post.kind is PostKind.LIVE else None,
            since=None if since is None else max(0, int(since.timestamp())),
        ):
            found = tuple(self._comments(answer.elements, post.external_id))
            is_whole = is_whole and len(found) == len(answer.elements)
            is_silent = is_silent and not found
            first = first or found
            is_bounded = answer.is_bounded and falls(first)
            is_complete = (answer.complete or is_bounded) and is_whole and not is_silent
            yield CommentPage(comments=found, complete=is_complete, is_bounded=is_bounded)
        if is_silent:
            log.warning("comments_not_listed account=%s post=%s", self._account.id, post.external_id)

    def mentioned(self, wake: Wake) -> tuple[Post, Comment] | None:
        """The comment of somebody else's post that names the page."""
        if not wake.comment_id:
            return None
        answer = self._client.read(wake.comment_id, fields=COMMENT_FIELDS)
        post_id = wake.post_id or wake.comment_id
        found = facebook_comment(answer.whole.node, answer.body, account_id=self._account.id, post_id=post_id)
        if found is None:
            return None
        post = Post(
            account_id=self._account.id,
            external_id=post_id,
            text="",
            created_at=None,
            permalink=found.permalink,
            kind=PostKind.MENTION,
        )
        return post, found

    def describe(self) -> str:
        """A sentence saying which page the token opens. Raises `TokenRefused` when it isn't this page's own token."""
        me = node_of(self._client.read("me", fields="id,name").json)
        if words(me.get("id")) != self._account.external_id:
            raise TokenRefused(
                "the access token isn't this page's own: with a person's token Meta lists no comments. "
                "Ask GET /me/accounts with that token and use the page's access_token",
                account=self._account.id,
            )
        page = node_of(self._client.read(self._account.external_id, fields="id,name").json)
        return f"{words(page.get('name')) or 'a page without a name'}, id {self._account.external_id}"

    def _glance(self, source: Source, element: Element) -> Glance | None:
        """None for what is no post, and for a photo or video whose comments are those of a post we have seen."""
        post = facebook_post(element.node, account_id=self._account.id, kind=source.kind)
        if post is None:
            return None
        story = words(element.node.get("page_story_id")) or words(element.node.get("post_id"))
        if source.kind in (PostKind.PHOTO, PostKind.VIDEO, PostKind.REEL) and story and bare_id(story) in self._stories:
            return None
        self._stories.add(bare_id(post.external_id))
        listed = inner(element.node, "comments")
        elements = element.inner("comments")
        shown = tuple(self._comments(elements, post.external_id))
        rest = None if post.comment_count is None else post.comment_count - len(shown)
        return Glance(
            post=post,
            shown=shown,
            shows_all=bool(listed) and len(shown) == len(elements) and is_all(listed, len(shown), rest),
            newest_first=inner(listed, "summary").get("order") != "ranked" and falls(shown),
        )

    def _same(self, known: Comment, element: Element) -> Comment:
        found = facebook_comment(element.node, element.payload, account_id=self._account.id, post_id=known.post_id)
        if found is None or found.external_id != known.external_id:
            raise PlatformUnavailable("ambiguous answer")
        return found

    def _comments(self, elements: tuple[Element, ...], post_id: str) -> Iterator[Comment]:
        for element in elements:
            found = facebook_comment(element.node, element.payload, account_id=self._account.id, post_id=post_id)
            if found is not None:
                yield found
            else:
                log.warning("comment_without_id account=%s post=%s", self._account.id, post_id)
