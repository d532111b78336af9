"""How is the door for webhooks put together? It gets the inbox and three secrets: no token, no index, no platform."""

import os
from collections.abc import Sequence

from bot.config import Config, Secret, Secrets
from bot.errors import ConfigError, StorageFull, StoreError
from bot.listen.app import Listener
from bot.ports import Clock
from bot.store.inbox import SqliteInbox

APP_SECRETS = ("app-secret", "instagram-app-secret")
VERIFY_TOKEN = "webhook-verify-token"


def listener_of(config: Config, secrets: Secrets, clock: Clock) -> Listener:
    """The WSGI app. Raises `ConfigError` with everything that is missing: secrets, and an inbox that can be written."""
    app_secrets, verify_token = _secrets(secrets)
    return Listener(
        inbox=inbox_of(config),
        app_secrets=app_secrets,
        verify_token=verify_token,
        path=config.webhooks.path,
        calls_per_minute=config.webhooks.calls_per_minute,
        clock=clock,
    )


def inbox_of(config: Config) -> SqliteInbox:
    """Where calls wait for the worker. Raises `ConfigError` when this user can't write there."""
    file = config.inbox_file
    try:
        inbox = SqliteInbox(file)
        inbox.open()
    except (OSError, StoreError, StorageFull) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigError([_not_writable(config, str(reason))]) from error
    if not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        raise ConfigError([_not_writable(config, "Permission denied")])
    return inbox


def _not_writable(config: Config, reason: str) -> str:
    folder = config.inbox_file.parent
    return f"the inbox {config.inbox_file} can't be written: {reason}; give the folder {folder} to this user"


def _secrets(secrets: Secrets) -> tuple[Sequence[Secret], Secret]:
    app_secrets = [found for name in APP_SECRETS if (found := secrets.find(name)) is not None]
    verify_token = secrets.find(VERIFY_TOKEN)
    faults = []
    if not app_secrets:
        faults.append(
            f"secret app-secret: not found; {secrets.remedy('app-secret')} (Meta's dashboard, App settings, Basic). "
            "For an app with Instagram Login only: instagram-app-secret"
        )
    if verify_token is None:
        faults.append(
            f"secret {VERIFY_TOKEN}: not found; make up a long random one and {secrets.remedy(VERIFY_TOKEN)}; "
            "paste the same one into Meta's dashboard"
        )
    if faults or verify_token is None:
        raise ConfigError(faults)
    return app_secrets, verify_token
