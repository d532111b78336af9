"""`page-monitor token add|check|list|refresh|remove`: with which token is each page looked after?"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from bot.accounts.endings import renewal_is_due, renewal_is_possible
from bot.accounts.facts import note_name
from bot.accounts.tokens import has_own_token, token_name
from bot.bootstrap.tokens import APP_SECRETS, Limiters, TokenKeeper, accounts_with_tokens, keeper_of, quotas_of
from bot.cli.console import say_json, table, visible
from bot.cli.token_add import add
from bot.cli.token_list import listed
from bot.cli.token_looks import Look, look_at
from bot.config import Config, Found, Place, SystemClock, load_config, load_secrets
from bot.errors import ConfigError, InputError, MonitorError
from bot.model import Account, PlatformName


@click.group()
def token() -> None:
    """Get, check and renew the pages' access tokens.

    No token is ever printed, and none is ever taken from the command line.
    """


token.add_command(add)


@token.command()
@click.option("--offline", is_flag=True, help="Only look whether the tokens are there; don't ask Facebook.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check(file: Path, offline: bool, as_json: bool) -> None:
    """Check every page's token.

    Says which page it opens, what it may do, what is missing, and when it ends. Exit status 1 when a page can't be
    looked after as it is set.
    """
    config = load_config(file)
    secrets = load_secrets(config)
    clock = SystemClock()
    with quotas_of(config) as quotas:
        keeper = None if offline else keeper_of(config, secrets, clock, limiters=Limiters(quotas, clock))
        looks = [look_at(account, secrets, keeper) for account in accounts_with_tokens(config, secrets)]
    if as_json:
        say_json([look.told() for look in looks])
    else:
        _print(looks)
    folder = secrets.open_folder()
    if folder is not None:
        click.echo(f"Others may write into {folder}, where the tokens lie: chmod 700 {folder}", err=True)
    sys.exit(1 if folder is not None or any(look.is_faulty for look in looks) else 0)


def _print(looks: Sequence[Look]) -> None:
    table(
        ("", "page", "found in", "kind", "opens", "made", "ends", "access to data ends"),
        [(_mark(look), *look.cells()) for look in looks],
    )
    rows = [(str(r.severity), look.account.id, r.what, r.remedy) for look in looks for r in look.remarks]
    if rows:
        table(("", "page", "what", "what to do"), rows)


def _mark(look: Look) -> Text:
    if look.is_faulty:
        return Text("FAULT", style="bold red")
    return Text("note", style="yellow") if look.remarks else Text("ok", style="green")


@token.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_tokens(file: Path, as_json: bool) -> None:
    """List where each secret lies, without asking anybody.

    The first place of each counts; the others are not used.
    """
    config = load_config(file)
    secrets, now = load_secrets(config), SystemClock().now()
    names = [*APP_SECRETS, *(token_name(account) for account in _with_platform(config))]
    rows = listed(secrets, names, now)
    if as_json:
        say_json(rows)
        return
    table(("secret", "lies in", "days old", "permissions", ""), [tuple(row.values()) for row in rows])


def _with_platform(config: Config) -> list[Account]:
    return [account for account in config.accounts if account.platform is not PlatformName.X]


@token.command()
@click.argument("account_id", metavar="[ACCOUNT]", default="")
@click.option("--due", is_flag=True, help="Only those older than 45 days, or with less than 14 days left.")
@click.pass_obj
def refresh(file: Path, account_id: str, due: bool) -> None:
    """Renew tokens of Instagram Login for 60 days.

    Without ACCOUNT: all of them. The service does this by itself where it can write the token (a file or the keyring).
    A token has to be at least 24 hours old, and not expired. Exit status 1 when one could not be renewed.
    """
    config = load_config(file)
    chosen = [a for a in config.accounts if has_own_token(a) and account_id in ("", a.id)]
    if not chosen:
        raise InputError(
            'no account has a token to renew: only accounts with login = "instagram" do; '
            "the tokens of Facebook pages have no end"
        )
    clock = SystemClock()
    with quotas_of(config) as quotas:
        keeper = keeper_of(config, load_secrets(config), clock, limiters=Limiters(quotas, clock))
        is_well = all([_renewed(keeper, account, due=due) for account in chosen])
    sys.exit(0 if is_well else 1)


def _renewed(keeper: TokenKeeper, account: Account, *, due: bool) -> bool:
    try:
        facts = keeper.examine(account).facts
        wanted = renewal_is_due if due else renewal_is_possible
        if not facts.refused and not wanted(
            issued_at=facts.issued_at, expires_at=facts.expires_at, now=keeper.clock.now()
        ):
            why = "not due yet" if due else "it is younger than 24 hours or expired"
            click.echo(f"{account.id}: not renewed, {why}.")
            return due
        click.echo(f"{account.id}: renewed; it lies in {keeper.renew(account)}.")
    except MonitorError as error:
        click.echo(visible(f"{account.id}: not renewed: {error}"), err=True)
        return False
    return True


@token.command()
@click.argument("account_id", metavar="ACCOUNT")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_obj
def remove(file: Path, account_id: str, yes: bool) -> None:
    """Delete a page's token from the folder and the keyring.

    At Meta it stays valid until the person removes the app or changes the password.
    """
    config = load_config(file)
    secrets = load_secrets(config)
    if account_id not in {account.id for account in config.accounts}:
        raise InputError(f"there is no page {account_id!r} in the settings")
    name = f"token-{account_id}"
    found = secrets.everywhere(name)
    if not any(each.place.is_writable for each in found):
        raise ConfigError([f"secret {name}: {_not_ours(found)}"])
    if not yes:
        click.confirm(f"Delete {name}? The page is then no longer watched.", abort=True)
    secrets.forget(note_name(name))
    click.echo(f"Deleted from {', '.join(secrets.forget(name))}.")
    for each in found:
        if each.place in (Place.ENVIRONMENT, Place.CREDENTIALS):
            click.echo(f"It still stands in {each.where}.", err=True)


def _not_ours(found: Sequence[Found]) -> str:
    if not found:
        return "stands nowhere, nothing was deleted"
    return f"stands in {', '.join(each.where for each in found)}, where only you can delete it"
