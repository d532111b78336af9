"""What has to be asked of the person who adds a token? The token, the app's credentials, and whether to keep those."""

import re
import sys
from dataclasses import replace

import click

from bot.bootstrap.tokens import App, app_of
from bot.cli.token_keep import Desk
from bot.config import Config, Place, Secret, Secrets
from bot.errors import ConfigError, InputError


def place_for(config: Config, secrets: Secrets, *, in_keyring: bool) -> Place:
    """Where to write; everything that can fail there fails before anybody types a token."""
    if in_keyring:
        if not config.secrets.keyring:
            raise ConfigError(["[secrets] keyring: set it to true, or the service won't look there"])
        secrets.find("app-id")
        return Place.KEYRING
    if secrets.directory is None:
        raise ConfigError(
            ["[secrets] directory: isn't set, so there is nowhere to write; set it, or use --keyring or --print-names"]
        )
    return Place.DIRECTORY


def app_asked(secrets: Secrets, *, with_instagram: bool, asks: bool, needs: bool) -> App:
    """The app's credentials, asked for where they are missing and needed."""
    app = app_of(secrets)
    if with_instagram:
        secret = app.instagram_secret or _ask_secret(secrets, "instagram-app-secret", "Instagram app secret", asks=asks)
        return replace(app, instagram_secret=secret)
    if needs:
        app_id = app.id or _ask_secret(secrets, "app-id", "App id", asks=asks).reveal()
        return replace(app, id=app_id, secret=app.secret or _ask_secret(secrets, "app-secret", "App secret", asks=asks))
    return app


def _ask_secret(secrets: Secrets, name: str, words: str, *, asks: bool) -> Secret:
    if not asks:
        return secrets.need(name)
    return Secret(_clean(click.prompt(f"{words} (from the app's dashboard)", hide_input=name != "app-id", type=str)))


def ask_token(words: str, *, from_stdin: bool) -> Secret:
    """A token, typed unseen or read from standard input. Raises `InputError` for what can't be one."""
    if from_stdin:
        return Secret(_clean(sys.stdin.readline()))
    return Secret(_clean(click.prompt(f"{words} (it isn't shown)", hide_input=True, type=str)))


def _clean(text: str) -> str:
    """What was pasted, as it is meant. Raises `InputError`, which doesn't quote it."""
    found = text.strip().strip("\"'").removeprefix("Bearer ").strip()
    if not re.fullmatch(r"[!-~]{4,2000}", found):
        raise InputError("what was pasted can't be a token or secret: it is empty, or holds blanks or strange signs")
    return found


def keep_app(desk: Desk, secrets: Secrets, app: App) -> None:
    """Offer to store what was typed in: the daily check asks Meta with it."""
    typed = {"app-id": app.id, "app-secret": app.secret, "instagram-app-secret": app.instagram_secret}
    new = {name: value for name, value in typed.items() if value and _is_missing(secrets, name)}
    if (
        not new
        or desk.from_stdin
        or not click.confirm(f"Store {', '.join(new)} too, for the daily check?", default=True)
    ):
        return
    for name, value in new.items():
        secrets.keep(name, value if isinstance(value, str) else value.reveal(), desk.place)


def _is_missing(secrets: Secrets, name: str) -> bool:
    """Whether it stands nowhere; one that stands there and can't be read isn't written over."""
    try:
        return secrets.find(name) is None
    except ConfigError:
        return False
