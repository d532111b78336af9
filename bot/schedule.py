"""When does what run? A table of names, triggers and functions for APScheduler; no business words."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A row of the table. `lane` names the thread it runs in: jobs of one lane never run at the same time."""

    name: str
    trigger: BaseTrigger
    function: Callable[[], object]
    lane: str = "work"


def every(seconds: float, zone: ZoneInfo) -> BaseTrigger:
    """Again and again."""
    return IntervalTrigger(seconds=seconds, timezone=zone)


def next_moment(words: str, zone: ZoneInfo, *, after: datetime) -> datetime:
    """The first "monday 06:00" (in the district's time) at or after a moment.

    Weekdays are given by name: numbers mean different days to different programs.
    """
    day, time = words.split()
    hour, minute = time.split(":")
    trigger = CronTrigger(day_of_week=day[:3], hour=int(hour), minute=int(minute), timezone=zone)
    found: datetime | None = trigger.get_next_fire_time(None, after.astimezone(zone))
    if found is None:  # a weekly trigger always has a next time
        raise ValueError(f"{words!r} never comes")
    return found


def run_until(stop: Event, jobs: Sequence[Job], zone: ZoneInfo) -> None:
    """Run the table until `stop` is set, then wait for the jobs that are at work.

    Jobs live in memory and are added anew at each start; what is due is read from our tables, so a missed trigger
    loses nothing (misfire_grace_time=None: a late job still runs, coalesced to one).
    """
    scheduler = BackgroundScheduler(
        timezone=zone,
        executors={lane: ThreadPoolExecutor(1) for lane in {job.lane for job in jobs}},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    # "Execution skipped: maximum number of running instances" is how a long pass looks; it is no trouble.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    for job in jobs:
        scheduler.add_job(job.function, job.trigger, id=job.name, name=job.name, executor=job.lane)
    scheduler.start()
    try:
        stop.wait()
    finally:
        log.info("stopping")
        scheduler.shutdown(wait=True)
