"""How does one token become another? The exchanges of both hosts, which want the app's secret rather than a token."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.simulator.graph.answer import Answer
from bot.simulator.graph.auth import TokenType, living, secret_of
from bot.simulator.graph.call import Call
from bot.simulator.graph.errors import IG, GraphError, parameter
from bot.simulator.tokens import Token
from bot.simulator.world import World

OLD_ENOUGH = timedelta(hours=24)


def is_exchange(call: Call) -> bool:
    """Whether this call is answered here, before anybody asks for a token."""
    return call.method == "GET" and call.route in ROUTES


def answer(world: World, call: Call) -> Answer:
    """Answer one exchange. The caller holds the world's lock."""
    world.calls["exchange_token"] += 1
    try:
        return Answer(body=ROUTES[call.route](world, call))
    except GraphError as error:
        return error.answer()


def _facebook(world: World, call: Call) -> dict[str, object]:
    """GET /oauth/access_token: a short User token becomes a long one, or the app gets its own token."""
    if call.params.get("client_id") != world.scenario.app_id:
        raise GraphError(101, "Error validating application. Cannot get application info due to a system error.")
    _check_secret(world, call)
    kind = call.params.get("grant_type")
    if kind == "client_credentials":
        return {"access_token": f"{world.scenario.app_id}|{world.scenario.app_secret}", "token_type": "bearer"}
    if kind != "fb_exchange_token":
        raise parameter("Param grant_type must be one of {fb_exchange_token, client_credentials}")
    short = living(world, call, _required(call.params, "fb_exchange_token"))
    if short.type is not TokenType.USER:
        raise GraphError(1, "Only User access tokens can be exchanged")
    return _long(world, short)


def _instagram(world: World, call: Call) -> dict[str, object]:
    """GET graph.instagram.com/access_token: an hour becomes sixty days."""
    _check_grant(call, "ig_exchange_token")
    _check_secret(world, call)
    return _long(world, living(world, call, _required({"access_token": call.token or ""}, "access_token")))


def _refreshed(world: World, call: Call) -> dict[str, object]:
    """GET graph.instagram.com/refresh_access_token; the words of the refusal before 24 hours are invented."""
    _check_grant(call, "ig_refresh_token")
    token = living(world, call, _required({"access_token": call.token or ""}, "access_token"))
    if not token.is_long:
        raise GraphError(100, "Only long-lived access tokens can be refreshed", kind=IG)
    if world.now() - token.issued < OLD_ENOUGH:
        raise GraphError(100, "Access tokens must be at least 24 hours old to be refreshed", kind=IG)
    return _long(world, token)


def _long(world: World, token: Token) -> dict[str, object]:
    now: datetime = world.now()
    made = world.tokens.lengthened(token, now)
    seconds = 0 if made.expires is None else int((made.expires - now).total_seconds())
    return {"access_token": made.text, "token_type": "bearer", "expires_in": seconds}


def _check_grant(call: Call, wanted: str) -> None:
    if call.params.get("grant_type") != wanted:
        raise GraphError(100, f"Param grant_type must be {wanted}", kind=IG)


def _check_secret(world: World, call: Call) -> None:
    if call.params.get("client_secret") != secret_of(world, call):
        raise GraphError(1, "Error validating client secret.")


def _required(params: Mapping[str, str], name: str) -> str:
    if not params.get(name):
        raise parameter(f"Missing {name} parameter.")
    return params[name]


ROUTES: dict[str, Callable[[World, Call], dict[str, object]]] = {
    "/oauth/access_token": _facebook,
    "/graph.instagram.com/access_token": _instagram,
    "/graph.instagram.com/refresh_access_token": _refreshed,
}
