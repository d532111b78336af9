"""Which posts and comments stand in a list, and in what order? The same for both platforms, told apart by arguments."""

from collections.abc import Callable, Mapping

from bot.simulator.graph.errors import parameter
from bot.simulator.graph.paging import Key
from bot.simulator.graph.render import Context, moment_param
from bot.simulator.model import Comment, Post

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
    if context.world.settings.is_ranked and not is_stream:
        return "ranked", ranked
    return order, oldest_first if order == "chronological" else newest_first


def comments_under(context: Context, owner: Post | Comment) -> list[Comment]:
    """Every comment of a post, or every reply of a comment, that this token gets to see listed."""
    state = context.state
    found = state.comments_of(owner.bare) if isinstance(owner, Post) else state.replies_of(owner.bare)
    shows_hidden = context.world.settings.list_hidden
    return [each for each in found if not each.flags.unlisted and (shows_hidden or not each.is_hidden)]


def since(context: Context, params: Mapping[str, str], comments: list[Comment]) -> list[Comment]:
    """Comments created at or after `since`. That the bound is inclusive is an assumption about Meta."""
    bound = moment_param(params, "since")
    return comments if bound is None else [each for each in comments if each.created >= bound]


def posts_between(params: Mapping[str, str], posts: list[Post]) -> list[Post]:
    """Posts by the time of their creation, newest first: an old post with a fresh comment is not among them."""
    after, before = moment_param(params, "since"), moment_param(params, "until")
    kept = [each for each in posts if after is None or each.created >= after]
    return sorted((each for each in kept if before is None or each.created <= before), key=newest_first)
