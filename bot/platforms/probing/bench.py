"""What do the questions share? The test comments, each made when it is first wanted, and how lists are looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import PermissionRefused, PlatformUnavailable, RequestRefused
from bot.model import Comment, Post
from bot.platforms.graph.caller import Param
from bot.platforms.graph.reading import Node, bare_id, count, inner, moment, node_of, words
from bot.platforms.probing.findings import NotSettled, Seen, Traces
from bot.platforms.probing.hands import Hands
from bot.platforms.probing.removal import refuse_strangers
from bot.platforms.probing.site import Site

MOST_PAGES = 30
PAUSE = 2.0
"""Seconds between two of our comments, so that their times differ."""
SLOW = 4.0
"""Seconds after which a list is looked at a second time: Meta's lists may lag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The comments of a list by the last part of their ids, in the list's order; `summary` is that of its first page.

    `is_whole` is False when the list was left before its end.
    """

    nodes: Mapping[str, Node]
    is_whole: bool
    summary: Node

    def shows(self, comment: Comment) -> bool:
        """Whether a comment stands in the list. Raises `NotSettled` when it may stand where we didn't look."""
        if comment.external_id in self.nodes:
            return True
        if not self.is_whole:
            raise NotSettled("the list is too long or broke off; name a post with few comments")
        return False


@dataclass(slots=True)
class Bench:
    """One run: where it works, with which hands, and the test comments there are."""

    site: Site
    post: Post
    hands: Hands
    traces: Traces = field(default_factory=Traces)
    known: dict[str, Comment | str] = field(default_factory=dict)
    after_create: Seen | None = None
    hidden_at_once: bool | None = None
    refused_hide: str = ""
    look: Callable[[Sequence[str]], None] = lambda links: None
    """Shows a person the links of our comments, and returns when that person has had the time to open them."""

    def first(self) -> Comment:
        """The first comment under the post."""
        return self._specimen("first", self.hands.comment)

    def second(self) -> Comment:
        """Another one, some seconds younger; on Facebook made while asking for fields."""
        return self._specimen("second", self._with_fields if self.site.is_facebook else self.hands.comment)

    def reply(self) -> Comment:
        """A reply to the first."""
        return self._specimen("reply", lambda: self.hands.reply(self.first()))

    def hidden(self) -> Comment:
        """The first comment, hidden; it has a reply. Raises `NotSettled` when Meta doesn't hide our own comments."""
        self.reply()
        return self._specimen("hidden", self._hide_first)

    def pause(self, seconds: float = PAUSE) -> None:
        """Wait."""
        self.hands.mind()
        self.site.sleep(seconds)
        self.hands.mind()

    def listed(self, edge: str, **params: Param) -> Listing:
        """The comments of a list, of at most thirty pages."""
        nodes: dict[str, Node] = {}
        summary, is_whole = node_of(None), False
        asked: dict[str, Param] = {"fields": self.site.dialect.fields, **params}
        for number, page in enumerate(self.site.client.pages(edge, limit=self.site.dialect.largest_page, **asked), 1):
            self.hands.mind()
            nodes |= {bare_id(words(each.node.get("id")) or ""): each.node for each in page.elements}
            summary = summary or inner(page.json, "summary")
            is_whole = page.complete
            if number >= MOST_PAGES:
                break
        return Listing(nodes=nodes, is_whole=is_whole, summary=summary)

    def comments(self, **params: Param) -> Listing:
        """The comments under the post."""
        return self.listed(f"{self.post.external_id}/comments", **params)

    def patiently(self, look: Callable[[], Listing], comment: Comment) -> Listing:
        """A list in which a comment should stand; looked at once more after a while when it doesn't."""
        found = look()
        if not found.shows(comment):
            self.pause(SLOW)
            found = look()
        return found

    def total(self, of: str) -> int:
        """What `summary` counts with this filter. Raises `NotSettled` when it doesn't tell."""
        path = f"{self.post.external_id}/comments"
        answer = self.site.client.read(path, fields="id", filter=of, summary="total_count", limit=1)
        told = count(inner(answer.json, "summary").get("total_count"))
        if told is None:
            raise NotSettled("Meta tells no total_count")
        return told

    def others(self, nodes: Mapping[str, Node]) -> list[Node]:
        """Those that this run did not write."""
        ours = {each.external_id for each in self.hands.made}
        return [node for bare, node in nodes.items() if bare not in ours]

    def post_node(self, fields: str) -> Node:
        """The post as it is now."""
        return node_of(self.site.client.read(self.post.external_id, fields=fields).json)

    def created(self, comment: Comment) -> datetime:
        """When a comment was made, by Meta's clock. Raises `NotSettled` when it isn't told."""
        if comment.created_at is None:
            raise NotSettled("Meta tells no time of our own comment")
        return comment.created_at

    def attempted(self, what: str, attempt: Callable[[], object]) -> str:
        """Try something that may be refused: answers an empty string when it was done, else the refusal in words."""
        try:
            attempt()
        except (PermissionRefused, RequestRefused) as error:
            return f"{what}: {self.traces.refusal(error)}"
        return ""

    def updated(self) -> datetime | None:
        """The post's `updated_time`."""
        return moment(self.post_node("id,updated_time").get("updated_time"))

    def _specimen(self, name: str, make: Callable[[], Comment]) -> Comment:
        """What `make` makes, made once; a failure is remembered, and not tried again."""
        known = self.known.get(name)
        if isinstance(known, Comment):
            return known
        if known is not None:
            raise NotSettled(known)
        try:
            made = make()
        except NotSettled as error:
            self.known[name] = error.message
            raise
        except (PermissionRefused, RequestRefused, PlatformUnavailable) as error:
            reason = f"{_FAILED[name]}: {self.traces.refusal(error)}"
            self.known[name] = reason
            raise NotSettled(reason) from error
        self.known[name] = made
        return made

    def _with_fields(self) -> Comment:
        try:
            made = self.hands.comment_with_fields("id,created_time,from")
        except (PermissionRefused, RequestRefused) as error:
            self.after_create = Seen(answer="refused", seen=f"Nothing was made: {self.traces.refusal(error)}.")
            return self.hands.comment()
        if made.trouble is None:
            self.after_create = Seen(answer="works", seen="The comment was made and its fields came in the answer.")
        else:
            told = self.traces.refusal(made.trouble)
            is_trap = not isinstance(made.trouble, PlatformUnavailable)
            self.after_create = Seen(
                answer="trap" if is_trap else "", seen=f"The comment was made, but the answer was {told}."
            )
        return made.comment

    def _hide_first(self) -> Comment:
        refuse_strangers(self.site, self.post, self.first(), self.hands.is_mine)
        try:
            self.hands.hide(self.first())
        except (PermissionRefused, RequestRefused) as error:
            self.refused_hide = f"Hiding our own comment was refused: {self.traces.refusal(error)}"
            raise
        except PlatformUnavailable:
            self.site.sleep(PAUSE)  # ambiguous: what follows reads it back
        fresh = self.hands.own(self.first())
        self.hidden_at_once = bool(fresh.is_hidden)
        if not fresh.is_hidden:
            self.pause(SLOW)
            fresh = self.hands.own(self.first())
        if not fresh.is_hidden:
            raise NotSettled("hiding our own comment was answered without a refusal, and it is not hidden")
        return fresh


_FAILED: Mapping[str, str] = {
    "first": "the test comment could not be made",
    "second": "the second test comment could not be made",
    "reply": "the test reply could not be made",
    "hidden": "Meta does not hide our own test comment",
}
