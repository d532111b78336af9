"""Which thing does a call mean, and may this token touch it? The front door of the pretend Graph API."""

import json
from collections.abc import Callable

from bot.simulator.graph import facebook, instagram
from bot.simulator.graph.answer import Answer
from bot.simulator.graph.auth import TokenType, debug_token, viewer
from bot.simulator.graph.call import Call, relative
from bot.simulator.graph.errors import GraphError, gone, no_edge, parameter, throttled
from bot.simulator.graph.facebook_nodes import PAGE
from bot.simulator.graph.fields import parse
from bot.simulator.graph.render import Context
from bot.simulator.model import Account, Comment, Platform, Post
from bot.simulator.world import World

Serve = Callable[[Context, Account | Post | Comment, str], dict[str, object]]

REMOVED = ("pretty", "debug", "date_format", "ids")
MOST_ITEMS = 50


def answer(world: World, call: Call) -> Answer:
    """Answer one call. The caller holds the world's lock."""
    context: Context | None = None
    try:
        _check_removed(world, call)
        context = Context(world=world, call=call, viewer=viewer(world, call))
        body: object = _batch(context) if not call.path and "batch" in call.params else _served(context)
        reply = Answer(body=body)
    except GraphError as error:
        reply = error.answer()
    world.calls[context.kind if context else "refused"] += 1
    account = context.viewer.account if context else None
    usage = world.usage.headers(account, world.now())
    return Answer(
        status=reply.status,
        body=reply.body,
        headers={"facebook-api-version": call.version, **usage, **reply.headers},
    )


def _check_removed(world: World, call: Call) -> None:
    """Refuse what v26 took away; that it is refused with code 100 is an assumption."""
    if not world.settings.refuse_removed:
        return
    for name in REMOVED:
        if name in call.params:
            raise parameter(f"The parameter {name} is no longer supported")
    if call.is_conditional:
        raise parameter("Conditional requests are no longer supported")


def _served(context: Context) -> object:
    account = context.viewer.account
    _spend(context)
    path = context.call.path
    if not path:
        raise GraphError(100, "Unsupported get request.", kind="GraphMethodException")
    if path[0] == "debug_token":
        context.kind = "debug_token"
        return debug_token(context.world, context.call, context.viewer)
    if len(path) > 2:
        raise no_edge("/".join(path[2:]))
    edge = path[1] if len(path) == 2 else ""
    if path[0] == "me":
        if account is None:
            return _person(context, edge)
        thing: Account | Post | Comment = account
    else:
        thing = _found(context, path[0])
    return _platform(context, thing)(context, thing, edge)


def _spend(context: Context) -> None:
    """Count the call and refuse it when the allowance is spent; refused calls count as well."""
    world, account = context.world, context.viewer.account
    world.usage.count(account, world.now())
    if account is not None and world.usage.is_spent(account, world.now()):
        context.kind = "throttled"
        is_page = account.platform is Platform.FACEBOOK
        raise throttled(80001 if is_page else 80002, "Page" if is_page else "Instagram")


def _platform(context: Context, thing: Account | Post | Comment) -> Serve:
    account = thing if isinstance(thing, Account) else context.state.accounts[thing.account]
    return facebook.serve if account.platform is Platform.FACEBOOK else instagram.serve


def _found(context: Context, spelling: str) -> Account | Post | Comment:
    """The account, post or comment of this id; what the token may not open answers as if it were gone."""
    state = context.state
    thing = state.account(spelling) or state.post(spelling) or state.comment(spelling)
    thing = thing or _by_username(context, spelling)
    if thing is None:
        raise gone(context.call.method, spelling)
    account = thing if isinstance(thing, Account) else state.accounts[thing.account]
    if not context.viewer.opens(account):
        raise gone(context.call.method, spelling)
    return thing


def _by_username(context: Context, spelling: str) -> Account | None:
    if spelling.replace("_", "").isdigit():
        return None
    for account in context.state.accounts.values():
        if account.platform is Platform.FACEBOOK and account.username == spelling:
            return account
    raise GraphError(803, f"(#803) Some of the aliases you requested do not exist: {spelling}")


def _person(context: Context, edge: str) -> dict[str, object]:
    """/me and /me/accounts for a User token; an app token has no `me`."""
    person = context.viewer.person
    if context.viewer.type is not TokenType.USER or person is None:
        raise GraphError(2500, "An active access token must be used to query information about the current user.")
    if not edge:
        context.kind = "read_account"
        return {"name": person.name, "id": person.id}
    if edge != "accounts":
        raise no_edge(edge)
    text = context.call.params.get("fields", "access_token,name,id,tasks")
    pages = [each for each in context.state.accounts.values() if each.platform is Platform.FACEBOOK]
    return {"data": [PAGE.render(context, page, parse(text)) for page in pages]}


def _batch(context: Context) -> list[object]:
    """Up to 50 calls in one; each counts as a call, its errors are its own."""
    try:
        items = json.loads(context.call.params["batch"])
    except ValueError as fault:
        raise parameter("batch is not valid JSON") from fault
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise parameter(f"Too many requests in batch message. Maximum batch size is {MOST_ITEMS}")
    context.kind = "batch"
    shows_headers = "include_headers" not in context.call.params or context.call.says("include_headers")
    return [_item(context, item, shows_headers) for item in items]


def _item(context: Context, item: object, shows_headers: bool) -> object:
    if not isinstance(item, dict) or not isinstance(item.get("relative_url"), str):
        raise parameter("Each batch item needs a relative_url")
    method, token = str(item.get("method", "GET")), item.get("access_token")
    body = str(item.get("body") or "")
    inner = relative(context.call, method, item["relative_url"], body, None if token is None else str(token))
    reply = answer(context.world, inner)
    spelt: dict[str, object] = {"code": reply.status, "body": json.dumps(reply.body)}
    if shows_headers:
        spelt["headers"] = [{"name": name, "value": value} for name, value in reply.headers.items()]
    return spelt
