"""Where has somebody else named the account? Mentions under media and posts that are not its own."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.simulator import ids
from bot.simulator.events import Event, ScenarioError
from bot.simulator.model import Account, Author


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """`comment` is None where the caption names the account. `replies` are the account's answers, id and text."""

    key: str
    account: str
    media: str
    comment: str | None
    author: Author | None
    text: str
    created: datetime
    replies: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Mentions:
    """Mentions of every account, in the order they came."""

    seed: str
    rows: dict[str, Mention] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def add(self, event: Event, account: Account, created: datetime) -> Mention:
        """Add one; raises ScenarioError when its key was used before."""
        if event.subject in self.rows:
            raise ScenarioError(f"the key {event.subject!r} is used twice")
        in_caption = bool(event.change.get("in_caption"))
        mention = Mention(
            key=event.subject,
            account=account.key,
            media=self._number(account, "mention-media", event.subject),
            comment=None if in_caption else self._number(account, "mention-comment", event.subject),
            author=event.author,
            text=event.text or "",
            created=created,
        )
        self.rows[mention.key] = mention
        return mention

    def comment(self, account: Account, spelling: str) -> Mention | None:
        return next((m for m in self._of(account) if m.comment == ids.bare(spelling)), None)

    def media(self, account: Account, spelling: str) -> Mention | None:
        return next((m for m in self._of(account) if m.media == ids.bare(spelling)), None)

    def answer(self, account: Account, mention: Mention, message: str) -> str:
        """The account answers where it was named; gives the id of the answer."""
        made = self._number(account, "mention-reply", f"{mention.key}/{len(mention.replies)}")
        self.rows[mention.key] = replace(mention, replies=(*mention.replies, (made, message)))
        return made

    def _of(self, account: Account) -> list[Mention]:
        return [mention for mention in self.rows.values() if mention.account == account.key]

    def _number(self, account: Account, kind: str, key: str) -> str:
        found = ids.number(account.platform, self.seed, kind, key, self._taken)
        self._taken.add(found)
        return found
