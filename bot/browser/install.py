"""How does a machine without a browser get one? ``python -m bot.browser.install``, quiet when nothing is to do."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.browser import apt, driver, fonts
from bot.browser.find import FoundBrowser, find
from bot.errors import BrowserMissing

OS_RELEASE = Path("/etc/os-release")


def main(arguments: Sequence[str] | None = None) -> int:
    """Install what is missing; 0 when a browser starts, 1 with one clear message when none can be had."""
    parser = argparse.ArgumentParser(prog="python -m bot.browser.install", description=__doc__)
    parser.add_argument("--browser", help="path of the browser to use; then nothing is installed in its place")
    configured = parser.parse_args(arguments).browser
    _mend_driver()
    try:
        found = find(configured) if configured else _find_or_install()
    except BrowserMissing as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    _install_fonts()
    print(f"browser: {found}")
    return 0


def _mend_driver() -> None:
    if driver.fault() and apt.is_usable():
        print(f"browser: installing {driver.LIBRARY}, which Playwright's driver needs …", flush=True)
        apt.install([driver.LIBRARY])


def _find_or_install() -> FoundBrowser:
    try:
        return find()
    except BrowserMissing as error:
        last = error
    for describe, install in _ways():
        print(f"browser: none found, trying {describe} …", flush=True)
        trouble = install()
        try:
            return find()
        except BrowserMissing as error:
            last = error
            print(f"browser: {describe} did not help{': ' + trouble if trouble else ''}", file=sys.stderr)
    raise last


def _ways() -> list[tuple[str, Callable[[], str]]]:
    """What can be tried on this machine, best first."""
    by_playwright = ("`playwright install chromium`", lambda: _playwright("chromium"))
    if not apt.is_usable():
        return [by_playwright]
    if _is_ubuntu(_os_release()):  # its chromium package is a stub for snap, which no service can start
        return [("`playwright install --with-deps chromium`", lambda: _playwright("--with-deps", "chromium"))]
    return [("`apt-get install chromium`", lambda: apt.install(["chromium", "fontconfig"])), by_playwright]


def _playwright(*arguments: str) -> str:
    """Let Playwright download its own; answers the last line of its complaint, empty when it went well."""
    return apt.complaint_of([sys.executable, "-m", "playwright", "install", *arguments])


def _install_fonts() -> None:
    """Fonts are evidence, but a missing one is no reason to stop: `page-monitor check` says it again."""
    if not fonts.can_be_asked() and not (sys.platform == "linux" and apt.is_usable()):
        if sys.platform == "linux":
            print("warning: fc-list is not installed, so the fonts can't be checked", file=sys.stderr)
        return
    lacking = [package for package, _ in fonts.missing()] if fonts.can_be_asked() else [p for p, _, _ in fonts.NEEDED]
    if lacking and apt.is_usable():
        print(f"fonts: installing {' '.join(lacking)} …", flush=True)
        apt.install([*lacking, "fontconfig"])
    for package, what in fonts.missing():
        print(f"warning: no font for {what}: they will be boxes on pictures; install {package}", file=sys.stderr)


def _os_release() -> str:
    return OS_RELEASE.read_text(encoding="utf-8", errors="replace") if OS_RELEASE.exists() else ""


def _is_ubuntu(os_release: str) -> bool:
    lines = os_release.replace('"', "").splitlines()
    return "ID=ubuntu" in lines


if __name__ == "__main__":
    sys.exit(main())
