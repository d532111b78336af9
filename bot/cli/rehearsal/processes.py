"""How do the demo's three processes live and die? Simulator, worker, review page: as in production, with their logs."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import requests

from bot.errors import MonitorError

START_SECONDS = 60.0
STOP_SECONDS = 20.0


class DemoFailed(MonitorError):
    """A process of the demo ended or did not start; the message names its log."""


class Processes:
    """Starts `page-monitor` commands and ends every one of them when left."""

    def __init__(self, folder: Path) -> None:
        self._logs = folder / "logs"
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._files: list[IO[bytes]] = []

    def __enter__(self) -> "Processes":
        self._logs.mkdir(exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._running.values()):
            _end(process)
        for file in self._files:
            file.close()

    def start(self, name: str, arguments: Sequence[str]) -> None:
        """Start one; its output goes to logs/<name>.log. A session of its own keeps Ctrl-C for us."""
        log = open(self._log(name), "wb")  # noqa: SIM115 - the process writes to it until it ends
        self._files.append(log)
        command = [sys.executable, "-m", "bot", *arguments]
        self._running[name] = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )

    def first_line(self, name: str) -> dict[str, Any]:
        """The JSON object that a process prints first. Raises `DemoFailed`."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self.check()
            for line in self._log(name).read_bytes().splitlines():
                if line.startswith(b"{") and line.endswith(b"}"):
                    found = json.loads(line)
                    return found if isinstance(found, dict) else {}
            time.sleep(0.05)
        raise DemoFailed(f"the {name} did not start; see {self._log(name)}")

    def wait_for_page(self, name: str, url: str) -> None:
        """Until a page answers. Raises `DemoFailed`."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self.check()
            try:
                if requests.get(url, timeout=2).status_code == 200:
                    return
            except requests.RequestException:
                pass
            time.sleep(0.1)
        raise DemoFailed(f"the {name} did not answer at {url}; see {self._log(name)}")

    def check(self) -> None:
        """Raise `DemoFailed` when one has ended."""
        for name, process in self._running.items():
            if process.poll() is not None:
                lines = self._log(name).read_text("utf-8", errors="replace").strip().splitlines()
                last = lines[-1] if lines else "it printed nothing"
                raise DemoFailed(f"the {name} ended with status {process.returncode}: {last} (see {self._log(name)})")

    def _log(self, name: str) -> Path:
        return self._logs / f"{name.replace(' ', '-')}.log"


def _end(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM, and after a while SIGKILL."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
