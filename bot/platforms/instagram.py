"""How is an Instagram account read and acted on? The `Platform` of a professional account, over the Graph API."""

import logging
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from bot.errors import Gone, PlatformUnavailable
from bot.model import Account, Capabilities, Comment, CommentPage, Post
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.moves import confirmed
from bot.platforms.graph.payloads import instagram_comment, instagram_post
from bot.platforms.graph.reading import inner, node_of, words
from bot.platforms.graph.slices import Element

log = logging.getLogger(__name__)

POST_FIELDS = "id,caption,timestamp,permalink,shortcode,comments_count"
REPLY_FIELDS = "id,text,timestamp,from,username,hidden,parent_id"
LARGEST_PAGE = 50
"""Meta gives at most 50 comments in one answer."""
COMMENT_FIELDS = f"{REPLY_FIELDS},replies.limit({LARGEST_PAGE}){{{REPLY_FIELDS}}}"


class InstagramAccount:
    """One professional account. Its comments can't be listed from a moment on: every listing is a whole one."""

    def __init__(self, account: Account, client: GraphClient, *, watch_posts: int = 100, page_size: int = 100) -> None:
        self._account = account
        self._client = client
        self._watch_posts = watch_posts
        self._page_size = page_size

    @property
    def capabilities(self) -> Capabilities:
        """Both; the account's own comments stay shown even when hidden (so the read-back says)."""
        return Capabilities(hide=True, unhide=True)

    def posts(self) -> Iterator[Post]:
        """The newest media, newest first."""
        return islice(self._posts(), self._watch_posts)

    def comments(self, post: Post, *, since: datetime | None) -> Iterator[CommentPage]:
        """Each top-level comment followed by all its replies; newest first; `since` does not exist at Meta.

        A listing that is empty although the medium counts comments is not called complete (seen in 2026 with apps in
        development mode, and with comments of restricted people).
        """
        is_whole, is_silent = True, bool(post.comment_count)
        for answer in self._client.pages(
            f"{post.external_id}/comments", limit=min(self._page_size, LARGEST_PAGE), fields=COMMENT_FIELDS
        ):
            found: list[Comment] = []
            for element in answer.elements:
                thread, has_all = self._thread(element, post)
                found += thread
                is_whole = is_whole and has_all
            is_silent = is_silent and not found
            yield CommentPage(comments=tuple(found), complete=answer.complete and is_whole and not is_silent)
        if is_silent:
            log.warning("comments_not_listed account=%s post=%s", self._account.id, post.external_id)

    def comment(self, known: Comment) -> Comment:
        """Read one comment back; its permalink stays the known one, because a comment doesn't tell its medium's."""
        answer = self._client.read(known.call_id, fields=REPLY_FIELDS)
        found = instagram_comment(
            node_of(answer.json),
            answer.body,
            account_id=self._account.id,
            post_id=known.post_id,
            parent_id=known.parent_id,
            post_permalink=known.permalink,
        )
        if found is None or found.external_id != known.external_id:
            raise PlatformUnavailable("ambiguous answer", trace=answer.trace)
        return found

    def hide(self, comment: Comment) -> str:
        """Hide it from everyone but its author."""
        return confirmed(self._client, comment.call_id, hide=True)

    def unhide(self, comment: Comment) -> str:
        """Show it again."""
        return confirmed(self._client, comment.call_id, hide=False)

    def download(self, url: str) -> bytes:
        """The bytes of an attachment; see `GraphClient.download`."""
        return self._client.download(url)

    def describe(self) -> str:
        """A sentence saying which account the token opens."""
        node = node_of(self._client.read(self._account.external_id, fields="id,username").json)
        return f"{words(node.get('username')) or 'an account without a name'}, id {self._account.external_id}"

    def _posts(self) -> Iterator[Post]:
        for answer in self._client.pages(
            f"{self._account.external_id}/media", limit=min(self._page_size, self._watch_posts, 100), fields=POST_FIELDS
        ):
            for element in answer.elements:
                post = instagram_post(element.node, account_id=self._account.id)
                if post is not None:
                    yield post

    def _thread(self, element: Element, post: Post) -> tuple[list[Comment], bool]:
        """A top-level comment with its replies, none twice, and whether these are all."""
        top = self._comment(element, post, None)
        if top is None:
            return [], False
        listed, has_all = element.replies, True
        if inner(element.node, "replies", "paging").get("next"):
            more, has_all = self._further_replies(top)
            listed += more
        read = [self._comment(each, post, top.external_id) for each in listed]
        replies = {reply.external_id: reply for reply in read if reply is not None}
        return [top, *replies.values()], has_all and None not in read

    def _further_replies(self, top: Comment) -> tuple[tuple[Element, ...], bool]:
        """All replies from the edge itself: an expansion inside `fields` gives a first page only."""
        found: list[Element] = []
        has_all = False
        try:
            for answer in self._client.pages(f"{top.call_id}/replies", limit=LARGEST_PAGE, fields=REPLY_FIELDS):
                found += answer.elements
                has_all = answer.complete
        except Gone:  # deleted between the two calls
            return (), False
        return tuple(found), has_all

    def _comment(self, element: Element, post: Post, parent_id: str | None) -> Comment | None:
        found = instagram_comment(
            element.node,
            element.payload,
            account_id=self._account.id,
            post_id=post.external_id,
            parent_id=parent_id,
            post_permalink=post.permalink,
        )
        if found is None:
            log.warning("comment_without_id account=%s post=%s", self._account.id, post.external_id)
        return found
