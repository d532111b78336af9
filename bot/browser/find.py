"""Which browser on this machine really starts, and how was it found?

Looking at paths is not enough: Playwright's own headless shell is another file than the one it names, and Ubuntu's
`chromium-browser` is a stub. So every candidate is launched, in this order: the configured path (alone: its error is
final), Playwright's own, the system's Chromium, Chrome or Edge on the PATH, Playwright's channels.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from bot.browser import driver
from bot.errors import BrowserMissing

LOG = logging.getLogger(__name__)

ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
CHANNELS = ("chrome", "msedge")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The cards need no network at all: no name is ever looked up, whatever a comment manages to smuggle in.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
LAUNCH_MILLISECONDS = 45_000

REMEDIES = (
    "no usable browser was found. Do one of these: (1) install your system's Chromium or Chrome "
    "(Debian: apt-get install chromium fonts-liberation fonts-noto-color-emoji fonts-noto-cjk); "
    "(2) run `playwright install --with-deps chromium`; "
    "(3) set the path of a Chromium, Chrome or Edge you have as `browser` under `[capture]` in config.toml"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBrowser:
    """A browser that started: `how` is configured, playwright, system or channel; `place` a path or a channel."""

    how: str
    place: str
    version: str
    sandboxed: bool

    def __str__(self) -> str:
        return f"{self.version} ({self.how}: {self.place or 'its own'})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    how: str
    path: str | None = None
    channel: str | None = None


def find(configured: str | None = None) -> FoundBrowser:
    """Start a browser, close it again and say which it was. Raises `BrowserMissing`, which names three remedies."""
    problem = driver.fault()
    if problem:
        raise BrowserMissing(
            f"Playwright's driver doesn't start ({problem}); on Debian or Ubuntu: apt-get install {driver.LIBRARY}"
        )
    with sync_playwright() as playwright:
        browser, found = launch(playwright, configured)
        browser.close()
    return found


def launch(playwright: Playwright, configured: str | None = None) -> tuple[Browser, FoundBrowser]:
    """The first candidate that starts, running. Raises `BrowserMissing`; a configured path is tried alone."""
    reasons: list[str] = []
    for candidate in _candidates(configured):
        try:
            browser, sandboxed = _start(playwright, candidate)
        except PlaywrightError as error:
            reasons.append(f"{candidate.path or candidate.channel or candidate.how}: {_first_line(error)}")
            continue
        place = candidate.path or candidate.channel or ""
        return browser, FoundBrowser(how=candidate.how, place=place, version=browser.version, sandboxed=sandboxed)
    if configured:
        raise BrowserMissing(f"the configured browser doesn't start; {REMEDIES}. Tried {'; '.join(reasons)}")
    raise BrowserMissing(f"{REMEDIES}. Tried {'; '.join(reasons)}")


def _candidates(configured: str | None) -> Iterator[_Candidate]:
    if configured:
        yield _Candidate(how="configured", path=configured)
        return
    yield _Candidate(how="playwright")
    for name in ON_PATH:
        if path := shutil.which(name):
            yield _Candidate(how="system", path=path)
    for channel in CHANNELS:
        yield _Candidate(how="channel", channel=channel)


def _start(playwright: Playwright, candidate: _Candidate) -> tuple[Browser, bool]:
    """Launch with Chromium's sandbox where it can work: never for root, and not in every container."""
    if not _is_root():
        try:
            return _launch(playwright, candidate, sandbox=True), True
        except PlaywrightError as error:
            if _is_absent(error):
                raise
            LOG.warning("browser_sandbox_refused how=%s", candidate.how)
    return _launch(playwright, candidate, sandbox=False), False


def _launch(playwright: Playwright, candidate: _Candidate, *, sandbox: bool) -> Browser:
    return playwright.chromium.launch(
        executable_path=candidate.path,
        channel=candidate.channel,
        args=list(FLAGS),
        chromium_sandbox=sandbox,  # False makes Playwright pass --no-sandbox
        handle_sigint=False,
        handle_sigterm=False,
        handle_sighup=False,
        timeout=LAUNCH_MILLISECONDS,
    )


def _is_root() -> bool:
    effective = getattr(os, "geteuid", None)
    return effective is not None and effective() == 0


def _is_absent(error: PlaywrightError) -> bool:
    return "doesn't exist" in error.message or "is not found" in error.message


def _first_line(error: PlaywrightError) -> str:
    return error.message.strip().partition("\n")[0][:200]
