"""How do lists of comments behave? Time bounds, order, sizes, counts and authors: points 4 and 5 and some more."""

from itertools import pairwise

from bot.errors import PermissionRefused, RequestRefused
from bot.model import Comment
from bot.platforms.graph.caller import Param
from bot.platforms.graph.faults import TooMuchAsked
from bot.platforms.graph.paging import next_of
from bot.platforms.graph.reading import inner, moment, words
from bot.platforms.probing.bench import PAUSE, Bench, Listing
from bot.platforms.probing.findings import NotSettled, Seen

SIZES = (500, 200, 100, 50, 25)


def since(bench: Bench) -> Seen:
    """Whether `since` is inclusive, and whether it goes by creation or by the last edit."""
    first, second = bench.first(), bench.second()
    t1, t2 = (int(bench.created(each).timestamp()) for each in (first, second))
    if t2 - t1 < 2:
        raise NotSettled("our two comments have the same time")
    bench.patiently(lambda: _since(bench, t1 - 60), second)
    at = {name: _since(bench, bound) for name, bound in {"t1": t1, "t1+1": t1 + 1, "t2+1": t2 + 1}.items()}
    bound = _bound(at, first, second)
    told = "; ".join(f"since={name}: {_which(each, first, second)}" for name, each in at.items())
    seen = f"Two comments of ours, the first made at t1, the second {t2 - t1} s later. {told}."
    if bound == "ignored":
        return Seen(answer=bound, seen=seen)
    by, after = _by(bench, first, t2)
    return Seen(answer=f"{bound}, by {by}", seen=f"{seen} {after}")


def order(bench: Bench) -> Seen:
    """Whether `reverse_chronological` is honoured, by what the summary says and by the times themselves."""
    bench.first(), bench.second()
    answers, told = set[str](), []
    for name in ("toplevel", "stream"):
        found = bench.comments(filter=name, order="reverse_chronological", summary="true")
        says, falls = words(found.summary.get("order")) or "nothing", _falls(bench, found)
        answers.add("ranked" if says == "ranked" else "honoured" if falls else "ignored")
        told.append(f"filter={name}: summary.order says {says}, the times {'fall' if falls else 'do not fall'}")
    answer = next(each for each in ("ranked", "ignored", "honoured") if each in answers)
    return Seen(answer=answer, seen=f"{'; '.join(told)}.")


def counts_replies(bench: Bench) -> Seen:
    """Whether `total_count` counts replies, with either filter."""
    bench.reply()
    of = {name: (bench.total(name), len(bench.comments(filter=name).nodes)) for name in ("toplevel", "stream")}
    told = "; ".join(f"filter={name}: counted {total}, listed {shown}" for name, (total, shown) in of.items())
    answer = "stream only" if of["stream"][0] > of["toplevel"][0] else "with neither or with both"
    return Seen(answer=answer, seen=f"{told}.")


def comments_limit(bench: Bench) -> Seen:
    """The largest page of comments that is not refused."""
    return _largest(bench, f"{bench.post.external_id}/comments", fields="id")


def posts_limit(bench: Bench) -> Seen:
    """The largest page of posts that is not refused."""
    return _largest(bench, f"{bench.site.account.external_id}/{bench.site.dialect.posts}", fields="id")


def updated_time(bench: Bench) -> Seen:
    """What moves a post's `updated_time`."""
    bench.first()
    bench.pause()
    times = [bench.updated()]
    for step in (bench.second, bench.reply, lambda: bench.hands.edit(bench.reply())):
        step()
        bench.pause()
        times.append(bench.updated())
    if None in times:
        raise NotSettled("Meta tells no updated_time of the post")
    moved = [now != before for before, now in pairwise(times)]
    names = ("a comment", "a reply", "an edit")
    by = [name for name, has in zip(names, moved, strict=True) if has]
    still = [name for name, has in zip(names, moved, strict=True) if not has]
    not_by = ", ".join(still) or "nothing"
    seen = f"Within {PAUSE:.0f} seconds it moved with: {', '.join(by) or 'nothing'}; not with: {not_by}."
    return Seen(answer=", ".join(by) or "nothing", seen=seen)


def comments_count(bench: Bench) -> Seen:
    """Whether an Instagram medium's `comments_count` moves with comments and replies."""
    counts = [_count(bench)]
    for step in (bench.first, bench.reply):
        step()
        bench.pause()
        counts.append(_count(bench))
    by = [name for name, (a, b) in zip(("a comment", "a reply"), pairwise(counts), strict=True) if b > a]
    return Seen(answer=", ".join(by) or "nothing", seen=f"comments_count went {' → '.join(map(str, counts))}.")


def authors(bench: Bench) -> Seen:
    """Whether Meta tells who wrote other people's comments. Counts only."""
    listing = bench.comments(filter="stream" if bench.site.is_facebook else None)
    others = bench.others(listing.nodes)
    if not others:
        raise NotSettled("nobody else has commented here; name a post with comments of others")
    told = sum(bool(inner(each, "from")) for each in others)
    seen = f"Of {len(others)} comments of others {told} tell their author."
    return Seen(answer="all" if told == len(others) else "some" if told else "none", seen=seen)


def _by(bench: Bench, first: Comment, bound: int) -> tuple[str, str]:
    """By which time a bound goes: a comment from before the bound is edited after it."""
    refused = bench.attempted("Editing our own comment was refused", lambda: bench.hands.edit(first))
    if refused:
        return "an unknown time", f"{refused}."
    bench.pause()
    if _since(bench, bound).shows(first):
        return "the last edit", "After the first was edited, a bound later than its creation shows it again."
    return "creation", "After the first was edited, a bound later than its creation does not show it."


def _since(bench: Bench, bound: int) -> Listing:
    return bench.comments(filter="stream", order="chronological", since=bound)


def _which(listing: Listing, first: Comment, second: Comment) -> str:
    shown = [name for name, each in (("the first", first), ("the second", second)) if listing.shows(each)]
    return " and ".join(shown) or "neither"


def _bound(at: dict[str, Listing], first: Comment, second: Comment) -> str:
    """What kind of bound it is."""
    if at["t2+1"].shows(first) and at["t2+1"].shows(second):
        return "ignored"
    if not at["t1"].shows(second):
        raise NotSettled("our second comment is not listed at all; the list may lag")
    if at["t1+1"].shows(first):
        return "coarse"
    return "inclusive" if at["t1"].shows(first) else "exclusive"


def _falls(bench: Bench, listing: Listing) -> bool:
    times = [moment(node.get(bench.site.dialect.time)) for node in listing.nodes.values()]
    known = [each for each in times if each is not None]
    return all(earlier >= later for earlier, later in pairwise(known))


def _largest(bench: Bench, edge: str, **params: Param) -> Seen:
    told: list[str] = []
    for size in SIZES:
        bench.hands.mind()
        try:
            answer = bench.site.client.read(edge, limit=size, **params)
        except (RequestRefused, PermissionRefused, TooMuchAsked) as error:
            told.append(f"limit={size} is refused: {bench.traces.refusal(error)}")
            continue
        return _size(size, len(answer.elements), bool(next_of(answer.json)), told)
    raise NotSettled("; ".join(told))


def _size(size: int, rows: int, has_more: bool, told: list[str]) -> Seen:
    """What an accepted page tells: whether it was full, cut, or whether these were all there are."""
    if rows >= size:
        return Seen(answer=str(size), seen="; ".join([*told, f"limit={size} is accepted and brings as many"]) + ".")
    if has_more:
        cut = f"limit={size} is accepted, but brings only {rows} of more"
        return Seen(answer=f"cut to {rows}", seen="; ".join([*told, cut]) + ".")
    few = f"limit={size} is accepted; whether it brings as many can't be seen, there are only {rows}"
    return Seen(answer=f"{size} accepted", seen="; ".join([*told, few]) + ".")


def _count(bench: Bench) -> int:
    told = bench.post_node("id,comments_count").get("comments_count")
    if not isinstance(told, int):
        raise NotSettled("Meta tells no comments_count")
    return told
