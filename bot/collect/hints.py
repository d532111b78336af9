"""What does a webhook's hint want looked at, and was it? Wakes are followed, never believed."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from bot.collect.intake import Intake, Progress
from bot.errors import Gone, PermissionRefused, PlatformUnavailable, RequestRefused
from bot.model import Wake, WakeKind
from bot.ports import Clock, Platform, Store

log = logging.getLogger(__name__)

REST = timedelta(minutes=5)
"""A hint that could not be followed is tried again after so long; meanwhile it keeps nothing else waiting."""
MOST_AGE = timedelta(days=1)
"""A hint that could not be followed for so long is let go."""

Key = tuple[str, str, str, str]


class Hints:
    """The wakes of all accounts."""

    def __init__(self, *, platforms: Mapping[str, Platform], store: Store, clock: Clock, intake: Intake) -> None:
        self._platforms = platforms
        self._store = store
        self._clock = clock
        self._intake = intake
        self._tried: dict[Key, datetime] = {}

    def waiting(self, account_id: str, now: datetime) -> Sequence[Wake]:
        """Those that can be followed now, the oldest first."""
        wakes = self._store.wakes.waiting(account_id, until=now)
        return [wake for wake in wakes if not self._is_resting(wake, now)]

    def wants_reading(self, wake: Wake) -> bool:
        """Whether a wake means a whole post: it names no comment, or one that we don't know."""
        if wake.kind is not WakeKind.POST or not wake.post_id:
            return False
        return not wake.comment_id or not self._store.comments.known(wake.account_id, [wake.comment_id])

    def follow(self, wake: Wake) -> int:
        """Look at the one comment that a wake names: one of ours that was edited, hidden, shown or deleted, or one
        elsewhere that names us (kept and judged like any other; nobody can hide it from here).

        Answers what it brought. What gives no usable answer now is tried again later.
        """
        progress = Progress(seen=set())
        try:
            if wake.kind is WakeKind.MENTION:
                self._follow_mention(wake, progress)
            elif wake.comment_id:
                self._intake.look_at(wake.account_id, wake.comment_id, progress)
        except PlatformUnavailable as error:
            log.warning("wake_not_followed account=%s error=%s", wake.account_id, error)
            self._tried[_key(wake)] = self._clock.now()
        except (Gone, PermissionRefused, RequestRefused) as error:
            log.warning("wake_not_followed account=%s error=%s", wake.account_id, error)
        return progress.new

    def done(self, wakes: Sequence[Wake], *, sick: Collection[str]) -> None:
        """They were followed; those of `sick` posts, and others that gave no usable answer, stay for another try."""
        now = self._clock.now()
        for wake in wakes:
            if wake.kind is WakeKind.POST and wake.post_id in sick:
                self._tried[_key(wake)] = now
            if not self._is_resting(wake, now) or now - wake.at >= MOST_AGE:
                self._tried.pop(_key(wake), None)
                self._store.wakes.done(wake)

    def _follow_mention(self, wake: Wake, progress: Progress) -> None:
        found = self._platforms[wake.account_id].mentioned(wake)
        if found is not None:
            self._intake.take(found[0], [found[1]], progress, self._clock.now())

    def _is_resting(self, wake: Wake, now: datetime) -> bool:
        tried = self._tried.get(_key(wake))
        return tried is not None and timedelta(0) <= now - tried < REST


def _key(wake: Wake) -> Key:
    return wake.account_id, wake.kind, wake.post_id, wake.comment_id
