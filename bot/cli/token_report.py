"""What does `page-monitor token add` tell? What was stored, what is missing and why, what could be added."""

from collections.abc import Sequence

import click

from bot.accounts.matching import Match, Matching, settings_block
from bot.accounts.tokens import Remark, has_own_token, token_name
from bot.bootstrap.tokens import PageOffer
from bot.cli.console import table, visible
from bot.config import Config
from bot.model import PlatformName


def print_credentials(config: Config) -> None:
    """Say which credentials systemd has to hand over; nothing is asked or written."""
    click.echo("For the [Service] part of the worker's unit; the value goes into the file that is named last:")
    accounts = [account for account in config.accounts if account.platform is not PlatformName.X]
    own = ["instagram-app-secret"] if any(has_own_token(account) for account in accounts) else []
    for name in ("app-id", "app-secret", *own, *(token_name(account) for account in accounts)):
        click.echo(f"LoadCredential={name}:/etc/page-monitor/secrets/{name}")
    click.echo("Leave out the lines of files that aren't there: the worker doesn't start without a file that is named.")
    click.echo("To have the files written, set [secrets] directory to that folder and run this without --print-names.")


def sentences(remarks: Sequence[Remark]) -> str:
    """All remarks in one line."""
    return "; ".join(f"{remark.what} ({remark.remedy})" for remark in remarks)


def report(kept: Sequence[tuple[Match[PageOffer], str]], matching: Matching[PageOffer], config: Config) -> None:
    """Tell what was stored, what is missing and why, and what could be added."""
    if kept:
        rows = [(m.account.id, m.offer.name, m.offer.id, words) for m, words in kept]
        table(("page", "at Facebook", "number", "what happened"), rows, title="Pages in the settings")
    if matching.missing:
        absent = [(each.account.id, each.account.external_id, each.why) for each in matching.missing]
        table(
            ("page", "number", "why there is no token"),
            absent,
            title="In the settings, but not listed by Facebook",
        )
    blocks = _blocks(matching, {account.id for account in config.accounts})
    if blocks:
        click.echo("Not in the settings. To watch one of these, paste its block there and run this again:\n")
        click.echo("\n\n".join(blocks))


def _blocks(matching: Matching[PageOffer], taken: set[str]) -> list[str]:
    made = []
    for offers, instagram in ((matching.strangers, False), (matching.strange_instagram, True)):
        for offer in offers:
            text = settings_block(offer, instagram=instagram, taken=taken)
            taken.add(text.split('"')[1])
            made.append("\n".join(visible(line) for line in text.split("\n")))
    return made
