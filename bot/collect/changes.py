"""What does an answer of the platform bring that we don't hold yet, and what must be read at all? Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.model import Comment, CommentState, KnownComment, Post


class ChangeKind(StrEnum):
    """How a comment differs from what the index holds."""

    NEW = "collected"
    EDITED = "edited"
    REAPPEARED = "reappeared"
    VISIBILITY = "visibility"
    """Hidden or shown by somebody else on the platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One comment of an answer that must be written down. `needs_judging` is False when only its state changed."""

    kind: ChangeKind
    comment: Comment
    known: KnownComment | None

    @property
    def needs_judging(self) -> bool:
        """Whether the words are new to us (or new again)."""
        return self.kind in (ChangeKind.NEW, ChangeKind.EDITED)


def changes(comments: Sequence[Comment], known: Mapping[str, KnownComment]) -> list[Change]:
    """The comments of one page of results that bring something new, each once, the last spelling counting."""
    newest = {comment.external_id: comment for comment in comments}
    found = []
    for external_id, comment in newest.items():
        kind = _kind(comment, known.get(external_id))
        if kind is not None:
            found.append(Change(kind=kind, comment=comment, known=known.get(external_id)))
    return found


def _kind(comment: Comment, known: KnownComment | None) -> ChangeKind | None:
    if known is None:
        return ChangeKind.NEW
    if comment.sha256 != known.sha256:
        return ChangeKind.EDITED
    if known.state is CommentState.VANISHED:
        return ChangeKind.REAPPEARED
    if comment.is_hidden is not None and comment.is_hidden != known.is_hidden:
        return ChangeKind.VISIBILITY
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What to read of one post: everything (`since` None and `whole`), or what was made since a moment."""

    since: datetime | None
    whole: bool


def reading(
    post: Post,
    *,
    newest: datetime | None,
    count: int | None,
    whole_at: datetime | None,
    now: datetime,
    overlap: timedelta,
    reconcile_every: timedelta,
) -> Reading | None:
    """What must be read of `post` now; None when nothing suggests a change.

    A whole reading finds edits and vanished comments everywhere; in between, a post is read from `overlap` before its
    newest known comment on when its count differs from the last reading's or it had comments within the overlap.

    A time in the future (a strange answer, or a clock that was set back) proves nothing: a whole reading then counts as
    not made, and the last whole reading stands in for the newest comment.
    """
    if whole_at is None or whole_at > now or now - whole_at >= reconcile_every:
        return Reading(since=None, whole=True)
    seen = not_after(newest, now)
    is_fresh = seen is not None and now - seen <= overlap
    if is_fresh or post.comment_count is None or post.comment_count != count:
        since = _earlier(newest if newest == seen else whole_at, overlap)
        return Reading(since=since, whole=since is None)
    return None


def not_after(at: datetime | None, now: datetime) -> datetime | None:
    """`at`, or `now` where `at` lies in the future; None stays None."""
    return None if at is None else min(at, now)


def _earlier(at: datetime | None, by: timedelta) -> datetime | None:
    """`at` less `by`; None (from the beginning) where the calendar ends before that."""
    try:
        return None if at is None else at - by
    except OverflowError:
        return None


def may_stop(page: Sequence[Comment], found: Collection[Change], since: datetime | None) -> bool:
    """Whether a listing may be left before its end: newest first, everything known and older than `since`.

    Facebook may rank a list whatever we ask for, so the order is read off the page itself, never assumed.
    """
    if since is None or found:
        return False
    times = [comment.created_at for comment in page if comment.parent_id is None]
    known_times = [time for time in times if time is not None]
    if len(known_times) < 2 or len(known_times) != len(times):
        return False
    falls = all(earlier >= later for earlier, later in pairwise(known_times))
    return falls and known_times[0] > known_times[-1] and known_times[0] < since


def gone(known: Sequence[KnownComment], seen: Collection[str]) -> list[KnownComment]:
    """Comments we hold as present which a whole, complete listing didn't show."""
    return [comment for comment in known if comment.external_id not in seen]
