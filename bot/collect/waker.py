"""Which posts do webhooks want to be read? Calls in the inbox become wakes; the poller stays the source of truth."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import MonitorError
from bot.model import Account, Delivery, PlatformName, Wake, WakeKind
from bot.ports import Clock, Inbox, Store

log = logging.getLogger(__name__)
REST = timedelta(minutes=1)
"""After trouble with the inbox it is left alone for so long: nothing depends on it."""
PORTION = 20
"""So many calls are handed over in one transaction: each may be a megabyte long."""


class Hint(Protocol):
    """What a call tells: something happened under this post of this account, in the platform's own numbers."""

    @property
    def platform(self) -> PlatformName: ...
    @property
    def account(self) -> str: ...
    @property
    def kind(self) -> WakeKind: ...
    @property
    def post_id(self) -> str: ...
    @property
    def comment_id(self) -> str: ...


Parse = Callable[[bytes], Sequence[Hint] | None]
"""Reads one call; None when it is none. Never raises."""


class Waker:
    """Empties the inbox of the watched accounts' webhooks.

    First the wakes are written, then the calls go: killed in between, the same posts are woken for once more.
    """

    def __init__(
        self, *, inbox: Inbox, store: Store, accounts: Mapping[str, Account], parse: Parse, clock: Clock
    ) -> None:
        self._inbox = inbox
        self._store = store
        self._account_ids = {
            (account.platform, account.external_id): account.id for account in accounts.values() if account.watched
        }
        self._parse = parse
        self._clock = clock
        self._failed_at: datetime | None = None

    def drain(self, limit: int = 1000) -> int:
        """Hand over at most `limit` calls, the oldest first; answers how many wakes were written.

        Raises `StoreBusy`, `StorageFull` or `StoreError`, and then rests a minute; what wasn't handed over stays in
        the inbox. The poller finds everything without it.
        """
        now = self._clock.now()
        if self._failed_at is not None and timedelta(0) <= now - self._failed_at < REST:
            return 0
        try:
            drained = self._drain(limit)
        except MonitorError:
            self._failed_at = now
            raise
        self._failed_at = None
        return drained

    def _drain(self, limit: int) -> int:
        written = 0
        while limit > 0 and (portion := self._inbox.waiting(min(limit, PORTION))):
            written += self._hand_over(portion)
            limit -= len(portion)
        return written

    def _hand_over(self, portion: Sequence[Delivery]) -> int:
        read = [(delivery, self._parse(delivery.body)) for delivery in portion]
        hints = dict.fromkeys(hint for _, told in read for hint in told or ())
        wakes = list(self._wakes(hints, self._clock.now()))
        with self._store.transaction():
            for wake in wakes:
                self._store.wakes.add(wake)
        self._inbox.remove(portion)
        unreadable = [delivery for delivery, told in read if told is None]
        for delivery in unreadable:
            log.warning("webhook_unreadable delivery=%d bytes=%d", delivery.id, len(delivery.body))
        log.info(
            "webhooks_handed_over calls=%d wakes=%d unknown=%d unreadable=%d",
            len(portion),
            len(wakes),
            len(hints) - len(wakes),
            len(unreadable),
        )
        return len(wakes)

    def _wakes(self, hints: Mapping[Hint, None], now: datetime) -> Iterator[Wake]:
        """Hints of accounts that we watch. The moment is ours, not Meta's: a call may be 36 hours late."""
        for hint in hints:
            account_id = self._account_ids.get((hint.platform, hint.account))
            if account_id is not None:
                yield Wake(
                    account_id=account_id, kind=hint.kind, post_id=hint.post_id, comment_id=hint.comment_id, at=now
                )
