"""What becomes of replies to replies, of the same words twice, and of ids spelt otherwise? Point 9 and some more."""

from bot.errors import Gone, PermissionRefused, RequestRefused
from bot.model import Comment
from bot.platforms.graph.reading import bare_id, inner, words
from bot.platforms.probing.bench import Bench
from bot.platforms.probing.findings import NotSettled, Seen


def reply_to_reply(bench: Bench) -> Seen:
    """Where a reply to a reply ends up."""
    first, reply = bench.first(), bench.reply()
    made: list[Comment] = []
    refused = bench.attempted("It was refused", lambda: made.append(bench.hands.reply(reply)))
    if refused:
        return Seen(answer="refused", seen=f"{refused}.")
    parent = _parent(bench, made[0])
    where = {first.external_id: "the comment at the top", reply.external_id: "the reply"}.get(parent, "something else")
    lists = [name for name, each in (("the comment", first), ("the reply", reply)) if _lists(bench, each, made[0])]
    under = " and ".join(lists) or "neither"
    seen = f"It was made; its parent is {where if parent else 'not told'}; listed under: {under}."
    answers = {first.external_id: "flattened", reply.external_id: "deeper"}
    return Seen(answer=answers.get(parent, "untold"), seen=seen)


def same_words(bench: Bench) -> Seen:
    """Whether the same words under the same post are refused."""
    text = bench.hands.own(bench.second()).text.strip()
    refused = bench.attempted("The same words again were refused", lambda: bench.hands.comment(text))
    if refused:
        return Seen(answer="refused", seen=f"{refused}.")
    return Seen(answer="accepted", seen="The same words under the same post were made a second comment.")


def fields_after_create(bench: Bench) -> Seen:
    """Whether a create may ask for fields. Never tried on Instagram, where it makes the comment and then fails."""
    bench.second()
    if bench.after_create is None:
        raise NotSettled("it was not tried")
    if not bench.after_create.answer:
        raise NotSettled(bench.after_create.seen)
    return bench.after_create


def spellings(bench: Bench) -> Seen:
    """Whether a comment can be read by both spellings of its id."""
    comment = bench.first()
    short, long = comment.external_id, comment.call_id
    if short == long:
        long = f"{bare_id(bench.post.external_id)}_{short}"
    told, good = [], []
    for name, spelling in (("with the first part", long), ("without the first part", short)):
        try:
            bench.site.client.read(spelling, fields="id")
        except (RequestRefused, PermissionRefused, Gone) as error:
            told.append(f"{name}: {bench.traces.refusal(error)}")
        else:
            told.append(f"{name}: accepted")
            good.append(name)
    answer = "both" if len(good) == 2 else f"only {good[0]}" if good else "neither"
    came = "with" if "_" in comment.call_id else "without"
    return Seen(answer=answer, seen=f"{'; '.join(told)}. The create answered an id {came} a first part.")


def _parent(bench: Bench, comment: Comment) -> str:
    """The bare id of the parent that Meta tells now, or an empty string."""
    fields = "id,parent{id}" if bench.site.is_facebook else "id,parent_id"
    node = bench.site.client.read(comment.call_id, fields=fields).whole.node
    told = words(inner(node, "parent").get("id")) if bench.site.is_facebook else words(node.get("parent_id"))
    return bare_id(told or "")


def _lists(bench: Bench, under: Comment, wanted: Comment) -> bool:
    try:
        return bench.listed(f"{under.call_id}/{bench.site.dialect.replies}").shows(wanted)
    except (RequestRefused, PermissionRefused, Gone):
        return False
