"""Under which comment does an answer stand? The top of its thread, from the index or from the platform."""

from collections.abc import Iterator
from dataclasses import replace

from bot.errors import DecisionRefused
from bot.model import Comment, Revision
from bot.ports import Platform, Store

MOST_LEVELS = 10


def root_of(store: Store, platform: Platform, revision: Revision) -> Comment:
    """The top-level comment of the thread: whether replies to replies are kept, Meta's answers contradict.

    Raises `Gone` where a comment on the way up was never collected, and the platform doesn't show it.
    """
    for each in _upwards(store, platform, revision.comment):
        if each.parent_id is None:
            return each
    raise DecisionRefused("the thread is too deep to answer in", revision=revision.id)


def _upwards(store: Store, platform: Platform, comment: Comment) -> Iterator[Comment]:
    yield comment
    for _ in range(MOST_LEVELS):
        if comment.parent_id is None:
            return
        comment = _parent(store, platform, comment, comment.parent_id)
        yield comment


def _parent(store: Store, platform: Platform, comment: Comment, parent_id: str) -> Comment:
    known = store.comments.known(comment.account_id, [parent_id]).get(parent_id)
    if known is not None:
        return store.comments.revision(known.revision_id).comment
    return platform.comment(replace(comment, external_id=parent_id, call_id=parent_id, parent_id=None))
