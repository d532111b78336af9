"""How does a person sit down at the review page in a real Chromium? A real server, and every complaint noted."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import waitress
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Response

from bot.browser.find import FoundBrowser
from tests.review.office import PASSWORD, Office

PATIENCE = 20_000
"""Milliseconds for one step; the machine may be busy."""
REFUSED_FORM = "the server responded with a status of 422"
"""Chromium notes in its console what a refused form is meant to answer."""


@contextmanager
def served(office: Office) -> Iterator[str]:
    """The review page of this office on a port of its own; answers its address."""
    app = office.app(hosts=("127.0.0.1",))
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)


def started(playwright: Playwright, found: FoundBrowser) -> Browser:
    """The browser that was found, with its network: the camera's own has none."""
    return playwright.chromium.launch(
        executable_path=found.place if found.how == "system" else None,
        channel=found.place if found.how == "channel" else None,
        chromium_sandbox=found.sandboxed,
    )


@dataclass
class Person:
    """Somebody at a browser: presses keys, and notes what the browser complains about."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    policies: set[str | None] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._note_policy)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and REFUSED_FORM not in message.text:
            self.complaints.append(message.text)

    def _note_policy(self, answer: Response) -> None:
        if answer.request.resource_type == "document":
            self.policies.add(answer.header_value("content-security-policy"))

    def reach(self, selector: str) -> None:
        """Walk to an element with the tabulator key alone, as somebody without a mouse does."""
        wanted = self.page.locator(selector).first
        for _ in range(120):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    def write(self, selector: str, text: str) -> None:
        """Reach a field and type; what stood there is replaced."""
        self.reach(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def press(self, selector: str) -> None:
        """Reach a button or a link and press Enter; waits for the page that follows, if one does."""
        self.reach(selector)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def log_in(self, address: str, name: str) -> None:
        """With the keyboard alone."""
        self.page.goto(f"{address}/login")
        self.write("[name=name]", name)
        self.write("[name=password]", PASSWORD)
        self.press("main button[type=submit]")
