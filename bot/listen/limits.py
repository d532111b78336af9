"""How often may somebody call, and how often is it told?"""

from collections import Counter
from datetime import datetime
from threading import Lock

MOST_KEYS = 10_000
"""So many addresses are told apart within a minute; all others count as one."""
LONGEST_KEY = 64
_THE_REST = "\n"


class PerMinute:
    """Counts calls by key within each minute of the clock, and forgets everything when the minute is over.

    Bounded in memory whatever strangers send, and safe to use from several threads.
    """

    def __init__(self, most: int, *, most_keys: int = MOST_KEYS) -> None:
        self._most = most
        self._most_keys = most_keys
        self._minute = 0
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def admits(self, now: datetime, key: str = "") -> bool:
        """Count one call; whether it is still within the allowance."""
        key = key[:LONGEST_KEY]
        with self._lock:
            if (minute := _minute(now)) != self._minute:
                self._minute = minute
                self._counts.clear()
            if key not in self._counts and len(self._counts) >= self._most_keys:
                key = _THE_REST
            self._counts[key] += 1
            return self._counts[key] <= self._most


class Tally:
    """Counts what happened, so that the log tells it once a minute and not once a call."""

    def __init__(self) -> None:
        self._told_in: dict[str, int] = {}
        self._untold: Counter[str] = Counter()
        self._lock = Lock()

    def count(self, what: str, now: datetime) -> int:
        """One more; answers how many are to be told now, this one included (0: later)."""
        with self._lock:
            self._untold[what] += 1
            if self._told_in.get(what) == _minute(now):
                return 0
            self._told_in[what] = _minute(now)
            return self._untold.pop(what)


def _minute(now: datetime) -> int:
    return int(now.timestamp() // 60)
