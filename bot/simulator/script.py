"""What is a scenario, once it is read? Accounts, settings, and steps of events to be played in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.simulator.events import Event, ScenarioError
from bot.simulator.model import Account, Person, Platform
from bot.simulator.token_scripts import TokenScript
from bot.simulator.unkindness import Unkindness


class ReplyToReply(StrEnum):
    """What becomes of a reply to a reply on Facebook; three reports contradict each other."""

    FLATTEN = "flatten"
    REFUSE = "refuse"
    DEEPER = "deeper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the pretend Meta behaves where the real one is known to vary.

    `quota_calls` per `quota_minutes` is what 100 % in the usage headers means; the headers appear from
    `usage_shown_from` per cent on. `cdn_minutes` is how long a picture's address works. 0 for the app's own quota means
    the accounts'. `pending_changes` bounds what waits to be delivered to webhooks.
    `forbidden_edges` answer that a permission is missing; `deepest_page` and `most_rows` (0: no bound) are how far a
    list can be paged and how much one call may ask for; `clock_skew_seconds` is how far the platform's clock is ahead.
    """

    require_proof: bool = False
    quota_calls: int = 200_000
    quota_minutes: int = 24 * 60
    usage_shown_from: int = 0
    list_hidden: bool = True
    is_ranked: bool = False
    first_replies: int = 25
    refuse_removed: bool = True
    cdn_minutes: int = 24 * 60
    forbidden_edges: tuple[str, ...] = ()
    reply_to_reply: ReplyToReply = ReplyToReply.FLATTEN
    refuse_duplicates: bool = False
    reels_in_videos: bool = False
    deepest_page: int = 0
    most_rows: int = 0
    clock_skew_seconds: float = 0
    unkindness: Unkindness | None = None
    app_quota_calls: int = 0
    app_quota_minutes: int = 0
    throttle_headers: bool = True
    page_tokens_lose_data_access: bool = False
    debug_profile_id: bool = True
    old_webhook_forms: bool = False
    pending_changes: int = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something happens at one moment of the week; `minutes` counts from the start of the week."""

    label: str
    minutes: float
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A script for a World. Events of one step lie `seconds_between` apart, so that no two share a time."""

    name: str
    accounts: tuple[Account, ...]
    steps: Sequence[Step] = ()
    seed: str = "1"
    app_id: str = "100000000000001"
    app_secret: str = "simulator-app-secret"
    people: tuple[Person, ...] = ()
    tokens: tuple[TokenScript, ...] = ()
    instagram_app_id: str = "200000000000002"
    instagram_secret: str = "simulator-instagram-secret"
    seconds_between: float = 0
    settings: Settings = field(default_factory=Settings)


def check_accounts(accounts: Sequence[Account], place: str) -> None:
    """Refuse a list of accounts in which a key, an id or a token would mean two things."""
    if not accounts:
        raise ScenarioError(f"{place}.accounts: expected at least one account")
    for name in ("key", "id", "token", "username"):
        seen: set[tuple[str, str]] = set()
        for number, account in enumerate(accounts):
            value = (getattr(account, name), account.platform if name == "username" else "")
            if value in seen:
                raise ScenarioError(f"{place}.accounts[{number}].{name}: used twice")
            seen.add(value)
    pages = {account.key for account in accounts if account.platform is Platform.FACEBOOK}
    for number, account in enumerate(accounts):
        if account.linked_page is not None and account.linked_page not in pages:
            raise ScenarioError(f"{place}.accounts[{number}].linked_page: no such Facebook page")
