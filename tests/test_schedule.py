"""Does the table run: one job of a lane at a time, late ones too, and a clean end?"""

import threading
import time
from datetime import UTC, datetime
from threading import Event, Thread
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import Job, every, next_moment, run_until

ZONE = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("words", "after", "expected"),
    [
        ("monday 06:00", "2026-11-23T06:00Z", "2026-11-23T12:00Z"),
        ("monday 06:00", "2026-11-23T12:00Z", "2026-11-23T12:00Z"),
        ("monday 06:00", "2026-11-23T12:01Z", "2026-11-30T12:00Z"),
        ("sunday 23:59", "2026-11-23T06:00Z", "2026-11-30T05:59Z"),
        ("monday 06:00", "2026-07-06T00:00Z", "2026-07-06T11:00Z"),
    ],
)
def test_a_weekday_and_hour_are_meant_in_the_districts_time(words: str, after: str, expected: str) -> None:
    found = next_moment(words, ZONE, after=datetime.fromisoformat(after))
    assert found == datetime.fromisoformat(expected)


def test_an_hour_that_the_clocks_skip_still_comes() -> None:
    found = next_moment("sunday 02:30", ZONE, after=datetime(2026, 3, 8, 6, 0, tzinfo=UTC))
    assert datetime(2026, 3, 8, 6, 0, tzinfo=UTC) < found <= datetime(2026, 3, 15, 8, 0, tzinfo=UTC)


class Ran:
    """Counts runs, how many ran at once, and in which threads."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds, self.runs, self.now, self.most = seconds, 0, 0, 0
        self.began = Event()
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self.runs += 1
            self.now += 1
            self.most = max(self.most, self.now)
        self.began.set()
        time.sleep(self.seconds)
        with self._lock:
            self.now -= 1


def running(stop: Event, *jobs: Job) -> Thread:
    thread = Thread(target=run_until, args=(stop, jobs, ZONE))
    thread.start()
    return thread


def ended(stop: Event, thread: Thread) -> None:
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def job(name: str, function: Ran, lane: str = "work") -> Job:
    return Job(name=name, trigger=every(0.02, ZONE), function=function, lane=lane)


def test_jobs_of_one_lane_never_run_at_the_same_time_and_other_lanes_go_on() -> None:
    stop, slow, other = Event(), Ran(0.05), Ran()
    thread = running(stop, job("slow", slow), job("slow too", slow), job("other", other, lane="else"))
    assert slow.began.wait(5)
    assert other.began.wait(5)
    time.sleep(0.2)
    ended(stop, thread)
    assert slow.most == 1
    assert slow.runs >= 2


def test_the_end_waits_for_the_job_that_is_at_work() -> None:
    stop, slow = Event(), Ran(0.2)
    thread = running(stop, job("slow", slow))
    assert slow.began.wait(5)
    ended(stop, thread)
    assert slow.now == 0


def test_a_job_that_fails_runs_again() -> None:
    stop, runs, twice = Event(), [0], Event()

    def fail() -> None:
        runs[0] += 1
        if runs[0] == 2:
            twice.set()
        raise KeyError("a bug")

    thread = running(stop, Job(name="fails", trigger=every(0.02, ZONE), function=fail))
    assert twice.wait(5)
    ended(stop, thread)
