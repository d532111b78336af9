"""Is a new token stored, and over which older one? Nothing that works is replaced by something worse unasked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import click

from bot.accounts.facts import Facts
from bot.accounts.tokens import Remark, judge_token, token_name
from bot.bootstrap.tokens import Exchanged, PageOffer, TokenKeeper
from bot.cli.console import visible
from bot.cli.token_report import sentences
from bot.config import Found, Place, Secret
from bot.errors import MonitorError, PlatformError
from bot.model import Account

STAYS = "the token that was there stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What one run of `token add` works with. `accepts_faults`: a token may be replaced by one that can do less."""

    keeper: TokenKeeper
    place: Place
    from_stdin: bool
    replaces: bool
    accepts_faults: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened to one account's token, in words; `is_well` when the account has a token with no fault now."""

    is_well: bool
    words: str


def keep(
    desk: Desk, account: Account, token: Secret, *, offer: PageOffer | None = None, made: Exchanged | None = None
) -> Outcome:
    """Check a token and store it where it is of use. Raises `PlatformError`, and `ConfigError` for a place."""
    facts = desk.keeper.facts(account, token)
    if offer is not None:
        facts = replace(facts, tasks=offer.tasks)
    remarks = judge_token(account, facts, desk.keeper.clock.now())
    faults = [remark for remark in remarks if remark.is_fault]
    if any(remark.forbids_keeping for remark in remarks):
        return Outcome(is_well=False, words=f"not stored: {sentences(faults)}")
    found = desk.keeper.secrets.locate(token_name(account))
    if found is not None and found.secret.reveal() != token.reveal():
        stays = _stays(desk, account, found, faults)
        if stays is not None:
            return stays
    note = desk.keeper.note(token, made=made, offer=offer, told=facts.told)
    where = desk.keeper.keep(account, token, desk.place, note)
    return _stored(desk, account, token, f"stored in {where}{_opens(facts)}", remarks)


def tried(desk: Desk, account: Account, offer: PageOffer) -> Outcome:
    """The same for one page of several: whatever goes wrong with it is told, and the others get their turn."""
    try:
        return keep(desk, account, offer.token, offer=offer)
    except PlatformError as error:
        return Outcome(is_well=False, words=f"not stored, could not be checked: {error}")
    except MonitorError as error:
        return Outcome(is_well=False, words=f"not stored: {error}")


def _stored(desk: Desk, account: Account, token: Secret, words: str, remarks: Sequence[Remark]) -> Outcome:
    counts = desk.keeper.secrets.locate(token_name(account))
    is_hidden = counts is not None and counts.secret.reveal() != token.reveal()
    if counts is not None and is_hidden:
        words += f"; BUT the one in {counts.where} is asked first: remove it there"
    is_well = not is_hidden and not any(remark.is_fault for remark in remarks)
    return Outcome(is_well=is_well, words=f"{words}; {sentences(remarks)}" if remarks else words)


def _stays(desk: Desk, account: Account, found: Found, faults: Sequence[Remark]) -> Outcome | None:
    """Why the older token stays; None when it may be replaced."""
    older = _faults_of(desk, account, found)
    is_better = bool(faults) and (older is None or _is_better(older, faults))
    if desk.replaces and (desk.accepts_faults or not is_better):
        return None
    what = f"a token already, in {found.where}"
    if is_better:
        what += f", which {'could not be checked' if older is None else 'works better'}. This one: {sentences(faults)}"
    if desk.from_stdin:
        options = "--replace --accept-faults" if is_better else "--replace"
        return Outcome(is_well=False, words=f"not stored: there is {what}; to replace it add {options}")
    if click.confirm(visible(f"{account.id} has {what}. Replace it{' all the same' if is_better else ''}?")):
        return None
    return Outcome(is_well=older is not None and not older, words=STAYS)


def _is_better(older: Sequence[Remark], newer: Sequence[Remark]) -> bool:
    """Whether a token with these faults works better: a dead one does not, however many faults another has."""
    return len(older) < len(newer) and not any(fault.forbids_keeping for fault in older)


def _faults_of(desk: Desk, account: Account, found: Found) -> list[Remark] | None:
    """What is wrong with the token that is there; None when nobody could tell."""
    try:
        facts = desk.keeper.facts(account, found.secret, found=found)
    except PlatformError:
        return None
    return [remark for remark in judge_token(account, facts, desk.keeper.clock.now()) if remark.is_fault]


def _opens(facts: Facts) -> str:
    return f", opens {facts.opened.name or 'a page without a name'}" if facts.opened else ""
