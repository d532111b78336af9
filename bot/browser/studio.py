"""How does one browser take many pictures? An empty document each, nothing loaded, all of it renewed now and then."""

from contextlib import suppress
from importlib.metadata import version

from playwright.sync_api import Browser, Page, Playwright, Route
from playwright.sync_api import Error as PlaywrightError

from bot.browser.find import FoundBrowser, launch

PAGE_LASTS = 25
"""Pictures taken in one page before it is renewed. A page for each would cost a renderer process each time:
2 pictures a second instead of 7 (benchmarks/capture_speed.py)."""
WIDTH = 760
"""Width of a picture in pixels; the height follows the card."""


class NoCard(Exception):
    """The page has no element ``#card``, or more than one: a fault of ours, not of the browser."""


class Studio:
    """A browser that is started anew after `recycle_after` pictures. Belongs to the thread that made it."""

    def __init__(self, playwright: Playwright, configured: str | None, recycle_after: int) -> None:
        self._playwright = playwright
        self._configured = configured
        self._recycle_after = recycle_after
        self._taken = 0
        self._page: Page | None = None
        self._browser, self.found = self._open()

    def _open(self) -> tuple[Browser, FoundBrowser]:
        browser, found = launch(self._playwright, self._configured)
        self.browser_pid = _pid(browser)
        return browser, found

    @property
    def tool(self) -> str:
        """Browser and driver with versions, as they stand on a capture."""
        return f"chromium {self.found.version} via playwright {version('playwright')}"

    def photograph(self, html: str) -> tuple[bytes, str]:
        """(PNG of ``#card``, text shown in ``#comment-text``). Scripts don't run and nothing is loaded.

        Waits without limit: the parent process holds the watch. Raises Playwright's errors and `NoCard`.
        """
        if self._taken >= self._recycle_after:
            self.close()
            self._browser, self.found = self._open()
            self._taken = 0
        page = self._fresh_page()
        self._taken += 1
        try:
            return _picture(page, html)
        except BaseException:
            self._drop_page()  # whatever state it is in, the next picture starts from a new one
            raise

    def _fresh_page(self) -> Page:
        """A page that shows nothing: scripts off, offline, every request refused."""
        if self._page is not None and self._taken % PAGE_LASTS == 0:
            self._drop_page()
        if self._page is None:
            self._page = self._new_page()
        # A new document, with nothing left of the card before (content policies of documents would add up).
        self._page.goto("about:blank")
        return self._page

    def _new_page(self) -> Page:
        context = self._browser.new_context(
            java_script_enabled=False,
            offline=True,
            viewport={"width": WIDTH, "height": 800},
            device_scale_factor=1,
            locale="en-US",
            service_workers="block",
        )
        context.set_default_timeout(0)
        context.route("**/*", _refuse)
        return context.new_page()

    def _drop_page(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            with suppress(PlaywrightError):  # its browser may be gone already
                page.context.close()

    def close(self) -> None:
        """End the browser politely."""
        self._page = None
        self._browser.close()


def _picture(page: Page, html: str) -> tuple[bytes, str]:
    page.set_content(html, wait_until="load")
    card = page.locator("#card")
    if card.count() != 1:
        raise NoCard
    words = page.locator("#comment-text")
    shown = words.inner_text() if words.count() == 1 else ""
    return card.screenshot(type="png", scale="css", animations="disabled"), shown


def _refuse(route: Route) -> None:
    """Everything that would leave this page (data: addresses never come here)."""
    route.abort("blockedbyclient")


def _pid(browser: Browser) -> int:
    """The browser's main process, so that the parent can end it even when the driver between them is gone."""
    session = browser.new_browser_cdp_session()
    answer = session.send("SystemInfo.getProcessInfo")
    session.detach()
    return next(int(process["id"]) for process in answer["processInfo"] if process["type"] == "browser")
