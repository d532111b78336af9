"""Which changes wait to be told, and to whom? What happens in the world, turned into webhook changes."""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.simulator import webhook_values as values
from bot.simulator.heard import Verb
from bot.simulator.mentions import Mention
from bot.simulator.model import Account, Author, Comment, Platform, Post
from bot.simulator.script import Scenario
from bot.simulator.state import State
from bot.simulator.subscriptions import Subscriptions
from bot.simulator.webhooks import Change


class Hearing:
    """Listens to the world. `pending` is bounded; what no longer fits pushes out the oldest, and counts as `dropped`.

    Costs next to nothing while nobody is subscribed.
    """

    def __init__(self, scenario: Scenario, now: Callable[[], datetime]) -> None:
        self.subscriptions = Subscriptions(scenario)
        self.pending: deque[Change] = deque(maxlen=scenario.settings.pending_changes)
        self.dropped = 0
        self._settings = scenario.settings
        self._now = now
        self._state: State | None = None

    def attend(self, state: State) -> None:
        """Know the state whose changes will be told."""
        self._state = state

    def told(self, verb: Verb, thing: Post | Comment) -> None:
        """A post or comment has changed."""
        if not self.subscriptions.apps or self._state is None:
            return
        account = self._state.accounts[thing.account]
        post = thing if isinstance(thing, Post) else self._state.posts[thing.post]
        if account.platform is Platform.INSTAGRAM:
            self._instagram(account, post, thing, verb)
        else:
            self._page(account, post, thing, verb)

    def reacted(self, thing: Post | Comment, author: Author | None, kind: str) -> None:
        """Somebody has reacted; Instagram does not tell of it."""
        if self._state is None or self._state.accounts[thing.account].platform is Platform.INSTAGRAM:
            return
        post = thing if isinstance(thing, Post) else self._state.posts[thing.post]
        comment = thing if isinstance(thing, Comment) else None
        value = values.reaction_value(post, comment, author, kind, self._now(), is_old=self._is_old)
        self._tell(self._state.accounts[thing.account], "feed", value)

    def mentioned(self, account: Account, mention: Mention) -> None:
        if account.platform is Platform.INSTAGRAM:
            self._tell(account, "mentions", values.instagram_mention_value(mention))
        else:
            self._tell(account, "mention", values.page_mention_value(mention))

    def taken(self) -> list[Change]:
        """Everything that waits, which then waits no longer."""
        rows = list(self.pending)
        self.pending.clear()
        return rows

    @property
    def _is_old(self) -> bool:
        return self._settings.old_webhook_forms

    def _instagram(self, account: Account, media: Post, thing: Post | Comment, verb: Verb) -> None:
        if isinstance(thing, Comment) and verb is Verb.ADD and not thing.flags.unlisted:
            name = "live_comments" if media.is_live else "comments"
            self._tell(account, name, values.instagram_value(media, thing))

    def _page(self, account: Account, post: Post, thing: Post | Comment, verb: Verb) -> None:
        if isinstance(thing, Post):
            self._tell(account, "feed", values.post_value(account, post, verb, is_old=self._is_old))
        elif not thing.flags.unlisted:
            value = values.comment_value(account, post, thing, verb, self._now(), is_old=self._is_old)
            self._tell(account, "feed", value)

    def _tell(self, account: Account, name: str, value: Mapping[str, object]) -> None:
        for route in self.subscriptions.routes(account, name):
            if len(self.pending) == self.pending.maxlen:
                self.dropped += 1
            self.pending.append(Change(route=route, entry=account.id, name=name, value=value))
