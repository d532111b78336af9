"""What does an answer of the platform bring that we don't hold yet? Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from bot.model import Comment, CommentState, KnownComment


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
