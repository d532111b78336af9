"""How is a test comment deleted again, and nothing but a test comment? Read back before, and read back after."""

from collections.abc import Callable, Sequence

from bot.errors import Gone, PlatformError, PlatformUnavailable, Throttled
from bot.model import Comment, Post
from bot.platforms.graph.reading import count, node_of
from bot.platforms.probing.absence import prove_absent
from bot.platforms.probing.findings import Left, NotSettled
from bot.platforms.probing.site import Site

IsMine = Callable[[Comment], bool]
MOST_DEPTH = 3
TRIES = 5
LONGEST_WAIT = 90.0
"""Seconds that the clean-up waits for a quota; after a longer wait the next start cleans up."""


class Removal:
    """The deleting of comments under one post. `is_mine` decides; nothing for which it says no is ever touched.

    Meta deletes the replies under a comment with it. So a comment under which somebody else has replied meanwhile is
    left standing, shown, and told: a person decides about it.

    Meta says of a deleted comment the same as of one that this token doesn't see (100/33). So one counts as gone only
    when Meta confirmed our deletion, or when the comments of its post were listed to their end without it.
    """

    def __init__(self, site: Site, post: Post, is_mine: IsMine) -> None:
        self._site = site
        self._post = post
        self._is_mine = is_mine
        self._confirmed: set[str] = set()

    def clear(self, comments: Sequence[Comment]) -> list[Left]:
        """Delete these, the last one first (replies come after what they reply to); answers what is left. Never
        raises a `PlatformError`."""
        return [
            Left(link=each.permalink or self._site.address(each, self._post), why=why)
            for each in reversed(comments)
            if (why := self._cleared(each))
        ]

    def _cleared(self, comment: Comment) -> str:
        """Why it is left; empty when it is gone."""
        why = ""
        for attempt in range(TRIES):
            try:
                self._attempt(comment)
                return ""
            except NotSettled as error:
                return error.message
            except Throttled as error:
                if error.wait_seconds > LONGEST_WAIT:
                    return "Meta's quota is used up"
                self._site.sleep(error.wait_seconds)
            except PlatformUnavailable as error:
                why = f"Meta gave no usable answer ({error.message})"
                self._site.sleep(min(2.0**attempt, 8.0))
            except PlatformError as error:
                return f"Meta refuses to delete it: {error}"
        return why or "Meta's quota is used up"

    def _attempt(self, comment: Comment) -> None:
        """Delete it if it is ours. Returns when it is proved to be gone, raises when it isn't."""
        try:
            self._delete(comment)
        except Gone:
            if comment.external_id not in self._confirmed:
                prove_absent(self._site, self._post, comment)
            return
        raise PlatformUnavailable("the deletion was confirmed, and it is still there")

    def _delete(self, comment: Comment) -> None:
        """Read it, delete it and read it again. Raises `Gone` as soon as Meta says so."""
        fresh = self._site.platform.comment(comment)
        if not self._is_mine(fresh):
            raise NotSettled("it did not prove to be a test comment of this program when it was read back")
        if fresh.is_hidden:
            self._site.platform.unhide(fresh)
        refuse_strangers(self._site, self._post, fresh, self._is_mine)
        self._site.platform.delete(fresh)
        self._confirmed.add(comment.external_id)
        self._site.platform.comment(comment)


def refuse_strangers(site: Site, post: Post, comment: Comment, is_mine: IsMine, depth: int = 0) -> None:
    """Raise `NotSettled` where somebody else's reply stands under a comment, at any depth; `PlatformUnavailable` where
    that can't be told (Meta may count replies for a while that are deleted)."""
    if not site.is_facebook and comment.parent_id is not None:
        return  # replies on Instagram have none
    replies = list(site.platform.answers(post, comment))
    if depth > MOST_DEPTH or not all(map(is_mine, replies)):
        raise NotSettled("somebody else has replied to it, and that reply would go with it: decide yourself")
    if site.is_facebook:
        node = node_of(site.client.read(comment.call_id, fields="comment_count").json)
        if (count(node.get("comment_count")) or 0) > len(replies):
            raise PlatformUnavailable("it has a reply that isn't listed")
    for each in replies:
        refuse_strangers(site, post, each, is_mine, depth + 1)
