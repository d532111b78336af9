"""Which concrete things make up a service or a review page? The composition root, the only importer of adapters.

A part is loaded when it is asked for: who only judges a file needs no browser, no web server and half the memory.
"""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.bootstrap.health import browser_words, index_words, missing_fonts
    from bot.bootstrap.judging import guidelines_of, judge_for, judge_of
    from bot.bootstrap.page import review_app_of, session_key
    from bot.bootstrap.parts import (
        OpenStore,
        accounts_of,
        archive_of,
        camera_of,
        exporter_of,
        migrate_index,
        open_store,
    )
    from bot.bootstrap.platforms import Limiters, platform_of, platforms_of
    from bot.bootstrap.rulebook import guidelines_path, office_of, workshop_of
    from bot.bootstrap.worker import Parts, collector_of, doors_of, service_of

__all__ = [
    "Limiters",
    "OpenStore",
    "Parts",
    "accounts_of",
    "archive_of",
    "browser_words",
    "camera_of",
    "collector_of",
    "doors_of",
    "exporter_of",
    "guidelines_of",
    "guidelines_path",
    "index_words",
    "judge_for",
    "judge_of",
    "migrate_index",
    "missing_fonts",
    "office_of",
    "open_store",
    "platform_of",
    "platforms_of",
    "review_app_of",
    "service_of",
    "session_key",
    "workshop_of",
]

_WHERE: Mapping[str, str] = MappingProxyType(
    {
        "browser_words": "health",
        "index_words": "health",
        "missing_fonts": "health",
        "guidelines_of": "judging",
        "judge_for": "judging",
        "judge_of": "judging",
        "review_app_of": "page",
        "session_key": "page",
        "OpenStore": "parts",
        "accounts_of": "parts",
        "archive_of": "parts",
        "camera_of": "parts",
        "exporter_of": "parts",
        "migrate_index": "parts",
        "open_store": "parts",
        "Limiters": "platforms",
        "platform_of": "platforms",
        "platforms_of": "platforms",
        "guidelines_path": "rulebook",
        "office_of": "rulebook",
        "workshop_of": "rulebook",
        "Parts": "worker",
        "collector_of": "worker",
        "doors_of": "worker",
        "service_of": "worker",
    }
)


def __getattr__(name: str) -> object:
    """One part by name, from the file that makes it (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"bot.bootstrap.{_WHERE[name]}"), name)
