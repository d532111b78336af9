"""Who is asking, and what may they open? Tokens and appsecret_proof, on either host."""

import hashlib
import hmac
from dataclasses import dataclass

from bot.simulator.graph.call import Call
from bot.simulator.graph.errors import METHOD, GraphError
from bot.simulator.model import Account, Person, Platform
from bot.simulator.token_scripts import TokenType as TokenType
from bot.simulator.tokens import Token
from bot.simulator.world import World

UNREADABLE = "Invalid OAuth access token - Cannot parse access token"
VIEWS = {TokenType.IG_USER: TokenType.PAGE, TokenType.SYSTEM: TokenType.USER}
"""A system user's token is a User token in what it opens; an Instagram Login's opens its account as a page's does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Whoever holds the token. A page's token opens the page and the Instagram account linked to it."""

    type: TokenType
    token: Token
    account: Account | None = None
    person: Person | None = None

    def opens(self, account: Account) -> bool:
        if self.type is TokenType.USER:
            is_linked = account.linked_page is not None and "instagram_basic" in self.token.scopes
            return account.platform is Platform.FACEBOOK or is_linked
        if self.account is None:
            return False
        return account.key == self.account.key or account.linked_page == self.account.key


def viewer(world: World, call: Call) -> Viewer:
    """Find who asks; raises GraphError 190 for an unknown or dead token, 104 for none, 100 for a wrong proof."""
    if call.token is None:
        raise GraphError(104, "An access token is required to request this resource.")
    token = living(world, call, call.token)
    _check_proof(world, call, token.text)
    account = None if token.account is None else world.state.accounts[token.account]
    person = None if token.person is None else world.person(token.person)
    return Viewer(type=VIEWS.get(token.type, token.type), token=token, account=account, person=person)


def living(world: World, call: Call, text: str) -> Token:
    """The token of this text; raises GraphError 190 when this host does not know it, or it lives no more."""
    token = world.tokens.called(text)
    if token is None or not _fits(world, call, token):
        raise GraphError(190, UNREADABLE)
    trouble = token.trouble(world.now())
    if trouble is not None:
        raise GraphError(190, trouble[1], subcode=trouble[0])
    return token


def secret_of(world: World, call: Call) -> str:
    """The app's secret on this host: an app has another one for Instagram Login."""
    return world.scenario.instagram_secret if call.is_instagram_login else world.scenario.app_secret


def _fits(world: World, call: Call, token: Token) -> bool:
    """An Instagram account's own token of the scenario fits both hosts; every other token fits one."""
    account = world.state.accounts.get(token.account or "")
    if account is not None and account.platform is Platform.INSTAGRAM and token.text == account.token:
        return True
    return (token.type is TokenType.IG_USER) == call.is_instagram_login


def _check_proof(world: World, call: Call, token: str) -> None:
    proof = call.params.get("appsecret_proof")
    if proof is None:
        if world.settings.require_proof:
            raise GraphError(100, "API calls from the server require an appsecret_proof argument", kind=METHOD)
        return
    expected = hmac.new(secret_of(world, call).encode(), token.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(proof.encode(), expected.encode()):
        raise GraphError(100, "Invalid appsecret_proof provided in the API argument", kind=METHOD)
