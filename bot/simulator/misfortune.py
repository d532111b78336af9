"""How does a fault, scripted or drawn, bend one call? Before it, around it and after it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.simulator import permalinks
from bot.simulator.bending import BENDS
from bot.simulator.faults import ITEMS_ONLY, QUIRKS, READS_ONLY, REFUSALS, Effect, Fault
from bot.simulator.graph.answer import Answer, bad_gateway
from bot.simulator.graph.call import Call
from bot.simulator.graph.weight import expanded, rows_asked
from bot.simulator.ids import bare
from bot.simulator.refusing import refusal
from bot.simulator.world import World

Serve = Callable[[World, Call], Answer]
NEVER_IN_A_BATCH = frozenset({Effect.HALF_ANSWER, Effect.DRIP, Effect.WRONG_TYPE})


def answered(world: World, call: Call, serve: Serve) -> Answer:
    """Answer a call through whatever faults are in force for it. Delays are slept without the lock."""
    return _answered(world, call, serve, is_item=False) or bad_gateway()


def item_answered(world: World, call: Call, serve: Serve) -> Answer | None:
    """Answer an item of a batch in the same way; None when it was not finished."""
    return _answered(world, call, serve, is_item=True)


def _answered(world: World, call: Call, serve: Serve, *, is_item: bool) -> Answer | None:
    with world.lock:
        faults = _striking(world, call, is_item=is_item)
    if not faults:
        with world.lock:
            return serve(world, call)
    for fault in _of(faults, Effect.DELAY):
        world.sleep(fault.seconds)
    with world.lock:
        for fault in _of(faults, Effect.BEFORE):
            world.apply(fault.events)
        answer = _outcome(world, call, faults, serve)
        for fault in _of(faults, Effect.AFTER):
            world.apply(fault.events)
        return answer


def _outcome(world: World, call: Call, faults: Sequence[Fault], serve: Serve) -> Answer | None:
    """What comes of the call: a refusal of the first fault that refuses, or the bent answer of the work done."""
    for fault in faults:
        if fault.effect in REFUSALS:
            world.calls["faulted"] += 1
            return refusal(world, call, fault)
    if _of(faults, Effect.REPEAT_PAGE):
        call = call.without("after", "before")
    quirks = frozenset(str(fault.effect) for fault in faults if fault.effect in QUIRKS)
    answer = serve(world, replace(call, quirks=quirks) if quirks else call)
    for effect, bend in BENDS.items():
        for fault in _of(faults, effect):
            answer = bend(world, answer, fault)
    return None if _of(faults, Effect.NULL_DONE) else answer


def _striking(world: World, call: Call, *, is_item: bool) -> list[Fault]:
    """The faults scripted for this call, and those drawn for it. Pages and pictures draw none."""
    if not world.faults and not world.draws:
        return []

    def can_strike(fault: Fault) -> bool:
        return _can_strike(fault, call, is_item=is_item)

    found = world.faults.striking(
        call.method, (call.route, *expanded(call)), lambda kind, key: _id_of(world, kind, key), can_strike
    )
    is_graph = call.path[:1] != ("cdn",) and not permalinks.is_permalink(call.path)
    return found + (world.draws.striking(call.method, can_strike) if is_graph else [])


def _can_strike(fault: Fault, call: Call, *, is_item: bool) -> bool:
    if fault.effect in (ITEMS_ONLY if not is_item else NEVER_IN_A_BATCH):
        return False
    if fault.effect is Effect.NO_EFFECT:
        return call.method != "GET"
    if fault.effect is Effect.REDUCE_DATA and rows_asked(call) <= fault.above:
        return False
    return call.method == "GET" or fault.effect not in READS_ONLY


def _of(faults: Sequence[Fault], effect: Effect) -> list[Fault]:
    return [fault for fault in faults if fault.effect is effect]


def _id_of(world: World, kind: str, key: str) -> str:
    if kind == "account":
        return world.account(key).id
    return bare(world.comment(key).id if kind == "comment" else world.post(key).id)
