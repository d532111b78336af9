"""How does one allowance stand, and what changes it? Pure: every step takes the time and answers the new standing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.model import Quota
from bot.platforms.graph.usage import HOUR, LONGEST_WAIT, Use

FULL = 100
FADES_AFTER = timedelta(hours=1)
"""Meta tells a share only from some use on, so an old share below 100 % may have sunk unseen."""
LEAST_CHANGE = timedelta(minutes=1)
"""A block that is told again a few seconds later is the same block."""
_MOST_DOUBLINGS = 5
_LONGEST = timedelta(seconds=LONGEST_WAIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One bucket: what is known of it, and when its share was told."""

    quota: Quota = field(default_factory=Quota)
    noted_at: datetime | None = None


def present(known: Standing, now: datetime) -> Quota:
    """What still counts: no block that is over, and no share that is old or belonged to such a block."""
    is_blocked = seconds_left(known, now) > 0
    percent, noted_at = known.quota.percent, known.noted_at
    is_fresh = noted_at is not None and abs(now - noted_at) <= FADES_AFTER and (percent or 0) < FULL
    return Quota(
        percent=percent if is_blocked or is_fresh else None,
        blocked_until=known.quota.blocked_until if is_blocked else None,
        strikes=known.quota.strikes,
    )


def seconds_left(known: Standing, now: datetime) -> float:
    """Seconds until the block ends; 0 when none runs."""
    until = known.quota.blocked_until
    return 0.0 if until is None else max(0.0, (until - now).total_seconds())


def worse(one: Quota, other: Quota) -> Quota:
    """The larger share, the longer block, the more strikes of the two."""
    return Quota(
        percent=max((each.percent for each in (one, other) if each.percent is not None), default=None),
        blocked_until=max((each.blocked_until for each in (one, other) if each.blocked_until), default=None),
        strikes=max(one.strikes, other.strikes),
    )


def differs(one: Quota, other: Quota) -> bool:
    """Whether it is worth a line in the log and a row in the index; a block told again a moment later isn't."""
    if (one.percent, one.strikes) != (other.percent, other.strikes):
        return True
    return is_new_block(one, other)


def is_new_block(one: Quota, other: Quota) -> bool:
    """Whether there is another block in `other` than in `one`."""
    if one.blocked_until is None or other.blocked_until is None:
        return one.blocked_until != other.blocked_until
    return abs(other.blocked_until - one.blocked_until) >= LEAST_CHANGE


def bounded(known: Standing, now: datetime) -> Standing:
    """No block lasts longer than Meta counts: one that does comes from a clock that has been set back since."""
    until = known.quota.blocked_until
    if until is None or until <= now + _LONGEST:
        return known
    return replace(known, quota=replace(known.quota, blocked_until=now + _LONGEST))


def told(use: Use) -> Callable[[Standing, datetime], Standing]:
    """Usage headers came. A full bucket is left alone even if no time is told."""

    def step(known: Standing, now: datetime) -> Standing:
        noted = known
        if use.percent is not None:
            noted = Standing(quota=replace(known.quota, percent=use.percent), noted_at=now)
        if use.wait_seconds > 0:
            return _until(noted, now + timedelta(seconds=use.wait_seconds), now)
        return _strike(noted, now) if (use.percent or 0) >= FULL and not seconds_left(noted, now) else noted

    return step


def held(seconds: float) -> Callable[[Standing, datetime], Standing]:
    """We were asked to stay away for so long; no refusal of the quota."""
    return lambda known, now: _until(known, now + timedelta(seconds=seconds), now)


def struck(seconds: float) -> Callable[[Standing, datetime], Standing]:
    """A call was throttled, for so many seconds; 0: Meta didn't tell, so an hour, and twice as long each time.

    The refusals of calls that were under way together are one.
    """

    def step(known: Standing, now: datetime) -> Standing:
        if seconds_left(known, now):
            return _until(known, now + timedelta(seconds=seconds), now)
        if not seconds:
            return _strike(known, now)
        quota = replace(known.quota, strikes=known.quota.strikes + 1)
        return _until(replace(known, quota=quota), now + timedelta(seconds=seconds), now)

    return step


def relieved(known: Standing, now: datetime) -> Standing:
    """A call was answered. While a block runs that says nothing: the call may have left before."""
    if not known.quota.strikes or seconds_left(known, now):
        return known
    return replace(known, quota=replace(known.quota, strikes=0))


def _strike(known: Standing, now: datetime) -> Standing:
    doublings = min(known.quota.strikes, _MOST_DOUBLINGS)
    quota = replace(known.quota, strikes=known.quota.strikes + 1)
    return _until(replace(known, quota=quota), now + timedelta(seconds=HOUR * 2**doublings), now)


def _until(known: Standing, moment: datetime, now: datetime) -> Standing:
    """Blocked until then, or until the later moment already known."""
    moment = min(moment, now + _LONGEST)
    running = known.quota.blocked_until
    if running is not None and running > now and moment <= running:
        return known
    return replace(known, quota=replace(known.quota, blocked_until=moment))
