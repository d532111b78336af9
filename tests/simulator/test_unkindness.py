"""Is unkindness that is drawn from a seed the same in every run, as frequent as asked for, and no loss?"""

import json

import pytest

from bot.simulator.unkindness import KINDS
from bot.simulator.world import World
from tests.simulator.kit import Caller, Reply, comment, post, world


def made(*, seed: float = 7, **rates: float) -> World:
    talk = [comment(f"c{n}") for n in range(30)]
    return world(post(), *talk, seconds_between_events=60, settings={"unkindness": {"seed": seed, "rates": rates}})


def statuses(asked: World, calls: int = 100) -> list[int]:
    caller = Caller(asked)
    return [caller.read("/me").status for _ in range(calls)]


def test_the_same_seed_draws_the_same_and_another_draws_otherwise() -> None:
    first, again, other = (statuses(made(seed=seed, error_500=0.2)) for seed in (7, 7, 8))
    assert first == again != other


def test_one_more_name_leaves_the_draws_of_the_others_alone() -> None:
    alone, together = statuses(made(error_500=0.2)), statuses(made(error_500=0.2, drop_before=0.2))
    assert [status == 500 for status in alone] == [status == 500 for status in together]
    assert together.count(502) > 0


def test_a_rate_is_a_probability_per_call() -> None:
    share = statuses(made(error_500=0.25), 400).count(500) / 400
    assert 0.18 < share < 0.32
    assert 500 not in statuses(made(error_500=0.0))


def test_the_draws_end_when_the_faults_are_cleared() -> None:
    asked = made(error_500=1)
    assert statuses(asked, 3) == [500, 500, 500]
    asked.clear_faults()
    assert statuses(asked, 3) == [200, 200, 200]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_unkindness_shows_in_something(name: str) -> None:
    """At rate 1 something differs from a kind world, in what is read, written, batched or slept."""
    assert seen(made(**{name: 1.0})) != seen(made())


def seen(asked: World) -> list[object]:
    slept: list[float] = []
    asked.sleep = slept.append
    caller, path = Caller(asked), f"/{asked.post('post').id}/comments"
    kind = Caller(made()).read(path, limit="5")
    answers = [
        caller.read(path, limit="40", order="reverse_chronological", summary="true"),
        caller.read(path, limit="5", after=kind.body["paging"]["cursors"]["after"]),
        caller.write(f"/{asked.comment('c1').id}", is_hidden="true"),
    ]
    item = {"method": "POST", "relative_url": asked.comment("c2").id, "body": "is_hidden=true"}
    batch = caller.write("/", batch=json.dumps([item]))
    hidden = [asked.comment(key).is_hidden for key in ("c1", "c2")]
    return [[shape(each) for each in answers], batch.body == [None], hidden, slept]


def shape(answer: Reply) -> object:
    """What a client sees of an answer, but for its trace id."""
    body = answer.body if isinstance(answer.body, dict) else {}
    is_whole = answer.headers.get("Content-Length") == str(len(answer.content))
    told = "X-Business-Use-Case-Usage" in answer.headers
    parts = [body.get("data"), body.get("paging"), body.get("summary"), body.get("error", {}).get("code")]
    return answer.status, answer.headers["Content-Type"], is_whole, told, parts


def test_a_patient_reader_gets_everything_through_all_of_it_at_once() -> None:
    asked = made(**dict.fromkeys(set(KINDS) - {"other_spelling"}, 0.05))
    asked.sleep = lambda seconds: None
    found: set[str] = set()
    met: set[int] = set()
    for _ in range(100):
        answer = Caller(asked).read(f"/{asked.post('post').id}/comments", limit="30")
        met.add(answer.status)
        found |= {row["id"] for row in (answer.body or {}).get("data", ())}
    assert found == {each.id for each in asked.state.comments.values()}
    assert {200, 400, 500, 502} <= met


def test_pages_and_pictures_draw_nothing() -> None:
    asked = made(error_500=1)
    assert Caller(asked, None).ask("GET", f"/apage/posts/{asked.post('post').bare}/").status == 200
