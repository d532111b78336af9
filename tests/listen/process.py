"""How does a test run the real listener, and knock at its port?"""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bot.store.inbox import SqliteInbox
from tests.listen.calls import APP_SECRET, VERIFY_TOKEN, signature

SETTINGS = """
[district]
name = "Maple Hollow"
[webhooks]
port = 0
calls_per_minute = 2000
[[accounts]]
id = "maple"
platform = "facebook"
name = "Maple Hollow"
external_id = "104233981177"
"""
SECRETS: Mapping[str, str] = {
    "PAGE_MONITOR_APP_SECRET": APP_SECRET,
    "PAGE_MONITOR_WEBHOOK_VERIFY_TOKEN": VERIFY_TOKEN,
}
PATIENCE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A listener in a process of its own."""

    process: subprocess.Popen[str]
    port: int
    folder: Path
    printed: str

    def deliver(self, body: bytes, *, signed: str | None = None, headers: Mapping[str, str] | None = None) -> int:
        """Post a body over a real socket; answers the status."""
        return deliver(self.port, body, signed=signed, headers=headers)

    def kept(self) -> list[bytes]:
        """What stands in the inbox's file."""
        inbox = SqliteInbox(self.folder / "archive" / "inbox" / "webhooks.db")
        try:
            return [delivery.body for delivery in inbox.waiting(10_000)]
        finally:
            inbox.close()

    def logged(self) -> str:
        """What it wrote to standard error."""
        return (self.folder / "log").read_text("utf-8")

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal; the exit status, and what was printed after it was ready."""
        self.process.send_signal(number)
        rest = self.process.stdout.read() if self.process.stdout else ""
        return self.process.wait(PATIENCE), rest


def deliver(port: int, body: bytes, *, signed: str | None = None, headers: Mapping[str, str] | None = None) -> int:
    """Post a body with its signature (or another one) to a port of this machine."""
    told = {"X-Hub-Signature-256": signature(body) if signed is None else signed, **(headers or {})}
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST", "/webhooks", body=body, headers=told)
        return connection.getresponse().status
    finally:
        connection.close()


@contextmanager
def listening(folder: Path) -> Iterator[Running]:
    """`page-monitor --verbose listen` on a free port, with no secrets but its own; killed at the end."""
    (folder / "config.toml").write_text(SETTINGS, "utf-8")
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PAGE_MONITOR_")}
    command = [sys.executable, "-m", "bot", "--config", str(folder / "config.toml"), "--verbose", "listen"]
    with (
        open(folder / "log", "wb") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env={**environ, **SECRETS}) as process,
    ):
        guard = threading.Timer(PATIENCE, process.kill)
        guard.start()
        try:
            printed = _until_ready(process)
            guard.cancel()
            found = re.search(r"Listening for webhooks at http://127\.0\.0\.1:(\d+)/webhooks", printed)
            assert found, (printed, (folder / "log").read_text("utf-8"))
            yield Running(process=process, port=int(found[1]), folder=folder, printed=printed)
        finally:
            guard.cancel()
            process.kill()


def _until_ready(process: subprocess.Popen[str]) -> str:
    lines = []
    assert process.stdout
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Listening"):
            break
    return "".join(lines)
