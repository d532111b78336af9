"""`page-monitor user add|list|disable`: who may use the review page."""

import re
import secrets
from datetime import datetime
from pathlib import Path

import click

from bot.bootstrap import open_store
from bot.cli.console import say_json, table
from bot.config import SystemClock, load_config
from bot.errors import InputError
from bot.model import Reviewer
from bot.ports import Store
from bot.review.passwords import Passwords

CLI_ACTOR = "administrator"


@click.group()
def user() -> None:
    """Say who may use the review page."""


@user.command()
@click.argument("name")
@click.option("--display-name", default="", help='The name colleagues see, such as "Pat Example, communications".')
@click.pass_obj
def add(file: Path, name: str, display_name: str) -> None:
    """Add a reviewer and print a one-time password.

    NAME is what they log in with, best the work e-mail address. At the first log-in they choose their own password.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._@+-]{1,63}", name):
        raise InputError(f"{name!r} can't be a log-in name; use letters, digits and . _ @ + - (2 to 64 characters)")
    if name.lower().startswith("bot@") or name.lower() in ("unknown", CLI_ACTOR):
        raise InputError(f"{name!r} would look like a machine in the log; choose another name")
    store = open_store(load_config(file))
    password = add_reviewer(store, name, display_name or name, SystemClock().now())
    store.close()
    click.echo(f"Added {name}. One-time password: {password}")
    click.echo("Hand it over in person; it must be changed at the first log-in and can't be shown again.")


def add_reviewer(store: Store, name: str, display_name: str, now: datetime) -> str:
    """Add a reviewer; answers the one-time password."""
    password = one_time_password()
    with store.transaction():
        store.reviewers.add(
            Reviewer(
                name=name,
                display_name=display_name,
                password_hash=Passwords().seal(password),
                must_change_password=True,
                created_at=now,
            )
        )
        store.ledger.append("user", CLI_ACTOR, {"what": "added", "reviewer": name}, now)
    return password


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_users(file: Path, as_json: bool) -> None:
    """List the reviewers."""
    store = open_store(load_config(file))
    known = store.reviewers.all()
    store.close()
    if as_json:
        say_json([{"name": r.name, "display_name": r.display_name, "disabled_at": r.disabled_at} for r in known])
    elif not known:
        click.echo("Nobody may use the review page yet; add someone with `page-monitor user add NAME`.")
    else:
        table(("name", "shown as", "state"), [(r.name, r.display_name, _state(r)) for r in known])


@user.command()
@click.argument("name")
@click.pass_obj
def disable(file: Path, name: str) -> None:
    """Shut a reviewer out at once. What they decided stays in the log."""
    store = open_store(load_config(file))
    now = SystemClock().now()
    with store.transaction():
        store.reviewers.disable(name, now)
        store.ledger.append("user", CLI_ACTOR, {"what": "disabled", "reviewer": name}, now)
    store.close()
    click.echo(f"Disabled {name}; open sessions ended.")


@user.command()
@click.argument("name")
@click.pass_obj
def reset(file: Path, name: str) -> None:
    """Give a reviewer a new one-time password, for a forgotten one or to let somebody in again."""
    store = open_store(load_config(file))
    password, now = one_time_password(), SystemClock().now()
    with store.transaction():
        store.reviewers.change_password(name, Passwords().seal(password), must_change=True)
        store.reviewers.enable(name)
        store.ledger.append("user", CLI_ACTOR, {"what": "reset", "reviewer": name}, now)
    store.close()
    click.echo(f"One-time password of {name}: {password}")
    click.echo("Hand it over in person; it must be changed at the next log-in. Open sessions ended.")


def one_time_password() -> str:
    """A password to be read out once: four groups without letters that look alike."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))


def _state(reviewer: Reviewer) -> str:
    if reviewer.disabled_at is not None:
        return f"disabled since {reviewer.disabled_at:%Y-%m-%d}"
    return "has a one-time password" if reviewer.must_change_password else "active"
