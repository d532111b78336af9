"""`page-monitor token add`: how does a person's token become the tokens of our pages?"""

import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import click

from bot.accounts.endings import LIFE
from bot.accounts.facts import Facts
from bot.accounts.matching import Match, match
from bot.accounts.tokens import PAGE, has_own_token, judge_token, new_token, token_name
from bot.bootstrap.tokens import App, Exchanged, PageOffer, TokenKeeper, app_of, keeper_of
from bot.cli.token_report import print_credentials, report, sentences
from bot.config import Config, Place, Secret, Secrets, SystemClock, load_config, load_secrets
from bot.errors import ConfigError, InputError, PlatformError
from bot.model import Account, PlatformName

PERSON = "USER"
_WHERE = "Graph API Explorer, or Business settings for a system user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What one run of the command works with."""

    keeper: TokenKeeper
    place: Place
    from_stdin: bool
    replaces: bool


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
    in_keyring: bool,
    print_names: bool,
) -> None:
    """Get the pages' tokens from a person's token, and store them.

    Asks for a short-lived token of a person with a task on each page, has Meta exchange it, takes each page's own token
    from it, checks and stores those. The person's token is thrown away.
    """
    config = load_config(file)
    secrets = load_secrets(config)
    if print_names:
        print_credentials(config)
        return
    if account_id and instagram_id:
        raise click.UsageError("--account and --instagram exclude each other")
    place = _place(config, secrets, in_keyring=in_keyring)
    app = _app(
        secrets,
        with_instagram=bool(instagram_id) and not long_lived,
        asks=not from_stdin,
        needs=not account_id and not (instagram_id and long_lived),
    )
    keeper = keeper_of(config, secrets, SystemClock(), app)
    desk = Desk(keeper=keeper, place=place, from_stdin=from_stdin, replaces=replaces)
    if instagram_id:
        is_well = _add_instagram(desk, _account(config, instagram_id), long_lived=long_lived)
    elif account_id:
        is_well = _add_own(desk, _account(config, account_id))
    else:
        is_well = _add_all(desk, config)
    _keep_app(desk, secrets, app)
    sys.exit(0 if is_well else 1)


def _place(config: Config, secrets: Secrets, *, in_keyring: bool) -> Place:
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


def _account(config: Config, account_id: str) -> Account:
    for account in config.accounts:
        if account.id == account_id and account.platform is not PlatformName.X:
            return account
    raise InputError(f"there is no page {account_id!r} of Facebook or Instagram in the settings")


def _app(secrets: Secrets, *, with_instagram: bool, asks: bool, needs: bool) -> App:
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


def _ask_token(desk: Desk, words: str) -> Secret:
    if desk.from_stdin:
        return Secret(_clean(sys.stdin.readline()))
    return Secret(_clean(click.prompt(f"{words} (it isn't shown)", hide_input=True, type=str)))


def _clean(text: str) -> str:
    """What was pasted, as it is meant. Raises `InputError`, which doesn't quote it."""
    found = text.strip().strip("\"'").removeprefix("Bearer ").strip()
    if not re.fullmatch(r"[!-~]{4,2000}", found):
        raise InputError("what was pasted can't be a token or secret: it is empty, or holds blanks or strange signs")
    return found


def _add_all(desk: Desk, config: Config) -> bool:
    person = _ask_token(desk, f"Token of a person who has a task on every page ({_WHERE})")
    office = desk.keeper.office
    told = office.explained_by_app(person)
    if not told.is_valid:
        raise InputError(f"{told.why}; make a new one")
    if told.type == PAGE:
        raise InputError("this is a page's own token; store it with: page-monitor token add --account ID")
    # A system user's token is long-lived as it is.
    long_lived = office.exchanged(person).token if told.type == PERSON else person
    matching = match(config.accounts, office.offers(long_lived), told.limited.get("pages_show_list"))
    kept = [(each, *_try_to_keep(desk, each)) for each in matching.matches]
    report(kept, matching, config)
    if not kept:
        click.echo("No token was stored: none of the pages in the settings is among the person's pages.", err=True)
    return bool(kept) and all(is_well for _, is_well, _ in kept)


def _try_to_keep(desk: Desk, each: Match[PageOffer]) -> tuple[bool, str]:
    try:
        return _keep(desk, each.account, each.offer.token, offer=each.offer)
    except PlatformError as error:
        return False, f"not stored, could not be checked: {error}"


def _add_own(desk: Desk, account: Account) -> bool:
    if has_own_token(account):
        raise InputError(f"{account.id} has a token of Instagram Login: {new_token(account)}")
    return _told_kept(account, _keep(desk, account, _ask_token(desk, f"The own token of the page {account.id}")))


def _add_instagram(desk: Desk, account: Account, *, long_lived: bool) -> bool:
    if not has_own_token(account):
        raise InputError(
            f'{account.id} is not set to login = "instagram"; it is read with the token of the linked Facebook page: '
            "page-monitor token add"
        )
    given = _ask_token(desk, f"Instagram token of {account.id} (from the app's dashboard)")
    made = Exchanged(token=given, lives=LIFE) if long_lived else desk.keeper.office.instagram_exchanged(given)
    return _told_kept(account, _keep(desk, account, made.token, made=made))


def _told_kept(account: Account, outcome: tuple[bool, str]) -> bool:
    click.echo(f"{account.id}: {outcome[1]}.", err=not outcome[0])
    return outcome[0]


def _keep(
    desk: Desk, account: Account, token: Secret, *, offer: PageOffer | None = None, made: Exchanged | None = None
) -> tuple[bool, str]:
    """Check a token and store it when it is of use; answers whether all is well, and what happened."""
    facts = desk.keeper.facts(account, token)
    if offer is not None:
        facts = replace(facts, tasks=offer.tasks)
    remarks = judge_token(account, facts, desk.keeper.clock.now())
    if any(remark.forbids_keeping for remark in remarks):
        return False, f"not stored: {sentences([remark for remark in remarks if remark.is_fault])}"
    found = desk.keeper.secrets.locate(token_name(account))
    if found is not None and not _may_replace(desk, account, found.where):
        return True, "the token that was there stays"
    where = desk.keeper.keep(account, token, desk.place, desk.keeper.note(token, made=made, offer=offer))
    words = f"stored in {where}{_opens(facts)}"
    if found is not None and not found.place.is_writable:
        words += f"; BUT the one in {found.where} is asked first: remove it there"
    return True, f"{words}; {sentences(remarks)}" if remarks else words


def _may_replace(desk: Desk, account: Account, where: str) -> bool:
    if desk.replaces:
        return True
    if desk.from_stdin:
        raise InputError(f"{account.id} has a token already, in {where}; to replace it add --replace")
    return click.confirm(f"{account.id} has a token already, in {where}. Replace it?")


def _opens(facts: Facts) -> str:
    return f", opens {facts.opened.name or 'a page without a name'}" if facts.opened else ""


def _keep_app(desk: Desk, secrets: Secrets, app: App) -> None:
    """Offer to store what was typed in: the daily check asks Meta with it."""
    typed = {"app-id": app.id, "app-secret": app.secret, "instagram-app-secret": app.instagram_secret}
    new = {name: value for name, value in typed.items() if value and secrets.find(name) is None}
    if (
        not new
        or desk.from_stdin
        or not click.confirm(f"Store {', '.join(new)} too, for the daily check?", default=True)
    ):
        return
    for name, value in new.items():
        secrets.keep(name, value if isinstance(value, str) else value.reveal(), desk.place)
