"""How are the posts of all places listed in as few calls as Meta allows? One question to the page itself, if it can."""

import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise

from bot.errors import Gone, PermissionRefused, PlatformError, PlatformUnavailable, RequestRefused
from bot.model import Comment, Glance, Reach
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.faults import TooMuchAsked
from bot.platforms.graph.reading import Node, inner
from bot.platforms.graph.slices import Element
from bot.platforms.graph.sources import Source

log = logging.getLogger(__name__)

GlanceOf = Callable[[Source, Element], Glance | None]

FEW, MANY = 3, 25
"""So many comments come along with each post of a fresh listing, and of the whole window."""
AILING_LISTINGS = 6
"""A place that gave no usable answer is left out of so many listings."""
A_PAGE = 25
"""So many posts stand on one page of the whole window."""

_REASONS = {
    "ads_posts": "Comments under advertisements are not watched: the access token may not list them (it needs "
    "ads_read). If this page has no advertisements, set [collect] ads = false.",
    "live_videos": "Comments under live videos are not watched: the access token may not list them.",
    "live_media": "Comments under live broadcasts are not watched: the access token may not list them.",
    "video_reels": "Comments under Reels are not watched: Meta doesn't list this page's Reels to us.",
}


class Places:
    """Lists one account's posts. Remembers which places Meta refuses, and how much it gives at once.

    A refused place fails the whole question; so then each place is asked by itself, and the refused ones are left out
    until the whole window is listed again.
    """

    def __init__(
        self,
        *,
        client: GraphClient,
        node: str,
        sources: Sequence[Source],
        glance_of: GlanceOf,
        most_at_once: int = 100,
    ) -> None:
        self._client = client
        self._node = node
        self._sources = sources
        self._glance_of = glance_of
        self._most_at_once = most_at_once
        self._smaller = 1
        self.refused: dict[str, str] = {}
        self._ailing: dict[str, int] = {}

    def glances(self, reach: Reach) -> Iterator[Glance]:
        """The posts of all places, newest first in each; raises what concerns the page itself."""
        if reach is Reach.WATCHED:
            self.refused = {}
            self._smaller = max(1, self._smaller // 2)  # perhaps Meta gives more again
        self._let_recover()
        sources = [
            source
            for source in self._sources
            if source.edge not in self.refused and (reach is Reach.WATCHED or not source.only_whole)
        ]
        try:
            whole = self._ask_all(sources, reach)
        except (PermissionRefused, RequestRefused, Gone, PlatformUnavailable) as error:
            log.info("listing_apart error=%s", error)
            yield from self._one_by_one(sources, reach)
            return
        for source in sources:
            yield from islice(self._expanded(source, whole, reach), _wanted(source, reach))

    def _let_recover(self) -> None:
        """A place that gave no usable answer is asked again much sooner than one that was refused."""
        self._ailing = {edge: left - 1 for edge, left in self._ailing.items() if left > 0}
        for edge in [edge for edge, left in self._ailing.items() if not left]:
            self.refused.pop(edge, None)

    def _ask_all(self, sources: Sequence[Source], reach: Reach) -> Element:
        """One call for the first page of every place; where Meta finds it too much, for less of each."""
        while True:
            limit, peek = self._sizes(reach)
            fields = ",".join(["id", *(each.expanded(min(limit, _wanted(each, reach)), peek) for each in sources)])
            try:
                return self._client.read(self._node, fields=fields).whole
            except TooMuchAsked:
                if limit <= 1 and peek <= 1:
                    raise
                self._smaller *= 2

    def _sizes(self, reach: Reach) -> tuple[int, int]:
        limit, peek = (self._most_at_once, FEW) if reach is Reach.FRESH else (min(A_PAGE, self._most_at_once), MANY)
        return max(1, limit // self._smaller), max(1, peek // self._smaller)

    def _expanded(self, source: Source, whole: Element, reach: Reach) -> Iterator[Glance]:
        """What came along of one place, and the pages after it."""
        yield from self._glances_in(source, whole.inner(source.edge))
        first = whole.listing(source.edge)
        if first is None:
            return
        limit, peek = self._sizes(reach)
        onward = self._client.pages_after(
            first, f"{self._node}/{source.edge}", limit=limit, fields=source.asked(peek), **dict(source.params)
        )
        for answer in onward:
            yield from self._glances_in(source, answer.elements)

    def _one_by_one(self, sources: Sequence[Source], reach: Reach) -> Iterator[Glance]:
        for source in sources:
            try:
                yield from self._alone(source, reach)
            except (PermissionRefused, RequestRefused, Gone, PlatformUnavailable) as error:
                if source.is_needed:
                    raise
                self.refused[source.edge] = _reason(source, error)
                if isinstance(error, PlatformUnavailable):
                    self._ailing[source.edge] = AILING_LISTINGS

    def _alone(self, source: Source, reach: Reach) -> Iterator[Glance]:
        limit, peek = self._sizes(reach)
        pages = self._client.pages(
            f"{self._node}/{source.edge}",
            limit=min(limit, _wanted(source, reach)),
            fields=source.asked(peek),
            **dict(source.params),
        )
        found = (glance for answer in pages for glance in self._glances_in(source, answer.elements))
        yield from islice(found, _wanted(source, reach))

    def _glances_in(self, source: Source, elements: Sequence[Element]) -> Iterator[Glance]:
        for element in elements:
            glance = self._glance_of(source, element)
            if glance is not None:
                yield glance


def is_all(listed: Node, rows: int, uncounted: int | None) -> bool:
    """Whether an expanded list is the whole one: it has no next page, and it says so or nothing counted is missing.

    Meta sends `paging` with every page that isn't empty; without it nobody knows whether there is another.
    `uncounted` is how many more the platform counts than are shown, None when it doesn't tell.
    """
    if "next" in inner(listed, "paging"):
        return False
    return "paging" in listed or rows == 0 or (uncounted is not None and uncounted <= 0)


def falls(comments: Sequence[Comment]) -> bool:
    """Whether the times really go from newest to oldest, so that nothing newer can be missing."""
    times = [comment.created_at for comment in comments]
    known = [at for at in times if at is not None]
    return len(known) == len(times) and all(earlier >= later for earlier, later in pairwise(known))


def _wanted(source: Source, reach: Reach) -> int:
    return source.first if reach is Reach.FRESH else source.most


def _reason(source: Source, error: PlatformError) -> str:
    words = _REASONS.get(source.edge, f"Comments in the place {source.edge} are not watched: Meta refuses to list it.")
    if isinstance(error, PlatformUnavailable):
        return f"Comments in the place {source.edge} are not watched just now: Meta gives no usable answer for it."
    return f"{words} (Meta's code {error.code})"
