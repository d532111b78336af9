"""How does a scripted fault bend one call? Before it, around it and after it."""

import json
from collections.abc import Callable, Sequence

from bot.simulator.faults import Effect, Fault
from bot.simulator.graph.answer import Answer, bad_gateway
from bot.simulator.graph.call import Call
from bot.simulator.graph.errors import GraphError
from bot.simulator.ids import bare
from bot.simulator.world import World

Serve = Callable[[World, Call], Answer]


def answered(world: World, call: Call, serve: Serve) -> Answer:
    """Answer a call through whatever faults are scripted for it. Delays are slept without the lock."""
    with world.lock:
        faults = world.faults.striking(call.method, call.route, lambda kind, key: _id_of(world, kind, key))
    for fault in _of(faults, Effect.DELAY):
        world.sleep(fault.seconds)
    with world.lock:
        for fault in _of(faults, Effect.BEFORE):
            world.apply(fault.events)
        answer = _refusal(world, call, faults) or _served(world, call, faults, serve)
        for fault in _of(faults, Effect.AFTER):
            world.apply(fault.events)
        return answer


def _of(faults: Sequence[Fault], effect: Effect) -> list[Fault]:
    return [fault for fault in faults if fault.effect is effect]


def _id_of(world: World, kind: str, key: str) -> str:
    if kind == "account":
        return world.account(key).id
    return bare(world.comment(key).id if kind == "comment" else world.post(key).id)


def _refusal(world: World, call: Call, faults: Sequence[Fault]) -> Answer | None:
    """The answer of a fault that lets nothing happen; such a call counts as "faulted"."""
    for fault in faults:
        if fault.effect in (Effect.ERROR, Effect.DROP_BEFORE, Effect.NO_EFFECT):
            if fault.effect is Effect.NO_EFFECT and call.method == "GET":
                continue
            world.calls["faulted"] += 1
            return _instead(world, call, fault)
    return None


def _instead(world: World, call: Call, fault: Fault) -> Answer:
    if fault.effect is Effect.DROP_BEFORE:
        return bad_gateway()
    if fault.effect is Effect.NO_EFFECT:
        made = f"{call.path[0]}_{world.fresh_key('nothing').rsplit('-', 1)[-1]}" if len(call.path) == 2 else ""
        return Answer(body={"id": made} if made else {"success": True})
    error = GraphError(1, "An unknown error has occurred.", status=fault.status, extra=_renamed(fault)).answer()
    return Answer(status=error.status, body=error.body, headers={**error.headers, **fault.headers})


def _renamed(fault: Fault) -> dict[str, object]:
    """The short names of the README, code and subcode, as the body spells them."""
    return {"error_subcode" if name == "subcode" else name: value for name, value in fault.body.items()}


def _served(world: World, call: Call, faults: Sequence[Fault], serve: Serve) -> Answer:
    if _of(faults, Effect.REPEAT_PAGE):
        call = call.without("after", "before")
    answer = serve(world, call)
    for fault in faults:
        if fault.effect is Effect.DROP_AFTER:
            answer = bad_gateway()
        elif fault.effect is Effect.TRUNCATE:
            whole = json.dumps(answer.body).encode()
            answer = Answer(status=answer.status, body=whole[: len(whole) // 2], headers=answer.headers)
    return answer
