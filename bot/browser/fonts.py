"""Can this machine draw what people write? Without these fonts emoji and Chinese are boxes on the evidence."""

import shutil
import subprocess

NEEDED = (
    ("fonts-liberation", "Latin, Greek and Cyrillic letters", ":family=Liberation Sans"),
    ("fonts-noto-color-emoji", "emoji", ":charset=1f9d1"),
    ("fonts-noto-cjk", "Chinese, Japanese and Korean letters", ":charset=4e2d"),
)
"""(Debian package, what it draws, fontconfig pattern that some font must match)."""


def can_be_asked() -> bool:
    """Whether this system has fontconfig; macOS and Windows bring their own fonts and don't need it."""
    return shutil.which("fc-list") is not None


def missing() -> list[tuple[str, str]]:
    """(Debian package, what it draws) for everything no installed font can draw; empty where fontconfig is absent."""
    if not can_be_asked():
        return []
    return [(package, what) for package, what, pattern in NEEDED if not has_font(pattern)]


def has_font(pattern: str) -> bool:
    """Whether some installed font matches a fontconfig pattern."""
    answer = subprocess.run(["fc-list", pattern, "family"], capture_output=True, text=True, check=False, timeout=60)
    return bool(answer.stdout.strip())
