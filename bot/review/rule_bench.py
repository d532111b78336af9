"""How is a rule run over the whole archive without keeping a browser waiting? One test at a time, in the background.

What a test finds is kept by the office when it ends; the comments it shows are held in memory alone. When this process
ends meanwhile, nothing is kept and the test is simply begun again.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from queue import SimpleQueue

from bot.errors import DecisionRefused, MonitorError
from bot.model import Replay, RuleTest
from bot.ports import Clock, RuleOffice

LONGEST = 900.0
"""Seconds a test may take; then it ends with what it has seen."""
SHOWN = 4
"""Ended tests whose comments can still be looked at."""
_BUSY = "Another test runs now. Wait until it has ended, or stop it."
_LOST = "The test broke off. Start it again; if it stays so, tell IT."


class TrialState(StrEnum):
    """How far a test is."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A test of a rule. `done` of `of` comments were looked at; `why` is a sentence when it failed.

    `since` is the oldest moment asked for (None: everything). `test` and `replay` are there once it is done.
    """

    rule_id: str
    by: str
    since: datetime | None
    begun_at: datetime
    state: TrialState = TrialState.RUNNING
    done: int = 0
    of: int = 0
    why: str = ""
    test: RuleTest | None = None
    replay: Replay | None = None


class _Stopped(MonitorError):
    """Somebody stopped the test."""


class Bench:
    """Runs one test at a time in a thread of its own (SQLite keeps a connection for each thread, so there is one)."""

    def __init__(self, *, office: RuleOffice, clock: Clock) -> None:
        self._office = office
        self._clock = clock
        self._lock = threading.Lock()
        self._asked: SimpleQueue[Trial] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._trials: dict[str, Trial] = {}
        self._stops = False

    def of(self, rule_id: str) -> Trial | None:
        """The running or latest test of a rule, as far as this process remembers."""
        return self._trials.get(rule_id)

    def running(self) -> Trial | None:
        """The test that runs now."""
        return next((one for one in list(self._trials.values()) if one.state is TrialState.RUNNING), None)

    def begin(self, rule_id: str, *, by: str, since: datetime | None) -> None:
        """Begin a test; asking twice for the same one does no harm. Raises `DecisionRefused` while another runs."""
        with self._lock:
            now = self.running()
            if now is not None and now.rule_id == rule_id and now.by == by:
                return
            if now is not None:
                raise DecisionRefused(_BUSY)
            trial = Trial(rule_id=rule_id, by=by, since=since, begun_at=self._clock.now())
            self._trials.pop(rule_id, None)
            self._trials[rule_id] = trial
            while len(self._trials) > SHOWN:
                del self._trials[next(iter(self._trials))]
            self._stops = False
            self._asked.put(trial)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="rule-tests", daemon=True)
                self._thread.start()

    def stop(self, rule_id: str) -> None:
        """Stop the test of this rule, if it runs; it ends within a moment and keeps nothing."""
        with self._lock:
            now = self.running()
            self._stops = self._stops or (now is not None and now.rule_id == rule_id)

    def _work(self) -> None:
        while True:
            self._run(self._asked.get())

    def _run(self, trial: Trial) -> None:
        ended = replace(trial, state=TrialState.FAILED, why=_LOST)
        try:
            ended = self._ended(trial)
        finally:
            with self._lock:
                now = self._trials[trial.rule_id]
                self._trials[trial.rule_id] = replace(ended, done=now.done, of=now.of)
                if ended.why == _LOST:
                    self._thread = None  # an error nobody foresaw ends the thread; the next test gets a new one

    def _ended(self, trial: Trial) -> Trial:
        tell = self._progress(trial.rule_id)
        try:
            test, told = self._office.test(
                trial.rule_id, by=trial.by, since=trial.since, seconds=LONGEST, progress=tell
            )
        except _Stopped:
            return replace(trial, state=TrialState.STOPPED)
        except MonitorError as error:
            return replace(trial, state=TrialState.FAILED, why=error.message)
        return replace(trial, state=TrialState.DONE, test=test, replay=told)

    def _progress(self, rule_id: str) -> Callable[[int, int], None]:
        def tell(done: int, of: int) -> None:
            if self._stops:
                raise _Stopped("stopped by a person")
            with self._lock:
                self._trials[rule_id] = replace(self._trials[rule_id], done=done, of=of)

        return tell
