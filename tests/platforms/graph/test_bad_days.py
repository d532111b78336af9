"""Does the client live through Meta's bad days? Over the pretend platform, whose answers others wrote."""

import logging
from collections.abc import Iterator
from contextlib import suppress

import pytest
import requests
from wsgiadapter import WSGIAdapter

from bot.errors import Gone, PlatformError, PlatformUnavailable, Throttled
from bot.model import PlatformName
from bot.platforms.graph.answer import Answer
from bot.platforms.graph.batch import BatchRead
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.limiter import Gate, Limiter
from bot.simulator.app import create_app
from bot.simulator.world import World
from tests.builders import FixedClock
from tests.platforms.canned import APP_SECRET, BASE
from tests.platforms.sites import IDS, said, world_of

PAGE = IDS[PlatformName.FACEBOOK]
TALK = [said(f"c{each}", minute=each + 3) for each in range(6)]


def client_of(world: World, gate: Gate | None = None) -> GraphClient:
    session = requests.Session()
    session.trust_env = False
    session.mount(BASE, WSGIAdapter(create_app(world), log_function=lambda response: None))
    return GraphClient(
        base_url=BASE,
        version="v26.0",
        token="page-token",
        app_secret=APP_SECRET,
        session=session,
        sleep=lambda seconds: None,
        gate=gate,
    )


@pytest.fixture
def world() -> World:
    return world_of(PlatformName.FACEBOOK, TALK)


@pytest.fixture
def gate(clock: FixedClock) -> Gate:
    return Limiter("maple", quotas=None, clock=clock).gate("pages")


def edge(world: World) -> str:
    return f"{world.post('post').id}/comments"


def ids(answers: list[Answer]) -> list[str]:
    return [str(each.node["id"]) for answer in answers for each in answer.elements]


def call_ids(world: World) -> list[str]:
    return [world.comment(f"c{each}").id for each in range(6)]


def test_a_delete_is_carried_out_and_a_second_one_finds_nothing(world: World) -> None:
    client, target = client_of(world), world.comment("c1").id
    assert client.delete(target).is_success
    with pytest.raises(Gone):
        client.delete(target)
    with pytest.raises(Gone):
        client.read(target, fields="id")


def test_a_delete_whose_answer_was_lost_was_carried_out_all_the_same(world: World) -> None:
    world.add_faults([{"effect": "drop_after", "method": "DELETE"}])
    client, target = client_of(world), world.comment("c1").id
    with pytest.raises(PlatformUnavailable):
        client.delete(target)
    with pytest.raises(Gone):
        client.read(target, fields="id")


def test_many_reads_are_one_batch_with_each_its_own_outcome(world: World) -> None:
    client = client_of(world)
    client.delete(world.comment("c1").id)
    outcomes = client.batch([BatchRead(path=each, params={"fields": "id,message"}) for each in call_ids(world)])
    told = [each.whole.node["message"] if isinstance(each, Answer) else type(each) for each in outcomes]
    assert told == ["c0", Gone, "c2", "c3", "c4", "c5"]


@pytest.mark.parametrize("effect", ["null_item", "null_done", "html", "truncate"])
def test_what_a_batch_left_out_comes_with_the_second_asking(world: World, effect: str) -> None:
    world.add_faults([{"effect": effect, "method": "GET", "path": "{comment:c2}"}])
    outcomes = client_of(world).batch([BatchRead(path=each, params={"fields": "id"}) for each in call_ids(world)])
    assert not [each for each in outcomes if isinstance(each, PlatformError)]


def test_a_listing_that_began_inside_the_feed_goes_on_to_its_end(world: World) -> None:
    client = client_of(world)
    fields = "feed.limit(5){id,comments.limit(2).filter(stream).order(chronological).summary(true){id,message}}"
    (post,) = client.read(PAGE, fields=fields).inside("feed")
    first = post.inner("comments")
    answers = list(
        client.pages_after(
            post.listing("comments"), edge(world), limit=2, filter="stream", order="chronological", fields="id,message"
        )
    )
    found = [str(each.node["id"]) for each in first] + ids(answers)
    assert found == call_ids(world)
    assert answers[-1].complete


@pytest.mark.parametrize("effect", ["html", "drop_before", "drop_after", "truncate", "half_answer", "delay"])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_listing_gets_over_a_trouble_that_passes(world: World, effect: str, nth: int) -> None:
    world.add_faults([{"effect": effect, "path": "/comments", "nth": nth, "seconds": 1}])
    answers = list(client_of(world).pages(edge(world), limit=2, order="chronological"))
    assert ids(answers) == call_ids(world)
    assert answers[-1].complete


@pytest.mark.parametrize("effect", ["wrong_content_type", "empty_page_with_next", "next_on_another_host"])
def test_an_oddity_costs_no_comment(world: World, effect: str) -> None:
    world.add_faults([{"effect": effect, "path": "/comments", "nth": 2}])
    answers = list(client_of(world).pages(edge(world), limit=2, order="chronological"))
    assert ids(answers) == call_ids(world)
    assert answers[-1].complete


@pytest.mark.parametrize("effect", ["repeat_page", "repeated_cursor"])
def test_a_listing_that_turns_in_circles_is_called_incomplete(world: World, effect: str) -> None:
    world.add_faults([{"effect": effect, "path": "/comments", "times": 0}])
    answers = list(client_of(world).pages(edge(world), limit=2, order="chronological"))
    assert len(answers) < 10
    assert not answers[-1].complete


def test_a_page_that_is_too_large_is_asked_for_in_smaller_ones(world: World) -> None:
    world.add_faults([{"effect": "reduce_data", "path": "/comments", "times": 0, "above": 2}])
    answers = list(client_of(world).pages(edge(world), limit=16, order="chronological"))
    assert ids(answers) == call_ids(world)


@pytest.mark.parametrize(("minutes", "seconds"), [(12, 720), (0, 3600)])
def test_a_throttle_with_and_without_headers_is_waited_out(
    world: World, gate: Gate, clock: FixedClock, minutes: int, seconds: int
) -> None:
    world.add_faults([{"effect": "throttle", "minutes": minutes}])
    client = client_of(world, gate)
    with pytest.raises(Throttled):
        client.read(PAGE, fields="id")
    calls = sum(world.calls.values())
    clock.tick(seconds - 1)
    with pytest.raises(Throttled) as caught:
        client.write(world.comment("c1").id, is_hidden=True)
    assert caught.value.wait_seconds == 1
    assert sum(world.calls.values()) == calls
    clock.tick(1)
    assert client.write(world.comment("c1").id, is_hidden=True).is_success


def shares_until_throttled(client: GraphClient) -> Iterator[int]:
    with suppress(Throttled):
        for _ in range(30):
            client.read(PAGE, fields="id")
            yield client.quota.percent or 0


def test_an_allowance_that_runs_out_stops_the_calls_by_itself(gate: Gate) -> None:
    world = world_of(PlatformName.FACEBOOK, TALK, quota_calls=10, quota_minutes=60)
    client = client_of(world, gate)
    shares = list(shares_until_throttled(client))
    assert 8 <= len(shares) <= 11
    assert shares == sorted(shares)
    assert shares[-1] >= 70
    calls = sum(world.calls.values())
    with pytest.raises(Throttled):
        client.read(PAGE, fields="id")
    assert sum(world.calls.values()) == calls


def test_bad_days_leave_no_comment_text_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.add_faults([{"effect": "repeat_page", "path": "/comments", "times": 0}])
    with caplog.at_level(logging.DEBUG):
        list(client_of(world).pages(edge(world), limit=2, fields="message"))
    assert "graph_listing_cut reason=repeated_page" in caplog.text
    assert "c1" not in caplog.text
    assert "robin.example" not in caplog.text
