"""How is an Instagram account read? The `Platform` of a professional account; `instagram_writes` is its other half."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.errors import Gone, PlatformUnavailable
from bot.model import Account, Comment, CommentPage, Glance, Post, PostKind, Wake
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.payloads import instagram_comment, instagram_post
from bot.platforms.graph.places import Places, falls, is_all
from bot.platforms.graph.reading import identifier, inner, node_of, rows_of, words
from bot.platforms.graph.reads import GraphReads
from bot.platforms.graph.slices import Element
from bot.platforms.graph.sources import MEDIUM_FIELDS, REPLY_FIELDS, Source, instagram_sources
from bot.platforms.instagram_writes import InstagramWrites

log = logging.getLogger(__name__)

LARGEST_PAGE = 50
"""Meta gives at most 50 comments in one answer."""
A_FIRST_PAGE = 25
"""So many rows Meta gives where it doesn't heed a limit: without `paging`, there may be more than these."""
COMMENT_FIELDS = f"{REPLY_FIELDS},replies.limit({LARGEST_PAGE}){{{REPLY_FIELDS}}}"
MENTION_FIELDS = f"id,text,timestamp,username,media{{{MEDIUM_FIELDS}}}"


class InstagramAccount(GraphReads, InstagramWrites):
    """One professional account. Its comments can't be listed from a moment on: every listing is a whole one."""

    _lookup_fields = REPLY_FIELDS

    def __init__(self, account: Account, client: GraphClient, *, watch_posts: int = 100, page_size: int = 100) -> None:
        self._account = account
        self._client = client
        self._page_size = page_size
        self._listing = Places(
            client=client,
            node=account.external_id,
            sources=instagram_sources(watch_posts),
            glance_of=self._glance,
            most_at_once=min(page_size, 100),
        )

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

    def mentioned(self, wake: Wake) -> tuple[Post, Comment] | None:
        """The comment under somebody else's medium that names the account."""
        if not wake.comment_id.isdigit():
            return None
        fields = f"mentioned_comment.comment_id({wake.comment_id}){{{MENTION_FIELDS}}}"
        answer = self._client.read(self._account.external_id, fields=fields)
        node = inner(answer.json, "mentioned_comment")
        post_id = identifier(inner(node, "media").get("id")) or wake.post_id
        if not node or not post_id:
            return None
        post = instagram_post(
            {**inner(node, "media"), "id": post_id}, account_id=self._account.id, kind=PostKind.MENTION
        )
        found = instagram_comment(
            node,
            answer.body,
            account_id=self._account.id,
            post_id=post_id,
            parent_id=None,
            post_permalink=post.permalink if post else None,
        )
        return (post, replace(found, can_hide=False)) if post and found else None

    def describe(self) -> str:
        """A sentence saying which account the token opens."""
        node = node_of(self._client.read(self._account.external_id, fields="id,username").json)
        return f"{words(node.get('username')) or 'an account without a name'}, id {self._account.external_id}"

    def _glance(self, source: Source, element: Element) -> Glance | None:
        post = instagram_post(element.node, account_id=self._account.id, kind=source.kind)
        if post is None:
            return None
        shown, tops, is_readable = list[Comment](), list[Comment](), True
        for each in element.inner("comments"):
            top = self._comment(each, post, None)
            replies = [self._comment(reply, post, top.external_id) for reply in each.replies] if top else []
            is_readable = is_readable and top is not None and None not in replies
            if top is not None:
                tops.append(top)
                shown += [top, *(reply for reply in replies if reply is not None)]
        lists = [inner(element.node, "comments"), *(inner(e.node, "replies") for e in element.inner("comments"))]
        rest = None if post.comment_count is None else post.comment_count - len(shown)
        shows_all = is_readable and all(is_all(each, len(rows_of(each.get("data"))), rest) for each in lists)
        # Meta leaves an edge without comments out altogether; whether there are some says only the count.
        shows_all = shows_all and (bool(tops) or post.comment_count == 0)
        # Replies to older comments are not among the newest: only the count tells of them.
        return Glance(post=post, shown=tuple(shown), shows_all=shows_all, newest_first=falls(tops))

    def _same(self, known: Comment, element: Element) -> Comment:
        found = instagram_comment(
            element.node,
            element.payload,
            account_id=self._account.id,
            post_id=known.post_id,
            parent_id=known.parent_id,
            post_permalink=known.permalink,
        )
        if found is None or found.external_id != known.external_id:
            raise PlatformUnavailable("ambiguous answer")
        return found

    def _thread(self, element: Element, post: Post) -> tuple[list[Comment], bool]:
        """A top-level comment with its replies, none twice, and whether these are all."""
        top = self._comment(element, post, None)
        if top is None:
            return [], False
        listed, has_all = element.replies, True
        told = inner(element.node, "replies")
        is_full = len(listed) >= (LARGEST_PAGE if "paging" in told else A_FIRST_PAGE)
        if is_full or inner(told, "paging").get("next"):
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
