"""Which posts and comments stand in a list, and in what order? The same for both platforms, told apart by arguments."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.simulator.graph.errors import parameter
from bot.simulator.graph.paging import Key
from bot.simulator.graph.render import Context, moment_param
from bot.simulator.model import Comment, Post
from bot.simulator.state import State

ORDERS = ("chronological", "reverse_chronological")


def oldest_first(thing: Post | Comment) -> Key:
    return int(thing.created.timestamp()), thing.serial


def newest_first(thing: Post | Comment) -> Key:
    return -int(thing.created.timestamp()), -thing.serial


def ranked(comment: Comment) -> Key:
    return -comment.flags.like_count, comment.serial


def comment_order(
    context: Context, params: Mapping[str, str], *, is_stream: bool
) -> tuple[str, Callable[[Comment], Key]]:
    """The order asked for, or "ranked" where the world ranks whatever is asked (Meta does so on top-level lists)."""
    order = params.get("order", "chronological")
    if order not in ORDERS:
        raise parameter(f"Param order must be one of {{{', '.join(ORDERS)}}}")
    is_ranked = context.world.settings.is_ranked or "ranked" in context.call.quirks
    if is_ranked and not is_stream:
        return "ranked", ranked
    return order, oldest_first if order == "chronological" else newest_first


def comments_under(context: Context, owner: Post | Comment) -> list[Comment]:
    """Every comment of a post, or every reply of a comment, that this token gets to see listed."""
    found = _standing(context.state, owner)
    shows_hidden = context.world.settings.list_hidden
    return [each for each in found if not each.flags.unlisted and (shows_hidden or not each.is_hidden)]


def total_count(context: Context, owner: Post | Comment, *, is_stream: bool) -> int:
    """How many a summary speaks of: those that are never listed, or not now, count too."""

    def counted() -> int:
        top = None if isinstance(owner, Post) else owner.bare
        return sum(1 for each in _standing(context.state, owner) if is_stream or each.parent == top)

    return context.state.remembered(_post_of(owner), ("total", owner.bare, is_stream), counted)


def _standing(state: State, owner: Post | Comment) -> Iterator[Comment]:
    return state.comments_of(owner.bare) if isinstance(owner, Post) else _replies_under(state, owner)


def _post_of(owner: Post | Comment) -> str:
    return owner.bare if isinstance(owner, Post) else owner.post


def _replies_under(state: State, comment: Comment) -> Iterator[Comment]:
    """Replies, and the replies of replies where there are any."""
    for reply in state.replies_of(comment.bare):
        yield reply
        yield from _replies_under(state, reply)


def ordered(
    context: Context, owner: Post | Comment, key: Callable[[Comment], Key], *, is_stream: bool, is_filtered: bool
) -> Sequence[Comment]:
    """The comments of a list in order, remembered until one of the post's comments changes.

    `is_filtered` leaves out what the platform thinks of low quality, which it does on live videos unless told not to.
    """

    def listed() -> list[Comment]:
        found = [each for each in comments_under(context, owner) if not (is_filtered and each.flags.low_quality)]
        if not is_stream:
            top = None if isinstance(owner, Post) else owner.bare
            found = [each for each in found if each.parent == top]
        return sorted(found, key=key)

    return context.state.remembered(_post_of(owner), ("comments", owner.bare, key, is_stream, is_filtered), listed)


def since(context: Context, params: Mapping[str, str], comments: Sequence[Comment]) -> Sequence[Comment]:
    """Comments created at or after `since`. That the bound is inclusive is an assumption about Meta."""
    bound = moment_param(params, "since")
    return comments if bound is None else [each for each in comments if each.created >= bound]


def posts_between(params: Mapping[str, str], posts: Sequence[Post]) -> list[Post]:
    """Posts by the time of their creation, newest first: an old post with a fresh comment is not among them."""
    after, before = moment_param(params, "since"), moment_param(params, "until")
    kept = [each for each in posts if after is None or each.created >= after]
    return sorted((each for each in kept if before is None or each.created <= before), key=newest_first)
