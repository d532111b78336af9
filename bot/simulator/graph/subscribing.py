"""How does somebody ask to be told? The app's half of a webhook subscription, and the account's."""

import json
import secrets
from collections.abc import Sequence
from urllib.parse import urlencode

from bot.simulator.graph.auth import TokenType
from bot.simulator.graph.errors import GraphError, no_edge, parameter, refused
from bot.simulator.graph.render import Context
from bot.simulator.model import Account, Platform
from bot.simulator.subscriptions import Callback, Topic

PAGE_FIELDS = ("feed", "mention", "live_videos", "ratings", "videos", "messages")
ACCOUNT_FIELDS = (
    "comment_poll_response", "comments", "follow", "live_comments", "mentions", "message_edit", "message_reactions",
    "messages", "messaging_optins", "messaging_postbacks", "messaging_referral", "messaging_seen",
    "onboarding_welcome_message_series", "share_to_story", "standby", "story_insights", "story_poll_response",
)  # fmt: skip
SUCCESS: dict[str, object] = {"success": True}


def is_app(context: Context, spelling: str) -> bool:
    scenario = context.world.scenario
    return spelling in (scenario.app_id, scenario.instagram_app_id)


def app(context: Context, number: str, edge: str) -> dict[str, object]:
    """/{app}/subscriptions: the callback and its fields, by topic. Only the app's own token may touch them."""
    if edge != "subscriptions":
        raise no_edge(edge)
    context.kind = "subscriptions"
    if context.viewer.type is not TokenType.APP or not context.viewer.token.text.startswith(f"{number}|"):
        raise GraphError(15, "(#15) This method must be called with an app access_token.")
    if context.call.method == "POST":
        return _subscribe(context, number)
    if context.call.method == "DELETE":
        return _unsubscribe(context, number)
    kept = context.world.hearing.subscriptions.apps
    return {"data": [_shown(context, topic, back) for (app_id, topic), back in kept.items() if app_id == number]}


def account(context: Context, thing: Account) -> dict[str, object]:
    """/{page}/subscribed_apps, or the same of an Instagram account by Instagram Login."""
    context.kind = "subscribed_apps"
    is_page = thing.platform is Platform.FACEBOOK
    if not is_page and not context.call.is_instagram_login:
        raise refused("Subscribe the linked Page instead")
    if is_page and context.viewer.type is not TokenType.PAGE:
        raise refused("A Page access token is required to subscribe an app to this Page")
    kept = context.world.hearing.subscriptions.accounts
    if context.call.method == "POST":
        kept[thing.key] = _fields(context, "subscribed_fields", PAGE_FIELDS if is_page else ACCOUNT_FIELDS)
    elif context.call.method == "DELETE":
        kept.pop(thing.key, None)
    else:
        return {"data": [_installed(context, kept[thing.key], is_page)] if thing.key in kept else []}
    return SUCCESS


def _subscribe(context: Context, number: str) -> dict[str, object]:
    """The handshake: the callback must echo the challenge, or nothing is kept."""
    topic = _topic(context)
    known = PAGE_FIELDS if topic is Topic.PAGE else ACCOUNT_FIELDS
    fields = _fields(context, "fields", known)
    address = context.call.params.get("callback_url", "")
    if not address:
        raise parameter("The parameter callback_url is required")
    _shake_hands(context, address, context.call.params.get("verify_token", ""))
    context.world.hearing.subscriptions.apps[number, topic] = Callback(address=address, fields=fields)
    return SUCCESS


def _shake_hands(context: Context, address: str, verify_token: str) -> None:
    challenge = str(secrets.randbelow(2**31))
    query = urlencode({"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token})
    joint = "&" if "?" in address else "?"
    status, body = context.world.outbound("GET", f"{address}{joint}{query}", b"", {})
    if status != 200 or body.strip() != challenge.encode():
        words = f"HTTP Status Code = {status}" if status != 200 else "The challenge was not echoed"
        raise GraphError(2200, f"(#2200) Callback verification failed with the following errors: {words}")


def _unsubscribe(context: Context, number: str) -> dict[str, object]:
    kept = context.world.hearing.subscriptions.apps
    wanted = _topic(context) if "object" in context.call.params else None
    for key in [key for key in kept if key[0] == number and wanted in (None, key[1])]:
        del kept[key]
    return SUCCESS


def _topic(context: Context) -> Topic:
    name = context.call.params.get("object", "")
    if name not in set(Topic):
        raise parameter(f"Param object must be one of {{{', '.join(Topic)}}}")
    return Topic(name)


def _fields(context: Context, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """A list by commas or as JSON, as the known clients write it."""
    text = context.call.params.get(name, "")
    try:
        wanted = (
            json.loads(text) if text.startswith("[") else [each.strip() for each in text.split(",") if each.strip()]
        )
    except ValueError as fault:
        raise parameter(f"Param {name} must be an array") from fault
    if not wanted:
        raise parameter(f"The parameter {name} is required")
    for position, each in enumerate(wanted):
        if each not in known:
            raise parameter(f"Param {name}[{position}] must be one of {{{', '.join(known)}}}")
    return tuple(wanted)


def _shown(context: Context, topic: Topic, callback: Callback) -> dict[str, object]:
    rows = [{"name": name, "version": context.call.version} for name in callback.fields]
    return {"object": str(topic), "callback_url": callback.address, "active": True, "fields": rows}


def _installed(context: Context, fields: tuple[str, ...], is_page: bool) -> dict[str, object]:
    scenario = context.world.scenario
    number = scenario.app_id if is_page else scenario.instagram_app_id
    return {"id": number, "name": "Page Monitor Simulator", "subscribed_fields": list(fields)}
