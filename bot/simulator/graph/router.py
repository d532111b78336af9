"""Which thing does a call mean, and may this token touch it? The front door of the pretend Graph API."""

from bot.simulator.graph import allowance, batch, facebook, instagram, instagram_login, people, permissions, subscribing
from bot.simulator.graph.answer import Answer
from bot.simulator.graph.auth import viewer
from bot.simulator.graph.call import Call
from bot.simulator.graph.debug import debug_token
from bot.simulator.graph.errors import GraphError, gone, no_edge, parameter, too_much_data
from bot.simulator.graph.render import Context
from bot.simulator.graph.weight import rows_asked
from bot.simulator.model import Account, Comment, Media, Platform, Post
from bot.simulator.world import World

Thing = Account | Post | Comment | Media

REMOVED = ("pretty", "debug", "date_format", "ids")


def answer(world: World, call: Call) -> Answer:
    """Answer one call. The caller holds the world's lock."""
    context: Context | None = None
    try:
        _check_removed(world, call)
        _check_size(world, call)
        context = Context(world=world, call=call, viewer=viewer(world, call))
        body: object = batch.answers(context, answer) if not call.path and "batch" in call.params else _served(context)
        reply = Answer(body=body)
    except GraphError as error:
        reply = error.answer()
    world.calls[context.kind if context else "refused"] += 1
    usage = allowance.headers(world, context)
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


def _check_size(world: World, call: Call) -> None:
    """Refuse a read that asks for more rows than the settings allow; how Meta weighs a call is not published."""
    most = world.settings.most_rows
    if most and call.method == "GET" and rows_asked(call) > most:
        raise too_much_data()


def _served(context: Context) -> object:
    account = context.viewer.account
    allowance.spend(context)
    path = context.call.path
    if not path:
        raise GraphError(100, "Unsupported get request.", kind="GraphMethodException")
    if path[0] == "debug_token":
        context.kind = "debug_token"
        return debug_token(context)
    if len(path) > 2:
        raise no_edge("/".join(path[2:]))
    edge = path[1] if len(path) == 2 else ""
    if path[0] == "me":
        if account is None:
            return people.me(context, edge)
        thing: Thing = account
    elif subscribing.is_app(context, path[0]):
        return subscribing.app(context, path[0], edge)
    else:
        thing = _found(context, path[0])
    return _permitted(context, thing, edge)


def _permitted(context: Context, thing: Thing, edge: str) -> object:
    account = thing if isinstance(thing, Account) else context.state.accounts[thing.account]
    permissions.check_access(context)
    permissions.check(context, thing, account.platform, edge)
    if isinstance(thing, Account) and edge == "subscribed_apps":
        return subscribing.account(context, thing)
    return _platform(context, thing, edge)


def _platform(context: Context, thing: Thing, edge: str) -> dict[str, object]:
    if isinstance(thing, Media):
        return facebook.serve(context, thing, edge)
    account = thing if isinstance(thing, Account) else context.state.accounts[thing.account]
    serve = facebook.serve if account.platform is Platform.FACEBOOK else instagram.serve
    return serve(context, thing, edge)


def _found(context: Context, spelling: str) -> Thing:
    """The account, post or comment of this id; what the token may not open answers as if it were gone."""
    state = context.state
    thing = instagram_login.alias(context, spelling) or state.found(spelling)
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
