"""Who belongs to the camera's child process, and how are all of them ended?

The child leads a process group with Playwright's driver in it; the browser leads another one. Killing both groups
leaves nothing behind, even when the child was killed before and the browser is an orphan.
"""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

GONE_SECONDS = 5.0


class Member:
    """A process by number *and* birth, so that a number used again by somebody else is never killed."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._born = _birth(pid)

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs (a zombie doesn't)."""
        return _exists(self.pid) and _birth(self.pid) == self._born

    def kill(self) -> None:
        """End the process and everything in the group it leads; no error when it is gone already."""
        if not self.is_alive:
            return
        if os.name == "nt":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self.pid)], capture_output=True, check=False)
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getpgid(self.pid) == self.pid:
                os.killpg(self.pid, signal.SIGKILL)
            else:
                os.kill(self.pid, signal.SIGKILL)

    def wait_until_gone(self, seconds: float = GONE_SECONDS) -> None:
        """Wait until it has ended, at most `seconds`."""
        end = time.monotonic() + seconds
        while self.is_alive and time.monotonic() < end:
            time.sleep(0.02)


def _exists(pid: int) -> bool:
    if os.name == "nt":
        return True  # os.kill(pid, 0) would end it there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _birth(pid: int) -> str:
    """Start time in clock ticks on Linux; empty for a zombie and where there is no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]
