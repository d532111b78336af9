"""How much does a call ask for, and which edges inside its `fields`? Read before the call is answered."""

from bot.simulator.graph.call import Call
from bot.simulator.graph.errors import GraphError
from bot.simulator.graph.fields import Field, parse

USUAL = 25
LISTS = frozenset(
    {
        "feed", "posts", "published_posts", "visitor_posts", "tagged", "ads_posts", "photos", "videos", "video_reels",
        "live_videos", "scheduled_posts", "stories", "comments", "media", "live_media", "tags", "replies", "likes",
        "reactions",
    }
)  # fmt: skip


def expanded(call: Call) -> tuple[str, ...]:
    """The paths of the edges that a call on a node asks for in its `fields`, outermost only."""
    if call.method != "GET" or len(call.path) != 1:
        return ()
    return tuple(f"{call.route}/{each.name}" for each in _fields(call) if each.name in LISTS)


def rows_asked(call: Call) -> int:
    """How many rows may be answered at most: those of the list, and those of the lists inside each of them."""
    own = _size(call.params.get("limit")) if len(call.path) == 2 and call.path[1] in LISTS else 1
    return own * (1 + sum(_rows(each) for each in _fields(call)))


def _rows(asked: Field) -> int:
    inside = sum(_rows(each) for each in asked.inner or ())
    return _size(asked.modifiers.get("limit")) * (1 + inside) if asked.name in LISTS else inside


def _size(text: str | None) -> int:
    return int(text[:9]) if text is not None and text.isascii() and text.isdigit() else USUAL


def _fields(call: Call) -> tuple[Field, ...]:
    try:
        return parse(call.params.get("fields", ""))
    except GraphError:
        return ()
