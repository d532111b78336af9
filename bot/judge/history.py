"""Which comments does a trial look at, and how often was nearly the same written? Reads the archive in short pages.

Copies are counted as the service counts them, in the order in which the comments were seen; a trial wants the newest
first. So the archive is read in stretches: of each, the hours before it are read, too.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain

from bot.judge.repeats import HOURS, Copies, Sighting, Window
from bot.model import PastComment
from bot.ports import Rulebook

PAGE = 500
"""Comments a reading of the index takes: short enough to be in nobody's way."""
STRETCH = 10 * PAGE
"""Comments whose copies are counted together: more would wait long for the first, fewer read the hours before often."""

Sighted = Callable[[int], Sighting | None]
"""A revision as the window of repeats sees it, by its id; None when it doesn't count."""


class History:
    """The comments of the archive seen since `since` (None: all), the newest first, and how often each was written.

    Without `sighted` nobody counts copies. Read it once; `copies` tells of the comments that were given out last.
    """

    def __init__(self, rulebook: Rulebook, sighted: Sighted | None, since: datetime | None) -> None:
        self._rulebook = rulebook
        self._sighted = sighted
        self._since = since
        self._copies: Mapping[int, Copies] = {}

    def __iter__(self) -> Iterator[PastComment]:
        stretch: list[PastComment] = []
        for page in self._pages(None, self._since):
            stretch.extend(page)
            if len(stretch) >= STRETCH:
                yield from self._counted(stretch)
                stretch = []
        yield from self._counted(stretch)

    def copies(self, past: PastComment) -> Copies | None:
        """How often nearly the same was written by then; None when nobody counted."""
        return None if self._sighted is None else self._copies.get(past.revision_id, Copies())

    def _counted(self, stretch: list[PastComment]) -> list[PastComment]:
        if self._sighted is not None and stretch:
            self._copies = self._of(stretch, self._sighted)
        return stretch

    def _of(self, stretch: list[PastComment], sighted: Sighted) -> Mapping[int, Copies]:
        window, found = Window(), dict[int, Copies]()
        for past in chain(reversed(self._before(stretch[-1], window.limit)), reversed(stretch)):
            seen = sighted(past.revision_id)
            copies = Copies() if seen is None else window.see(seen)
            if copies.comments > 1:
                found[past.revision_id] = copies
        return found

    def _before(self, oldest: PastComment, limit: int) -> list[PastComment]:
        """The comments of the hours before, the newest first, as many as the window holds."""
        found: list[PastComment] = []
        early = oldest.seen_at - timedelta(hours=HOURS) if oldest.seen_at.year > 1 else None
        for page in self._pages(oldest.revision_id, early):
            found.extend(page)
            if len(found) >= limit:
                break
        return found

    def _pages(self, before: int | None, since: datetime | None) -> Iterator[list[PastComment]]:
        while page := self._rulebook.past(before=before, since=since, limit=PAGE):
            yield list(page)
            before = page[-1].revision_id
