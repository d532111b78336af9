"""What does a platform look like when a test decides everything it says? One page of a district, in memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.errors import Gone
from bot.model import Capabilities, Comment, CommentPage, Post


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

    def posts(self) -> Iterator[Post]:
        """The listed posts."""
        self._call("posts")
        yield from self.listed_posts

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
