"""What does the worker do all day? One pass after the other, the work that follows, the weekly boxes."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Protocol

from bot.config import Config
from bot.errors import MonitorError
from bot.export.period import week
from bot.pipeline import Pipeline
from bot.ports import Camera, Clock, Store
from bot.schedule import Job, every, next_moment, run_until

log = logging.getLogger(__name__)

TICK_SECONDS = 2.0
"""So often the inbox of webhooks is emptied, and each page is asked whether something is due; that costs no call."""
AN_HOUR = 3_600.0
"""So often the tokens are seen to. Meta is asked daily, and oftener only where it did not answer."""
LANES = 4
"""So many pages are read at the same time, so that a slow one doesn't keep all others waiting."""


class Exporting(Protocol):
    """What the last door looks like from here."""

    def due_weeks(self) -> Sequence[str]:
        """Finished weeks without a box."""
        ...

    def export(self, week_name: str) -> object:
        """Make the box of a week."""
        ...


class Lock(Protocol):
    """What keeps a second worker out."""

    def release(self) -> None:
        """Let the next worker in."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The worker: everything `run` and `once` need.

    `drain` hands webhook calls over to the poller, `watch_tokens` looks at every token and renews what it can.
    """

    config: Config
    store: Store
    pipeline: Pipeline
    exporter: Exporting
    camera: Camera
    lock: Lock
    clock: Clock
    drain: Callable[[], object]
    watch_tokens: Callable[[], object]

    def run(self, stop: Event) -> None:
        """Work until `stop` is set, then end cleanly."""
        self.look_at_tokens()
        run_until(stop, self._jobs(), self.config.district.zone)

    def once(self, *, whole: bool, tell: Callable[[str, int | None], None]) -> bool:
        """One pass over all accounts and everything that follows; `tell` hears each account's outcome."""
        outcomes = []
        for account in self.config.watched:
            brought = self.pipeline.collect(account, whole=whole)
            outcomes.append(brought is not None)
            tell(account.id, brought)
            self.pipeline.work()
        return all(outcomes)

    def export_due(self) -> None:
        """Make the boxes of finished weeks that have none, once the hour for it has come in the district."""
        zone, now = self.config.district.zone, self.clock.now()
        for name in self.exporter.due_weeks():
            if next_moment(self.config.export.weekly, zone, after=week(name, zone).end) <= now:
                self.exporter.export(name)

    def take_hints(self) -> None:
        """Hand over what webhooks said; a busy index or a full disk makes it wait."""
        try:
            self.drain()
        except MonitorError as error:
            log.warning("webhooks_wait error=%s", error)

    def look_at_tokens(self) -> None:
        """The look at the tokens; trouble with the index makes it wait for the next hour."""
        try:
            self.watch_tokens()
        except MonitorError as error:
            log.warning("tokens_not_checked error=%s", error)

    def close(self) -> None:
        """End the browser, close the index, let the next worker in."""
        self.camera.close()
        self.store.close()
        self.lock.release()

    def _jobs(self) -> list[Job]:
        zone = self.config.district.zone
        passes = [
            Job(
                name=f"collect {account.id}",
                trigger=every(min(self.config.collect.every_seconds, TICK_SECONDS), zone),
                function=partial(self.pipeline.collect_due, account),
                lane=f"collect {number % LANES}",
            )
            for number, account in enumerate(self.config.watched)
        ]
        return [
            *passes,
            Job(name="webhooks", trigger=every(TICK_SECONDS, zone), function=self.take_hints, lane="webhooks"),
            Job(name="tokens", trigger=every(AN_HOUR, zone), function=self.look_at_tokens, lane="tokens"),
            Job(name="work", trigger=every(0.5, zone), function=self.pipeline.work),
            Job(name="export", trigger=every(600, zone), function=self.export_due, lane="export"),
        ]
