"""What is answered by a fault that lets nothing happen?"""

import json
from collections.abc import Callable

from bot.simulator.faults import Effect, Fault
from bot.simulator.graph.answer import Answer, bad_gateway, page
from bot.simulator.graph.call import Call
from bot.simulator.graph.errors import GraphError, throttled, too_much_data
from bot.simulator.model import Account, Platform
from bot.simulator.world import World


def refusal(world: World, call: Call, fault: Fault) -> Answer | None:
    """The answer of a fault that refuses; None is a null item of a batch."""
    return ANSWERS[fault.effect](world, call, fault) if fault.effect in ANSWERS else None


def _error(world: World, call: Call, fault: Fault) -> Answer:
    error = GraphError(1, "An unknown error has occurred.", status=fault.status, extra=_renamed(fault)).answer()
    return Answer(status=error.status, body=error.body, headers={**error.headers, **fault.headers})


def _renamed(fault: Fault) -> dict[str, object]:
    """The short names of the README, code and subcode, as the body spells them."""
    return {"error_subcode" if name == "subcode" else name: value for name, value in fault.body.items()}


def _throttle(world: World, call: Call, fault: Fault) -> Answer:
    """Too many calls, with the header that tells when access returns, or without any."""
    account = _account_of(world, call)
    is_page = account.platform is Platform.FACEBOOK
    error = throttled(80001 if is_page else 80002, "Page" if is_page else "Instagram")
    error.extra |= _renamed(fault)
    answer = error.answer()
    headers = {**answer.headers, **fault.headers}
    if fault.minutes:
        row = {"type": "pages" if is_page else "instagram", "call_count": 104, "total_cputime": 40, "total_time": 60}
        usage = {account.id: [{**row, "estimated_time_to_regain_access": fault.minutes}]}
        headers["X-Business-Use-Case-Usage"] = json.dumps(usage)
    return Answer(status=answer.status, body=answer.body, headers=headers)


def _account_of(world: World, call: Call) -> Account:
    """Whose allowance the call spends: that of the thing it names, or of its token."""
    state = world.state
    thing = state.found(call.path[0]) if call.path else None
    if isinstance(thing, Account):
        return thing
    if thing is not None:
        return state.accounts[thing.account]
    accounts = list(state.accounts.values())
    return next((each for each in accounts if each.token == call.token), accounts[0])


def _no_effect(world: World, call: Call, fault: Fault) -> Answer:
    creates = len(call.path) == 2 and call.method == "POST" and call.path[1] != "likes"
    made = f"{call.path[0]}_{world.fresh_key('nothing').rsplit('-', 1)[-1]}" if creates else ""
    return Answer(body={"id": made} if made else {"success": True})


ANSWERS: dict[Effect, Callable[[World, Call, Fault], Answer]] = {
    Effect.ERROR: _error,
    Effect.THROTTLE: _throttle,
    Effect.REDUCE_DATA: lambda world, call, fault: too_much_data().answer(),
    Effect.DROP_BEFORE: lambda world, call, fault: bad_gateway(fault.status if fault.status >= 500 else 502),
    Effect.HTML: lambda world, call, fault: page(200, "<h1>Please wait</h1>"),
    Effect.NO_EFFECT: _no_effect,
}
"""NULL_ITEM is missing: it has no answer."""
