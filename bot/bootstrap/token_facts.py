"""What can be found out about one token by asking Meta? debug_token and GET /me, with what a note adds to them."""

from datetime import datetime

from bot.accounts.endings import LIFE
from bot.accounts.facts import Facts, TokenNote
from bot.accounts.tokens import PAGE
from bot.config import Found, Place, Secret
from bot.errors import PermissionRefused
from bot.model import Account, PlatformName
from bot.platforms.graph.oauth import Explained, Identity
from bot.platforms.tokens import AppRefused, TokenOffice

NO_APP = "only part of it could be asked: the secrets app-id and app-secret are missing"
APP_REFUSED = "only part of it could be asked: Meta refuses app-id or app-secret"
NO_LIFE = "Instagram doesn't tell when the token ends or what it may do"


def facebook_facts(office: TokenOffice, account: Account, token: Secret, note: TokenNote | None) -> Facts:
    """About a token of graph.facebook.com. Raises `PlatformError`."""
    told, caveat = _told(office, token)
    opened, refused = None, ""
    if told is None or told.is_valid:
        opened, refused = _opened(office, account, token, told)
    return Facts(
        told=told,
        opened=opened,
        refused=refused,
        caveat=caveat,
        expires_at=told.expires_at if told else None,
        access_ends=note.access_ends if note else None,
        issued_at=(told.issued_at if told else None) or (note.issued_at if note else None),
        tasks=note.tasks if note and note.tasks else None,
    )


def _opened(
    office: TokenOffice, account: Account, token: Secret, told: Explained | None
) -> tuple[Identity | None, str]:
    """What the token opens, or why Meta opens nothing with it (as when its access to data has ended)."""
    is_linked = account.platform is PlatformName.INSTAGRAM and (told is None or told.type == PAGE)
    try:
        return office.identity(token, linked_to=account.external_id if is_linked else ""), ""
    except PermissionRefused as error:
        return None, f"Meta opens nothing with it: {error.message}"


def instagram_facts(office: TokenOffice, token: Secret, note: TokenNote | None, found: Found | None) -> Facts:
    """About a token of Instagram Login. Raises `PlatformError`."""
    issued = note.issued_at if note else written_at(found)
    return Facts(
        opened=office.instagram_identity(token),
        caveat=NO_LIFE if note is None and found is not None else "",
        issued_at=issued,
        expires_at=note.expires_at if note and note.expires_at else (issued + LIFE if issued else None),
    )


def _told(office: TokenOffice, token: Secret) -> tuple[Explained | None, str]:
    """What debug_token says, and what has to be said about the asking."""
    if office.app.token is None:
        return office.explained_by_itself(token), NO_APP
    try:
        return office.explained_by_app(token), ""
    except AppRefused:
        return office.explained_by_itself(token), APP_REFUSED


def written_at(found: Found | None) -> datetime | None:
    """When the file of a token was written: the best that is known of its age. Systemd's copies tell nothing."""
    return found.changed_at if found is not None and found.place is Place.DIRECTORY else None
