"""How much of its allowance has a caller used? Calls are counted over a sliding window, as Meta says it does."""

import json
from collections import deque
from datetime import datetime, timedelta

from bot.simulator.model import Account, Platform
from bot.simulator.script import Settings

APP = "app"


class Usage:
    """Counts calls per account and for the whole app. Calls refused for throttling count as well, as at Meta."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._window = timedelta(minutes=settings.quota_minutes)
        self._calls: dict[str, deque[datetime]] = {}

    def count(self, account: Account | None, now: datetime) -> None:
        for bucket in {APP, account.key if account else APP}:
            self._calls.setdefault(bucket, deque()).append(now)

    def percent(self, bucket: str, now: datetime) -> int:
        calls = self._calls.get(bucket, deque())
        while calls and calls[0] <= now - self._window:
            calls.popleft()
        return 100 * len(calls) // self._settings.quota_calls

    def is_spent(self, account: Account, now: datetime) -> bool:
        return self.percent(account.key, now) > 100

    def headers(self, account: Account | None, now: datetime) -> dict[str, str]:
        """The two usage headers; the time until access returns is in MINUTES."""
        app = self.percent(APP, now)
        if account is None:
            return self._app_header(app)
        used = self.percent(account.key, now)
        row = {
            "type": "pages" if account.platform is Platform.FACEBOOK else "instagram",
            "call_count": used,
            "total_cputime": used // 2,
            "total_time": used // 2,
            "estimated_time_to_regain_access": self._regain_minutes(account, now) if used > 100 else 0,
        }
        if used < self._settings.usage_shown_from:
            return {}
        return {**self._app_header(app), "X-Business-Use-Case-Usage": json.dumps({account.id: [row]})}

    def _app_header(self, used: int) -> dict[str, str]:
        if used < self._settings.usage_shown_from:
            return {}
        return {"X-App-Usage": json.dumps({"call_count": used, "total_time": used // 2, "total_cputime": used // 2})}

    def _regain_minutes(self, account: Account, now: datetime) -> int:
        surplus = len(self._calls[account.key]) - self._settings.quota_calls
        release = self._calls[account.key][surplus] + self._window
        return max(1, -int((now - release).total_seconds() // 60))
