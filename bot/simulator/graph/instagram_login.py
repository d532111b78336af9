"""What differs on graph.instagram.com? The account has two ids there, and a node of its own."""

import hashlib

from bot.simulator.graph.render import Context
from bot.simulator.model import Account


def scoped_id(app_id: str, account: Account) -> str:
    """The app-scoped id, which is not the one that webhooks and graph.facebook.com use."""
    digest = hashlib.sha256(f"{app_id}/{account.id}".encode()).digest()
    return str(25 * 10**15 + int.from_bytes(digest[:6], "big") % 10**15)


def alias(context: Context, spelling: str) -> Account | None:
    """The asking account, when it is named by its app-scoped id on this host."""
    account = context.viewer.account
    if account is None or not context.call.is_instagram_login:
        return None
    return account if spelling == scoped_id(context.world.scenario.instagram_app_id, account) else None
