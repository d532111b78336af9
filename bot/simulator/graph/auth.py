"""Who is asking, and what may they open? Tokens, appsecret_proof and /debug_token."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.simulator.graph.call import Call
from bot.simulator.graph.errors import METHOD, GraphError
from bot.simulator.model import Account, Person, Platform
from bot.simulator.world import World

PAGE_SCOPES = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_engagement",
    "instagram_basic",
    "instagram_manage_comments",
)
USER_SCOPES = ("pages_show_list", "pages_read_engagement")


class TokenType(StrEnum):
    PAGE = "PAGE"
    USER = "USER"
    APP = "APP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Whoever holds the token. A page's token opens the page and the Instagram account linked to it."""

    type: TokenType
    account: Account | None = None
    person: Person | None = None

    def opens(self, account: Account) -> bool:
        if self.type is TokenType.USER:
            return account.platform is Platform.FACEBOOK
        if self.account is None:
            return False
        return account.key == self.account.key or account.linked_page == self.account.key


def viewer(world: World, call: Call) -> Viewer:
    """Find who asks; raises GraphError 190 for an unknown token, 104 for none, 100 for a wrong proof."""
    if call.token is None:
        raise GraphError(104, "An access token is required to request this resource.")
    found = _holder(world, call.token)
    if found is None:
        raise GraphError(190, "Invalid OAuth access token - Cannot parse access token")
    _check_proof(world, call, call.token)
    return found


def _holder(world: World, token: str) -> Viewer | None:
    for account in world.state.accounts.values():
        if hmac.compare_digest(account.token.encode(), token.encode()):
            return Viewer(type=TokenType.PAGE, account=account)
    person = world.person(token)
    if person is not None:
        return Viewer(type=TokenType.USER, person=person)
    if token == f"{world.scenario.app_id}|{world.scenario.app_secret}":
        return Viewer(type=TokenType.APP)
    return None


def _check_proof(world: World, call: Call, token: str) -> None:
    proof = call.params.get("appsecret_proof")
    if proof is None:
        if world.settings.require_proof:
            raise GraphError(100, "API calls from the server require an appsecret_proof argument", kind=METHOD)
        return
    expected = hmac.new(world.scenario.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(proof.encode(), expected.encode()):
        raise GraphError(100, "Invalid appsecret_proof provided in the API argument", kind=METHOD)


def debug_token(world: World, call: Call, asker: Viewer) -> dict[str, object]:
    """What /debug_token says of `input_token`; only the app, or the token itself, may ask."""
    token = call.params.get("input_token", "")
    if asker.type is not TokenType.APP and token != call.token:
        message = "(#100) You must provide an app access token, or a user access token that is an owner of the app"
        raise GraphError(100, message)
    found = _holder(world, token)
    if found is None:
        error = {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    expiry = int((world.now() + timedelta(days=90)).timestamp())
    facts: dict[str, object] = {
        "app_id": world.scenario.app_id,
        "type": str(found.type),
        "application": "Page Monitor Simulator",
        "data_access_expires_at": expiry,
        "expires_at": 0,
        "is_valid": True,
        "scopes": list(PAGE_SCOPES if found.type is TokenType.PAGE else USER_SCOPES),
    }
    if found.account is not None:
        facts["profile_id"] = found.account.id
        facts["user_id"] = "900000000000001"
    if found.person is not None:
        facts["user_id"] = found.person.id
    return {"data": facts}
