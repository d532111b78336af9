"""What stands on the pretend platform now, and how does one thing change in it? No lock, no clock: World has both."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.simulator import births, ids
from bot.simulator.events import Event, ScenarioError
from bot.simulator.model import Account, Comment, Media, MediaKind, Platform, Post
from bot.simulator.script import ReplyToReply, Scenario

R = TypeVar("R")


class State:
    """Accounts, posts and comments by id and by key; comments are found by the last segment of their id."""

    def __init__(self, scenario: Scenario) -> None:
        self.seed = scenario.seed
        self.accounts: dict[str, Account] = {account.key: account for account in scenario.accounts}
        self.account_keys: dict[str, str] = {account.id: account.key for account in scenario.accounts}
        self.posts: dict[str, Post] = {}
        self.comments: dict[str, Comment] = {}
        self.keys: dict[str, str] = {}
        self.shortcodes: dict[str, str] = {}
        self._goes_deeper = scenario.settings.reply_to_reply is ReplyToReply.DEEPER
        self._media: dict[str, tuple[MediaKind, str]] = {}
        self._posts_of: dict[str, list[str]] = defaultdict(list)
        self._comments_of: dict[str, list[str]] = defaultdict(list)
        self._replies_of: dict[str, list[str]] = defaultdict(list)
        self._remembered: dict[str, dict[Hashable, Any]] = defaultdict(dict)
        self._serial = 0

    def account(self, spelling: str) -> Account | None:
        key = self.account_keys.get(spelling)
        return self.accounts[key] if key is not None else None

    def post(self, spelling: str) -> Post | None:
        post = self.posts.get(ids.bare(spelling))
        return None if post is None or post.is_deleted else post

    def media(self, spelling: str) -> Media | None:
        """The photo, video or live video of this id; a Reel is a video, and has no post."""
        kind, bare = self._media.get(spelling, (None, ""))
        post = self.post(bare)
        return None if kind is None or post is None else Media(id=spelling, kind=kind, post=post)

    def comment(self, spelling: str) -> Comment | None:
        comment = self.comments.get(ids.bare(spelling))
        if comment is None or comment.is_deleted or self.posts[comment.post].is_deleted:
            return None
        return comment

    def found(self, spelling: str) -> Account | Media | Post | Comment | None:
        """Whatever stands under this id, however it is spelt."""
        return self.account(spelling) or self.media(spelling) or self.post(spelling) or self.comment(spelling)

    def post_called(self, key: str) -> Post:
        found = self.keys.get(key)
        if found is None or found not in self.posts:
            raise ScenarioError(f"unknown post {key!r}")
        return self.posts[found]

    def comment_called(self, key: str) -> Comment:
        found = self.keys.get(key)
        if found is None or found not in self.comments:
            raise ScenarioError(f"unknown comment {key!r}")
        return self.comments[found]

    def posts_of(self, account: str) -> Iterator[Post]:
        return (self.posts[each] for each in self._posts_of[account] if not self.posts[each].is_deleted)

    def comments_of(self, post: str) -> Iterator[Comment]:
        """Every standing comment of a post, replies too."""
        return (self.comments[each] for each in self._comments_of[post] if not self.comments[each].is_deleted)

    def replies_of(self, comment: str) -> Iterator[Comment]:
        """The standing replies right under a comment."""
        found = self._replies_of.get(comment, ())
        return (self.comments[each] for each in found if not self.comments[each].is_deleted)

    def remembered(self, owner: str, question: Hashable, answer: Callable[[], R]) -> R:
        """What was worked out before, until something changes on that post (its bare id) or account (its key)."""
        known = self._remembered[owner]
        if question not in known:
            known[question] = answer()
        return cast(R, known[question])

    def add_post(self, event: Event, created: datetime) -> Post:
        account = self.accounts.get(event.account)
        if account is None:
            raise ScenarioError(f"unknown account {event.account!r}")
        self._fresh(event.subject)
        serial = self._next()
        post = births.post(event, account, created, seed=self.seed, serial=serial, taken=self.posts, shown=self._media)
        self.keys[post.key] = post.bare
        self._posts_of[account.key].append(post.bare)
        if post.shortcode:
            self.shortcodes[post.shortcode] = post.bare
        self._media |= {bare: (kind, post.bare) for kind, bare in post.media}
        return self._put_post(post)

    def add_comment(self, event: Event, created: datetime) -> Comment:
        """Add a comment or a reply. A reply to a reply hangs on the top-level comment, unless the settings say not."""
        post = self.post_called(event.post)
        account = self.accounts[post.account]
        parent = None if event.parent is None else self._parent(account, event.parent)
        if parent is not None and parent.post != post.bare:
            raise ScenarioError(f"comment {event.parent!r} is not on post {event.post!r}")
        bare = ids.number(account.platform, self.seed, "comment", self._fresh(event.subject), self.comments)
        comment = births.comment(event, account, post, parent, created, bare=bare, serial=self._next())
        self.keys[comment.key] = bare
        self._comments_of[post.bare].append(bare)
        if parent is not None:
            self._replies_of[parent.bare].append(bare)
        return self._put(comment)

    def root_of(self, comment: Comment) -> Comment:
        while comment.parent is not None:
            comment = self.comments[comment.parent]
        return comment

    def rewrite(self, comment: Comment, text: str) -> Comment:
        return self._put(replace(comment, text=text, revision=comment.revision + 1))

    def cover(self, comment: Comment, hidden: bool, *, through_api: bool) -> Comment:
        """Hide or show a comment; only calls of the API are counted."""
        hides = comment.hides + (through_api and hidden)
        unhides = comment.unhides + (through_api and not hidden)
        return self._put(replace(comment, is_hidden=hidden, hides=hides, unhides=unhides))

    def like(self, thing: Post | Comment, is_liked: bool) -> None:
        """The account itself likes it, or no longer does."""
        if isinstance(thing, Comment):
            self._put(replace(thing, is_liked=is_liked))
        else:
            self._put_post(replace(thing, is_liked=is_liked))

    def answer_privately(self, comment: Comment) -> None:
        self._put(replace(comment, is_answered_privately=True))

    def delete_comment(self, comment: Comment) -> None:
        """Delete a comment; its replies go with it, and nobody is told of those."""
        for reply in list(self.replies_of(comment.bare)):
            State.delete_comment(self, reply)
        self._put(replace(comment, is_deleted=True))

    def delete_post(self, post: Post) -> None:
        self._put_post(replace(post, is_deleted=True))

    def open_comments(self, post: Post, is_open: bool) -> None:
        self._put_post(replace(post, is_open=is_open))

    def cover_post(self, post: Post, hidden: bool) -> None:
        self._put_post(replace(post, is_hidden=hidden))

    def rewrite_post(self, post: Post, text: str) -> None:
        self._put_post(replace(post, text=text))

    def end_live(self, post: Post) -> None:
        """The broadcast is over; what remains is its recording."""
        self._put_post(replace(post, is_live=False))

    def is_own(self, comment: Comment) -> bool:
        """Whether the account itself wrote the comment."""
        return comment.author is not None and comment.author.id == self.accounts[comment.account].id

    def _parent(self, account: Account, key: str) -> Comment:
        parent = self.comment_called(key)
        return parent if self._goes_deeper and account.platform is Platform.FACEBOOK else self.root_of(parent)

    def _put(self, comment: Comment) -> Comment:
        self.comments[comment.bare] = comment
        self._remembered.pop(comment.post, None)
        return comment

    def _put_post(self, post: Post) -> Post:
        self.posts[post.bare] = post
        self._remembered.pop(post.bare, None)
        self._remembered.pop(post.account, None)
        return post

    def _fresh(self, key: str) -> str:
        if key in self.keys:
            raise ScenarioError(f"the key {key!r} is used twice")
        return key

    def _next(self) -> int:
        self._serial += 1
        return self._serial
