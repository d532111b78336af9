"""`page-monitor probe`: what does this Meta really do? Tried with comments of our own, which are deleted again."""

import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import click

from bot.bootstrap.probe import (
    LINK_MEANS,
    MOST_MADE,
    Leftover,
    Probe,
    Report,
    probe_of,
    probed_account,
)
from bot.cli.console import visible
from bot.cli.probe_ending import stopping, telling
from bot.cli.probe_report import say, show, tell_left
from bot.config import SystemClock, load_config, load_secrets
from bot.errors import InputError
from bot.model import Account, Mode, PlatformName

LOOKING_SECONDS = 40
SEEN = {
    "shown": "A person opened one without being logged in and saw the comment.",
    "wall": "A person opened one without being logged in and met a login wall.",
    "not shown": "A person opened one and did not see the comment.",
}


@click.command()
@click.argument("account_id", metavar="ACCOUNT")
@click.argument("post", metavar="POST")
@click.option(
    "--keep-report",
    "kept",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to a file: JSON where its name ends in .json, else Markdown.",
)
@click.option("--yes", is_flag=True, help="Don't ask first.")
@click.pass_obj
def probe(file: Path, account_id: str, post: str, kept: Path | None, yes: bool) -> None:
    """Find out how Meta treats this page.

    Makes a few harmless comments of its own under POST (the id or link of a post of ACCOUNT), hides them, replies to
    them and deletes them again, and reports what Meta really did. Nothing of anybody else is touched. Choose a quiet
    post, and stop the service first.

    Exit status 1 when a test comment could not be deleted again (its link is told), or not everything was asked.
    """
    config = load_config(file)
    account = probed_account(config, account_id)
    _refuse_file(kept)
    stop = Event()
    way = probe_of(
        config,
        load_secrets(config),
        SystemClock(),
        account=account,
        post=post,
        sleep=time.sleep,
        is_stopped=stop.is_set,
    )
    with _quiet(), way as made:
        report = _probed(made, account, stop, yes=yes)
    show(_looked_at(report, asks=_is_watched(yes)), kept)
    sys.exit(0 if report.is_well else 1)


def _probed(probe: Probe, account: Account, stop: Event, *, yes: bool) -> Report:
    """The report. What is left on the page is told in any case, also when an error ends it."""
    leftovers = probe.leftovers()
    click.echo(_plan(account, leftovers))
    if not yes:
        click.confirm("Go on?", abort=True)
    try:
        with stopping(stop):
            probe.remove(leftovers)
            with telling() as tell:
                return probe.run(tell, _looker(stop, waits=_is_watched(yes)))
    finally:
        tell_left(probe.left)


def _plan(account: Account, leftovers: Sequence[Leftover]) -> str:
    is_facebook = account.platform is PlatformName.FACEBOOK
    lines = [
        f"This is done in public on {account.id} ({account.platform}), under the post you named:",
        f"  - up to {MOST_MADE[account.platform]} comments and replies are made in the page's name. Their words: "
        '"Automatic test by page-monitor …, <time>. It is deleted again within a few minutes."',
        f"  - some are hidden{' or edited' if is_facebook else ''} for some seconds; all are deleted again within "
        "about a minute (longer when you are shown their links).",
        "  - nothing of anybody else is hidden, deleted or answered. Nobody is blocked, nobody gets a message;",
        "    people who follow the post may be notified of the comments.",
    ]
    if account.mode is Mode.OBSERVE:
        lines.append(
            f"{account.id} is in mode observe, in which the service changes nothing. This command does so because you "
            "ask for it, and with its own comments only."
        )
    number = sum(len(each.comments) for each in leftovers)
    if number:
        lines.append(f"First it deletes {number} test comment{'s' if number > 1 else ''} that an earlier probe left.")
    return "\n".join(lines)


def _looker(stop: Event, *, waits: bool) -> Callable[[Sequence[str]], None]:
    """Shows links, and leaves the time to open them where somebody watches."""

    def look(links: Sequence[str]) -> None:
        if not waits:
            return
        say("\nPlease open these in a private window of a browser, where you are not logged in:")
        for link in links:
            say(f"  {visible(link)}")
        say(f"The comments stand for {LOOKING_SECONDS} seconds more; you are asked later what you saw.")
        for _ in range(LOOKING_SECONDS):
            if not stop.is_set():
                time.sleep(1)

    return look


def _looked_at(report: Report, *, asks: bool) -> Report:
    """The report with what the person saw."""
    if not asks or report.ended_early:
        return report
    choice = click.Choice([*SEEN, "skip"])
    answer = click.prompt("What did the links show?", type=choice, default="skip")
    return report if answer == "skip" else report.looked(answer, SEEN[answer], LINK_MEANS)


def _refuse_file(kept: Path | None) -> None:
    """Everything that can be known to fail fails before anything is made in public."""
    if kept is None:
        return
    if kept.exists():
        raise InputError(f"{kept} exists already; name another file")
    if not kept.absolute().parent.is_dir():
        raise InputError(f"the folder of {kept} does not exist")


def _is_watched(yes: bool) -> bool:
    return not yes and sys.stdin.isatty()


@contextmanager
def _quiet() -> Iterator[None]:
    """No log lines of refusals: a probe provokes them, and its report tells them. With --verbose they are logged."""
    speaker = logging.getLogger("bot.platforms")
    former = speaker.level
    if not logging.getLogger().isEnabledFor(logging.DEBUG):
        speaker.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        speaker.setLevel(former)
