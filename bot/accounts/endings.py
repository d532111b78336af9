"""When does a token end, who must know by now, and is it time to renew it?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.accounts.facts import Facts

STEPS = (14, 7, 1)
"""Days before the end at which a person is told, each time anew."""
LIFE = timedelta(days=60)
"""How long Meta's long-lived tokens of people and of Instagram Login live."""
RENEW_AGE = timedelta(days=45)
RENEW_LEFT = timedelta(days=14)
YOUNGEST = timedelta(hours=24)
"""Instagram renews no younger token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Something that ends. `step` is the number of days of `STEPS` that was reached, 0 when it has ended."""

    what: str
    at: datetime
    step: int

    @property
    def words(self) -> str:
        """A sentence for staff; it changes at each step and stays the same between two."""
        when = f"{self.at:%Y-%m-%d %H:%M} UTC"
        if self.step == 0:
            return f"{self.what} ended on {when}"
        return f"{self.what} ends on {when}: {self.step} day{'s' if self.step > 1 else ''} or less are left"


def endings(facts: Facts, now: datetime) -> list[Ending]:
    """What ends within the next 14 days or has ended, the earliest first."""
    access = facts.told.data_access_ends if facts.told else facts.access_ends
    moments = (("the token", facts.expires_at), ("the token's access to data", access))
    found = [Ending(what=what, at=at, step=_step(at, now)) for what, at in moments if at and _is_near(at, now)]
    return sorted(found, key=lambda ending: ending.at)


def renewal_is_due(*, issued_at: datetime | None, expires_at: datetime | None, now: datetime) -> bool:
    """Whether an Instagram-Login token should be renewed now: older than 45 days, or less than 14 left."""
    if not renewal_is_possible(issued_at=issued_at, expires_at=expires_at, now=now):
        return False
    is_old = issued_at is not None and now - issued_at >= RENEW_AGE
    return is_old or (expires_at is not None and expires_at - now <= RENEW_LEFT)


def renewal_is_possible(*, issued_at: datetime | None, expires_at: datetime | None, now: datetime) -> bool:
    """Whether Instagram renews it, as far as we know: at least 24 hours old and not expired."""
    is_young = issued_at is not None and now - issued_at < YOUNGEST
    return not is_young and (expires_at is None or expires_at > now)


def _is_near(at: datetime, now: datetime) -> bool:
    return at - now <= timedelta(days=max(STEPS))


def _step(at: datetime, now: datetime) -> int:
    if at <= now:
        return 0
    return min(step for step in STEPS if at - now <= timedelta(days=step))
