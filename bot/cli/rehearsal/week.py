"""How is the week played? Step by step on the simulator; after each one the worker gets time to catch up."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import requests

from bot.cli.rehearsal.processes import Processes
from bot.config import SystemClock
from bot.errors import MonitorError
from bot.model import Figures
from bot.ports import Store

MOST_STEPS = 25
"""A file of thousands of comments is played in about so many pieces."""
CATCH_UP_SECONDS = 600.0
"""A step of thousands of comments takes its time; a worker that stands still this long has a fault."""


class Week:
    """The simulator's scenario, moved by its admin side, and what the worker's index says of it."""

    def __init__(self, world: Mapping[str, Any], store: Store, processes: Processes) -> None:
        self._base = world["base_url"]
        self._accounts = {account["key"] for account in world["accounts"]}
        self._store = store
        self._processes = processes
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["X-Admin-Key"] = world["admin_key"]

    def play(self, tell: Callable[[str, int, Figures], None]) -> None:
        """Play every step; `tell` hears its label, how many steps are left and the figures."""
        left = self._play(0)[1]
        at_once = max(1, left // MOST_STEPS)
        while left:
            played, left = self._play(at_once)
            self._catch_up(partial(tell, played[-1], left))

    def _play(self, steps: int) -> tuple[list[str], int]:
        answer = self._session.post(f"{self._base}/_admin/play", json={"steps": steps}, timeout=120)
        answer.raise_for_status()
        return answer.json()["played"], answer.json()["left"]

    def _catch_up(self, tell: Callable[[Figures], None]) -> None:
        """Wait until two more passes over every account ended well and nothing waits for a stage."""
        began, passes, since = time.monotonic(), 0, SystemClock().now()
        while time.monotonic() - began < CATCH_UP_SECONDS:
            self._processes.check()
            figures = self._store.desk.figures()
            tell(figures)
            if passes == 2 and not figures.waiting:
                return
            if passes < 2 and self._passes_after(since):
                # The first pass may have begun before the step was played; the second one saw it whole.
                passes, since = passes + 1, SystemClock().now()
            time.sleep(0.1)
        raise MonitorError(f"the worker did not catch up within {CATCH_UP_SECONDS:.0f} s; see logs/worker.log")

    def _passes_after(self, moment: datetime) -> bool:
        health = self._store.checkpoints.health()
        return len(health) >= len(self._accounts) and all(h.last_ok_at and h.last_ok_at > moment for h in health)
