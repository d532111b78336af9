"""Whose allowance does a call spend, and is any left? Counted before it is carried out."""

from bot.simulator.graph.auth import TokenType
from bot.simulator.graph.errors import GraphError, throttled
from bot.simulator.graph.render import Context
from bot.simulator.model import Account, Platform
from bot.simulator.world import World


def spend(context: Context) -> None:
    """Count the call and refuse it when the allowance is spent; refused calls count as well."""
    world, account = context.world, charged(context)
    world.usage.count(account, world.now())
    if not world.usage.is_spent(account, world.now()):
        return
    context.kind = "throttled"
    if context.viewer.type is TokenType.APP:
        raise GraphError(4, "(#4) Application request limit reached", extra={"is_transient": True})
    if account is None:
        raise GraphError(17, "(#17) User request limit reached", extra={"is_transient": True})
    is_page = account.platform is Platform.FACEBOOK
    raise throttled(80001 if is_page else 80002, "Page" if is_page else "Instagram")


def charged(context: Context) -> Account | None:
    """The account whose bucket pays, which is that of the thing asked for; None for User and app tokens."""
    viewer, state = context.viewer, context.state
    if viewer.account is None or not context.call.path:
        return viewer.account
    name = context.call.path[0]
    thing = state.account(name) or state.post(name) or state.comment(name)
    if thing is None:
        return viewer.account
    account = thing if isinstance(thing, Account) else state.accounts[thing.account]
    return account if viewer.opens(account) else viewer.account


def headers(world: World, context: Context | None) -> dict[str, str]:
    """The usage headers of an answer; a throttled one may come without, when the world is set so."""
    if context is not None and context.kind == "throttled" and not world.settings.throttle_headers:
        return {}
    return world.usage.headers(charged(context) if context else None, world.now())
