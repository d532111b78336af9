"""Which of the pages that Meta lists are ours, which of ours are missing and why, and which are new?"""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from bot.accounts.tokens import has_own_token
from bot.model import Account, PlatformName


class Offer(Protocol):
    """One page of /me/accounts."""

    @property
    def id(self) -> str:
        """The page's number."""
        ...

    @property
    def name(self) -> str:
        """The page's name."""
        ...

    @property
    def instagram_id(self) -> str | None:
        """The Instagram account that is linked to it."""
        ...


T = TypeVar("T", bound=Offer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Generic[T]):
    """An account and the page whose token opens it."""

    account: Account
    offer: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An account for which Meta listed no page, and the likely reason."""

    account: Account
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Generic[T]):
    """The whole picture. `strangers` are pages, and `strange_instagram` pages whose Instagram account, not set up."""

    matches: tuple[Match[T], ...]
    missing: tuple[Missing, ...]
    strangers: tuple[T, ...]
    strange_instagram: tuple[T, ...]


def match(accounts: Sequence[Account], offers: Sequence[T], granted: Collection[str] | None) -> Matching[T]:
    """Match by number. `granted` are the pages that were ticked when the token was made, None when not told.

    Accounts on X, and Instagram accounts with a token of their own, have no part in this.
    """
    wanted = [a for a in accounts if a.platform is not PlatformName.X and not has_own_token(a)]
    matches = [Match(account=each, offer=offer) for each in wanted for offer in offers if _opens(offer, each)]
    found = {each.account.id for each in matches}
    known = {account.external_id for account in accounts}
    return Matching(
        matches=tuple(matches),
        missing=tuple(Missing(account=a, why=_why(a, granted)) for a in wanted if a.id not in found),
        strangers=tuple(offer for offer in offers if offer.id not in known),
        strange_instagram=tuple(o for o in offers if o.instagram_id is not None and o.instagram_id not in known),
    )


def settings_block(offer: Offer, *, instagram: bool, taken: Collection[str]) -> str:
    """A [[accounts]] block for the settings file, ready to paste: watched, and nothing on the page is changed."""
    platform = PlatformName.INSTAGRAM if instagram else PlatformName.FACEBOOK
    name = offer.name or "a page without a name"
    lines = {
        "id": _short_name(f"{name} instagram" if instagram else name, taken),
        "platform": str(platform),
        "name": f"{name} (Instagram)" if instagram else name,
        "external_id": (offer.instagram_id or "") if instagram else offer.id,
        "mode": "observe",
    }
    return "\n".join(["[[accounts]]", *(f"{key} = {_toml(value)}" for key, value in lines.items())])


def _opens(offer: Offer, account: Account) -> bool:
    return account.external_id == (offer.id if account.platform is PlatformName.FACEBOOK else offer.instagram_id)


def _why(account: Account, granted: Collection[str] | None) -> str:
    if account.platform is PlatformName.INSTAGRAM:
        return (
            f"none of the listed pages is linked to the Instagram account {account.external_id}: link it in the page's "
            'settings, tick its page when making the token, or set login = "instagram"'
        )
    if granted is None:
        return (
            "not listed: the person has no task on the page, or didn't tick it when making the token; "
            "or external_id is another page's"
        )
    if account.external_id in granted:
        return "it was ticked when the token was made, but isn't listed: the person has no task on the page any more"
    return "it wasn't ticked when the token was made, or the person has no task on it; or external_id is another page's"


def _short_name(name: str, taken: Collection[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower())[:34].strip("-") or "page"
    numbered = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)


def _toml(text: str) -> str:
    """A TOML text. Its escapes are JSON's; what a terminal shouldn't be shown is escaped as well."""
    spelt = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in spelt)
