"""May this token ask Meta now? One limiter for each token, shared by all who use it; no call leaves while it says no.

Calls made while throttled still count and prolong the block (Meta, "Rate limits"), so a block is waited out.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import MonitorError, Throttled
from bot.model import Quota
from bot.platforms.graph import standing
from bot.platforms.graph.standing import Standing
from bot.platforms.graph.usage import APP, retry_after, uses
from bot.ports import Clock, Quotas

log = logging.getLogger(__name__)

REST = timedelta(minutes=1)
"""A store that failed is left alone for so long."""

Step = Callable[[Standing, datetime], Standing]


class Limiter:
    """What is known of one token's allowances, by bucket ("app", "pages", "instagram", …). For any number of threads.

    `name` stands in logs and in the index: never the token. What is known survives a restart where `quotas` is given;
    a store that fails costs a line in the log, never a call.
    """

    def __init__(self, name: str, *, quotas: Quotas | None, clock: Clock) -> None:
        self._name = name
        self._quotas = quotas
        self._clock = clock
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._failed_at: datetime | None = None
        self._written: dict[str, Quota] = dict(self._remembered())
        now = clock.now()
        self._known = {bucket: Standing(quota=quota, noted_at=now) for bucket, quota in self._written.items()}

    def gate(self, bucket: str, *, app: "Limiter | None" = None) -> "Gate":
        """The way to Meta for calls that count in this bucket, and in "app": `app` keeps that one for all tokens."""
        return Gate(limiter=self, bucket=bucket, app=app)

    def quota(self, bucket: str) -> Quota:
        """What is known of one bucket now; what was told long ago counts as unknown."""
        now = self._clock.now()
        with self._lock:
            return standing.present(self._known.get(bucket, Standing()), now)

    def change(self, bucket: str, step: Step) -> None:
        """Let a bucket take a step, and remember it durably where it matters."""
        now = self._clock.now()
        with self._lock:
            before = self._known.get(bucket, Standing())
            after = self._known[bucket] = step(before, now)
        if standing.is_new_block(before.quota, after.quota):
            said = (self._name, bucket, standing.seconds_left(after, now), after.quota.strikes)
            log.warning("quota_blocked name=%s bucket=%s seconds=%d strikes=%d", *said)
        self._remember(bucket, now)

    def now(self) -> datetime:
        """What its clock says."""
        return self._clock.now()

    def _remember(self, bucket: str, now: datetime) -> None:
        """Write what differs from what was written. The newest state is read under the lock of writing, so that of
        two threads the later one writes the later state."""
        if self._quotas is None:
            return
        with self._writing:
            with self._lock:
                quota = self._known[bucket].quota
            if self._is_resting(now) or not standing.differs(self._written.get(bucket, Quota()), quota):
                return
            try:
                self._quotas.note(self._name, bucket, quota, now)
            except MonitorError as error:
                self._failed_at = now
                log.warning("quota_not_kept name=%s bucket=%s cause=%s", self._name, bucket, type(error).__name__)
            else:
                self._written[bucket] = quota

    def _is_resting(self, now: datetime) -> bool:
        """Whether the store failed a moment ago: a locked index must not make every call wait for it."""
        return self._failed_at is not None and abs(now - self._failed_at) < REST

    def _remembered(self) -> Mapping[str, Quota]:
        if self._quotas is None:
            return {}
        try:
            return self._quotas.quotas(self._name)
        except MonitorError as error:
            log.warning("quota_not_remembered name=%s cause=%s", self._name, type(error).__name__)
            return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Through which one client's calls go: its own bucket, and that of the app."""

    limiter: Limiter
    bucket: str
    app: Limiter | None = None
    """Who keeps the app's bucket, where that isn't the token's own limiter."""

    @property
    def quota(self) -> Quota:
        """The worse of the own bucket and the app's."""
        return standing.worse(self.limiter.quota(self.bucket), self._of(APP).quota(APP))

    def admit(self) -> None:
        """Let a call pass, or raise `Throttled` with the seconds to wait: then no call may leave."""
        for bucket in self._buckets:
            self._of(bucket).change(bucket, standing.bounded)
        until = self.quota.blocked_until
        if until is not None:
            seconds = max(1.0, (until - self.limiter.now()).total_seconds())
            raise Throttled("we stay away until Meta's quota comes back", wait_seconds=seconds, bucket=self.bucket)

    def note(self, headers: Mapping[str, str]) -> None:
        """Learn from the headers (lower-case names) of an answer, good or bad. No headers: nothing is learnt."""
        for use in uses(headers):
            self._of(use.bucket).change(use.bucket, standing.told(use))
        seconds = retry_after(headers)
        if seconds:
            self.limiter.change(self.bucket, standing.held(seconds))

    def refused(self, error: Throttled) -> None:
        """Meta throttles us: stay away from the bucket it names, or from the own one.

        Where it names a bucket that wouldn't stop this gate, the own one is left alone too: the next call would fail.
        """
        named = str(error.ids.get("bucket") or self.bucket)
        told = 0.0 if error.ids.get("wait") == "guessed" else error.wait_seconds
        for bucket in {named} if named in self._buckets else {named, self.bucket}:
            self._of(bucket).change(bucket, standing.struck(told))

    def succeeded(self) -> None:
        """A call was answered: the refusals in a row are over, unless a block runs."""
        for bucket in self._buckets:
            self._of(bucket).change(bucket, standing.relieved)

    def _of(self, bucket: str) -> Limiter:
        """Who keeps this bucket."""
        return self.app if bucket == APP and self.app is not None else self.limiter

    @property
    def _buckets(self) -> tuple[str, ...]:
        return (self.bucket,) if self.bucket == APP else (self.bucket, APP)
