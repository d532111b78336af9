"""`page-monitor token add`: how does a person's token become the tokens of our pages?"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.accounts.endings import LIFE
from bot.accounts.matching import Matching, match
from bot.accounts.tokens import PAGE, has_own_token, new_token, token_name
from bot.bootstrap.tokens import Exchanged, Limiters, PageOffer, TokenKeeper, keeper_of, quotas_of
from bot.cli.console import visible
from bot.cli.token_ask import app_asked, ask_token, keep_app, place_for
from bot.cli.token_first import settings_without_pages
from bot.cli.token_keep import Desk, Outcome, keep, tried
from bot.cli.token_report import print_credentials, report
from bot.config import Config, Secret, Secrets, SystemClock, load_config, load_secrets
from bot.errors import ConfigError, InputError
from bot.model import Account, PlatformName

PERSON = "USER"
_WHERE = "Graph API Explorer, or Business settings for a system user"


@click.command()
@click.option("--account", "account_id", metavar="ACCOUNT", help="Store a page's own token that you have already.")
@click.option(
    "--instagram", "instagram_id", metavar="ACCOUNT", help='Get a token for an account with login = "instagram".'
)
@click.option(
    "--long-lived", is_flag=True, help="With --instagram: the token is a 60-day one already; don't exchange it."
)
@click.option(
    "--stdin", "from_stdin", is_flag=True, help="Read the token from standard input instead of asking for it."
)
@click.option("--replace", "replaces", is_flag=True, help="Replace tokens that are there already without asking.")
@click.option(
    "--accept-faults", "accepts_faults", is_flag=True, help="With --replace: also those that work better than the new."
)
@click.option(
    "--keyring", "in_keyring", is_flag=True, help="Write into the system's keyring, not into [secrets] directory."
)
@click.option("--print-names", is_flag=True, help="Write nothing: only say which credentials systemd has to hand over.")
@click.pass_obj
def add(
    file: Path,
    account_id: str | None,
    instagram_id: str | None,
    long_lived: bool,
    from_stdin: bool,
    replaces: bool,
    accepts_faults: bool,
    in_keyring: bool,
    print_names: bool,
) -> None:
    """Get the pages' tokens from a person's token, and store them.

    Asks for a short-lived token of a person with a task on each page, has Meta exchange it, takes each page's own token
    from it, checks and stores those. The person's token is thrown away. While the settings list no page, it stores
    nothing and prints what there is to be listed.

    Exit status 1 when a watched page got no token, or one with which it can't be looked after as it is set.
    """
    if account_id and instagram_id:
        raise click.UsageError("--account and --instagram exclude each other")
    config = _settings(file, is_listing=not (account_id or instagram_id or print_names))
    secrets = load_secrets(config)
    if print_names:
        print_credentials(config)
        return
    if not config.accounts:
        _show_all(config, secrets, from_stdin=from_stdin)
        return
    place = place_for(config, secrets, in_keyring=in_keyring)
    exchanges = not account_id and not (instagram_id and long_lived)
    app = app_asked(secrets, with_instagram=bool(instagram_id) and exchanges, asks=not from_stdin, needs=exchanges)
    clock = SystemClock()
    with quotas_of(config) as quotas:
        keeper = keeper_of(config, secrets, clock, app=app, limiters=Limiters(quotas, clock))
        desk = Desk(keeper=keeper, place=place, from_stdin=from_stdin, replaces=replaces, accepts_faults=accepts_faults)
        is_well = _added(desk, config, account_id, instagram_id, long_lived=long_lived)
    keep_app(desk, secrets, app)
    sys.exit(0 if is_well else 1)


def _settings(file: Path, *, is_listing: bool) -> Config:
    try:
        return load_config(file)
    except ConfigError as error:
        if not is_listing:
            raise
        return settings_without_pages(file, error)


def _added(desk: Desk, config: Config, account_id: str | None, instagram_id: str | None, *, long_lived: bool) -> bool:
    if instagram_id:
        return _add_instagram(desk, _account(config, instagram_id), long_lived=long_lived)
    if account_id:
        return _add_own(desk, _account(config, account_id))
    return _add_all(desk, config)


def _account(config: Config, account_id: str) -> Account:
    for account in config.accounts:
        if account.id == account_id and account.platform is not PlatformName.X:
            return account
    raise InputError(f"there is no page {account_id!r} of Facebook or Instagram in the settings")


def _add_all(desk: Desk, config: Config) -> bool:
    matching = _matched(desk.keeper, _ask_person(from_stdin=desk.from_stdin), config.accounts)
    kept = [(each, tried(desk, each.account, each.offer)) for each in matching.matches]
    report([(each, outcome.words) for each, outcome in kept], matching, config)
    if not kept:
        click.echo("No token was stored: none of the pages in the settings is among the person's pages.", err=True)
    without = [each.account.id for each in matching.missing if _is_bare(desk.keeper.secrets, each.account)]
    if without:
        click.echo(f"Watched, and still without a token: {', '.join(without)}.", err=True)
    return bool(kept) and not without and all(outcome.is_well for _, outcome in kept)


def _show_all(config: Config, secrets: Secrets, *, from_stdin: bool) -> None:
    """What there is to be watched; for settings that list no page yet."""
    app = app_asked(secrets, with_instagram=False, asks=not from_stdin, needs=True)
    keeper = keeper_of(config, secrets, SystemClock(), app=app)
    report([], _matched(keeper, _ask_person(from_stdin=from_stdin), ()), config)
    click.echo("\nNothing was stored: no page stands in the settings yet.")


def _ask_person(*, from_stdin: bool) -> Secret:
    return ask_token(f"Token of a person who has a task on every page ({_WHERE})", from_stdin=from_stdin)


def _matched(keeper: TokenKeeper, person: Secret, accounts: Sequence[Account]) -> Matching[PageOffer]:
    """Our pages among those of the person. Raises `InputError` for a token that is no person's."""
    office = keeper.office
    told = office.explained_by_app(person)
    if not told.is_valid:
        raise InputError(f"{told.why}; make a new one")
    if told.type == PAGE:
        raise InputError("this is a page's own token; store it with: page-monitor token add --account ID")
    # A system user's token is long-lived as it is.
    long_lived = office.exchanged(person).token if told.type == PERSON else person
    return match(accounts, office.offers(long_lived), told.limited.get("pages_show_list"))


def _is_bare(secrets: Secrets, account: Account) -> bool:
    try:
        return account.watched and secrets.find(token_name(account)) is None
    except ConfigError:
        return True


def _add_own(desk: Desk, account: Account) -> bool:
    if has_own_token(account):
        raise InputError(f"{account.id} has a token of Instagram Login: {new_token(account)}")
    token = ask_token(f"The own token of the page {account.id}", from_stdin=desk.from_stdin)
    return _told_kept(account, keep(desk, account, token))


def _add_instagram(desk: Desk, account: Account, *, long_lived: bool) -> bool:
    if not has_own_token(account):
        raise InputError(
            f'{account.id} is not set to login = "instagram"; it is read with the token of the linked Facebook page: '
            "page-monitor token add"
        )
    given = ask_token(f"Instagram token of {account.id} (from the app's dashboard)", from_stdin=desk.from_stdin)
    made = Exchanged(token=given, lives=LIFE) if long_lived else desk.keeper.office.instagram_exchanged(given)
    return _told_kept(account, keep(desk, account, made.token, made=made))


def _told_kept(account: Account, outcome: Outcome) -> bool:
    click.echo(visible(f"{account.id}: {outcome.words}."), err=not outcome.is_well)
    return outcome.is_well
