"""How many calls does a day cost, and how late is a comment known? Beside a naive poller, with and without webhooks."""

import argparse
import logging
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.district import DAY_MINUTES, District, district
from benchmarks.report import heading, number, ratio, table, tell
from benchmarks.virtual import Day, Naive, percentile

PROMISE = timedelta(minutes=5)
TICK = timedelta(seconds=2)
NAIVE_HOURS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way of watching: calls in the day, comments found and how late."""

    name: str
    calls: int
    found: int
    delays: Sequence[float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Live through the day three times."""
    parser = argparse.ArgumentParser(prog="benchmarks.economy", description=__doc__)
    parser.add_argument("--accounts", type=int, default=25)
    parser.add_argument("--posts", type=int, default=60)
    parser.add_argument("--day", type=int, default=2_000, help="comments of the day")
    parser.add_argument("--past", type=int, default=15_000, help="comments that are there already")
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--comments", type=Path, help="not used here: what is written doesn't matter")
    wanted = parser.parse_args(arguments)
    logging.getLogger("bot").setLevel(logging.CRITICAL)
    heading(
        "A day's calls, and how late a comment is known",
        f"{wanted.accounts} accounts with {wanted.posts} watched posts each ({wanted.past:,} comments in the past), "
        f"{wanted.day:,} new comments in 24 hours;\npromise: {PROMISE.seconds // 60} minutes; {wanted.hours:g} hours "
        "lived through on a clock that is moved by hand: network and waiting\ncost no time. Each part of a batch is a "
        "call.",
    )
    place = district(accounts=wanted.accounts, posts=wanted.posts, comments=wanted.day, past=wanted.past)
    hours = timedelta(hours=wanted.hours)
    ours = [_lived(place, wanted.posts, hours, webhooks=webhooks) for webhooks in (False, True)]
    naive = _naive(place, wanted.posts, hours)
    _print([naive, *ours], place, hours)


def _lived(place: District, posts: int, hours: timedelta, *, webhooks: bool) -> Outcome:
    name = "planned, with webhooks" if webhooks else "planned, without webhooks"
    began = time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="page-monitor-bench-")))
        day = Day(place, folder, promise=PROMISE, watch_posts=posts, webhooks=webhooks)
        stack.callback(day.close)
        day.begin()
        begun, told = day.clock.at, day.calls()
        while day.clock.at < begun + hours:
            day.tick(TICK)
            if (day.clock.at - begun) % timedelta(hours=4) < TICK:
                tell(f"{name}: hour {(day.clock.at - begun) / timedelta(hours=1):.0f}, {day.calls() - told:,} calls")
        calls, delays = day.calls() - told, day.delays()
    tell(f"{name}: lived through in {time.perf_counter() - began:.0f} s")
    return Outcome(name=name, calls=calls, found=len(delays), delays=delays)


def _naive(place: District, posts: int, hours: timedelta) -> Outcome:
    """The naive poller is watched for an hour; its day is so many times that: it does the same in each."""
    naive = Naive(place, watch_posts=posts)
    naive.begin()
    noon = timedelta(hours=12)
    found: dict[str, datetime] = {}
    span = timedelta(hours=NAIVE_HOURS)
    naive.skip(noon)
    naive.everything()
    begun, told = naive.clock.at, naive.calls()
    while naive.clock.at < begun + span:
        naive.skip(PROMISE)
        found.update(naive.everything())
    calls = round((naive.calls() - told) * (hours / span))
    delays = [(at - naive.written(key)).total_seconds() for key, at in found.items()]
    tell(f"the naive poller found {len(found)} comments in {NAIVE_HOURS} hour")
    return Outcome(name="naive: everything every 5 minutes", calls=calls, found=len(found), delays=delays)


def _print(outcomes: Sequence[Outcome], place: District, hours: timedelta) -> None:
    bound = round(hours / PROMISE) * len(place.accounts)
    naive = outcomes[0].calls
    table(
        ("", "calls", "per new comment", "naive / this", "over the bound", "found", "p50 s", "p95 s", "max s"),
        [
            (
                each.name,
                number(each.calls),
                number(each.calls / place.comments),
                ratio(naive, each.calls),
                f"{100 * (each.calls / bound - 1):+.0f} %",
                number(each.found),
                number(percentile(each.delays, 50)),
                number(percentile(each.delays, 95)),
                number(max(each.delays, default=0)),
            )
            for each in outcomes
        ],
    )
    minutes = PROMISE.seconds // 60
    print(
        f"Lower bound: {bound:,} calls. Whoever promises {minutes} minutes without webhooks has to ask for each "
        f"account every {minutes} minutes,\nand no call of Meta's tells of two accounts "
        f"({DAY_MINUTES // minutes} a day for each). The naive poller's day is reckoned from {NAIVE_HOURS} hour after "
        "noon."
    )


if __name__ == "__main__":
    main()
