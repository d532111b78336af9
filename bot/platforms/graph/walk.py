"""How is a listing walked from page to page? By our own parameters and Meta's cursor; its `next` is never called."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bot.platforms.graph.answer import Answer
from bot.platforms.graph.caller import Param
from bot.platforms.graph.faults import CursorTooFar, TooMuchAsked
from bot.platforms.graph.origins import is_allowed
from bot.platforms.graph.paging import Trail, Turn, is_listing, next_of

log = logging.getLogger(__name__)

Ask = Callable[[Mapping[str, Param]], Answer]


class Walk:
    """One walk through a listing. `ask` reads a page of it with these parameters; `base_url` is where we ask.

    Where Meta finds a page too large, the limit is halved, down to 1, for the rest of the walk.
    """

    def __init__(self, ask: Ask, *, limit: int, base_url: str) -> None:
        self._ask = ask
        self._limit = limit
        self._base_url = base_url
        self._trail = Trail()
        self._is_led_astray = False

    def pages(self) -> Iterator[Answer]:
        """All pages; see `Answer.complete` for how it ended."""
        return self._walk({})

    def pages_after(self, first: object) -> Iterator[Answer]:
        """The pages that follow `first`: none when it was the last, all when it is no listing at all."""
        if not is_listing(first):
            yield from self._walk({})
            return
        onward = self._turned(first).onward
        if onward is not None:
            yield from self._walk(onward)

    def _walk(self, onward: Mapping[str, str] | None) -> Iterator[Answer]:
        while onward is not None:
            try:
                answer = self._page(onward)
            except CursorTooFar:
                log.warning("graph_listing_cut reason=cursor_too_far")
                yield Answer(json={"data": []}, body=b'{"data": []}', headers={}, complete=False, is_bounded=True)
                return
            turn = self._turned(answer.json)
            yield replace(answer, complete=turn.complete)
            onward = turn.onward

    def _page(self, onward: Mapping[str, str]) -> Answer:
        while True:
            try:
                return self._ask({**onward, "limit": self._limit})
            except TooMuchAsked:
                if self._limit <= 1:
                    raise
                self._limit = max(1, self._limit // 2)

    def _turned(self, page: object) -> Turn:
        turn = self._trail.turn(page)
        following = next_of(page)
        if following and not self._is_led_astray and not is_allowed(following, self._base_url):
            self._is_led_astray = True
            log.warning("graph_next_elsewhere")
        if turn.cut:
            log.warning("graph_listing_cut reason=%s", turn.cut)
        return turn
