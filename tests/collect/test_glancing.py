"""Is a post read when what a listing shows of it doesn't settle it, and only then? A table, and threads in memory."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.collect.glancing import Question, Settled, follow, is_silent
from bot.collect.plan import Pace, Reading
from bot.model import Glance, PostWatch
from tests.builders import NOON, post
from tests.collect.room import DAY, HOUR, MINUTE, ONE, PROMISE, TWO, glance
from tests.collect.thread import QUICK, Reader, Thread

WHOLE = Reading(post_id="p1", since=None, whole=True)
SINCE = Reading(post_id="p1", since=NOON - 3 * HOUR, whole=False)
QUIET = PostWatch(post_id="p1", newest=NOON - 2 * HOUR, count=2, listed=2, read_at=NOON - HOUR, whole_at=NOON - HOUR)
"""Two comments, the newest two hours ago, read whole an hour ago."""
JUST_READ = replace(QUIET, read_at=NOON - 9 * MINUTE)
UNCOUNTED = replace(QUIET, count=None)
NEVER = PostWatch(post_id="p1")
EMPTY = replace(QUIET, newest=None, count=0, listed=0)
OVERDUE = replace(QUIET, whole_at=NOON - DAY)
TRIED = replace(QUIET, read_at=NOON - 10 * MINUTE)
KNOWN = replace(ONE, created_at=NOON - 2 * HOUR)
NOT_TOLD = Glance(post=post(count=None), shown=(TWO, KNOWN), newest_first=True)
ALL_NEW = replace(NOT_TOLD, shown=(ONE, TWO))
RANKED = replace(NOT_TOLD, newest_first=False)
NOTHING = Glance(post=post(count=None))


def asked(
    shown: Glance,
    watch: PostWatch = QUIET,
    *,
    new: int = 0,
    pace: Pace = Pace.NORMAL,
    failures: int = 0,
    must: bool = False,
) -> Question:
    return Question(
        glance=shown, watch=watch, new=new, promise=PROMISE, pace=pace, now=NOON, failures=failures, must=must
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # Everything was shown.
        pytest.param(asked(glance(ONE, TWO, shows_all=True)), Settled.WHOLE, id="all shown"),
        pytest.param(asked(glance(ONE, TWO, shows_all=True), NEVER, new=2), Settled.WHOLE, id="all shown, never read"),
        pytest.param(asked(glance(ONE, shows_all=True), must=True), Settled.WHOLE, id="all shown, whole pass"),
        pytest.param(asked(glance(ONE, shows_all=True)), Settled.WHOLE, id="all shown, one fewer"),
        pytest.param(asked(glance(ONE, count=9, shows_all=True)), Settled.WHOLE, id="all shown of more that count"),
        pytest.param(asked(glance(shows_all=True), EMPTY), Settled.WHOLE, id="there is none"),
        # Silence.
        pytest.param(asked(glance(count=3, shows_all=True)), WHOLE, id="three count, none shown, said to be all"),
        pytest.param(asked(glance(count=2)), WHOLE, id="as many as ever, none shown"),
        pytest.param(asked(glance(count=3), pace=Pace.SLOW), WHOLE, id="none shown, slow"),
        pytest.param(asked(glance(count=3), pace=Pace.FRESH), Settled.LATER, id="none shown, quota low"),
        # Failures.
        pytest.param(asked(glance(count=3), TRIED, failures=1), WHOLE, id="none shown, failed once, ten minutes ago"),
        pytest.param(asked(glance(count=3), TRIED, failures=2), Settled.LATER, id="failed twice: twice as late"),
        pytest.param(asked(glance(KNOWN, count=9), TRIED, failures=9), Settled.LATER, id="failed often, more count"),
        pytest.param(asked(glance(count=3), JUST_READ), Settled.LATER, id="none shown, tried just now"),
        pytest.param(asked(glance(count=3), JUST_READ, must=True), WHOLE, id="none shown, tried just now, whole pass"),
        # Whole readings.
        pytest.param(asked(glance(ONE, count=2), NEVER, new=1), WHOLE, id="never read"),
        pytest.param(asked(glance(ONE, count=2), NEVER, new=1, pace=Pace.FRESH), WHOLE, id="never read, quota low"),
        pytest.param(
            asked(glance(ONE, count=2), PostWatch(post_id="p1", read_at=NOON)), Settled.LATER, id="cut off just now"
        ),
        pytest.param(
            asked(glance(ONE, count=2), PostWatch(post_id="p1", read_at=NOON - 10 * MINUTE)), WHOLE, id="cut off before"
        ),
        pytest.param(asked(glance(ONE, count=2), OVERDUE), WHOLE, id="a whole reading is due"),
        pytest.param(asked(glance(KNOWN, count=2), OVERDUE, pace=Pace.SLOW), Settled.NOTHING_NEW, id="due, but slow"),
        pytest.param(
            asked(glance(KNOWN, count=2), replace(OVERDUE, read_at=NOON - MINUTE)),
            Settled.LATER,
            id="due, read just now",
        ),
        pytest.param(
            asked(glance(ONE, count=3, newest_first=False), replace(OVERDUE, read_at=NOON - MINUTE)),
            WHOLE,
            id="due, read just now, and one more that isn't shown",
        ),
        pytest.param(
            asked(glance(ONE, count=2), replace(QUIET, whole_at=NOON + HOUR)), WHOLE, id="read whole in the future"
        ),
        pytest.param(asked(glance(ONE, count=2), must=True), WHOLE, id="whole pass"),
        pytest.param(asked(glance(ONE, count=2), JUST_READ, must=True), WHOLE, id="whole pass, read just now"),
        # The count.
        pytest.param(asked(glance(KNOWN, count=2)), Settled.NOTHING_NEW, id="quiet"),
        pytest.param(asked(glance(ONE, count=2, newest_first=False)), Settled.NOTHING_NEW, id="quiet and ranked"),
        pytest.param(asked(glance(count=0), EMPTY), Settled.NOTHING_NEW, id="still empty"),
        pytest.param(
            asked(glance(ONE, KNOWN, count=3), new=1), Settled.NOTHING_NEW, id="one more, shown before a known one"
        ),
        pytest.param(
            asked(glance(ONE, TWO, count=4), new=2), SINCE, id="two more, and nothing known shown behind them"
        ),
        pytest.param(asked(glance(ONE, count=3)), SINCE, id="one more, not shown"),
        pytest.param(asked(glance(ONE, count=5), new=1), SINCE, id="three more, one shown"),
        pytest.param(asked(glance(ONE, count=5), JUST_READ, new=1), SINCE, id="three more, read just now"),
        pytest.param(asked(glance(ONE, count=5), new=1, pace=Pace.FRESH), SINCE, id="three more, quota low"),
        pytest.param(asked(glance(ONE, count=1), EMPTY), WHOLE, id="no longer empty, not shown to us before"),
        pytest.param(asked(glance(ONE, count=1)), WHOLE, id="one fewer"),
        pytest.param(asked(glance(ONE, count=3), new=2), WHOLE, id="one more, two shown: one is gone"),
        pytest.param(asked(glance(ONE, count=1), JUST_READ), Settled.LATER, id="one fewer, read just now"),
        pytest.param(asked(glance(ONE, count=1), pace=Pace.SLOW), Settled.LATER, id="one fewer, slow"),
        # No count told, now or before.
        pytest.param(asked(NOTHING, EMPTY), Settled.NOTHING_NEW, id="uncounted, nothing there and never was"),
        pytest.param(asked(NOTHING), SINCE, id="uncounted, nothing shown, there were some"),
        pytest.param(asked(NOT_TOLD), Settled.NOTHING_NEW, id="uncounted, the newest are known"),
        pytest.param(asked(NOT_TOLD, new=1), Settled.NOTHING_NEW, id="uncounted, the new end at a known one"),
        pytest.param(asked(ALL_NEW, new=2), SINCE, id="uncounted, all shown are new"),
        pytest.param(asked(ALL_NEW), SINCE, id="uncounted, all shown are newer than what was settled"),
        pytest.param(asked(RANKED), SINCE, id="uncounted and ranked"),
        pytest.param(asked(RANKED, JUST_READ), Settled.LATER, id="uncounted and ranked, read just now"),
        pytest.param(asked(glance(KNOWN, count=9), UNCOUNTED), Settled.NOTHING_NEW, id="counted for the first time"),
        pytest.param(asked(glance(ONE, count=9), UNCOUNTED, new=1), SINCE, id="first count, all shown are new"),
        pytest.param(
            asked(glance(ONE, count=9, newest_first=False), replace(UNCOUNTED, read_at=NOON)), SINCE, id="and ranked"
        ),
    ],
)
def test_a_glance_settles_a_post_or_says_how_to_read_it(question: Question, expected: Reading | Settled) -> None:
    assert follow(question) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (glance(count=1), True),
        (glance(ONE, count=9), False),
        (glance(count=0), False),
        (Glance(post=post(count=None)), False),
    ],
)
def test_silent_is_who_counts_comments_and_shows_none(shown: Glance, expected: bool) -> None:
    assert is_silent(shown) is expected


# Threads -------------------------------------------------------------------------------------------------------------

QUICKLY = settings(max_examples=60, deadline=None)
RETRY = 2 * QUICK.fresh
which = st.integers(0, 30)
shapes = st.builds(Thread, peek=st.integers(1, 4), ranked=st.booleans(), says_all=st.booleans())
Step = tuple[str, int]


def do(thread: Thread, step: Step, now: datetime) -> None:
    match step:
        case "add", _:
            thread.add(now)
        case "late", number:
            thread.add(now, late=number * MINUTE)
        case "delete", number:
            thread.delete(number, now)
        case "edit", number:
            thread.edit(number, now)
        case "withhold", _:
            thread.withheld += 1


def steps(*verbs: str, at_most: int = 4) -> st.SearchStrategy[list[list[Step]]]:
    """What happens between two listings, time after time."""
    return st.lists(st.lists(st.tuples(st.sampled_from(verbs), which), max_size=at_most), min_size=1, max_size=40)


def moments(number: int) -> list[datetime]:
    return [NOON + n * QUICK.fresh for n in range(number)]


@QUICKLY
@given(shapes, steps("add", "late"))
@example(Thread(peek=1, ranked=True), [*[[]] * 11, [("add", 0)], [("add", 0)]])
def test_where_comments_are_counted_a_new_one_is_known_at_the_next_listing(
    thread: Thread, happening: list[list[Step]]
) -> None:
    reader = Reader()
    for now, events in zip(moments(len(happening)), happening, strict=True):
        for event in events:
            do(thread, event, now)
        reader.look(thread, now)
        assert set(reader.known) == set(thread.listed)


@QUICKLY
@given(shapes, steps("add"))
@example(Thread(peek=1), [[], [("add", 0), ("add", 0)], [], [], []])
def test_where_they_are_not_counted_it_is_known_soon(thread: Thread, happening: list[list[Step]]) -> None:
    thread.counts, reader = False, Reader()
    for now, events in zip(moments(len(happening)), happening, strict=True):
        for event in events:
            do(thread, event, now)
        reader.look(thread, now)
        assert missing(thread, reader, before=now - RETRY) == set()


@QUICKLY
@given(shapes, steps("delete", at_most=1), st.integers(1, 12))
def test_a_deletion_is_noticed_soon(thread: Thread, happening: list[list[Step]], before: int) -> None:
    reader = Reader()
    for _ in range(before):
        thread.add(NOON)
    reader.look(thread, NOON)
    for now, events in zip(moments(len(happening) + 1)[1:], happening, strict=True):
        for event in events:
            do(thread, event, now)
        reader.look(thread, now)
        late = [name for name in reader.known if name not in thread.listed and thread.changed[name] < now - RETRY]
        assert late == []


@QUICKLY
@given(shapes, st.booleans(), steps("add", "late", "delete", "edit", "withhold"))
def test_whatever_happens_everything_is_known_as_it_is_by_the_next_whole_reading(
    thread: Thread, counts: bool, happening: list[list[Step]]
) -> None:
    thread.counts, reader = counts, Reader()
    for now, events in zip(moments(len(happening)), happening, strict=True):
        for event in events:
            do(thread, event, now)
        reader.look(thread, now)
        long_ago = now - QUICK.whole - RETRY
        assert missing(thread, reader, before=long_ago) == set()
        wrong = [
            name
            for name, known in reader.known.items()
            if thread.changed[name] < long_ago and thread.listed.get(name) != known
        ]
        assert wrong == []


@QUICKLY
@given(shapes, st.integers(0, 40), st.integers(0, 3))
def test_a_quiet_thread_costs_one_whole_reading_a_day(thread: Thread, comments: int, withheld: int) -> None:
    thread.withheld, reader = withheld, Reader()
    for _ in range(comments):
        thread.add(NOON)
    days = 5
    for now in moments(days * int(QUICK.whole / QUICK.fresh)):
        reader.look(thread, now)
    if comments or not withheld:
        assert reader.calls <= days


@pytest.mark.parametrize("pace", [Pace.SLOW, Pace.FRESH])
def test_new_comments_are_found_at_any_pace(pace: Pace) -> None:
    thread, reader = Thread(peek=1), Reader()
    for number, now in enumerate(moments(40)):
        for _ in range(number % 4):
            thread.add(now)
        reader.look(thread, now, pace)
        assert set(reader.known) == set(thread.listed)


def missing(thread: Thread, reader: Reader, *, before: datetime) -> set[str]:
    """What stands there since before a moment, and isn't known."""
    return {name for name in thread.listed if name not in reader.known and thread.changed[name] < before}


def test_a_thread_in_memory_forgets_nothing_by_itself() -> None:
    """The model must be able to fail: without any reading, what a listing doesn't show stays unknown."""
    thread = Thread(peek=1)
    for _ in range(3):
        thread.add(NOON)
    assert missing(thread, Reader(), before=NOON + timedelta(seconds=1)) == {"c001", "c002", "c003"}
