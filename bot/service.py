"""What does the worker do all day? One pass after the other, the work that follows, the weekly boxes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Protocol

from bot.config import Config
from bot.export.period import week
from bot.pipeline import Pipeline
from bot.ports import Camera, Clock, Store
from bot.schedule import Job, every, next_moment, run_until


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
    """The worker: everything `run` and `once` need."""

    config: Config
    store: Store
    pipeline: Pipeline
    exporter: Exporting
    camera: Camera
    lock: Lock
    clock: Clock

    def run(self, stop: Event) -> None:
        """Work until `stop` is set, then end cleanly."""
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
                trigger=every(self.config.collect.every_seconds, zone),
                function=partial(self.pipeline.collect, account),
                lane="collect",
            )
            for account in self.config.watched
        ]
        return [
            *passes,
            Job(name="work", trigger=every(0.5, zone), function=self.pipeline.work),
            Job(name="export", trigger=every(600, zone), function=self.export_due, lane="export"),
        ]
