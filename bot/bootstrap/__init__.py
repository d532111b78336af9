"""Which concrete things make up a service or a review page? The composition root, the only importer of adapters."""

from bot.bootstrap.health import browser_words, index_words, missing_fonts
from bot.bootstrap.page import review_app_of, session_key
from bot.bootstrap.parts import (
    OpenStore,
    accounts_of,
    archive_of,
    camera_of,
    exporter_of,
    guidelines_of,
    judge_of,
    migrate_index,
    open_store,
)
from bot.bootstrap.platforms import Limiters, platform_of, platforms_of
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
    "index_words",
    "judge_of",
    "migrate_index",
    "missing_fonts",
    "open_store",
    "platform_of",
    "platforms_of",
    "review_app_of",
    "service_of",
    "session_key",
]
