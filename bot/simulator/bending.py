"""How does a good answer come out bent? First its JSON, then its bytes, then the wire."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.simulator import ids
from bot.simulator.faults import Effect, Fault
from bot.simulator.graph.answer import SIPS, Answer, bad_gateway
from bot.simulator.state import State
from bot.simulator.world import World


def _without_from(world: World, answer: Answer, fault: Fault) -> Answer:
    return replace(answer, body=_walked(answer.body, _no_from))


def _no_from(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "from"}


def _spelt_otherwise(world: World, answer: Answer, fault: Fault) -> Answer:
    def put(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "id": _other_spelling(world.state, row["id"])} if isinstance(row.get("id"), str) else row

    return replace(answer, body=_walked(answer.body, put))


def _other_spelling(state: State, spelling: str) -> str:
    """A comment's id without its first part, or with another; any other id stays."""
    first, _, last = spelling.rpartition("_")
    if not first or last not in state.comments:
        return spelling
    return ids.bare(spelling) if int(last) % 2 else f"9{first}_{last}"


def _walked(value: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """A copy of a JSON value in which every object is changed."""
    if isinstance(value, list):
        return [_walked(each, change) for each in value]
    if isinstance(value, dict):
        return {name: _walked(each, change) for name, each in change(value).items()}
    return value


def _typed(world: World, answer: Answer, fault: Fault) -> Answer:
    return replace(answer, content_type=fault.content_type)


def _truncated(world: World, answer: Answer, fault: Fault) -> Answer:
    whole = answer.whole()
    return replace(answer, body=whole[: len(whole) // 2])


def _cut(world: World, answer: Answer, fault: Fault) -> Answer:
    """The connection breaks half way: fewer bytes than Content-Length says."""
    whole = answer.whole()
    return replace(answer, body=whole[: len(whole) // 2], headers={**answer.headers, "Content-Length": str(len(whole))})


def _dripping(world: World, answer: Answer, fault: Fault) -> Answer:
    """The body comes in sips, `seconds` altogether."""

    def pause() -> None:
        world.sleep(fault.seconds / SIPS)

    headers = {"Content-Length": str(len(answer.whole())), **answer.headers}
    return replace(answer, headers=headers, pause=pause)


def _dropped(world: World, answer: Answer, fault: Fault) -> Answer:
    return bad_gateway(fault.status if fault.status >= 500 else 502)


BENDS: dict[Effect, Callable[[World, Answer, Fault], Answer]] = {
    Effect.MISSING_FROM: _without_from,
    Effect.OTHER_SPELLING: _spelt_otherwise,
    Effect.WRONG_TYPE: _typed,
    Effect.TRUNCATE: _truncated,
    Effect.HALF_ANSWER: _cut,
    Effect.DRIP: _dripping,
    Effect.DROP_AFTER: _dropped,
}
"""In the order in which they are done, whatever order the faults were scripted in."""
