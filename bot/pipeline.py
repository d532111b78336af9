"""In which order do the doors open, and what happens when one sticks? One pass; retry, back-off, give-up."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Protocol

from bot import BOT_ACTOR
from bot.errors import MonitorError, NotReadyYet, PlatformError, StorageFull, StoreError, Throttled, TokenRefused
from bot.model import Account, Alert, ReviewReason, Stage, Work
from bot.ports import Clock, Notifier, Store
from bot.setbacks import Setbacks

log = logging.getLogger(__name__)

MOST_SURPRISES = 5
"""So often an error nobody foresaw is tried again before the row is given up."""

LONGEST_WAIT = timedelta(minutes=10)
CLOCK_SLACK = timedelta(seconds=30)


class StageRun(Protocol):
    """What a stage looks like from here."""

    def run(self, batch: Sequence[Work]) -> None:
        """Do the rows and finish them, or raise."""
        ...


class Collecting(Protocol):
    """What the first door looks like from here."""

    def collect(self, account: Account, *, whole: bool = False) -> int: ...
    def collect_due(self, account: Account) -> int | None: ...
    def note_trouble(self, account: Account, trouble: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One stage with how many rows it takes at once and how long a claim holds (seconds)."""

    stage: Stage
    run: StageRun
    batch: int
    lease_seconds: float


class Pipeline:
    """Drives the stages. The only place (besides the command line) that catches errors nobody foresaw."""

    def __init__(
        self, *, collector: Collecting, doors: Sequence[Door], store: Store, notifier: Notifier, clock: Clock
    ) -> None:
        self._collector = collector
        self._doors = doors
        self._store = store
        self._notifier = notifier
        self._clock = clock
        self._setbacks = Setbacks(store=store, notifier=notifier, clock=clock)
        self._unsettled: list[Work] = []
        self._latest = clock.now()

    def collect(self, account: Account, *, whole: bool = False) -> int | None:
        """One pass over an account; None when it failed (written down, logged, and the staff can see it)."""
        return self._pass(account, partial(self._collector.collect, account, whole=whole))

    def collect_due(self, account: Account) -> int | None:
        """As `collect`, but only what the plan finds due; None when nothing is, too."""
        return self._pass(account, partial(self._collector.collect_due, account))

    def _pass(self, account: Account, collect: Callable[[], int | None]) -> int | None:
        try:
            if self._setbacks.resting(account):
                return None  # calls made while throttled prolong the block
            brought = collect()
            if brought is not None:
                self._setbacks.over(account)
            return brought
        except MonitorError as error:
            level = logging.WARNING if isinstance(error, PlatformError) else logging.ERROR
            log.log(level, "pass_failed account=%s error=%s", account.id, error)
            self._note_trouble(account, error, error.message)
        except Exception as error:
            log.exception("pass_failed account=%s", account.id)
            self._note_trouble(account, error, "an error nobody foresaw; see the service's log")
        return None

    def _note_trouble(self, account: Account, error: Exception, trouble: str) -> None:
        try:
            self._collector.note_trouble(account, trouble)
            if isinstance(error, MonitorError):
                self._setbacks.after(account, error)
        except MonitorError as failure:  # the database itself is the trouble
            log.error("trouble_not_noted account=%s error=%s", account.id, failure)

    def work(self, *, most_rounds: int = 1000) -> int:
        """Do everything that is due, door by door, until nothing is; answers how many rows were taken.

        When the index itself refuses (full disk, locked), this ends early, and the next call goes on.
        """
        taken = 0
        try:
            self._notice_clock()
            self._settle()
            for _ in range(most_rounds):
                done = sum(self._open(door) for door in self._doors)
                taken += done
                if not done:
                    break
        except (StoreError, StorageFull) as error:
            log.error("work_stopped error=%s", error)
        return taken

    def _notice_clock(self) -> None:
        """A clock that was set back would leave rows waiting for a time that is hours away."""
        now = self._clock.now()
        if now < self._latest - CLOCK_SLACK:
            log.warning("clock_set_back by=%s", self._latest - now)
            self._store.work.release(now)
        self._latest = now

    def _settle(self) -> None:
        """Give back rows whose failure could not be written down when it happened; their claims would bind them."""
        while self._unsettled:
            now = self._clock.now()
            self._store.work.retry(self._unsettled[-1], error="the index was not writable", run_after=now, now=now)
            self._unsettled.pop()

    def _open(self, door: Door) -> int:
        batch = self._store.work.claim(
            door.stage, limit=door.batch, lease_seconds=door.lease_seconds, now=self._clock.now()
        )
        if batch:
            self._run(door, batch)
        return len(batch)

    def _run(self, door: Door, batch: Sequence[Work]) -> None:
        try:
            door.run.run(batch)
        except Exception as error:  # noqa: BLE001 - the house allows it here: it is written on the work row
            if len(batch) == 1:
                self._after_failure(batch[0], error)
                return
            log.info("batch_failed stage=%s rows=%s; row by row", door.stage, len(batch))
            for work in batch:
                self._run(door, [work])

    def _after_failure(self, work: Work, error: Exception) -> None:
        wait = wait_after(error, work.attempts)
        if isinstance(error, NotReadyYet):
            log.debug("step_waits stage=%s subject=%s", work.stage, work.subject)
        elif isinstance(error, MonitorError):
            log.warning("step_failed stage=%s subject=%s error=%s", work.stage, work.subject, error)
        else:
            log.error("step_failed stage=%s subject=%s", work.stage, work.subject, exc_info=error)
        now = self._clock.now()
        try:
            if wait is not None:
                is_failure = not isinstance(error, NotReadyYet | Throttled)
                self._store.work.retry(work, error=_words(error), run_after=now + wait, now=now, is_failure=is_failure)
            else:
                self._give_up(work, _words(error))
        except MonitorError as trouble:
            log.error("failure_not_noted stage=%s subject=%s error=%s", work.stage, work.subject, trouble)
            self._unsettled.append(work)

    def _give_up(self, work: Work, error: str) -> None:
        """Nothing passes unseen: whatever can't be finished becomes a row in a person's queue."""
        now = self._clock.now()
        with self._store.transaction():
            self._store.work.give_up(work, error=error, now=now)
            revision_id = self._revision_of(work)
            if revision_id is not None:
                why = f"The step '{work.stage}' could not be finished ({error}); please look at this comment yourself."
                judged = self._store.verdicts.latest(revision_id)
                is_alert = judged is not None and judged.verdict.alert
                self._store.queue.open(
                    revision_id, ReviewReason.CANNOT, why=why, alert=is_alert, at=now, answer_id=self._answer_of(work)
                )
                if is_alert and work.stage is not Stage.ALERT:
                    self._store.work.enqueue(Stage.ALERT, revision_id, run_after=now, again=True)
            body = {"stage": work.stage, "subject": work.subject, "revision": revision_id}
            self._store.ledger.append("given_up", BOT_ACTOR, body, now)
        self._notifier.notify(Alert(kind="given_up", message=f"{work.stage} {work.subject}", revision_id=None, at=now))

    def _answer_of(self, work: Work) -> int | None:
        """The decision, if the row was an answer: its question is not closed by a word on the comment."""
        if work.stage is not Stage.ACT or not self._store.decisions.decision(work.subject).kind.is_answer:
            return None
        return work.subject

    def _revision_of(self, work: Work) -> int | None:
        if work.stage is Stage.FETCH:
            return self._store.comments.attachment(work.subject).revision_id
        if work.stage is Stage.ACT:
            return self._store.decisions.decision(work.subject).revision_id
        return work.subject


def wait_after(error: Exception, attempts: int) -> timedelta | None:
    """How long to wait before another try; None to give up. Pure.

    What may pass (network, quota, full disk, busy database) is tried for ever: a comment is never lost because Meta
    or a disk had a bad day.
    """
    if isinstance(error, NotReadyYet):
        return timedelta(seconds=1)
    growing = min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_WAIT)
    if isinstance(error, Throttled):
        return max(growing, min(timedelta(seconds=error.wait_seconds), timedelta(hours=6)))
    if isinstance(error, TokenRefused):
        return LONGEST_WAIT  # until somebody renews the token
    if isinstance(error, MonitorError):
        return growing if error.retryable else None
    return growing if attempts < MOST_SURPRISES else None


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, MonitorError) else type(error).__name__
