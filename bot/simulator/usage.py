"""How much of its allowance has a caller used? Calls are counted over a sliding window, as Meta says it does."""

import json
import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from bot.simulator.model import Account, Platform
from bot.simulator.script import Settings

APP = "app"
SLOTS = 1440


@dataclass(slots=True)
class _Slot:
    number: int
    calls: int = 0
    last: float = 0


class Window:
    """The calls of one bucket within a sliding window, kept as counts per slot: a day of calls costs 1,440 rows.

    A slot leaves the window with its last call, so a call may count up to a 1,440th of the window too long.
    """

    def __init__(self, minutes: float, allowed: int) -> None:
        self.allowed = allowed
        self._seconds = minutes * 60
        self._width = self._seconds / SLOTS
        self._slots: deque[_Slot] = deque()
        self._total = 0

    def __len__(self) -> int:
        """Rows kept, whatever they count."""
        return len(self._slots)

    def add(self, now: datetime) -> None:
        moment = now.timestamp()
        self._forget(moment - self._seconds)
        number = int(moment / self._width)
        if not self._slots or self._slots[-1].number < number:
            self._slots.append(_Slot(number))
        self._slots[-1].calls += 1
        self._slots[-1].last = max(self._slots[-1].last, moment)
        self._total += 1

    def used(self, now: datetime) -> int:
        """Calls within the window that ends now."""
        self._forget(now.timestamp() - self._seconds)
        return self._total

    def percent(self, now: datetime) -> int:
        return 100 * self.used(now) // self.allowed

    def is_spent(self, now: datetime) -> bool:
        return self.used(now) > self.allowed

    def regain_minutes(self, now: datetime) -> int:
        """Minutes until there is room for one more call, if nobody calls meanwhile; 0 while nothing is refused."""
        if not self.is_spent(now):
            return 0
        surplus = self.used(now) - self.allowed + 1
        for slot in self._slots:
            surplus -= slot.calls
            if surplus <= 0:
                return max(1, math.ceil((slot.last + self._seconds - now.timestamp()) / 60))
        return 0

    def _forget(self, bound: float) -> None:
        while self._slots and self._slots[0].last <= bound:
            self._total -= self._slots.popleft().calls


class Usage:
    """Counts calls per account and for the whole app. Calls refused for throttling count as well, as at Meta.

    An account's bucket is spent by Page and Instagram tokens, the platform's by User and app tokens. Every call counts
    for the app, whose share is only shown: Meta refuses by the other buckets where they apply.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        minutes = settings.app_quota_minutes or settings.quota_minutes
        allowed = settings.app_quota_calls or settings.quota_calls
        self._app = Window(minutes, allowed)
        self._platform = Window(minutes, allowed)
        self._accounts: dict[str, Window] = {}

    def count(self, account: Account | None, now: datetime) -> None:
        self._app.add(now)
        self._window(account).add(now)

    def percent(self, account: Account | None, now: datetime) -> int:
        return self._window(account).percent(now)

    def is_spent(self, account: Account | None, now: datetime) -> bool:
        return self._window(account).is_spent(now)

    def headers(self, account: Account | None, now: datetime) -> dict[str, str]:
        """The two usage headers; the time until access returns is in MINUTES."""
        shown_from = self._settings.usage_shown_from
        app = (self._app if account is not None else self._platform).percent(now)
        found = {} if app < shown_from else {"X-App-Usage": json.dumps(_shares(app))}
        if account is None:
            return found
        window = self._window(account)
        used = window.percent(now)
        if used < shown_from:
            return {}
        row = {
            "type": "pages" if account.platform is Platform.FACEBOOK else "instagram",
            **_shares(used),
            "estimated_time_to_regain_access": window.regain_minutes(now),
        }
        return {**found, "X-Business-Use-Case-Usage": json.dumps({account.id: [row]})}

    def _window(self, account: Account | None) -> Window:
        if account is None:
            return self._platform
        found = self._accounts.get(account.key)
        if found is None:
            allowed = account.quota_calls or self._settings.quota_calls
            found = self._accounts[account.key] = Window(self._settings.quota_minutes, allowed)
        return found


def _shares(used: int) -> dict[str, int]:
    return {"call_count": used, "total_cputime": used // 2, "total_time": used // 2}
