"""How do comments get from a page into the index? One pass over one account, page of results by page of results."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import BOT_ACTOR
from bot.collect.changes import Change, ChangeKind, Reading, changes, gone, may_stop, not_after, reading
from bot.errors import Gone, PermissionRefused, RequestRefused
from bot.model import Account, AttachmentState, Comment, CommentState, KnownComment, Post, Stage
from bot.ports import Clock, Platform, Store

log = logging.getLogger(__name__)

MOST_LOOKUPS = 50
"""How many missing comments of one post are looked up one by one in a pass; the rest waits for the next one."""


WENT_NOWHERE = "no list of comments could be read to its end; is the token a page's own, with all permissions?"


@dataclass(slots=True)
class _Progress:
    """What a reading of one post has brought so far."""

    seen: set[str]
    newest: datetime | None = None
    new: int = 0
    complete: bool = False


class Collector:
    """Reads accounts. Keeps comments, the bytes as received, the checkpoint and the next work in one transaction."""

    def __init__(
        self,
        *,
        platforms: Mapping[str, Platform],
        store: Store,
        clock: Clock,
        zone: ZoneInfo,
        overlap: timedelta,
        reconcile_every: timedelta,
    ) -> None:
        self._platforms = platforms
        self._store = store
        self._clock = clock
        self._zone = zone
        self._overlap = overlap
        self._reconcile_every = reconcile_every

    def collect(self, account: Account, *, whole: bool = False) -> int:
        """One pass; answers how many new or edited comments it brought.

        A post that can't be read doesn't keep the others from being read; its error is raised at the end. An error
        that concerns the whole account (network, token, quota) ends the pass at once; what was read stays.
        """
        read: list[_Progress] = []
        brought, refused = 0, None
        for post in self._platforms[account.id].posts():
            plan = self._plan(post, whole)
            try:
                read += [self._read(post, plan)] if plan else []
            except Gone:
                brought += self._take_leave(post)
            except (PermissionRefused, RequestRefused) as error:
                refused = error
        if refused is not None:
            raise refused
        brought += sum(progress.new for progress in read)
        # A pass that got to the end of nothing it read (a person's token looks like that) is no monitoring.
        went_nowhere = bool(read) and not any(progress.complete for progress in read)
        self._note_pass(account, comments=brought, trouble=WENT_NOWHERE if went_nowhere else "")
        return brought

    def note_trouble(self, account: Account, trouble: str) -> None:
        """Write down that a pass failed; it doesn't count as monitoring."""
        self._note_pass(account, comments=0, trouble=trouble)

    def _note_pass(self, account: Account, *, comments: int, trouble: str) -> None:
        now = self._clock.now()
        day = now.astimezone(self._zone).date()
        self._store.checkpoints.note_pass(account.id, day, now, comments=comments, trouble=trouble)

    def _plan(self, post: Post, whole: bool) -> Reading | None:
        newest, count, whole_at = self._store.checkpoints.read_until(post.account_id, post.external_id)
        return reading(
            post,
            newest=newest,
            count=count,
            whole_at=None if whole else whole_at,
            now=self._clock.now(),
            overlap=self._overlap,
            reconcile_every=self._reconcile_every,
        )

    def _read(self, post: Post, plan: Reading) -> _Progress:
        progress = _Progress(seen=set())
        for page in self._platforms[post.account_id].comments(post, since=plan.since):
            found = self._take(post, page.comments, progress)
            progress.complete = page.complete
            if may_stop(page.comments, found, plan.since):
                progress.complete = True
                break
        if progress.complete:
            self._finish(post, plan, progress)
        else:
            log.warning("listing_incomplete account=%s post=%s", post.account_id, post.external_id)
        return progress

    def _take_leave(self, post: Post) -> int:
        """A deleted post takes its comments along: look them up in turn, the longest unseen first."""
        log.info("post_gone account=%s post=%s", post.account_id, post.external_id)
        progress = _Progress(seen=set())
        self._look_for_gone(post, progress)
        return progress.new

    def _take(self, post: Post, comments: Sequence[Comment], progress: _Progress) -> list[Change]:
        now = self._clock.now()
        store = self._store
        with store.transaction():
            known = store.comments.known(post.account_id, [comment.external_id for comment in comments])
            found = changes(comments, known)
            store.comments.save_post(post, now)
            for change in found:
                self._keep(change, now)
            self._log_new(post, [change for change in found if change.kind is ChangeKind.NEW], now)
        progress.seen.update(comment.external_id for comment in comments)
        progress.new += sum(change.needs_judging for change in found)
        times = [time for time in (progress.newest, *(c.created_at for c in comments)) if time is not None]
        progress.newest = max(times, default=None)
        return found

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
        if change.known is None:
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

    def _log_new(self, post: Post, found: Sequence[Change], now: datetime) -> None:
        if not found:
            return
        known = self._store.comments.known(post.account_id, [change.comment.external_id for change in found])
        revisions = [[entry.id, entry.revision_id, entry.sha256] for entry in known.values()]
        body = {"account": post.account_id, "post": post.external_id, "revisions": revisions}
        self._store.ledger.append(ChangeKind.NEW, BOT_ACTOR, body, now)

    def _finish(self, post: Post, plan: Reading, progress: _Progress) -> None:
        now = self._clock.now()
        if plan.whole:
            self._look_for_gone(post, progress)
        with self._store.transaction():
            self._store.comments.save_post(post, now)
            self._store.checkpoints.advance(
                post.account_id,
                post.external_id,
                newest=not_after(progress.newest, now),
                count=post.comment_count,
                whole_at=now if plan.whole else None,
            )

    def _look_for_gone(self, post: Post, progress: _Progress) -> None:
        """Look up what no listing shows: some is gone, some is only not listed (and may have changed)."""
        missing = gone(self._store.comments.known_on(post.account_id, post.external_id), progress.seen)
        looked_up = [self._look_up(post, known) for known in missing[:MOST_LOOKUPS]]
        there = [comment for comment in looked_up if comment is not None]
        if there:
            self._take(post, there, progress)

    def _look_up(self, post: Post, known: KnownComment) -> Comment | None:
        """The comment as it is now; None when it is gone (written down) or may not be read."""
        now, found = self._clock.now(), None
        try:
            found = self._platforms[post.account_id].comment(self._store.comments.revision(known.revision_id).comment)
        except Gone as error:
            body = {"comment": known.id, "revision": known.revision_id, "answer": str(error.ids.get("trace", ""))}
            with self._store.transaction():
                self._store.comments.note_state(known.id, now, state=CommentState.VANISHED)
                self._store.ledger.append("vanished", BOT_ACTOR, body, now)
            return None
        except (PermissionRefused, RequestRefused) as error:
            log.warning("lookup_refused account=%s comment=%s error=%s", post.account_id, known.id, error)
        # Noted as looked at, so that the next pass begins with others: known_on answers the longest unseen first.
        self._store.comments.note_state(known.id, now)
        return found
