"""Who has asked to be told of changes? Both halves of a webhook subscription; without either, silence."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.simulator.model import Account, Platform
from bot.simulator.script import Scenario


class Topic(StrEnum):
    """The object an app subscribes to."""

    PAGE = "page"
    INSTAGRAM = "instagram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """The app's half: where changes of a topic are posted, and which fields are wanted."""

    address: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where one change goes, and the secret it is signed with."""

    topic: Topic
    address: str
    secret: str


@dataclass(slots=True)
class Subscriptions:
    """`apps` by app id and topic; `accounts` are the fields each account (by key) is subscribed to.

    An Instagram account is heard through its linked page (the app's secret signs), or by a subscription of its own
    through Instagram Login (the Instagram app's secret signs).
    """

    scenario: Scenario
    apps: dict[tuple[str, Topic], Callback] = field(default_factory=dict)
    accounts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def routes(self, account: Account, name: str) -> list[Route]:
        """Where a change of field `name` on this account goes; empty when a half is missing."""
        if not self.apps or not self.accounts:
            return []
        if account.platform is Platform.FACEBOOK:
            is_asked = name in self.accounts.get(account.key, ())
            return self._route(self.scenario.app_id, Topic.PAGE, name) if is_asked else []
        found: list[Route] = []
        if account.linked_page in self.accounts:
            found += self._route(self.scenario.app_id, Topic.INSTAGRAM, name)
        if name in self.accounts.get(account.key, ()):
            found += self._route(self.scenario.instagram_app_id, Topic.INSTAGRAM, name)
        return found

    def _route(self, app: str, topic: Topic, name: str) -> list[Route]:
        callback = self.apps.get((app, topic))
        if callback is None or name not in callback.fields:
            return []
        secret = self.scenario.app_secret if app == self.scenario.app_id else self.scenario.instagram_secret
        return [Route(topic=topic, address=callback.address, secret=secret)]
