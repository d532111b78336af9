"""How many pictures a second does the camera take? Against bare Playwright, and a browser launched per picture."""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from benchmarks.cards import cards
from benchmarks.report import heading, median, number, ratio, table, tell
from benchmarks.texts import source, texts
from bot.browser.camera import ChildCamera
from bot.browser.find import find, launch

ROUNDS = 5
PICTURES = 8
LAUNCHED = 2
"""Launching takes about a second each: fewer pictures a round are enough."""

VIEW: ViewportSize = {"width": 760, "height": 800}

Take = Callable[[str], object]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print pictures per second, in turns, median of the rounds."""
    parser = argparse.ArgumentParser(prog="benchmarks.capture_speed", description=__doc__)
    parser.add_argument("--comments", type=Path, help="JSON Lines with `text`; default: the school week")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args(arguments)
    pages = cards(texts(wanted.comments, PICTURES * 4))
    browser = find()
    heading(
        "Camera: pictures per second",
        f"The evidence card of a comment ({source(wanted.comments)}), {len(pages[0]):,} characters of HTML;\n"
        f"{browser}; "
        f"{PICTURES} pictures a round ({LAUNCHED} with a browser each), median of {wanted.rounds} rounds in turns.",
    )
    path = browser.place if browser.how in ("system", "configured") else None
    with _contestants(path) as takes:
        _print(measure(takes, pages, wanted.rounds))


def measure(takes: dict[str, tuple[Take, int]], pages: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Pictures per second of each contestant in each round, after one picture each to warm up."""
    speeds: dict[str, list[float]] = {name: [] for name in takes}
    for take, _ in takes.values():
        take(pages[0])
    for turn in range(1, rounds + 1):
        for name, (take, pictures) in takes.items():
            speeds[name].append(_speed(take, pages, turn, pictures))
        tell(f"round {turn} of {rounds}")
    return speeds


def _speed(take: Take, pages: Sequence[str], turn: int, pictures: int) -> float:
    supply = cycle(pages[turn % len(pages) :])
    began = time.perf_counter()
    for _ in range(pictures):
        take(next(supply))
    return pictures / (time.perf_counter() - began)


@contextmanager
def _contestants(path: str | None) -> Iterator[dict[str, tuple[Take, int]]]:
    camera = ChildCamera(browser_path=path)
    with sync_playwright() as playwright:
        browser, _ = launch(playwright, path)
        page = browser.new_page(viewport=VIEW)
        try:
            yield {
                "our camera (own process, isolated, watched)": (camera.photograph, PICTURES),
                "bare Playwright, one page used again": (lambda html: _shot(page, html), PICTURES),
                "bare Playwright, one browser, a page each": (lambda html: _picture(browser, html), PICTURES),
                "bare Playwright, a browser per picture": (lambda html: _launched(playwright, path, html), LAUNCHED),
            }
        finally:
            browser.close()
            camera.close()


def _picture(browser: Browser, html: str) -> bytes:
    page = browser.new_page(viewport=VIEW)
    try:
        return _shot(page, html)
    finally:
        page.close()


def _shot(page: Page, html: str) -> bytes:
    page.set_content(html)
    return page.locator("#card").screenshot()


def _launched(playwright: Playwright, path: str | None, html: str) -> bytes:
    browser, _ = launch(playwright, path)
    try:
        return _picture(browser, html)
    finally:
        browser.close()


def _print(speeds: dict[str, list[float]]) -> None:
    ours = median(next(iter(speeds.values())))
    rows = [
        (name, number(median(found)), number(min(found)), number(max(found)), ratio(ours, median(found)))
        for name, found in speeds.items()
    ]
    table(("", "pictures/s", "slowest", "fastest", "ours is"), rows)


if __name__ == "__main__":
    main()
