"""What does the plan find due, whatever the quota, the clock and the posts are like? Tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.collect.plan import (
    FRESH_FROM,
    HOT_COMMENTS,
    LONGEST_SILENCE,
    MOST_ALONE,
    RELEARN,
    SLOW_FROM,
    STRETCH,
    Outlook,
    Pace,
    Reading,
    alone,
    is_due,
    pace_of,
    patience,
    since_known,
    step,
)
from bot.model import PostKind, PostWatch, Quota, Reach
from tests.builders import NOON
from tests.collect.outlooks import BLOCKED, CALM, FIRST, FRESH, LAST, OLD, ONLY_FRESH, SLOW, a_post, outlook
from tests.collect.room import DAY, HOUR, MINUTE, PROMISE

# How fast ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "blocked_until", "expected"),
    [
        (None, None, Pace.NORMAL),
        (0, None, Pace.NORMAL),
        (SLOW_FROM - 1, None, Pace.NORMAL),
        (SLOW_FROM, None, Pace.SLOW),
        (FRESH_FROM - 1, None, Pace.SLOW),
        (FRESH_FROM, None, Pace.FRESH),
        (208, None, Pace.FRESH),
        (None, NOON + MINUTE, Pace.STOPPED),
        (0, NOON + MINUTE, Pace.STOPPED),
        (100, NOON + MINUTE, Pace.STOPPED),
        (0, NOON, Pace.NORMAL),
        (80, NOON - HOUR, Pace.SLOW),
    ],
)
def test_the_allowance_sets_the_pace(percent: int | None, blocked_until: datetime | None, expected: Pace) -> None:
    assert pace_of(Quota(percent=percent, blocked_until=blocked_until), NOON) is expected


# What a pass begins with ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "after", "listing", "next_in"),
    [
        pytest.param(outlook(), FRESH - MINUTE, None, MINUTE, id="nothing is due"),
        pytest.param(outlook(), FRESH, Reach.FRESH, FRESH, id="fresh posts are due"),
        pytest.param(outlook(), 3 * FRESH, Reach.FRESH, FRESH, id="they are overdue"),
        pytest.param(outlook(), OLD, Reach.WATCHED, FRESH, id="the window is due"),
        pytest.param(
            outlook(fresh_at=NOON + OLD), OLD, Reach.WATCHED, FRESH, id="the window is due though fresh posts aren't"
        ),
        pytest.param(outlook(fresh_at=None, watched_at=None), 0 * HOUR, Reach.WATCHED, FRESH, id="never listed"),
        pytest.param(outlook(window=None), MINUTE, None, FRESH - MINUTE, id="just started, listed a minute before"),
        pytest.param(outlook(window=None), RELEARN, Reach.WATCHED, FRESH, id="the window isn't known since the start"),
        pytest.param(
            outlook(window=None, quota=SLOW), RELEARN, Reach.WATCHED, STRETCH * FRESH, id="not known, and slow"
        ),
        pytest.param(outlook(quota=SLOW), STRETCH * FRESH - MINUTE, None, MINUTE, id="slow: nothing is due"),
        pytest.param(outlook(quota=SLOW), STRETCH * FRESH, Reach.FRESH, STRETCH * FRESH, id="slow: fresh posts"),
        pytest.param(outlook(quota=SLOW), OLD, Reach.FRESH, STRETCH * FRESH, id="slow: not yet the window"),
        pytest.param(outlook(quota=SLOW), STRETCH * OLD, Reach.WATCHED, STRETCH * FRESH, id="slow: the window"),
        pytest.param(outlook(quota=ONLY_FRESH), STRETCH * FRESH - MINUTE, None, MINUTE, id="only fresh: nothing"),
        pytest.param(outlook(quota=ONLY_FRESH), 99 * OLD, Reach.FRESH, STRETCH * FRESH, id="only fresh, never old"),
        pytest.param(
            outlook(quota=ONLY_FRESH, window=None, watched_at=None),
            DAY,
            Reach.FRESH,
            STRETCH * FRESH,
            id="not even new",
        ),
        pytest.param(outlook(heat=HOT_COMMENTS - 1), FRESH / 2, None, FRESH / 2, id="warm"),
        pytest.param(outlook(heat=HOT_COMMENTS), FRESH / 2, Reach.FRESH, FRESH / 2, id="hot: twice as often"),
        pytest.param(outlook(heat=99, quota=SLOW), FRESH / 2, None, 2.5 * FRESH, id="hot and slow: slow"),
        pytest.param(outlook(fresh_at=NOON + DAY), MINUTE, Reach.FRESH, FRESH, id="the clock was set back"),
        pytest.param(outlook(watched_at=LAST), MINUTE, Reach.WATCHED, FRESH, id="set back, the window"),
        pytest.param(outlook(fresh_at=FIRST, watched_at=FIRST), MINUTE, Reach.WATCHED, FRESH, id="in the year 1"),
        pytest.param(outlook(quota=BLOCKED, window=None), MINUTE, None, 59 * MINUTE, id="stopped"),
    ],
)
def test_listings_are_made_when_they_are_due(
    of: Outlook, after: timedelta, listing: Reach | None, next_in: timedelta
) -> None:
    now = NOON + after
    found = step(of, PROMISE, now)
    assert (found.listing, found.readings, found.next_at) == (listing, (), now + next_in)


@pytest.mark.parametrize(
    ("of", "whole", "listing"),
    [
        (outlook(), False, Reach.FRESH),
        (outlook(), True, Reach.WATCHED),
        (outlook(watched_at=None), False, Reach.WATCHED),
        (outlook(quota=SLOW), False, Reach.FRESH),
        (outlook(quota=ONLY_FRESH, window=None), False, Reach.FRESH),
        (outlook(quota=BLOCKED), False, None),
        (outlook(quota=BLOCKED), True, None),
    ],
)
def test_a_pass_that_somebody_asks_for_lists_at_once_unless_we_are_stopped(
    of: Outlook, whole: bool, listing: Reach | None
) -> None:
    assert step(of, PROMISE, NOON, at_once=not whole, whole=whole).listing is listing


def reading(post_id: str, since: datetime | None = None, *, whole: bool = False) -> Reading:
    return Reading(post_id=post_id, since=since, whole=whole)


@pytest.mark.parametrize("quota", [CALM, SLOW, ONLY_FRESH])
def test_woken_posts_are_read_first_each_once_at_any_pace(quota: Quota) -> None:
    of = outlook(a_post("a"), a_post("b"), woken=["b", "new", "b", "a"], quota=quota)
    found = step(of, PROMISE, NOON)
    since = NOON - 5 * HOUR
    assert found.readings == (reading("b", since), reading("new", whole=True), reading("a", since))
    assert found.listing is None


@pytest.mark.parametrize("quota", [CALM, SLOW, ONLY_FRESH])
def test_a_woken_post_that_a_fresh_listing_shows_brings_that_listing_forward(quota: Quota) -> None:
    of = outlook(a_post("a"), a_post("b"), woken=["b", "a"], fresh=["a"], quota=quota)
    found = step(of, PROMISE, NOON)
    assert found.listing is Reach.FRESH
    assert [each.post_id for each in found.readings] == ["b"]
    assert found.next_at == NOON + FRESH * (1 if quota is CALM else STRETCH)


def test_nothing_is_read_while_we_are_stopped_not_even_what_a_webhook_named() -> None:
    of = outlook(a_post(read_at=None, whole_at=None), woken=["p"], window=None, quota=BLOCKED)
    found = step(of, PROMISE, NOON, whole=True)
    assert (found.listing, found.readings, found.next_at) == (None, (), NOON + HOUR)
    assert alone(of, PROMISE, NOON, whole=True) == ()


@pytest.mark.parametrize(
    ("watch", "whole", "expected"),
    [
        pytest.param(a_post(), False, reading("p", NOON - 5 * HOUR), id="since the newest, less the overlap"),
        pytest.param(a_post(), True, reading("p", whole=True), id="everything is asked for"),
        pytest.param(a_post(whole_at=NOON - DAY), False, reading("p", whole=True), id="a whole reading is due"),
        pytest.param(a_post(whole_at=None), False, reading("p", whole=True), id="never read whole"),
        pytest.param(a_post(whole_at=NOON + MINUTE), False, reading("p", whole=True), id="read whole in the future"),
        pytest.param(a_post(newest=None), False, reading("p", whole=True), id="without comments until now"),
        pytest.param(
            a_post(newest=NOON + HOUR, whole_at=NOON - HOUR), False, reading("p", NOON - 2 * HOUR), id="from the future"
        ),
        pytest.param(a_post(newest=FIRST), False, reading("p", whole=True), id="from the beginning of the calendar"),
        pytest.param(a_post(newest=LAST), False, reading("p", NOON - HOUR), id="from its end"),
    ],
)
def test_a_post_is_read_from_what_is_known_or_whole(watch: PostWatch, whole: bool, expected: Reading) -> None:
    assert step(outlook(watch, woken=["p"]), PROMISE, NOON, whole=whole).readings == (expected,)


@given(newest=st.datetimes(timezones=st.just(UTC)), whole_at=st.none() | st.datetimes(timezones=st.just(UTC)))
@example(newest=FIRST, whole_at=FIRST)
def test_a_reading_goes_back_before_all_that_is_known_or_takes_everything(
    newest: datetime, whole_at: datetime | None
) -> None:
    found = since_known(a_post(newest=newest, whole_at=whole_at), PROMISE, NOON)
    assert found.whole == (found.since is None)
    if found.since is not None:
        known = [at for at in (newest, whole_at) if at is not None and at <= NOON]
        assert not known or found.since <= max(known) - PROMISE.overlap or newest > NOON
        assert found.since <= max(known, default=LAST) - PROMISE.overlap


# Posts that no listing shows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("watch", "expected"),
    [
        pytest.param(a_post(newest=NOON), FRESH, id="talked about now"),
        pytest.param(a_post(newest=NOON - 20 * MINUTE), FRESH, id="twenty minutes ago"),
        pytest.param(a_post(newest=NOON - HOUR), 15 * MINUTE, id="an hour ago"),
        pytest.param(a_post(newest=NOON - DAY), 6 * HOUR, id="a day ago"),
        pytest.param(a_post(newest=NOON - 28 * DAY), LONGEST_SILENCE, id="four weeks ago"),
        pytest.param(a_post(newest=FIRST), LONGEST_SILENCE, id="in the year 1"),
        pytest.param(a_post(newest=LAST), FRESH, id="in the year 9999"),
        pytest.param(a_post(newest=None, created_at=NOON - 4 * HOUR), HOUR, id="never, since it was made"),
        pytest.param(a_post(newest=None), OLD, id="nobody knows"),
    ],
)
def test_the_longer_the_silence_the_longer_the_patience(watch: PostWatch, expected: timedelta) -> None:
    assert patience(watch, PROMISE, NOON) == expected


@given(st.timedeltas(min_value=timedelta(0), max_value=400 * DAY), st.timedeltas(timedelta(0), 400 * DAY))
def test_patience_never_falls_with_silence_and_has_its_ends(one: timedelta, other: timedelta) -> None:
    shorter, longer = sorted(patience(a_post(newest=NOON - silence), PROMISE, NOON) for silence in (one, other))
    expected = sorted((one, other))
    assert patience(a_post(newest=NOON - expected[0]), PROMISE, NOON) == shorter
    assert FRESH <= shorter <= longer <= LONGEST_SILENCE


# Four hours of silence: patience is an hour.
@pytest.mark.parametrize(
    ("watch", "of", "expected"),
    [
        pytest.param(a_post(read_at=NOON - 59 * MINUTE), outlook(), False, id="not yet"),
        pytest.param(a_post(read_at=NOON - HOUR), outlook(), True, id="its turn"),
        pytest.param(a_post(read_at=None), outlook(), True, id="never read"),
        pytest.param(a_post(read_at=NOON + HOUR), outlook(), True, id="read in the future"),
        pytest.param(a_post(read_at=NOON - HOUR, kind=PostKind.MENTION), outlook(), False, id="not ours"),
        pytest.param(a_post(read_at=NOON - HOUR), outlook(fresh=["p"]), False, id="a fresh listing shows it"),
        pytest.param(a_post(read_at=NOON - HOUR), outlook(window=["p"]), False, id="the window showed it just now"),
        pytest.param(
            a_post(read_at=NOON - DAY),
            outlook(window=["p"], watched_at=NOON - HOUR),
            True,
            id="the window showed it long ago",
        ),
        pytest.param(
            a_post(read_at=NOON - MINUTE), outlook(window=["p"], watched_at=NOON - HOUR), False, id="read since then"
        ),
        pytest.param(
            a_post(read_at=NOON - HOUR),
            outlook(window=["p"], watched_at=NOON + HOUR),
            True,
            id="the window was listed in the future",
        ),
        pytest.param(a_post(read_at=NOON - HOUR), outlook(window=None), False, id="the window isn't known yet"),
        pytest.param(a_post(read_at=NOON - HOUR), outlook(quota=SLOW), False, id="slow: not yet"),
        pytest.param(a_post(read_at=NOON - STRETCH * HOUR), outlook(quota=SLOW), True, id="slow: its turn"),
        pytest.param(a_post(read_at=NOON - 99 * DAY), outlook(quota=ONLY_FRESH), False, id="only fresh posts"),
    ],
)
def test_a_post_outside_the_listing_has_its_turn(watch: PostWatch, of: Outlook, expected: bool) -> None:
    found = alone(replace(of, posts=[watch]), PROMISE, NOON)
    assert [each.post_id for each in found] == (["p"] if expected else [])


def test_of_many_posts_the_longest_unread_come_first_and_no_more_than_one_pass_can_bear() -> None:
    posts = [a_post(f"p{n:03}", read_at=NOON - DAY - n * MINUTE) for n in range(MOST_ALONE + 9)]
    found = alone(outlook(*posts, a_post("never", read_at=None)), PROMISE, NOON)
    assert len(found) == MOST_ALONE
    assert [each.post_id for each in found[:3]] == ["never", f"p{MOST_ALONE + 8:03}", f"p{MOST_ALONE + 7:03}"]


def test_a_whole_pass_reads_all_outside_the_window_completely_and_mentions_never() -> None:
    posts = [a_post("in"), a_post("out"), a_post("fresh"), a_post("elsewhere", kind=PostKind.MENTION)]
    of = outlook(*posts, window=["in", "fresh"], fresh=["fresh"])
    assert alone(of, PROMISE, NOON, whole=True) == (reading("out", whole=True),)


@pytest.mark.parametrize(
    ("last", "expected"),
    [(None, True), (NOON - HOUR, True), (NOON - HOUR + MINUTE, False), (NOON, False), (NOON + MINUTE, True)],
)
def test_what_was_done_in_the_future_was_not_done(last: datetime | None, expected: bool) -> None:
    assert is_due(last, HOUR, NOON) is expected
