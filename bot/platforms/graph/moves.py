"""Did Meta confirm the change? Hides, deletions and answers, each sent once and believed only in the right form."""

import logging
from collections.abc import Iterator

from bot.errors import PlatformUnavailable, RequestRefused
from bot.platforms.graph.answer import Answer
from bot.platforms.graph.client import GraphClient, Param
from bot.platforms.graph.reading import identifier, node_of

log = logging.getLogger(__name__)


def confirmed(client: GraphClient, call_id: str, /, **form: Param) -> str:
    """Send the change and answer Meta's trace id or an empty string.

    Raises `PlatformUnavailable` for every answer that neither confirms nor refuses: read back before anything else.
    """
    return _believed(client.write(call_id, **form))


def deleted(client: GraphClient, call_id: str, /) -> str:
    """Delete a comment; as `confirmed`."""
    return _believed(client.delete(call_id))


def made(client: GraphClient, edge: str, /, *, message: str) -> str:
    """Post a text on an edge and answer the id of what it made.

    Nothing but `message` is sent: a `fields` on Instagram makes the comment and then answers with an error (seen in
    2026, four duplicates). An answer of `success` without an id is what Facebook says to an edit: that would be our
    own fault, and is raised as `RequestRefused`. Any other answer without an id is ambiguous (`PlatformUnavailable`).
    """
    answer = client.write(edge, message=message)
    made_id = identifier(node_of(answer.json).get("id"))
    if made_id:
        return made_id
    if answer.is_success:
        log.error("graph_edited_instead_of_answered trace=%s", answer.trace)
        raise RequestRefused("the platform took the answer for an edit of an existing comment", trace=answer.trace)
    raise PlatformUnavailable("ambiguous answer", trace=answer.trace)


def whole(client: GraphClient, edge: str, /, *, limit: int, **params: Param) -> Iterator[Answer]:
    """The pages of a listing that must be read to its end; raises `PlatformUnavailable` where it breaks off."""
    is_complete = False
    for answer in client.pages(edge, limit=limit, **params):
        is_complete = answer.complete
        yield answer
    if not is_complete:
        raise PlatformUnavailable("the list of answers could not be read to its end")


def _believed(answer: Answer) -> str:
    if not answer.is_success:
        raise PlatformUnavailable("ambiguous answer", trace=answer.trace)
    return answer.trace
