"""Which processes work in a folder, and do they end?"""

import time
from pathlib import Path

import psutil


def nobody_left(folder: Path) -> bool:
    """Whether every process with this folder in its command line ends within ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not any(str(folder) in " ".join(process.info["cmdline"] or ()) for process in _running()):
            return True
        time.sleep(0.1)
    return False


def _running() -> list[psutil.Process]:
    return list(psutil.process_iter(["cmdline"]))
