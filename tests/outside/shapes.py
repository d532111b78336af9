"""Which keys does Meta send in a webhook, and of which type is each? Sections 3.4 and 3.5 of the facts, as tables."""

from collections.abc import Mapping
from typing import Any

Shape = Mapping[str, Any]
"""Keys and what they hold: a type, another Shape, or a list of one Shape. A key that ends in "?" may be missing."""

WHO: Shape = {"id": str, "name": str}
POST: Shape = {
    "id": str,
    "status_type": str,
    "is_published": bool,
    "updated_time": str,
    "permalink_url": str,
    "promotion_status": str,
}
_PLACE: Shape = {"item": str, "verb": str, "comment_id": str, "post_id": str, "parent_id": str}
COMMENT: Shape = {
    **_PLACE,
    "from?": WHO,
    "created_time": int,
    "message?": str,
    "photo?": str,
    "video?": str,
    "post?": POST,
}
REMOVED: Shape = {**_PLACE, "from?": WHO}
OLD_COMMENT: Shape = {**_PLACE, "sender_id": int, "sender_name": str, "created_time": int, "message": str}
REACTION: Shape = {
    "item": str,
    "verb": str,
    "reaction_type": str,
    "comment_id?": str,
    "post_id": str,
    "parent_id": str,
    "from": WHO,
    "created_time": int,
}
MENTION: Shape = {
    "item": str,
    "verb": str,
    "comment_id?": str,
    "post_id": str,
    "message": str,
    "created_time": int,
}
MEDIUM: Shape = {"id": str, "media_product_type": str}
MEDIUM_COMMENT: Shape = {
    "id": str,
    "text": str,
    "from?": {"id": str, "username": str},
    "parent_id?": str,
    "media": MEDIUM,
}
LIVE_COMMENT: Shape = {"id": str, "text": str}
MEDIUM_MENTION: Shape = {"media_id": str, "comment_id?": str}


def body_of(topic: str, name: str, value: Shape) -> Shape:
    """A whole delivery with changes of one field."""
    change = {"field": name, "value": value}
    return {"object": topic, "entry": [{"id": str, "time": int, "changes": [change]}]}


def misfits(found: Any, shape: Any, where: str = "body") -> list[str]:
    """Where `found` is of another shape: keys too many or missing, values of another type; in words."""
    if isinstance(shape, list):
        if not isinstance(found, list) or not found:
            return [f"{where} is no list with something in it"]
        return [fault for each in found for fault in misfits(each, shape[0], f"{where}[]")]
    if isinstance(shape, Mapping):
        return _keys(found, shape, where) if isinstance(found, dict) else [f"{where} is no object"]
    if isinstance(shape, str):
        return [] if found == shape else [f"{where} is not {shape}"]
    is_right = type(found) is shape
    return [] if is_right else [f"{where} is a {type(found).__name__}"]


def _keys(found: Mapping[str, Any], shape: Shape, where: str) -> list[str]:
    known = {name.removesuffix("?"): inner for name, inner in shape.items()}
    faults = [f"{where}.{name} is unknown" for name in found if name not in known]
    faults += [f"{where}.{name} is missing" for name in shape if not name.endswith("?") and name not in found]
    for name in found.keys() & known.keys():
        faults += misfits(found[name], known[name], f"{where}.{name}")
    return faults
