"""What does Meta send? Calls in its own spelling, signed, in today's and older shapes; all people are invented."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

PAGE = "104233981177"
MEDIA_OWNER = "17841400077001"
APP_SECRET = "otter-app-secret-5b1d"
INSTAGRAM_SECRET = "otter-instagram-secret-77aa"
VERIFY_TOKEN = "willow-verify-token-31"
POST = f"{PAGE}_555001"
COMMENT = "555001_777001"
NEIGHBOUR: Mapping[str, Any] = {"id": "9000000001", "name": "Wren Aldous"}
US: Mapping[str, Any] = {"id": PAGE, "name": "Maple Hollow"}


def meta_spelling(call: object) -> bytes:
    """JSON as Meta writes it: letters beyond ASCII and slashes escaped."""
    return json.dumps(call, ensure_ascii=True).replace("/", "\\/").encode("ascii")


def signature(body: bytes, secret: str = APP_SECRET) -> str:
    return "sha256=" + hmac.digest(secret.encode(), body, hashlib.sha256).hex()


def call(*changes: Mapping[str, Any], kind: str = "page", account: str = PAGE) -> bytes:
    """One call with one entry."""
    return meta_spelling({"object": kind, "entry": [{"id": account, "time": 1795000000, "changes": list(changes)}]})


def feed(**value: object) -> Mapping[str, Any]:
    return {"field": "feed", "value": value}


def commented(**value: object) -> Mapping[str, Any]:
    """A new comment by a neighbour, or what the words say instead; None leaves a key out."""
    told: dict[str, object] = {
        "item": "comment",
        "verb": "add",
        "post_id": POST,
        "parent_id": POST,
        "comment_id": COMMENT,
        "from": NEIGHBOUR,
        "created_time": 1795000000,
        "message": "Grüße aus dem Chor / bravo!",
        "post": {"id": POST, "status_type": "mobile_status_update", "is_published": True},
    }
    return feed(**{key: part for key, part in {**told, **value}.items() if part is not None})


def on_instagram(field: str, **value: object) -> Mapping[str, Any]:
    return {"field": field, "value": value}
