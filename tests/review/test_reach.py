"""Can the review page reach a platform, a browser or the database's library? It must not, even indirectly."""

import subprocess
import sys

FORBIDDEN = ("bot.platforms", "bot.browser", "bot.store", "bot.act", "bot.collect", "requests", "sqlite3", "playwright")


def test_the_review_page_cannot_reach_meta() -> None:
    asked = f"import sys, bot.review.web; print([m for m in {FORBIDDEN!r} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "[]"
