"""How are the things outside? What `page-monitor check` wants to know of browser, fonts and index."""

from bot.bootstrap.parts import open_store
from bot.browser import fonts
from bot.browser.find import find as find_browser
from bot.config import Config
from bot.errors import StoreError


def index_words(config: Config) -> str:
    """How the index is, for `check`. Raises when it is missing, not of this version, or damaged."""
    store = open_store(config)
    faults = store.integrity()
    store.close()
    if faults:
        raise StoreError(f"{config.index_file} is damaged: {faults[0]}")
    return f"{config.index_file} is up to date and sound"


def browser_words(config: Config | None) -> str:
    """Which browser takes the pictures. Raises `BrowserMissing`."""
    return str(find_browser((config.capture.browser if config else "") or None))


def missing_fonts() -> list[tuple[str, str]]:
    """(package, what it draws) for everything this machine can't draw."""
    return fonts.missing()
