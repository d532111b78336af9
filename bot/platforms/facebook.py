"""How is a Facebook page read and acted on? The `Platform` of a page, over the Graph API."""

import logging
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from bot.errors import PlatformUnavailable, TokenRefused
from bot.model import Account, Capabilities, Comment, CommentPage, Post
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.moves import confirmed
from bot.platforms.graph.payloads import facebook_comment, facebook_post
from bot.platforms.graph.reading import node_of, words
from bot.platforms.graph.slices import Element

log = logging.getLogger(__name__)

POST_FIELDS = "id,message,story,created_time,permalink_url,comments.limit(0).summary(true).filter(stream)"
COMMENT_FIELDS = "id,message,created_time,from,permalink_url,is_hidden,can_hide,attachment,parent{id}"
LARGEST_PAGE = 100
"""Meta refuses larger pages of a feed; for comments no bound is documented."""


class FacebookPage:
    """One page, read with its own Page token (with a person's token Meta lists no comments, and says nothing)."""

    def __init__(
        self, account: Account, client: GraphClient, *, watch_posts: int = 100, page_size: int = LARGEST_PAGE
    ) -> None:
        self._account = account
        self._client = client
        self._watch_posts = watch_posts
        self._page_size = min(page_size, LARGEST_PAGE)

    @property
    def capabilities(self) -> Capabilities:
        """Both; whether one comment can be hidden says its `can_hide`."""
        return Capabilities(hide=True, unhide=True)

    def posts(self) -> Iterator[Post]:
        """The newest posts, visitors' posts included, newest first."""
        return islice(self._posts(), self._watch_posts)

    def comments(self, post: Post, *, since: datetime | None) -> Iterator[CommentPage]:
        """All levels, flat. Meta may rank them whatever we ask, so a listing is never ended early by a time.

        A whole listing that is empty although the post counts comments is not called complete: that is how a token
        of the wrong kind looks. Neither is one with a comment that has no usable id.
        """
        is_whole, is_silent = True, since is None and bool(post.comment_count)
        for answer in self._client.pages(
            f"{post.external_id}/comments",
            limit=self._page_size,
            fields=COMMENT_FIELDS,
            filter="stream",
            order="chronological",
            since=None if since is None else max(0, int(since.timestamp())),
        ):
            found = tuple(self._comments(answer.elements, post.external_id))
            is_whole = is_whole and len(found) == len(answer.elements)
            is_silent = is_silent and not found
            yield CommentPage(comments=found, complete=answer.complete and is_whole and not is_silent)
        if is_silent:
            log.warning("comments_not_listed account=%s post=%s", self._account.id, post.external_id)

    def comment(self, known: Comment) -> Comment:
        """Read one comment back."""
        answer = self._client.read(known.call_id, fields=COMMENT_FIELDS)
        found = facebook_comment(node_of(answer.json), answer.body, account_id=self._account.id, post_id=known.post_id)
        if found is None or found.external_id != known.external_id:
            raise PlatformUnavailable("ambiguous answer", trace=answer.trace)
        return found

    def hide(self, comment: Comment) -> str:
        """Hide it from everyone but its author, the author's friends and the page's managers."""
        return confirmed(self._client, comment.call_id, is_hidden=True)

    def unhide(self, comment: Comment) -> str:
        """Show it again."""
        return confirmed(self._client, comment.call_id, is_hidden=False)

    def download(self, url: str) -> bytes:
        """The bytes of an attachment; see `GraphClient.download`."""
        return self._client.download(url)

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

    def _posts(self) -> Iterator[Post]:
        for answer in self._client.pages(
            f"{self._account.external_id}/feed", limit=min(self._page_size, self._watch_posts), fields=POST_FIELDS
        ):
            for element in answer.elements:
                post = facebook_post(element.node, account_id=self._account.id)
                if post is not None:
                    yield post

    def _comments(self, elements: tuple[Element, ...], post_id: str) -> Iterator[Comment]:
        for element in elements:
            found = facebook_comment(element.node, element.payload, account_id=self._account.id, post_id=post_id)
            if found is not None:
                yield found
            else:
                log.warning("comment_without_id account=%s post=%s", self._account.id, post_id)
