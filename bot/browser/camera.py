"""How does the service take a picture, whatever happens to the browser meanwhile?"""

import base64
import binascii
import logging
import threading
from collections.abc import Mapping

from bot.browser.link import ChildDied, Link
from bot.errors import CaptureFailed
from bot.model import Photograph

LOG = logging.getLogger(__name__)

RECYCLE_AFTER = 200
"""Pictures per browser: reused browsers leak (playwright #6319, #15400; playwright-python #1595)."""
PASSED_ON = frozenset(
    (
        *("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV"),
        *("PLAYWRIGHT_BROWSERS_PATH", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"),
        *("FONTCONFIG_PATH", "FONTCONFIG_FILE", "SYSTEMROOT", "LOCALAPPDATA", "USERPROFILE"),
    )
)


def browser_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What of the service's environment the browser may see: nothing that could be a token."""
    return {name: value for name, value in environ.items() if name.upper() in PASSED_ON}


class ChildCamera:
    """A `bot.ports.Camera`: one browser in a child process of its own session, started when first needed.

    A picture that takes longer than `deadline_seconds` ends child and browser from outside. When child, driver,
    browser or renderer die under a picture, it is taken once more with a new browser; the next call always starts
    from a sound one. Calls from several threads wait for each other. `environment` is what the child sees (see
    `browser_environment`); None hands on everything.
    """

    def __init__(
        self,
        *,
        browser_path: str | None = None,
        deadline_seconds: float = 30.0,
        start_seconds: float = 90.0,
        environment: Mapping[str, str] | None = None,
        recycle_after: int = RECYCLE_AFTER,
    ) -> None:
        self._browser_path = browser_path
        self._deadline_seconds = deadline_seconds
        self._start_seconds = start_seconds
        self._environment = environment
        self._recycle_after = recycle_after
        self._lock = threading.Lock()
        self._link: Link | None = None

    @property
    def pids(self) -> tuple[int, ...]:
        """Child and browser, while they run; for the tests."""
        link = self._link
        return link.pids if link else ()

    def photograph(self, html: str) -> Photograph:
        """A picture of ``#card``. Raises `CaptureFailed` (deadline included) and `BrowserMissing`."""
        with self._lock:
            try:
                return self._photograph_once(html)
            except ChildDied:
                LOG.warning("browser_restarted reason=lost")
                return self._photograph_once(html)

    def _photograph_once(self, html: str) -> Photograph:
        link = self._link or self._start()
        self._link = None  # only a link that answered well is used again
        answer = link.ask({"html": html}, self._deadline_seconds)
        self._link = link
        try:
            png = base64.b64decode(str(answer["png"]), validate=True)
        except binascii.Error as error:
            raise CaptureFailed("the browser's answer can't be read") from error
        return Photograph(png=png, shown_text=str(answer["text"]), tool=str(answer["tool"]))

    def _start(self) -> Link:
        link = Link(browser_path=self._browser_path, environment=self._environment, recycle_after=self._recycle_after)
        tool = link.await_ready(self._start_seconds)
        LOG.info("browser_started tool=%a", tool)
        return link

    def close(self) -> None:
        """End the browser and everything it started; the camera can be used again afterwards."""
        with self._lock:
            link, self._link = self._link, None
            if link is not None:
                link.close()
