"""Does what a listing showed of a post settle it, or must the post be read? Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.collect.plan import STRETCH, Pace, Promise, Reading, is_due, since_known
from bot.model import Glance, PostWatch

WHOLE_AFTER = {Pace.NORMAL: 1, Pace.SLOW: STRETCH}
"""So many times as rare are whole readings at this pace; at others there are none."""


class Settled(StrEnum):
    """What a glance proves when no reading is needed."""

    NOTHING_NEW = "nothing_new"
    """Whatever is new was shown."""
    WHOLE = "whole"
    """All comments were shown: as good as a whole reading."""
    LATER = "later"
    """Not settled, but it was read a moment ago (or the quota is low): another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A glance, what we remember of the post, and how many of the shown comments are new since it was last settled.

    `failures` counts readings in a row that ended badly, `vain` whole ones that brought nothing; `must`: everything is
    to be read now, whatever was read before.
    """

    glance: Glance
    watch: PostWatch
    new: int
    promise: Promise
    pace: Pace
    now: datetime
    failures: int = 0
    vain: int = 0
    must: bool = False


def follow(question: Question) -> Reading | Settled:
    """What follows from a glance.

    The count is approximate (it may hold what nobody can list), so only its change since the post was last settled
    counts; and a listing may be ranked, so that the newest comments aren't among the shown ones.
    """
    glance, watch = question.glance, question.watch
    if glance.shows_all and not is_silent(glance):
        return Settled.WHOLE
    may_read_whole = question.must or _may_try(question)
    if question.failures and not may_read_whole:
        return Settled.LATER
    if is_silent(glance):
        return _whole(glance) if may_read_whole and question.pace is not Pace.FRESH else Settled.LATER
    is_time = question.pace in WHOLE_AFTER and is_due(
        watch.whole_at, question.promise.whole * WHOLE_AFTER[question.pace], question.now
    )
    if watch.whole_at is None or question.must:
        return _whole(glance) if may_read_whole else Settled.LATER
    if is_time and may_read_whole:
        return _whole(glance)
    after = _by_count(question, may_read_whole=may_read_whole)
    if is_time:  # the whole reading may wait a moment; a new comment that wasn't shown may not, and is read with it
        return _whole(glance) if isinstance(after, Reading) else Settled.LATER
    return after


def _may_try(question: Question) -> bool:
    pauses = max(question.failures, question.vain)
    return is_due(question.watch.read_at, retry_after(question.promise, pauses), question.now)


def _by_count(question: Question, *, may_read_whole: bool) -> Reading | Settled:
    glance, watch, new = question.glance, question.watch, question.new
    told = glance.post.comment_count
    if not told and not glance.shown and watch.newest is None and new == 0:
        return Settled.NOTHING_NEW  # Meta leaves an edge without anything in it out of the answer
    if told is None or watch.count is None:
        return Settled.NOTHING_NEW if reaches_back(glance, watch) else _since(question)
    more = told - watch.count
    if more == new:
        # As many came as are shown; but a deletion may hide one more that isn't, unless they reach back to known ones.
        return Settled.NOTHING_NEW if reaches_back(glance, watch) or not glance.newest_first else _since(question)
    if more > new:
        return _since(question)
    return _whole(glance) if may_read_whole and question.pace is Pace.NORMAL else Settled.LATER


def reaches_back(glance: Glance, watch: PostWatch) -> bool:
    """Whether the newest comments are shown without a gap back to what was known when the post was last settled."""
    times = [comment.created_at for comment in glance.shown if comment.created_at is not None]
    return glance.newest_first and watch.newest is not None and bool(times) and min(times) <= watch.newest


def _since(question: Question) -> Reading | Settled:
    """Where the platform names neither count nor newest comments, reading at every glance would cost too much."""
    if question.glance.post.comment_count is None and not _may_try(question):
        return Settled.LATER
    return since_known(question.watch, question.promise, question.now)


def news(glance: Glance, watch: PostWatch, added: int) -> int:
    """How many of the shown comments are new since the post was last settled: `added` to the index by this glance, or
    known from elsewhere already (two places can show the same comments; a pass can have died before it settled)."""
    if watch.newest is None:
        return added if watch.whole_at is None else len(glance.shown)
    times = [comment.created_at for comment in glance.shown if comment.created_at is not None]
    return max(added, sum(at > watch.newest for at in times))


def is_silent(glance: Glance) -> bool:
    """Comments are counted and none is shown: so look a token of the wrong kind, and restricted authors."""
    return bool(glance.post.comment_count) and not glance.shown


def retry_after(promise: Promise, failures: int = 0) -> timedelta:
    """How soon a whole reading is tried again: twice as late after each that ended badly, or was in vain."""
    later: int = 2 ** min(max(failures - 1, 0), 12)
    return min(2 * promise.fresh * later, max(promise.whole, 2 * promise.fresh))


def _whole(glance: Glance) -> Reading:
    return Reading(post_id=glance.post.external_id, since=None, whole=True)
