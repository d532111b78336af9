"""What do we change on a Facebook page, and what is asked before a change is sent a second time?"""

from collections.abc import Iterator

from bot.errors import PlatformUnavailable
from bot.model import Account, Capabilities, Comment, Post
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.moves import confirmed, deleted, made, whole
from bot.platforms.graph.payloads import facebook_comment
from bot.platforms.graph.reading import count, inner

ANSWER_FIELDS = "id,message,created_time,from,parent{id}"
ANSWERS_PAGE = 100

FACEBOOK_CAN = Capabilities(
    hide=True, unhide=True, delete=True, reply=True, comment=True, reply_to_hidden=True, since=True
)
"""What a Page token lets us do; whether one comment can be hidden says its `can_hide`."""


class FacebookWrites:
    """The writing half of a page. Every change is ambiguous until the actor has read it back."""

    _account: Account
    _client: GraphClient

    @property
    def capabilities(self) -> Capabilities:
        """What this platform lets us do."""
        return FACEBOOK_CAN

    def hide(self, comment: Comment) -> str:
        """Hide it from everyone but its author, the author's friends and the page's managers."""
        return confirmed(self._client, comment.call_id, is_hidden=True)

    def unhide(self, comment: Comment) -> str:
        """Show it again."""
        return confirmed(self._client, comment.call_id, is_hidden=False)

    def reply(self, root: Comment, text: str) -> str:
        """Answer under a top-level comment. `POST /{comment}` with a message would EDIT: only the edge is called."""
        return made(self._client, f"{root.call_id}/comments", message=text)

    def comment_on(self, post: Post, text: str) -> str:
        """Comment under a post as the page."""
        return made(self._client, f"{post.external_id}/comments", message=text)

    def delete(self, comment: Comment) -> str:
        """Delete for good; other people's comments need pages_read_user_content besides pages_manage_engagement."""
        return deleted(self._client, comment.call_id)

    def is_ours(self, comment: Comment) -> bool | None:
        """Whether the page wrote it; None where Meta keeps the author from us."""
        return None if comment.author.id is None else comment.author.id == self._account.external_id

    def answers(self, post: Post, under: Comment | None) -> Iterator[Comment]:
        """The replies of a comment, or the post's top-level comments, all of them.

        An empty list beside a positive count is how Meta silently refuses to list: `PlatformUnavailable`.
        """
        path = under.call_id if under else post.external_id
        shown, counted = 0, 0
        for answer in whole(
            self._client, f"{path}/comments", limit=ANSWERS_PAGE, fields=ANSWER_FIELDS, filter="toplevel", summary=True
        ):
            counted = max(counted, count(inner(answer.json, "summary").get("total_count")) or 0)
            for element in answer.elements:
                found = facebook_comment(
                    element.node, element.payload, account_id=self._account.id, post_id=post.external_id
                )
                if found is None:
                    raise PlatformUnavailable("an answer without an id is listed", trace=answer.trace)
                shown += 1
                yield found
        if counted and not shown:
            raise PlatformUnavailable("answers are counted but not listed")
