"""What can the door for webhooks reach? Neither a platform nor a database, even indirectly."""

import subprocess
import sys

FORBIDDEN = (
    "bot.platforms",
    "bot.browser",
    "bot.store",
    "bot.act",
    "bot.collect",
    "bot.review",
    "requests",
    "urllib3",
    "sqlite3",
    "playwright",
    "flask",
)


def test_the_listener_cannot_reach_meta_or_the_index() -> None:
    asked = (
        "import sys, bot.listen.app, bot.listen.server, bot.listen.payloads; "
        f"print([m for m in {FORBIDDEN!r} if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "[]"
