"""Is a scenario played by time what it is when played by steps, and quick enough for a day of a whole district?"""

import time
from dataclasses import replace
from datetime import datetime, timedelta

from bot.simulator.events import Event, EventType
from bot.simulator.model import Author
from bot.simulator.scenario import load
from bot.simulator.script import Step
from bot.simulator.world import WEEK, World
from tests.simulator.kit import NOON, Caller, Clock, comment, post, scenario

ANN = Author(id="501", name="Ann")


def minutes(clock: Clock, number: float) -> datetime:
    return clock.now - WEEK + timedelta(minutes=number)


def test_only_what_is_due_happens_and_happens_once() -> None:
    clock = Clock()
    events = [post(), comment("late", at_minutes=90), comment("early", at_minutes=70), comment("last", at_minutes=200)]
    made = World(scenario({"label": "x", "at_minutes": 60, "events": events}), clock)
    assert made.play_until(minutes(clock, 59)) == 0
    assert made.play_until(minutes(clock, 80)) == 2
    assert made.events_left == 2
    assert [made.play_until(minutes(clock, 90)) for _ in range(2)] == [1, 0]
    assert made.comment("early").serial < made.comment("late").serial
    assert made.comment("late").created == minutes(clock, 90)
    assert "last" not in made.state.keys


def test_nothing_happens_to_a_comment_before_it_is_there() -> None:
    clock = Clock()
    edit = {"type": "edit", "comment": "one", "text": "Changed"}
    hide = {"type": "hide", "comment": "one", "at_minutes": 300}
    made = World(
        scenario({"label": "x", "at_minutes": 60, "events": [post(), comment("one", at_minutes=90), edit, hide]}), clock
    )
    made.play_until(minutes(clock, 90))
    assert (made.comment("one").text, made.comment("one").is_hidden) == ("Changed", False)
    made.play_until(minutes(clock, 300))
    assert made.comment("one").is_hidden


def test_steps_played_before_stay_played() -> None:
    clock = Clock()
    steps = [{"label": str(n), "at_minutes": n, "events": [post(f"post{n}")]} for n in (1, 2, 3)]
    made = World(scenario(*steps), clock)
    made.play(1)
    assert made.play_until(minutes(clock, 2)) == 1
    assert (made.steps_left, made.events_left, made.play(1)) == (0, 1, [])


def test_the_school_week_ends_the_same_either_way() -> None:
    clock = Clock()
    by_steps, by_time = (World(load("school_week"), clock) for _ in range(2))
    by_steps.play_all()
    for day in range(8):
        by_time.play_until(minutes(clock, day * 24 * 60))
    assert by_time.events_left == 0
    assert by_time.snapshot()["accounts"] == by_steps.snapshot()["accounts"]


def test_a_skewed_clock_changes_the_dates_and_not_the_hour_of_playing() -> None:
    clock = Clock()
    step = {"label": "x", "at_minutes": 60, "events": [post()]}
    made = World(scenario(step, settings={"clock_skew_seconds": -120}), clock)
    assert made.play_until(minutes(clock, 59)) == 0
    assert made.play_until(minutes(clock, 60)) == 1
    assert made.post("post").created == minutes(clock, 58)


def crowd(posts: int, comments: int) -> World:
    events = [
        *(
            Event(type=EventType.POST, subject=f"p{n}", account="page", text="Hi", by_account=True)
            for n in range(posts)
        ),
        *(
            Event(type=EventType.COMMENT, subject=f"c{n}", post=f"p{n % posts}", text=f"Words {n}", author=ANN)
            for n in range(comments)
        ),
    ]
    step = Step(label="all", minutes=0, events=tuple(events))
    made = World(replace(scenario(), steps=(step,), seconds_between=1), Clock())
    assert made.play_until(NOON) == posts + comments
    return made


def test_a_hundred_posts_with_their_newest_comments_are_answered_at_once() -> None:
    """Ten times the 50 ms of this process that it takes: what others do on the machine is not counted."""
    made = crowd(posts=500, comments=25_000)
    inner = "comments.limit(5).filter(stream).order(reverse_chronological).summary(true){id,message,from,created_time}"
    caller = Caller(made)
    began = time.process_time()
    body = caller.read("/1001", fields=f"feed.limit(100){{id,{inner}}}").body
    spent = time.process_time() - began
    assert [len(row["comments"]["data"]) for row in body["feed"]["data"]] == [5] * 100
    assert body["feed"]["data"][0]["comments"]["summary"]["total_count"] == 50
    assert spent < 0.5


def test_a_long_thread_is_paged_without_sorting_it_again_for_every_page() -> None:
    made = crowd(posts=1, comments=20_000)
    caller, found = Caller(made), set[str]()
    began = time.process_time()
    answer = caller.read(f"/{made.post('p0').id}/comments", limit="100", filter="stream", fields="id")
    found.update(answer.ids)
    while "next" in answer.body["paging"]:
        answer = caller.read(answer.body["paging"]["next"])
        found.update(answer.ids)
    assert len(found) == 20_000
    assert time.process_time() - began < 3


def test_a_list_is_up_to_date_after_every_change() -> None:
    made = crowd(posts=1, comments=3)
    caller, path = Caller(made), f"/{made.post('p0').id}/comments"
    assert len(caller.read(path).ids) == 3
    made.apply([{"type": "hide", "comment": "c1"}, {"type": "edit", "comment": "c2", "text": "New"}])
    rows = caller.read(path, fields="is_hidden,message").body["data"]
    assert [(row["is_hidden"], row["message"]) for row in rows] == [
        (False, "Words 0"),
        (True, "Words 1"),
        (False, "New"),
    ]
    made.apply([{"type": "delete", "comment": "c0"}, comment("c4", on="p0")])
    assert len(caller.read(path).ids) == 3
