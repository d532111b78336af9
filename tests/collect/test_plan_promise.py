"""Does the plan keep its promise, whatever was before? Days in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.collect.plan import STRETCH, Outlook, Pace, Promise, alone, pace_of, step
from bot.model import AccountWatch, Quota, Reach
from tests.builders import NOON
from tests.collect.outlooks import CALM, FRESH, a_post, outlook
from tests.collect.room import DAY, HOUR, MINUTE, PROMISE

moments = st.none() | st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - the strategy wants naive bounds
quotas = st.builds(Quota, percent=st.none() | st.integers(0, 250), blocked_until=moments)
outlooks = st.builds(
    outlook,
    fresh_at=moments,
    watched_at=moments,
    quota=quotas,
    woken=st.lists(st.sampled_from("abc"), max_size=4),
    window=st.none() | st.just(("a",)),
    heat=st.integers(0, 20),
)


@given(outlooks, st.booleans(), st.booleans())
def test_the_next_pass_is_never_in_the_past_and_never_later_than_promised(
    of: Outlook, at_once: bool, whole: bool
) -> None:
    found, pace = step(of, PROMISE, NOON, at_once=at_once, whole=whole), pace_of(of.quota, NOON)
    assert found.next_at > NOON
    if pace is Pace.STOPPED:
        assert found.next_at == of.quota.blocked_until
    else:
        assert found.next_at <= NOON + FRESH * (1 if pace is Pace.NORMAL else STRETCH)


def days(
    promise: Promise, start: Outlook, *, length: timedelta, set_back: timedelta = timedelta(0)
) -> dict[Reach, list[datetime]]:
    """When the listings were made by somebody who asks the plan again at each `next_at`; once the clock is set back.

    The moments are those that really passed.
    """
    found: dict[Reach, list[datetime]] = {Reach.FRESH: [], Reach.WATCHED: []}
    real, off, of = NOON, timedelta(0), start
    while real < NOON + length:
        if real >= NOON + length / 2:
            off = set_back
        now = real - off
        plan = step(of, promise, now)
        if plan.listing:
            found[Reach.FRESH].append(real)
            watched_at = of.account.watched_at
            if plan.listing is Reach.WATCHED:
                found[Reach.WATCHED].append(real)
                watched_at = now
            account = AccountWatch(fresh_at=now, watched_at=watched_at)
            of = replace(of, account=account, window=("p",) if plan.listing is Reach.WATCHED else of.window)
        assert plan.next_at > now
        real += plan.next_at - now
    return found


def longest_gap(moments: Sequence[datetime]) -> timedelta:
    return max(later - earlier for earlier, later in zip([NOON, *moments], moments, strict=False))


promises = st.builds(
    lambda fresh, old: replace(PROMISE, fresh=timedelta(seconds=fresh), old=timedelta(minutes=old)),
    st.integers(200, 1800),
    st.integers(30, 1440),
)


@settings(max_examples=30, deadline=None)
@given(promises, outlooks, st.sampled_from([0 * HOUR, MINUTE, HOUR, 400 * DAY]))
def test_fresh_posts_are_listed_as_often_as_promised_whatever_was_before(
    promise: Promise, start: Outlook, set_back: timedelta
) -> None:
    of = replace(start, quota=CALM, heat=0, woken=())
    found = days(promise, of, length=DAY / 2, set_back=set_back)
    unnoticeable = min(set_back, promise.fresh)  # a clock set back by less than a pass only looks slow
    assert longest_gap(found[Reach.FRESH]) <= promise.fresh + unnoticeable
    most = DAY / 2 / promise.fresh + DAY / 2 / promise.old + 3  # a listing of the window may cut an interval short
    assert len(found[Reach.FRESH]) <= most, "and no oftener than needed"


@settings(max_examples=30, deadline=None)
@given(promises, outlooks)
@example(replace(PROMISE, fresh=7 * MINUTE), outlook())
def test_the_whole_window_is_looked_at_as_often_as_promised_whatever_was_before(
    promise: Promise, start: Outlook
) -> None:
    found = days(promise, replace(start, quota=CALM, heat=0, woken=()), length=2 * DAY)
    assert longest_gap(found[Reach.WATCHED]) <= promise.old


def test_a_quiet_post_outside_the_window_costs_little_and_every_one_has_its_turn() -> None:
    """Posts on which nobody has talked for a month: a call each, once a week."""
    posts = {f"p{n}": a_post(f"p{n}", newest=NOON - 30 * DAY, read_at=None) for n in range(200)}
    now, reads = NOON, list[str]()
    while now < NOON + 7 * DAY:
        for each in alone(outlook(*posts.values(), fresh_at=now, watched_at=now), PROMISE, now):
            reads.append(each.post_id)
            posts[each.post_id] = replace(posts[each.post_id], read_at=now, whole_at=now)
        now += HOUR
    assert sorted(reads) == sorted(posts), "each exactly once in the first seven days"
