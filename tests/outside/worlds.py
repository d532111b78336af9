"""Which world do the foreign clients look at? One page and one Instagram account, with something of every kind."""

import hashlib
import hmac
from collections.abc import Mapping

from bot.simulator.world import World
from tests.simulator.kit import comment, post, world

PAGE, ACCOUNT = "1001", "17841400000000001"
APP_ID, APP_SECRET = "100000000000001", "simulator-app-secret"
VERSION = "v26.0"
VISITOR = {"id": "601", "name": "Vic"}

Happening = Mapping[str, object]

FACEBOOK: tuple[Happening, ...] = (
    post("old"),
    post("post"),
    post("visit", author=VISITOR),
    post("photo", kind="photo", attachment={"label": "A bus"}),
    post("video", kind="video"),
    post("reel", kind="reel"),
    post("live", kind="live"),
    post("ad", kind="ad"),
    post("tagged", kind="tagged", author=VISITOR),
    comment("one", text="Größe / <b> 🙂"),
    comment("two"),
    comment("three"),
    comment("reply", parent="one"),
    comment("ours", author="account"),
    comment("nobody", flags={"no_from": True}),
    comment("on-visit", on="visit"),
    comment("on-photo", on="photo"),
    comment("on-video", on="video"),
    comment("on-reel", on="reel"),
    comment("on-live", on="live"),
    comment("on-ad", on="ad"),
    comment("on-tagged", on="tagged"),
)
INSTAGRAM: tuple[Happening, ...] = (
    post("medium", "ig"),
    post("reel-ig", "ig", kind="reel"),
    post("live-ig", "ig", kind="live"),
    comment("first", on="medium"),
    comment("second", on="medium"),
    comment("third", on="medium"),
    comment("answer", on="medium", parent="first"),
    comment("answer-two", on="medium", parent="first"),
    comment("own", on="medium", author="account"),
    comment("live-word", on="live-ig"),
    {"type": "mention", "account": "ig", "key": "named", "author": VISITOR, "text": "Ask @anaccount"},
)


def full_world(*more: Happening, tokens: tuple[Happening, ...] = (), **settings: object) -> World:
    """Everything, and whatever happens besides; every call must carry its appsecret_proof."""
    happenings = [{**each, "at_minutes": minute} for minute, each in enumerate((*FACEBOOK, *INSTAGRAM, *more))]
    return world(*happenings, settings={"require_proof": True, **settings}, tokens=list(tokens))


def proof_of(token: str, secret: str = APP_SECRET) -> str:
    """What Meta's page "Secure requests" says, computed here once more."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def ids_of(made: World, *keys: str) -> list[str]:
    """The ids of comments or posts by their keys."""
    state = made.state
    return [(state.posts if state.keys[key] in state.posts else state.comments)[state.keys[key]].id for key in keys]
