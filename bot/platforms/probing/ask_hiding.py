"""What does Meta show of a hidden comment, and of what stands under it? Points 1 to 3 of the fact sheet."""

from collections.abc import Callable, Iterator

from bot.errors import Gone
from bot.model import Comment
from bot.platforms.graph.reading import Node, truth
from bot.platforms.probing.bench import Bench, Listing
from bot.platforms.probing.findings import NotSettled, Seen


def counts_hidden(bench: Bench) -> Seen:
    """Whether `total_count` counts a hidden comment. Must be the first question that hides."""
    bench.reply()
    before = bench.total("stream")
    bench.hidden()
    after = bench.total("stream")
    seen = f"total_count of the stream was {before} before the comment was hidden, and {after} after."
    if after == before:
        return Seen(answer="counted", seen=seen)
    if before - after in (1, 2):
        return Seen(answer="not counted", seen=seen)
    raise NotSettled(f"{seen} Others commented meanwhile, or the count lags")


def hidden_at_once(bench: Bench) -> Seen:
    """Whether a read right after the hide says so."""
    bench.hidden()
    if bench.hidden_at_once:
        return Seen(answer="at once", seen="The first read after the hide says that it is hidden.")
    return Seen(answer="late", seen="The first read after the hide says that it is shown; some seconds later, hidden.")


def hidden_listed(bench: Bench) -> Seen:
    """Whether hidden comments stand in the lists: ours, or those of others that are hidden already."""
    passive = list(_hidden_of_others(bench))
    try:
        hidden = bench.hidden()
    except NotSettled as error:
        if not passive:
            raise NotSettled(f"{error.message}, and no hidden comment of anybody else is listed") from error
        return Seen(answer="yes", seen=f"{error.message}; but {len(passive)} hidden comments of others are listed.")
    found = {name: bench.patiently(look, hidden) for name, look in _lists(bench).items()}
    shown = [name for name, listing in found.items() if listing.shows(hidden)]
    unmarked = [
        name for name in shown if found[name].nodes[hidden.external_id].get(bench.site.dialect.hidden) is not True
    ]
    seen = f"Our hidden comment stands in: {', '.join(shown) or 'no list'}; of {', '.join(found)}."
    if unmarked:
        return Seen(answer="unmarked", seen=f"{seen} There it isn't marked as hidden: {', '.join(unmarked)}.")
    return Seen(answer="yes" if len(shown) == len(found) else "partly" if shown else "no", seen=seen)


def replies_under_hidden(bench: Bench) -> Seen:
    """Whether a reply under a hidden comment can be listed and read."""
    reply, hidden = bench.reply(), bench.hidden()
    edge = f"{hidden.call_id}/{bench.site.dialect.replies}"
    places = {"the comment's own list": bench.patiently(lambda: bench.listed(edge), reply)}
    if bench.site.is_facebook:
        places["the stream of the post"] = bench.comments(filter="stream")
    shown = [name for name, listing in places.items() if listing.shows(reply)]
    try:
        marked = "hidden" if bench.hands.own(reply).is_hidden else "shown"
        alone = f"Read by its id it is marked {marked}."
    except Gone:
        alone = "It can't be read by its id."
    answer = "yes" if len(shown) == len(places) else "partly" if shown else "no"
    seen = f"The reply stands in: {', '.join(shown) or 'no list'}. {alone} What the public sees, the API doesn't tell."
    return Seen(answer=answer, seen=seen)


def reply_to_hidden(bench: Bench) -> Seen:
    """Whether a hidden comment takes a reply. The last question that needs it hidden: it is shown again."""
    hidden = bench.hidden()
    refused = bench.attempted("The reply was refused", lambda: bench.hands.reply(hidden))
    bench.hands.unhide(hidden)
    if refused:
        return Seen(answer="refused", seen=f"{refused}.")
    return Seen(answer="accepted", seen="The reply was made.")


def refused_hide(bench: Bench) -> Seen:
    """Which error a hide gives, if one of our own comments can't be hidden."""
    for each in bench.hands.made:
        try:
            fresh = bench.hands.own(each)
        except Gone:
            continue
        if fresh.can_hide is False and not fresh.is_hidden:
            return _refusal(bench, fresh)
    if bench.refused_hide:
        return Seen(answer="refused", seen=f"{bench.refused_hide}.")
    raise NotSettled("Meta says of none of our test comments that it can't be hidden")


def own_rights(bench: Bench) -> Seen:
    """What Meta says may be done with our own comment."""
    fields = "id,can_hide,can_remove,can_comment"
    node = bench.site.client.read(bench.first().call_id, fields=fields).whole.node
    told = [f"{name} {_word(node, name)}" for name in ("can_hide", "can_remove", "can_comment")]
    return Seen(answer=", ".join(told[:2]), seen=f"Of our own comment: {', '.join(told)}.")


def _refusal(bench: Bench, fresh: Comment) -> Seen:
    refused = bench.attempted("Hiding it was refused", lambda: bench.hands.hide(fresh))
    if refused:
        return Seen(answer="refused", seen=f"One of ours has can_hide false. {refused}.")
    is_hidden = bench.hands.own(fresh).is_hidden
    if is_hidden:
        bench.hands.unhide(fresh)
    told = "and it was hidden" if is_hidden else "and it stayed shown"
    return Seen(answer="accepted", seen=f"One of ours has can_hide false; hiding it was confirmed, {told}.")


def _lists(bench: Bench) -> dict[str, Callable[[], Listing]]:
    if not bench.site.is_facebook:
        return {"the list": bench.comments}
    return {
        "filter=stream": lambda: bench.comments(filter="stream"),
        "filter=toplevel": lambda: bench.comments(filter="toplevel"),
    }


def _hidden_of_others(bench: Bench) -> Iterator[Node]:
    listing = bench.comments(filter="stream" if bench.site.is_facebook else None)
    return (node for node in bench.others(listing.nodes) if node.get(bench.site.dialect.hidden) is True)


def _word(node: Node, name: str) -> str:
    told = truth(node.get(name))
    return "untold" if told is None else str(told).lower()
