"""Does Playwright's own driver start here? On a bare Debian it lacks a library, and then no browser can be asked."""

import subprocess

from playwright._impl._driver import compute_driver_executable

LIBRARY = "libatomic1"
"""What node, Playwright's driver, wants and a minimal Debian 12 hasn't (seen there with Playwright 1.65)."""


def fault() -> str:
    """Why the driver doesn't start, in its own words; empty when it does."""
    node, _ = compute_driver_executable()
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        return type(error).__name__
    words = answer.stderr.strip().splitlines()
    return "" if answer.returncode == 0 else (words[-1] if words else f"it ended with status {answer.returncode}")
