"""What do we change on an Instagram account, and what is asked before a change is sent a second time?"""

import json
from collections.abc import Iterator

from bot.errors import PlatformUnavailable
from bot.model import Account, Capabilities, Comment, Post
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.moves import confirmed, deleted, made, whole
from bot.platforms.graph.payloads import instagram_comment
from bot.platforms.graph.reading import count, node_of, words
from bot.platforms.graph.slices import Element

ANSWER_FIELDS = "id,text,timestamp,from,username,parent_id,user"
"""`user` stands there only when the asking account wrote the comment itself (Meta's reference of IG Comment)."""
ANSWERS_PAGE = 50

INSTAGRAM_CAN = Capabilities(
    hide=True, unhide=True, delete=True, reply=True, comment=True, reply_to_hidden=False, since=False
)
"""What the account's token lets us do; its own comments stay shown even when hidden, as the read-back says."""


class InstagramWrites:
    """The writing half of an account. Every change is ambiguous until the actor has read it back."""

    _account: Account
    _client: GraphClient
    _own_name: str | None = None

    @property
    def capabilities(self) -> Capabilities:
        """What this platform lets us do."""
        return INSTAGRAM_CAN

    def hide(self, comment: Comment) -> str:
        """Hide it from everyone but its author."""
        return confirmed(self._client, comment.call_id, hide=True)

    def unhide(self, comment: Comment) -> str:
        """Show it again."""
        return confirmed(self._client, comment.call_id, hide=False)

    def reply(self, root: Comment, text: str) -> str:
        """Answer under a top-level comment, which must not be hidden."""
        return made(self._client, f"{root.call_id}/replies", message=text)

    def comment_on(self, post: Post, text: str) -> str:
        """Comment under a medium as the account."""
        return made(self._client, f"{post.external_id}/comments", message=text)

    def delete(self, comment: Comment) -> str:
        """Delete for good (the medium's owner may; reports differ, so a refusal is for a person to read)."""
        return deleted(self._client, comment.call_id)

    def is_ours(self, comment: Comment) -> bool | None:
        """Whether the account wrote it; None where that can't be told.

        The author's id may be of another kind than the account's (Instagram Login gives app-scoped ids), so `user`
        in the bytes received and, once `answers` was asked, the account's name count as well. Another id alone is no
        proof that it was somebody else.
        """
        author = comment.author
        if author.id == self._account.external_id or _is_marked_ours(comment.payload):
            return True
        if author.name is not None and self._own_name is not None:
            return author.name == self._own_name
        return None if author.id is None or self._own_name is None else False

    def answers(self, post: Post, under: Comment | None) -> Iterator[Comment]:
        """The replies of a comment, or the medium's top-level comments, all of them.

        A medium that counts comments and lists none (seen in 2026 with apps in development mode) says nothing about
        ours: `PlatformUnavailable`.
        """
        self._learn_own_name()
        edge = f"{under.call_id}/replies" if under else f"{post.external_id}/comments"
        shown = 0
        for answer in whole(self._client, edge, limit=ANSWERS_PAGE, fields=ANSWER_FIELDS):
            for element in answer.elements:
                shown += 1
                yield self._answer(element, post, under)
        if under is None and not shown and self._counts_comments(post):
            raise PlatformUnavailable("answers are counted but not listed")

    def _answer(self, element: Element, post: Post, under: Comment | None) -> Comment:
        found = instagram_comment(
            element.node,
            element.payload,
            account_id=self._account.id,
            post_id=post.external_id,
            parent_id=under.external_id if under else None,
            post_permalink=post.permalink,
        )
        if found is None:
            raise PlatformUnavailable("an answer without an id is listed")
        return found

    def _learn_own_name(self) -> None:
        """Each time anew: an account that took another name must not find its own answers to be somebody else's."""
        me = node_of(self._client.read(self._account.external_id, fields="id,username").json)
        self._own_name = words(me.get("username")) or None

    def _counts_comments(self, post: Post) -> bool:
        medium = node_of(self._client.read(post.external_id, fields="id,comments_count").json)
        return bool(count(medium.get("comments_count")))


def _is_marked_ours(payload: bytes) -> bool:
    try:
        return bool(node_of(json.loads(payload)).get("user"))
    except (ValueError, RecursionError):
        return False
