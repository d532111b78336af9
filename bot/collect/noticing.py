"""What must a person be told about a page, although no comment can be shown for it?"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot import BOT_ACTOR
from bot.errors import PlatformError
from bot.model import NoticeKind, Post, PostWatch
from bot.ports import Store

log = logging.getLogger(__name__)

COMMENTS = "comments"
"""The subject of a notice that comments as such may not be read (opened and settled by `Setbacks`)."""

QUIET = {
    NoticeKind.SOURCE: timedelta(days=30),
    NoticeKind.SILENT: timedelta(days=7),
    NoticeKind.CUT: timedelta(days=7),
    NoticeKind.QUOTA: timedelta(days=1),
}
"""So long nobody is told again of what a person has seen to, although it lasts."""


class Noticing:
    """Opens and settles notices, each with its line in the log. One is open per account, kind and subject."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, account_id: str, kind: NoticeKind, subject: str, why: str, at: datetime) -> None:
        """Tell a person; an open notice only gets the newer words. What a person has seen to is quiet for a while."""
        if self._is_quiet(account_id, kind, subject, at):
            return
        with self._store.transaction():
            if self._store.notices.open(account_id, kind, subject, why=why, at=at):
                log.warning("notice account=%s kind=%s subject=%s", account_id, kind, subject)
                body = {"account": account_id, "kind": kind, "subject": subject}
                self._store.ledger.append("notice", BOT_ACTOR, body, at)

    def _is_quiet(self, account_id: str, kind: NoticeKind, subject: str, at: datetime) -> bool:
        known = self._store.notices.newest(account_id, kind, subject)
        if kind not in QUIET or known is None or known.closed_at is None or known.closed_by == BOT_ACTOR:
            return False
        return timedelta(0) <= at - known.closed_at < QUIET[kind]

    def settle(self, account_id: str, kind: NoticeKind, subject: str, at: datetime) -> None:
        """The trouble is over by itself."""
        with self._store.transaction():
            if self._store.notices.settle(account_id, kind, subject, by=BOT_ACTOR, at=at):
                body = {"account": account_id, "kind": kind, "subject": subject}
                self._store.ledger.append("notice_settled", BOT_ACTOR, body, at)

    def after_whole(
        self, post: Post, before: PostWatch, listed: int, at: datetime, *, is_bounded: bool = False
    ) -> None:
        """A whole reading ended well: what the platform counts beyond it, nobody can look at here.

        A person who has seen to such a gap is asked again only when it has grown.
        """
        self.settle(post.account_id, NoticeKind.SILENT, post.external_id, at)
        told = post.comment_count
        if is_bounded:
            why = (
                f"The platform lists only the newest {listed} comments under this post. Older ones are kept as far as "
                "they were read before; edits and deletions among them are not noticed."
            )
            self.open(post.account_id, NoticeKind.CUT, post.external_id, why, at)
            return
        self.settle(post.account_id, NoticeKind.CUT, post.external_id, at)
        if told is None:
            return
        if told <= listed:
            self.settle(post.account_id, NoticeKind.UNLISTED, post.external_id, at)
        elif self._has_grown(post, before, told - listed):
            why = (
                f"The platform counts {told} comments under this post and shows us {listed}. The others may be from "
                "people whose comments it holds back or keeps from us. Please look at the post itself."
            )
            self.open(post.account_id, NoticeKind.UNLISTED, post.external_id, why, at)

    def _has_grown(self, post: Post, before: PostWatch, gap: int) -> bool:
        known = self._store.notices.newest(post.account_id, NoticeKind.UNLISTED, post.external_id)
        if known is None or known.closed_at is None:
            return True
        return before.count is None or before.listed is None or gap > before.count - before.listed

    def after_nothing(self, post: Post, *, is_silent: bool, is_again: bool, at: datetime) -> None:
        """A listing did not end as it should; a person is told of a silent one at once, of others the second time."""
        if is_silent:
            counted = f"counts {post.comment_count}" if post.comment_count else "has shown us"
            why = (
                f"The platform {counted} comments under this post, and lists none. Either the "
                "access token lacks a permission, or their authors are restricted. Please look at the post itself, "
                "and let IT run: page-monitor token check."
            )
            self.open(post.account_id, NoticeKind.SILENT, post.external_id, why, at)
        elif is_again:
            why = "The list of comments under this post can't be read to its end. Please look at the post itself."
            self.open(post.account_id, NoticeKind.CUT, post.external_id, why, at)

    def post_refused(self, post: Post, error: PlatformError, at: datetime) -> None:
        """Meta won't list the comments of one post, or can't."""
        why = f"The comments of this post can't be read: {error.message}. Please look at the post itself."
        self.open(post.account_id, NoticeKind.CUT, post.external_id, why, at)

    def subjects(self, account_id: str, kind: NoticeKind) -> set[str]:
        """What the open notices of a kind are about."""
        waiting = self._store.notices.waiting()
        return {notice.subject for notice in waiting if (notice.account_id, notice.kind) == (account_id, kind)}

    def sources(self, account_id: str, refused: Mapping[str, str], at: datetime, *, is_all: bool) -> None:
        """Places that may not be read, and (when all were asked) those that may be read again."""
        for source, why in refused.items():
            self.open(account_id, NoticeKind.SOURCE, source, why, at)
        if is_all:
            for source in self.subjects(account_id, NoticeKind.SOURCE) - {*refused, COMMENTS}:
                self.settle(account_id, NoticeKind.SOURCE, source, at)
