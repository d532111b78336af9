"""On which account and post does a probe work, and what is everything called there?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.errors import InputError, RequestRefused
from bot.model import Account, Author, Comment, PlatformName, Post
from bot.platforms.facebook import FacebookPage
from bot.platforms.graph.caller import Caller
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.payloads import facebook_post, instagram_permalink, instagram_post
from bot.platforms.graph.reading import Node, bare_id, inner, node_of, words
from bot.platforms.instagram import InstagramAccount
from bot.platforms.probing.meter import Meter
from bot.ports import Clock

RECENT = 100
"""Among so many of the newest posts a link is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What one platform calls its fields and edges."""

    fields: str
    post_fields: str
    posts: str
    replies: str
    hidden: str
    time: str
    largest_page: int


DIALECTS: Mapping[PlatformName, Dialect] = {
    PlatformName.FACEBOOK: Dialect(
        fields="id,created_time,is_hidden,from",
        post_fields="id,created_time,updated_time,permalink_url,from",
        posts="feed",
        replies="comments",
        hidden="is_hidden",
        time="created_time",
        largest_page=100,
    ),
    PlatformName.INSTAGRAM: Dialect(
        fields="id,timestamp,hidden,from",
        post_fields="id,timestamp,permalink,shortcode,comments_count,owner,username",
        posts="media",
        replies="replies",
        hidden="hidden",
        time="timestamp",
        largest_page=50,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One account and the ways to it.

    `client` and `platform` are the product's own; `bare` makes a way for calls that the product never makes, to any
    path beginning with the version, with further headers. `explain` answers the `data` of debug_token, None where
    tokens can't be explained. `is_stopped` tells whether somebody wants us to end; `sleep` waits so many seconds.
    """

    account: Account
    platform: FacebookPage | InstagramAccount
    client: GraphClient
    bare: Callable[[Mapping[str, str]], Caller]
    explain: Callable[[], Node] | None
    version: str
    meter: Meter
    clock: Clock
    sleep: Callable[[float], None]
    is_stopped: Callable[[], bool]

    @property
    def is_facebook(self) -> bool:
        """Whether it is a Facebook page."""
        return self.account.platform is PlatformName.FACEBOOK

    @property
    def dialect(self) -> Dialect:
        """What everything is called."""
        return DIALECTS[self.account.platform]

    def post(self, name: str) -> Post:
        """The post of this id or link, which must be the account's own. Raises `InputError` or `PlatformError`."""
        post_id = self._linked(name) if "/" in name else name
        try:
            node = node_of(self.client.read(post_id, fields=self.dialect.post_fields).json)
        except RequestRefused as error:
            raise InputError(f"{name!r} is no post of {self.account.id}: {error}") from error
        read = facebook_post if self.is_facebook else instagram_post
        found = read(node, account_id=self.account.id)
        if found is None or not self._is_own(node):
            raise InputError(f"the post {name!r} is not one that {self.account.id} wrote itself; name such a one")
        return found

    def known(self, call_id: str, post: Post, under: Comment | None = None) -> Comment:
        """What is known of a comment before it is read: its id, and where it stands."""
        parent = under.external_id if under else None
        link = None if self.is_facebook else instagram_permalink(post.permalink, bare_id(call_id), parent)
        return Comment(
            account_id=self.account.id,
            external_id=bare_id(call_id),
            call_id=call_id,
            post_id=post.external_id,
            parent_id=parent,
            author=Author(),
            text="",
            created_at=None,
            permalink=link,
            is_hidden=None,
            can_hide=None,
            attachments=(),
            payload=b"",
        )

    def address(self, comment: Comment, post: Post) -> str:
        """Where a person may look for a comment that has no link of its own."""
        if self.is_facebook:
            return f"https://www.facebook.com/{comment.call_id}"
        return f"{post.permalink or post.external_id} (comment {comment.external_id})"

    def _is_own(self, post: Node) -> bool:
        ours = self.account.external_id
        if self.is_facebook:
            return words(inner(post, "from").get("id")) == ours
        if words(inner(post, "owner").get("id")) == ours:
            return True
        me = node_of(self.client.read(ours, fields="id,username").json)
        return bool(words(me.get("username"))) and words(post.get("username")) == words(me.get("username"))

    def _linked(self, link: str) -> str:
        """The id of a recent post with this link."""
        field = "permalink_url" if self.is_facebook else "permalink"
        path = f"{self.account.external_id}/{self.dialect.posts}"
        answer = self.client.read(path, fields=f"id,{field}", limit=RECENT)
        wanted = link.split("?")[0].rstrip("/")
        for each in answer.elements:
            told = words(each.node.get(field)) or ""
            if told.split("?")[0].rstrip("/") == wanted:
                return words(each.node.get("id")) or ""
        raise InputError(f"no post with this link is among the newest {RECENT} of {self.account.id}; give its id")
