"""What does a platform look like when a test decides everything it says? One page of a district, in memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.errors import Gone, PermissionRefused, PlatformError, RequestRefused
from bot.model import Author, Capabilities, Comment, CommentPage, Glance, Post, Quota, Reach, Wake

US = "104233981177"
"""The page's own number."""


class FakePlatform:
    """Posts with pages of comments, read back and changed in memory; errors strike where a test put them.

    `calls` are the names of all calls in order, `writes` the (verb, external id) of everything asked to change.
    `listings` is what a listing of a post shows, page by page; without it all comments of the post in one page.
    """

    def __init__(self, *posts: Post, capabilities: Capabilities | None = None) -> None:
        self.capabilities = capabilities or Capabilities(hide=True, unhide=True)
        self.listed_posts: list[Post] = list(posts)
        self.there: dict[str, Comment] = {}
        self.listings: dict[str, list[CommentPage | Exception]] = {}
        self.since: list[datetime | None] = []
        self.calls: list[str] = []
        self.writes: list[tuple[str, str]] = []
        self.used = Quota()
        self.refused: dict[str, str] = {}
        self.reaches: list[Reach] = []
        self.prepared: dict[str, Glance] = {}
        self.mentions: dict[str, tuple[Post, Comment]] = {}
        self.downloads: dict[str, bytes | Exception] = {}
        self.has_no_effect = False
        self.trace = "trace-1"
        self._faults: list[tuple[str, Exception, bool]] = []
        self.before: dict[str, Callable[[], object]] = {}

    def put(self, *comments: Comment) -> None:
        """These comments are on the page now."""
        self.there.update({comment.external_id: comment for comment in comments})

    def take_away(self, external_id: str) -> None:
        """Somebody deleted it."""
        del self.there[external_id]

    def fail(self, call: str, error: Exception, *, after: bool = False) -> None:
        """The next call of this name raises `error`, `after` doing its work or instead of it."""
        self._faults.append((call, error, after))

    def shows(self, post_id: str, *pages: Sequence[Comment] | Exception, complete: bool = True) -> None:
        """What a listing of a post shows from now on, page by page; an error in place of a page strikes there."""
        made: list[CommentPage | Exception] = []
        for number, page in enumerate(pages, start=1):
            is_last = complete and number == len(pages)
            made.append(page if isinstance(page, Exception) else CommentPage(comments=tuple(page), complete=is_last))
            if not isinstance(page, Exception):
                self.put(*page)
        self.listings[post_id] = made

    # As `Platform` --------------------------------------------------------------------------------------------------

    @property
    def quota(self) -> Quota:
        """What the test decided is used."""
        return self.used

    @property
    def refused_sources(self) -> Mapping[str, str]:
        """What the test decided may not be read."""
        return self.refused

    def glances(self, reach: Reach) -> Iterator[Glance]:
        """The listed posts with nothing under them, or the glances the test prepared."""
        self._call("posts")
        self.reaches.append(reach)
        for post in self.listed_posts:
            yield self.prepared.get(post.external_id, Glance(post=post))

    def comments(self, post: Post, *, since: datetime | None) -> Iterator[CommentPage]:
        """What the test put there."""
        self._call("comments")
        self.since.append(since)
        default = CommentPage(
            comments=tuple(c for c in self.there.values() if c.post_id == post.external_id), complete=True
        )
        for page in self.listings.get(post.external_id, [default]):
            if isinstance(page, Exception):
                raise page
            yield page

    def comment(self, known: Comment) -> Comment:
        """The comment as it is now."""
        self._call("comment")
        if known.external_id not in self.there:
            raise Gone("gone", trace="trace-gone")
        found = self.there[known.external_id]
        self._call("comment", after=True)
        return found

    def lookups(self, known: Sequence[Comment]) -> Sequence[Comment | PlatformError]:
        """Each as `comment` answers it; what concerns the whole account is raised."""
        found: list[Comment | PlatformError] = []
        for each in known:
            try:
                found.append(self.comment(each))
            except (Gone, PermissionRefused, RequestRefused) as error:
                found.append(error)
        return found

    def mentioned(self, wake: Wake) -> tuple[Post, Comment] | None:
        """What the test put there."""
        self._call("mentioned")
        return self.mentions.get(wake.comment_id)

    def answers(self, post: Post, under: Comment | None) -> Iterator[Comment]:
        """What stands under the comment, or directly under the post."""
        self._call("answers")
        parent = under.external_id if under else None
        yield from [c for c in self.there.values() if c.post_id == post.external_id and c.parent_id == parent]

    def is_ours(self, comment: Comment) -> bool | None:
        """Whether the page itself wrote it (its author's id is `US`)."""
        return None if comment.author.id is None else comment.author.id == US

    def reply(self, root: Comment, text: str) -> str:
        """Put an answer of the page under a comment."""
        return self._make("reply", replace(root, parent_id=root.external_id), text)

    def comment_on(self, post: Post, text: str) -> str:
        """Put a comment of the page under a post."""
        made = next(c for c in self.there.values() if c.post_id == post.external_id)
        return self._make("comment_on", replace(made, parent_id=None), text)

    def delete(self, comment: Comment) -> str:
        """Delete it, unless nothing has an effect."""
        self._call("delete")
        self.writes.append(("delete", comment.external_id))
        if not self.has_no_effect:
            self.there.pop(comment.external_id, None)
        self._call("delete", after=True)
        return self.trace

    def _make(self, verb: str, like: Comment, text: str) -> str:
        self._call(verb)
        made_id = f"made-{len(self.writes) + 1}"
        self.writes.append((verb, made_id))
        if not self.has_no_effect:
            page = Author(id=US, name="Maple Hollow")
            self.put(replace(like, external_id=made_id, call_id=made_id, author=page, text=text, is_hidden=False))
        self._call(verb, after=True)
        return made_id

    def hide(self, comment: Comment) -> str:
        """Hide it, unless nothing has an effect."""
        return self._change("hide", comment, is_hidden=True)

    def unhide(self, comment: Comment) -> str:
        """Show it again, unless nothing has an effect."""
        return self._change("unhide", comment, is_hidden=False)

    def download(self, url: str) -> bytes:
        """The bytes the test put behind the address."""
        self._call("download")
        found = self.downloads.get(url, Gone("no such address"))
        if isinstance(found, Exception):
            raise found
        return found

    def _change(self, verb: str, comment: Comment, *, is_hidden: bool) -> str:
        self._call(verb)
        self.writes.append((verb, comment.external_id))
        if not self.has_no_effect:
            self.put(replace(self.there[comment.external_id], is_hidden=is_hidden))
        self._call(verb, after=True)
        return self.trace

    def _call(self, name: str, *, after: bool = False) -> None:
        if not after:
            self.calls.append(name)
            if name in self.before:
                self.before.pop(name)()
        for fault in self._faults:
            if fault[0] == name and fault[2] is after:
                self._faults.remove(fault)
                raise fault[1]
