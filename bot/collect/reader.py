"""How is one post read? Page of results by page of results, until its list has ended, and what then follows."""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from bot.collect.changes import may_stop
from bot.collect.intake import Intake, Progress
from bot.collect.noticing import Noticing
from bot.collect.plan import Promise, Reading, not_after, patience
from bot.errors import PlatformError
from bot.model import Post, PostWatch
from bot.ports import Clock, Platform, Store

log = logging.getLogger(__name__)


class PostReader:
    """Reads posts. Each page of results is kept with its next work and its log lines in one transaction.

    The checkpoint of a post moves only after its last page (in a transaction of its own): whatever breaks off earlier
    is read again, and what is known already is a no-op.
    """

    def __init__(
        self,
        *,
        platforms: Mapping[str, Platform],
        store: Store,
        clock: Clock,
        intake: Intake,
        noticing: Noticing,
        promise: Promise,
    ) -> None:
        self._platforms = platforms
        self._store = store
        self._clock = clock
        self._intake = intake
        self._noticing = noticing
        self._promise = promise
        self._failures = Counter[tuple[str, str]]()
        self._vain = Counter[tuple[str, str]]()
        self._sick: set[tuple[str, str]] = set()

    def failures(self, post: Post) -> int:
        """Readings of a post in a row that ended badly, since we started."""
        return self._failures[post.account_id, post.external_id]

    def vain(self, post: Post) -> int:
        """Whole readings of a post in a row that brought nothing new, since we started."""
        return self._vain[post.account_id, post.external_id]

    def is_sick(self, post: Post) -> bool:
        """Whether the last try to read it gave no usable answer."""
        return (post.account_id, post.external_id) in self._sick

    def read(
        self, post: Post, plan: Reading, watch: PostWatch, *, shown: int = 0, may_read_again: bool = True
    ) -> Progress:
        """Read as planned; `shown` new comments came with the listing already.

        Where a reading from a moment on doesn't bring as many comments as the count has grown by, the post is read
        whole: nobody at Meta has written down what `since` means.
        """
        progress = self._list(post, plan)
        self._sick.discard((post.account_id, post.external_id))
        adds_up = _adds_up(post, watch, shown + progress.added)
        if progress.complete and not progress.whole and not adds_up and may_read_again:
            log.info("reading_again account=%s post=%s", post.account_id, post.external_id)
            earlier = progress
            progress = self._list(post, Reading(post_id=post.external_id, since=None, whole=True))
            progress.new += earlier.new
            progress.added += earlier.added
        self._count(post, progress)
        if progress.complete:
            self._finish(post, progress, watch)
        if not progress.complete:
            self._break_off(post, progress, watch)
        return progress

    def note_failure(self, post: Post, watch: PostWatch, error: PlatformError) -> None:
        """A post could not be read at all: it is tried again later and later, and a person is told."""
        now = self._clock.now()
        log.warning("post_not_read account=%s post=%s error=%s", post.account_id, post.external_id, error)
        key = (post.account_id, post.external_id)
        self._failures[key] += 1
        is_again = self._failures[key] > 1
        self._sick.add(key)
        with self._store.transaction():
            is_ours = watch.read_at is not None or self._store.comments.known_on(post.account_id, post.external_id)
            if error.retryable or is_ours:
                self._advance(post, PostWatch(post_id=post.external_id, read_at=now), watch)
            if is_again or not error.retryable:
                self._noticing.post_refused(post, error, now)

    def _count(self, post: Post, progress: Progress) -> None:
        """Take note of how a reading went: the next whole one comes the later the less there was to find."""
        key = (post.account_id, post.external_id)
        if progress.complete:
            self._failures.pop(key, None)
        if progress.new:
            self._vain.pop(key, None)
        elif progress.whole:
            self._vain[key] += 1

    def settle(self, post: Post, progress: Progress, watch: PostWatch, *, whole: bool, is_time: bool) -> None:
        """A listing of posts has shown all there is to see of this one. Written down only where that says anything."""
        progress.complete, progress.whole = True, whole
        is_other = progress.added > 0 or post.comment_count != watch.count
        if is_other or (whole and (is_time or len(progress.seen) != watch.listed)):
            self._finish(post, progress, watch)
        if not progress.complete:
            self._break_off(post, progress, watch)

    def take_leave(self, post: Post, watch: PostWatch) -> int:
        """A deleted post takes its comments along: look them up in turn, the longest unseen first.

        What was never read and holds nothing is forgotten; the others are looked at again, the later the longer.
        """
        log.info("post_gone account=%s post=%s", post.account_id, post.external_id)
        progress = Progress(seen=set())
        has_comments = bool(self._store.comments.known_on(post.account_id, post.external_id))
        if has_comments:
            self._intake.look_for_gone(post, progress)
        if has_comments or watch.read_at is not None:
            now = self._clock.now()
            self._advance(post, PostWatch(post_id=post.external_id, read_at=now), watch)
        return progress.new

    def _list(self, post: Post, plan: Reading) -> Progress:
        progress = Progress(seen=set())
        platform = self._platforms[post.account_id]
        pages = iter(platform.comments(post, since=plan.since))
        asked_at = self._clock.now()
        while (page := next(pages, None)) is not None:
            found = self._intake.take(post, page.comments, progress, asked_at)
            asked_at = self._clock.now()
            progress.complete = page.complete
            progress.bounded = page.is_bounded
            if page.complete:
                progress.whole = plan.whole or not platform.capabilities.since
            elif may_stop(page.comments, found, plan.since):
                progress.complete = True
                break
        return progress

    def _finish(self, post: Post, progress: Progress, watch: PostWatch) -> None:
        listed = len(progress.seen)
        if progress.whole:
            there = self._intake.look_for_gone(post, progress)
            if there and not listed:
                # It lists nothing and has it all the same: so it is with a person's token.
                progress.silent, progress.complete = True, False
                return
        now = self._clock.now()
        done = PostWatch(
            post_id=post.external_id,
            newest=not_after(progress.newest, now),
            count=_settled_count(post, watch, progress.added),
            listed=None if watch.listed is None else watch.listed + progress.added,
            read_at=now,
        )
        with self._store.transaction():
            self._store.comments.save_post(post, now)
            whole = replace(done, listed=listed, whole_at=now)
            self._advance(post, whole if progress.whole else done, watch)
            if progress.whole:
                self._noticing.after_whole(post, watch, listed, now, is_bounded=progress.bounded)

    def _advance(self, post: Post, done: PostWatch, before: PostWatch) -> None:
        """Move the checkpoint, and say when the post's turn comes should no listing show it any more."""
        now = self._clock.now()
        newest = max((at for at in (done.newest, before.newest) if at is not None), default=None)
        known = replace(before, newest=newest, created_at=before.created_at or post.created_at)
        due_at = now + patience(known, self._promise, now)
        self._store.checkpoints.advance(post.account_id, done, due_at=due_at)

    def _break_off(self, post: Post, progress: Progress, watch: PostWatch) -> None:
        log.warning("listing_incomplete account=%s post=%s", post.account_id, post.external_id)
        now = self._clock.now()
        with self._store.transaction():
            self._store.comments.save_post(post, now)
            self._advance(post, PostWatch(post_id=post.external_id, read_at=now), watch)
            is_silent = progress.silent or not progress.seen
            self._failures[post.account_id, post.external_id] += 1
            is_again = self.failures(post) > 1
            self._noticing.after_nothing(post, is_silent=is_silent, is_again=is_again, at=now)


def _settled_count(post: Post, watch: PostWatch, added: int) -> int | None:
    """The count that the next listing will tell if nothing happens; where it was not told now, our own reckoning."""
    if post.comment_count is not None:
        return post.comment_count
    return None if watch.count is None else watch.count + added


def _adds_up(post: Post, watch: PostWatch, added: int) -> bool:
    return post.comment_count is None or watch.count is None or post.comment_count - watch.count <= added
