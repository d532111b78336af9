"""What does a probe write, and how does it make sure that it only ever touches what it wrote itself?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.errors import PlatformError, PlatformUnavailable, RequestRefused
from bot.model import Comment, Post
from bot.platforms.graph.moves import confirmed
from bot.platforms.graph.reading import bare_id, identifier, node_of
from bot.platforms.probing.findings import NotSettled, Stopped
from bot.platforms.probing.journal import Journal
from bot.platforms.probing.marks import EDITED, Marks, is_wording
from bot.platforms.probing.site import Site

Send = Callable[[], str]
CROWDED = 75
"""Per cent of the quota from which a probe leaves the rest to the service, and to its own clean-up."""


def crowded(site: Site) -> str:
    """Why nothing more may be asked for now; empty when it may."""
    percent = site.client.quota.percent or 0
    return f"{percent} % of Meta's quota are used; try again later" if percent >= CROWDED else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A comment of ours. `trouble` is what Meta answered although it had made the comment, None for a plain yes."""

    comment: Comment
    trouble: PlatformError | None = None


class Hands:
    """The writing of one run. `made` are its comments, oldest first, as they were made (never as they are now)."""

    def __init__(self, site: Site, post: Post, journal: Journal, marks: Marks) -> None:
        self._site = site
        self._post = post
        self._journal = journal
        self._marks = marks
        self._number = 0
        self.made: list[Comment] = []
        self.unanswered = 0

    def text(self) -> str:
        """The words of one more comment, which no other one has."""
        self._number += 1
        return self._marks.text(self._number, self._site.clock.now())

    def mind(self) -> None:
        """Raise `Stopped` when somebody wants us to end."""
        if self._site.is_stopped():
            raise Stopped("stopped before everything was asked")

    def comment(self, text: str | None = None) -> Comment:
        """Comment under the post. Raises `PlatformError`."""
        words = text or self.text()
        return self.create(words, None, lambda: self._site.platform.comment_on(self._post, words)).comment

    def reply(self, under: Comment) -> Comment:
        """Reply to one of our own comments. Raises `PlatformError`."""
        text, root = self.text(), self.own(under)
        return self.create(text, root, lambda: self._site.platform.reply(root, text)).comment

    def comment_with_fields(self, fields: str) -> Made:
        """Comment under the post and ask for these fields in the same call: on Facebook only."""
        text, path = self.text(), f"{self._post.external_id}/comments"

        def send() -> str:
            answer = self._site.client.write(path, message=text, fields=fields)
            found = identifier(node_of(answer.json).get("id"))
            if not found:
                raise PlatformUnavailable("ambiguous answer", trace=answer.trace)
            return found

        return self.create(text, None, send)

    def create(self, text: str, under: Comment | None, send: Send) -> Made:
        """Make a comment by `send`, once. Where the answer doesn't say its id, the list is read and matched."""
        self.mind()
        if crowded(self._site):
            raise Stopped(crowded(self._site))
        trouble: PlatformError | None = None
        try:
            call_id = send()
        except (PlatformUnavailable, RequestRefused) as error:
            trouble = error
            call_id = self._found_again(text, under, error)
        known = self._site.known(call_id, self._post, under)
        self.made.append(known)
        self._journal.add(call_id)
        self.made[-1] = self.own(known)
        return Made(comment=self.made[-1], trouble=trouble)

    def hide(self, comment: Comment) -> None:
        """Hide one of our own comments."""
        self._site.platform.hide(self.own(comment))

    def unhide(self, comment: Comment) -> None:
        """Show one of our own comments again."""
        self._site.platform.unhide(self.own(comment))

    def edit(self, comment: Comment) -> None:
        """Change the words of one of our own comments: on Facebook only."""
        fresh = self.own(comment)
        confirmed(self._site.client, fresh.call_id, message=fresh.text.strip().removesuffix(EDITED) + EDITED)

    def own(self, comment: Comment) -> Comment:
        """One of our own comments as it is now. Raises `NotSettled` when it doesn't prove to be ours."""
        self.mind()
        fresh = self._site.platform.comment(comment)
        if not self.is_mine(fresh):
            raise NotSettled("a test comment did not prove to be ours when it was read back; it is left alone")
        return fresh

    def is_mine(self, comment: Comment) -> bool:
        """Whether this run wrote it: by its author, its wording, and, where Meta doesn't tell the author, its id."""
        ours = self._site.platform.is_ours(comment)
        if comment.external_id in {each.external_id for each in self.made}:
            return ours is not False and self._marks.stands_in(comment.text)
        return ours is True and is_wording(comment.text) and self._marks.stands_in(comment.text)

    def strays(self, under: Comment | None = None) -> Iterator[Comment]:
        """Comments of this run that are listed and that nobody told us of. Raises `PlatformError`."""
        known = {each.external_id for each in self.made}
        for each in self._site.platform.answers(self._post, under):
            if bare_id(each.call_id) not in known and self.is_mine(each):
                yield each

    def _places(self, under: Comment | None) -> Iterator[Comment | None]:
        """Where a comment may have ended up: Meta may hang a reply to a reply on the comment at the top."""
        yield under
        if under is not None:
            yield from (each for each in self.made if each.external_id == under.parent_id)

    def _found_again(self, text: str, under: Comment | None, error: PlatformError) -> str:
        """The id of what was made without our being told. Raises `error` where nothing of it is found."""
        try:
            found = [each for place in self._places(under) for each in self.strays(place) if each.text.strip() == text]
        except PlatformError:
            found = []
        if found:
            return found[0].call_id
        if isinstance(error, PlatformUnavailable):
            self.unanswered += 1
        raise error
