"""How is one answer of the platform written down? Comments, their next work and the log in one transaction."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import BOT_ACTOR
from bot.collect.changes import Change, ChangeKind, changes, gone
from bot.errors import Gone
from bot.model import AttachmentState, Comment, CommentState, KnownComment, Post, ReviewReason, Stage
from bot.ports import Clock, Platform, Store

log = logging.getLogger(__name__)

MOST_LOOKUPS = 50
"""How many missing comments of one post are looked up one by one in a pass; the rest waits for the next one."""

SHOWN_AGAIN = "Somebody showed this comment again on the platform after it was hidden. Hide it again, or keep it."


@dataclass(slots=True)
class Progress:
    """What a reading of one post has brought so far: `new` counts what must be judged, `added` what was never seen."""

    seen: set[str]
    newest: datetime | None = None
    new: int = 0
    added: int = 0
    complete: bool = False
    whole: bool = False
    bounded: bool = False
    silent: bool = False


class Intake:
    """Takes what a reading of one post brings."""

    def __init__(self, *, platforms: Mapping[str, Platform], store: Store, clock: Clock) -> None:
        self._platforms = platforms
        self._store = store
        self._clock = clock

    def take(self, post: Post, comments: Sequence[Comment], progress: Progress, asked_at: datetime) -> list[Change]:
        """Write down what is new on one page of results; answers it. `asked_at`: when the page was asked for."""
        progress.seen.update(comment.external_id for comment in comments)
        times = [time for time in (progress.newest, *(c.created_at for c in comments)) if time is not None]
        progress.newest = max(times, default=None)
        if not changes(comments, self._known(post, comments)):
            return []
        now = self._clock.now()
        store = self._store
        with store.transaction():
            known = self._known(post, comments)
            found = [self._trusted(change, asked_at) for change in changes(comments, known)]
            store.comments.save_post(post, now)
            for change in found:
                self._keep(change, now)
            self._log_new(post, [change for change in found if change.kind is ChangeKind.NEW], now)
        progress.new += sum(change.needs_judging for change in found)
        progress.added += sum(change.kind is ChangeKind.NEW for change in found)
        return found

    def _known(self, post: Post, comments: Sequence[Comment]) -> Mapping[str, KnownComment]:
        return self._store.comments.known(post.account_id, [comment.external_id for comment in comments])

    def _trusted(self, change: Change, asked_at: datetime) -> Change:
        """A change without what the answer can't know: it may be older than a hide or undo of our own."""
        if change.known is None or not self._store.decisions.touched_since(change.known.id, asked_at):
            return change
        return replace(change, comment=replace(change.comment, is_hidden=None))

    def _keep(self, change: Change, now: datetime) -> None:
        store = self._store
        if not change.needs_judging:
            self._note(change, now)
            return
        revision_id = store.comments.save(change.comment, now)
        for attachment in store.comments.attachments_of(revision_id):
            if attachment.state is AttachmentState.WAITING:
                store.work.enqueue(Stage.FETCH, attachment.id, run_after=now)
        # An edit back to earlier words has walked the corridor once; it must walk it again.
        store.work.enqueue(Stage.JUDGE, revision_id, run_after=now, again=change.kind is ChangeKind.EDITED)
        if change.known is not None:
            body = {"comment": change.known.id, "revision": revision_id, "before": change.known.revision_id}
            store.ledger.append(change.kind, BOT_ACTOR, body, now)

    def _note(self, change: Change, now: datetime) -> None:
        if change.known is None or (change.kind is ChangeKind.VISIBILITY and change.comment.is_hidden is None):
            return
        self._store.comments.note_state(
            change.known.id, now, state=CommentState.PRESENT, is_hidden=change.comment.is_hidden
        )
        body = {
            "comment": change.known.id,
            "revision": change.known.revision_id,
            "hidden": change.comment.is_hidden,
        }
        self._store.ledger.append(change.kind, BOT_ACTOR, body, now)
        in_force = self._store.decisions.hide_in_force(change.known.id)
        if change.kind is ChangeKind.REAPPEARED and in_force is None:
            self._decide_again(change.known.revision_id, now)
        if change.comment.is_hidden is False and in_force is not None:
            revision_id = change.known.revision_id
            self._store.queue.open(revision_id, ReviewReason.EDITED, why=SHOWN_AGAIN, alert=False, at=now)
            ids = {"comment": change.known.id, "revision": revision_id}
            self._store.ledger.append("review_opened", BOT_ACTOR, {**ids, "reason": ReviewReason.EDITED}, now)

    def _decide_again(self, revision_id: int, now: datetime) -> None:
        """What was given up because the comment was gone is open again; a person's word on these words still stands.

        What was not judged or preserved yet comes to be decided by itself.
        """
        if self._store.verdicts.latest(revision_id) and self._store.evidence.record(revision_id):
            self._store.work.enqueue(Stage.DECIDE, revision_id, run_after=now, again=True)

    def _log_new(self, post: Post, found: Sequence[Change], now: datetime) -> None:
        if not found:
            return
        known = self._store.comments.known(post.account_id, [change.comment.external_id for change in found])
        revisions = [[entry.id, entry.revision_id, entry.sha256] for entry in known.values()]
        body = {"account": post.account_id, "post": post.external_id, "revisions": revisions}
        self._store.ledger.append(ChangeKind.NEW, BOT_ACTOR, body, now)

    def look_for_gone(self, post: Post, progress: Progress) -> int:
        """Look up what no listing shows: some is gone, some is only not listed (and may have changed).

        Answers how many are still there.
        """
        asked_at = self._clock.now()
        missing = gone(self._store.comments.known_on(post.account_id, post.external_id), progress.seen)
        there = self._look_up(post, missing[:MOST_LOOKUPS])
        if there:
            self.take(post, there, progress, asked_at)
        return len(there)

    def look_at(self, account_id: str, external_id: str, progress: Progress) -> None:
        """Look at one comment, because somebody says that it changed; one that we don't know is left to a reading."""
        asked_at = self._clock.now()
        for known in self._store.comments.known(account_id, [external_id]).values():
            post = self._store.comments.revision(known.revision_id).post
            there = self._look_up(post, [known])
            if there:
                self.take(post, there, progress, asked_at)

    def _look_up(self, post: Post, missing: Sequence[KnownComment]) -> list[Comment]:
        """The comments that are still there, as they are now; what is gone is written down."""
        if not missing:
            return []
        asked = [self._store.comments.revision(known.revision_id).comment for known in missing]
        there: list[Comment] = []
        for known, answer in zip(missing, self._platforms[post.account_id].lookups(asked), strict=True):
            if isinstance(answer, Gone):
                self._note_gone(known, answer)
                continue
            if isinstance(answer, Comment):
                there.append(answer)
            else:
                log.warning("lookup_refused account=%s comment=%s error=%s", post.account_id, known.id, answer)
            # Noted as looked at, so that the next pass begins with others: known_on answers the longest unseen first.
            self._store.comments.note_state(known.id, self._clock.now())
        return there

    def _note_gone(self, known: KnownComment, error: Gone) -> None:
        now = self._clock.now()
        body = {"comment": known.id, "revision": known.revision_id, "answer": str(error.ids.get("trace", ""))}
        with self._store.transaction():
            self._store.comments.note_state(known.id, now, state=CommentState.VANISHED)
            self._store.ledger.append("vanished", BOT_ACTOR, body, now)
