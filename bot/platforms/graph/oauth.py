"""What do Meta's answers about tokens say? Shapes of oauth/access_token, /me/accounts, debug_token and /me; pure.

Sources: Meta, "Get long-lived tokens" and "Debugging access tokens"; /me/accounts as captured in 2021 and 2026.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.config import Secret
from bot.errors import PlatformUnavailable
from bot.platforms.graph.faults import error_of
from bot.platforms.graph.reading import Node, count, inner, moment, node_of, rows_of, words

OTHER_APP = (
    "the token was made for another app than the secret app-id names: in the Graph API Explorer choose your own app at "
    '"Meta App", where its own ("Graph API Explorer") stands at first'
)
"""Meta says so with code 100: "The App_id in the input_token did not match the Viewing App"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """A token that Meta made of another one. `lives` is None when Meta told no end."""

    token: Secret
    lives: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOffer:
    """One page of /me/accounts, with its own token."""

    id: str
    name: str
    tasks: frozenset[str]
    instagram_id: str | None
    token: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a token opens. `instagram_id` is the Instagram account that is linked to a page."""

    id: str
    name: str
    instagram_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What debug_token said; see `bot.accounts.facts.Told` for the meanings."""

    type: str
    is_valid: bool
    why: str = ""
    scopes: frozenset[str] = frozenset()
    limited: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_endless: bool = False
    expires_at: datetime | None = None
    data_access_ends: datetime | None = None
    issued_at: datetime | None = None


def exchange(told: Node) -> Exchanged:
    """The new token; raises `PlatformUnavailable` when there is none."""
    token, lives = words(told.get("access_token")), count(told.get("expires_in"))
    if not token:
        raise PlatformUnavailable("Meta's answer holds no token")
    return Exchanged(token=Secret(token), lives=timedelta(seconds=min(lives, 10**9)) if lives else None)


def offer(row: object) -> list[PageOffer]:
    """One row of /me/accounts; nothing when it has no id or no token."""
    node = node_of(row)
    page_id, token = words(node.get("id")), words(node.get("access_token"))
    if not page_id or not token:
        return []
    return [
        PageOffer(
            id=page_id,
            name=words(node.get("name")) or "",
            tasks=_texts(node.get("tasks")),
            instagram_id=words(inner(node, "instagram_business_account").get("id")),
            token=Secret(token),
        )
    ]


def explanation(data: Node) -> Explained:
    """The `data` of debug_token; raises `PlatformUnavailable` when it is empty."""
    if not data:
        raise PlatformUnavailable("Meta's answer explains no token")
    is_valid = data.get("is_valid") is True
    grants = [node_of(row) for row in rows_of(data.get("granular_scopes"))]
    return Explained(
        type=(words(data.get("type")) or "").upper(),
        is_valid=is_valid,
        why="" if is_valid else _why(inner(data, "error")),
        scopes=_texts(data.get("scopes")),
        limited={words(g.get("scope")) or "": _texts(g.get("target_ids")) for g in grants if g.get("target_ids")},
        is_endless=count(data.get("expires_at")) == 0,
        expires_at=moment(data.get("expires_at")),
        data_access_ends=moment(data.get("data_access_expires_at")),
        issued_at=moment(data.get("issued_at")),
    )


def _why(error: Node) -> str:
    """Meta's reason in our words: its own may quote names."""
    if error.get("code") in (100, "100") or "viewing app" in (words(error.get("message")) or "").casefold():
        return OTHER_APP
    told = {"code": error.get("code", 190), "error_subcode": error.get("subcode", error.get("error_subcode"))}
    return error_of(400, {}, json.dumps({"error": told}).encode()).message


def _texts(value: object) -> frozenset[str]:
    return frozenset(text for row in rows_of(value) if (text := words(row)))


def own_id(me: Node) -> str:
    """The `id` of GET /me; raises `PlatformUnavailable` when there is none."""
    found = words(me.get("id"))
    if not found:
        raise PlatformUnavailable("Meta's answer doesn't say whose token it is")
    return found
