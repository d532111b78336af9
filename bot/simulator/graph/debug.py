"""What does Meta say of a token? GET /debug_token."""

from collections.abc import Mapping

from bot.simulator.graph.auth import UNREADABLE, TokenType
from bot.simulator.graph.errors import GraphError
from bot.simulator.graph.render import Context
from bot.simulator.model import Platform
from bot.simulator.tokens import Token
from bot.simulator.world import World

NOBODY = "900000000000001"
"""Who is behind a page's own token of the scenario."""


def debug_token(context: Context) -> dict[str, object]:
    """The facts of `input_token`; only the app, or the token itself, may ask.

    Tokens of Instagram Login cannot be read here (an assumption: Meta documents debug_token for Facebook's only).
    """
    call, world = context.call, context.world
    text = call.params.get("input_token", "")
    if context.viewer.type is not TokenType.APP and text != call.token:
        message = "(#100) You must provide an app access token, or a user access token that is an owner of the app"
        raise GraphError(100, message)
    token = world.tokens.called(text)
    if token is None or token.type is TokenType.IG_USER:
        return {"data": {"error": {"code": 190, "message": UNREADABLE}, "is_valid": False, "scopes": []}}
    return {"data": facts(world, token)}


def facts(world: World, token: Token) -> dict[str, object]:
    now = world.now()
    trouble = token.trouble(now)
    found: dict[str, object] = {
        "app_id": world.scenario.app_id,
        "type": str(token.type),
        "application": "Page Monitor Simulator",
        "data_access_expires_at": int(token.data_access_until(now).timestamp()),
        "expires_at": 0 if token.expires is None else int(token.expires.timestamp()),
        "is_valid": trouble is None,
        "scopes": list(token.scopes),
        **_owner(world, token),
    }
    if token.is_long:
        found["issued_at"] = int(token.issued.timestamp())
    if trouble is not None:
        found["error"] = {"code": 190, "message": trouble[1], "subcode": trouble[0]}
    elif token.type is not TokenType.APP:
        found["granular_scopes"] = _granular(world, token)
    return found


def _owner(world: World, token: Token) -> Mapping[str, object]:
    """Whose it is. Whether a Page token names its page is not confirmed, so that it can be left out."""
    if token.account is None:
        return {} if token.person is None else {"user_id": token.person}
    owner = {"user_id": token.person or NOBODY}
    if world.settings.debug_profile_id:
        owner["profile_id"] = world.state.accounts[token.account].id
    return owner


def _granular(world: World, token: Token) -> list[dict[str, object]]:
    """Each scope with the pages and accounts it was given for."""
    accounts = [each for each in world.state.accounts.values() if token.account in (None, each.key, each.linked_page)]
    rows: list[dict[str, object]] = []
    for scope in token.scopes:
        platform = Platform.INSTAGRAM if scope.startswith("instagram_") else Platform.FACEBOOK
        targets = [each.id for each in accounts if each.platform is platform]
        rows.append({"scope": scope, "target_ids": targets} if targets else {"scope": scope})
    return rows
