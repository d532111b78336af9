"""How do comments get from a page into the index? One pass over one account, page of results by page of results."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.collect.changes import Reading, may_stop, not_after, reading
from bot.collect.intake import Intake, Progress
from bot.errors import Gone, PermissionRefused, RequestRefused
from bot.model import Account, Post
from bot.ports import Clock, Platform, Store

log = logging.getLogger(__name__)

MOST_OLD_POSTS = 20
"""How many posts that are no longer listed are read again in a reconciliation, the longest unread first."""

WENT_NOWHERE = "no list of comments could be read to its end; is the token a page's own, with all permissions?"


class Collector:
    """Reads accounts.

    Each page of results is kept with its next work and its log lines in one transaction. The checkpoint of a post moves
    only after its last page (in a transaction of its own): whatever breaks off earlier is read again, and what is known
    already is a no-op.
    """

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
        self._intake = Intake(platforms=platforms, store=store, clock=clock)
        self._old_posts_read_at: dict[str, datetime] = {}

    def collect(self, account: Account, *, whole: bool = False) -> int:
        """One pass; answers how many new or edited comments it brought.

        A post that can't be read doesn't keep the others from being read; its error is raised at the end. An error
        that concerns the whole account (network, token, quota) ends the pass at once; what was read stays.
        """
        read: list[Progress] = []
        brought, refused = 0, None
        listed = list(self._platforms[account.id].posts())
        for post in [*listed, *self._old_posts(account, {post.external_id for post in listed}, whole=whole)]:
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

    def _old_posts(self, account: Account, listed: set[str], *, whole: bool) -> list[Post]:
        """Posts with comments that have left the listing (old or deleted), when a reconciliation is due."""
        now = self._clock.now()
        last = self._old_posts_read_at.get(account.id)
        if not whole and last is not None and now - last < self._reconcile_every:
            return []
        self._old_posts_read_at[account.id] = now
        return self._store.comments.unlisted_posts(account.id, listed, limit=MOST_OLD_POSTS)

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

    def _read(self, post: Post, plan: Reading) -> Progress:
        progress = Progress(seen=set())
        pages = iter(self._platforms[post.account_id].comments(post, since=plan.since))
        asked_at = self._clock.now()
        while (page := next(pages, None)) is not None:
            found = self._intake.take(post, page.comments, progress, asked_at)
            asked_at = self._clock.now()
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
        progress = Progress(seen=set())
        self._intake.look_for_gone(post, progress)
        return progress.new

    def _finish(self, post: Post, plan: Reading, progress: Progress) -> None:
        now = self._clock.now()
        if plan.whole:
            self._intake.look_for_gone(post, progress)
        with self._store.transaction():
            self._store.comments.save_post(post, now)
            self._store.checkpoints.advance(
                post.account_id,
                post.external_id,
                newest=not_after(progress.newest, now),
                count=post.comment_count,
                whole_at=now if plan.whole else None,
            )
