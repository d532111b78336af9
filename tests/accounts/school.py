"""What do the tests of tokens share? A pretend Meta with people, apps and pages, and builders of facts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import requests
from wsgiadapter import WSGIAdapter

from bot.config import Config, Secret, load
from bot.model import Account, Login, Mode, PlatformName
from bot.platforms.graph.oauth import Explained
from bot.platforms.tokens import App, TokenOffice
from bot.simulator.app import create_app
from bot.simulator.scenario import parse
from bot.simulator.world import World

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BASE = "http://127.0.0.1:8099"

MARK = "MARKED"
"""Stands in every secret value, and nowhere else."""
MAPLE, MAPLE_IG, OAK, TODAY = (f"EAA{MARK}{name}" for name in ("maple", "mapleig", "oak", "today"))
PERSON, SHORT, SYSTEM = (f"EAA{MARK}{name}" for name in ("person", "short", "system"))
IG_SHORT, IG_LONG, IG_YOUNG = (f"IGAA{MARK}{name}" for name in ("short", "long", "young"))
APP_ID, APP_SECRET, IG_SECRET = "4711", f"{MARK}-app-secret", f"{MARK}-instagram-secret"
FULL = frozenset(
    {
        "pages_show_list",
        "pages_read_engagement",
        "pages_read_user_content",
        "pages_manage_engagement",
        "pages_manage_metadata",
        "ads_read",
        "instagram_basic",
        "instagram_manage_comments",
    }
)
SETTINGS = """
[district]
name = "Maple Hollow School District"

[graph]
base_url = "{address}"
instagram_base_url = "{address}/graph.instagram.com"
timeout_seconds = 2.0

[secrets]
directory = "secrets"

[[accounts]]
id = "maple"
platform = "facebook"
name = "Maple Hollow"
external_id = "1001"
mode = "enforce"

[[accounts]]
id = "maple-ig"
platform = "instagram"
name = "Maple Hollow on Instagram"
external_id = "1780011"

[[accounts]]
id = "elm"
platform = "facebook"
name = "Elm Street Elementary"
external_id = "1003"

[[accounts]]
id = "today"
platform = "instagram"
name = "Maple Today"
external_id = "1780022"
login = "instagram"
"""


def account(**changes: object) -> Account:
    """The page 1001 in enforce mode, unless told otherwise."""
    told: dict[str, object] = {
        "id": "maple",
        "platform": PlatformName.FACEBOOK,
        "name": "Maple Hollow",
        "external_id": "1001",
        "mode": Mode.ENFORCE,
        **changes,
    }
    return Account(**told)  # type: ignore[arg-type]  # the fields' own types, written by the test


def linked_instagram(**changes: object) -> Account:
    """An Instagram account that is read with its page's token."""
    return account(id="maple-ig", platform=PlatformName.INSTAGRAM, external_id="1780011", **changes)


def own_instagram(**changes: object) -> Account:
    """An Instagram account with a token of its own."""
    return account(id="today", platform=PlatformName.INSTAGRAM, external_id="1780022", login=Login.INSTAGRAM, **changes)


def explained(**changes: object) -> Explained:
    """What Meta says of a page token that may do everything and never ends."""
    told: dict[str, object] = {"type": "PAGE", "is_valid": True, "scopes": FULL, "is_endless": True, **changes}
    return Explained(**told)  # type: ignore[arg-type]  # the fields' own types, written by the test


def meta(
    clock: Callable[[], datetime] = lambda: NOW,
    *,
    tokens: Sequence[Mapping[str, object]] = (),
    settings: Mapping[str, object] | None = None,
) -> World:
    """Two pages, one with a linked Instagram account, one Instagram account alone, a person and every kind of token."""
    day, own = 24 * 60, {"type": "IG_USER", "account": "today"}
    made: list[Mapping[str, object]] = [
        {"token": SHORT, "type": "USER", "person": "7", "expires_in_minutes": 60},
        {"token": SYSTEM, "type": "SYSTEM", "person": "7"},
        {**own, "token": IG_SHORT, "expires_in_minutes": 60},
        {
            "token": IG_LONG,
            "type": "IG_USER",
            "account": "today",
            "expires_in_minutes": 12 * day,
            "age_minutes": 48 * day,
        },
        {**own, "token": IG_YOUNG, "expires_in_minutes": 60 * day, "age_minutes": 60},
        *tokens,
    ]
    accounts = [
        _at_meta("maple", "facebook", "1001", "Maple Hollow", MAPLE),
        {**_at_meta("maple-ig", "instagram", "1780011", "Maple Hollow IG", MAPLE_IG), "linked_page": "maple"},
        _at_meta("oak", "facebook", "1002", 'Oak "Ridge" School', OAK),
        _at_meta("today", "instagram", "1780022", "Maple Today", TODAY),
    ]
    return World(
        parse(
            {
                "name": "tokens",
                "app": {"id": APP_ID, "secret": APP_SECRET, "instagram_id": "4712", "instagram_secret": IG_SECRET},
                "accounts": accounts,
                "people": [{"id": "7", "name": "Robin Example", "token": PERSON}],
                "tokens": made,
                "settings": dict(settings or {}),
            }
        ),
        clock,
        sleep=lambda seconds: None,
    )


def _at_meta(key: str, platform: str, number: str, name: str, token: str) -> dict[str, object]:
    return {"key": key, "platform": platform, "id": number, "name": name, "username": key, "token": token}


def app(**changes: object) -> App:
    """The app's real credentials."""
    told: dict[str, object] = {"id": APP_ID, "secret": Secret(APP_SECRET), "instagram_secret": Secret(IG_SECRET)}
    return App(**{**told, **changes})  # type: ignore[arg-type]  # the fields' own types, written by the test


def office(world: World, *, of: App | None = None) -> TokenOffice:
    """Meta's counter in this world, without a socket."""
    session = requests.Session()
    session.trust_env = False
    session.mount(BASE, WSGIAdapter(create_app(world), log_function=lambda response: None))
    return TokenOffice(
        base_url=BASE,
        instagram_base_url=f"{BASE}/graph.instagram.com",
        version="v26.0",
        app=of or app(),
        timeout=(2, 2),
        session=session,
        sleep=lambda seconds: None,
    )


def settings_in(folder: Path, address: str, *, rewrite: Callable[[str], str] = str) -> Config:
    """A settings file of this district in `folder`, with an empty folder for secrets."""
    file = folder / "config.toml"
    file.write_text(rewrite(SETTINGS.format(address=address)), "utf-8")
    (folder / "secrets").mkdir(mode=0o700, exist_ok=True)
    return load(file, {})
