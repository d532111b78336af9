"""What stands on the pretend platform now, and how does one thing change in it? No lock, no clock: World has both."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.simulator import ids
from bot.simulator.events import Event, ScenarioError
from bot.simulator.model import Account, Author, Comment, Platform, Post
from bot.simulator.script import Scenario


class State:
    """Accounts, posts and comments by id and by key; comments are found by the last segment of their id."""

    def __init__(self, scenario: Scenario) -> None:
        self.seed = scenario.seed
        self.accounts: dict[str, Account] = {account.key: account for account in scenario.accounts}
        self.account_keys: dict[str, str] = {account.id: account.key for account in scenario.accounts}
        self.posts: dict[str, Post] = {}
        self.comments: dict[str, Comment] = {}
        self.keys: dict[str, str] = {}
        self._posts_of: dict[str, list[str]] = defaultdict(list)
        self._comments_of: dict[str, list[str]] = defaultdict(list)
        self._replies_of: dict[str, list[str]] = defaultdict(list)
        self._serial = 0

    def account(self, spelling: str) -> Account | None:
        key = self.account_keys.get(spelling)
        return self.accounts[key] if key is not None else None

    def post(self, spelling: str) -> Post | None:
        post = self.posts.get(ids.bare(spelling))
        return None if post is None or post.is_deleted else post

    def comment(self, spelling: str) -> Comment | None:
        comment = self.comments.get(ids.bare(spelling))
        if comment is None or comment.is_deleted or self.posts[comment.post].is_deleted:
            return None
        return comment

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
        return (self.comments[each] for each in self._replies_of[comment] if not self.comments[each].is_deleted)

    def add_post(self, event: Event, created: datetime) -> Post:
        account = self.accounts.get(event.account)
        if account is None:
            raise ScenarioError(f"unknown account {event.account!r}")
        bare = ids.number(account.platform, self.seed, "post", self._fresh(event.subject), self.posts)
        is_facebook = account.platform is Platform.FACEBOOK
        post = Post(
            key=event.subject,
            id=f"{account.id}_{bare}" if is_facebook else bare,
            bare=bare,
            serial=self._next(),
            account=account.key,
            text=event.text or "",
            created=created,
            author=self._own(account) if event.by_account else event.author,
            attachment=event.attachment,
            shortcode="" if is_facebook else ids.shortcode(bare),
        )
        self.posts[bare], self.keys[post.key] = post, bare
        self._posts_of[account.key].append(bare)
        return post

    def add_comment(self, event: Event, created: datetime) -> Comment:
        """Add a comment or a reply; a reply to a reply hangs on the top-level comment, as on both platforms."""
        post = self.post_called(event.post)
        account = self.accounts[post.account]
        parent = None if event.parent is None else self.root_of(self.comment_called(event.parent))
        if parent is not None and parent.post != post.bare:
            raise ScenarioError(f"comment {event.parent!r} is not on post {event.post!r}")
        bare = ids.number(account.platform, self.seed, "comment", self._fresh(event.subject), self.comments)
        comment = Comment(
            key=event.subject,
            id=f"{post.bare}_{bare}" if account.platform is Platform.FACEBOOK else bare,
            bare=bare,
            serial=self._next(),
            account=account.key,
            post=post.bare,
            created=created,
            text=event.text,
            author=self._own(account) if event.by_account else event.author,
            parent=None if parent is None else parent.bare,
            attachment=event.attachment,
            flags=event.flags,
        )
        self.comments[bare], self.keys[comment.key] = comment, bare
        self._comments_of[post.bare].append(bare)
        if parent is not None:
            self._replies_of[parent.bare].append(bare)
        return comment

    def root_of(self, comment: Comment) -> Comment:
        return comment if comment.parent is None else self.comments[comment.parent]

    def rewrite(self, comment: Comment, text: str) -> Comment:
        return self._put(replace(comment, text=text, revision=comment.revision + 1))

    def cover(self, comment: Comment, hidden: bool, *, through_api: bool) -> Comment:
        """Hide or show a comment; only calls of the API are counted."""
        hides = comment.hides + (through_api and hidden)
        unhides = comment.unhides + (through_api and not hidden)
        return self._put(replace(comment, is_hidden=hidden, hides=hides, unhides=unhides))

    def delete_comment(self, comment: Comment) -> None:
        """Delete a comment; its replies go with it."""
        for reply in list(self.replies_of(comment.bare)):
            self._put(replace(reply, is_deleted=True))
        self._put(replace(comment, is_deleted=True))

    def delete_post(self, post: Post) -> None:
        self.posts[post.bare] = replace(post, is_deleted=True)

    def open_comments(self, post: Post, is_open: bool) -> None:
        self.posts[post.bare] = replace(post, is_open=is_open)

    def is_own(self, comment: Comment) -> bool:
        """Whether the account itself wrote the comment."""
        return comment.author is not None and comment.author.id == self.accounts[comment.account].id

    def _own(self, account: Account) -> Author:
        name = account.name if account.platform is Platform.FACEBOOK else account.username
        return Author(id=account.id, name=name)

    def _put(self, comment: Comment) -> Comment:
        self.comments[comment.bare] = comment
        return comment

    def _fresh(self, key: str) -> str:
        if key in self.keys:
            raise ScenarioError(f"the key {key!r} is used twice")
        return key

    def _next(self) -> int:
        self._serial += 1
        return self._serial
