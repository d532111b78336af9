"""How does the service speak to the camera's child process, and never wait longer than it wants to?"""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import bot
from bot.browser.household import Member
from bot.errors import BrowserMissing, CaptureFailed

LOG = logging.getLogger(__name__)
POLITE_SECONDS = 5.0
LONGEST_TEMP = 30


class ChildDied(CaptureFailed):
    """The child, its driver or its browser ended in the middle; a new one may well succeed."""


class DeadlinePassed(CaptureFailed):
    """No picture in time; everything was killed."""


def scratch_folder() -> str:
    """A folder of the browser's own with a short name: the path of a socket below it may have 107 letters."""
    usual = tempfile.gettempdir()
    short = usual if len(usual) <= LONGEST_TEMP else "/tmp"
    return tempfile.mkdtemp(prefix="pm-camera-", dir=short if Path(short).is_dir() else usual)


class Link:
    """A running child process with its browser. After any error it is dead and another one has to be made."""

    def __init__(self, *, browser_path: str | None, environment: Mapping[str, str] | None, recycle_after: int) -> None:
        self._scratch = scratch_folder()
        command = [sys.executable, "-m", "bot.browser.child", "--scratch", self._scratch]
        command += ["--recycle-after", str(recycle_after)]
        command += ["--browser", browser_path] if browser_path else []
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=Path(bot.__file__).parent.parent,  # `-m bot…` works from a checkout that was never installed
            start_new_session=True,
        )
        self._members = [Member(self._child.pid)]
        self._late = threading.Event()
        threading.Thread(target=_log_lines, args=(self._child.stderr,), daemon=True).start()

    @property
    def pids(self) -> tuple[int, ...]:
        """The child, then its browser once that runs."""
        return tuple(member.pid for member in self._members)

    def await_ready(self, seconds: float) -> str:
        """Wait until the browser runs; answers the tool's name. Raises `BrowserMissing` and as `ask`."""
        return str(self._exchange(None, seconds)["tool"])

    def ask(self, question: Mapping[str, object], seconds: float) -> Mapping[str, object]:
        """One question, one answer. Raises `DeadlinePassed`, `ChildDied` or `CaptureFailed`; then the link is dead."""
        return self._exchange(json.dumps(question), seconds)

    def _exchange(self, line: str | None, seconds: float) -> Mapping[str, object]:
        """A timer outside the child kills it: that frees us from a stuck write as well as from a stuck read."""
        watch = threading.Timer(seconds, self._run_out)
        watch.start()
        try:
            answer = self._read_answer(line)
        finally:
            watch.cancel()
        if answer is None:
            self.kill()
            if self._late.is_set():
                raise DeadlinePassed("no picture within the deadline", seconds=seconds)
            raise ChildDied("the browser's process ended unexpectedly")
        if "error" in answer:
            self.kill()
            raise _as_error(answer)
        self._note_browser(answer)
        return answer

    def _read_answer(self, line: str | None) -> Mapping[str, object] | None:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        try:
            if line is not None:
                self._child.stdin.write(line.encode("ascii") + b"\n")
                self._child.stdin.flush()
            raw = self._child.stdout.readline()
            answer = json.loads(raw) if raw.endswith(b"\n") else None
        except (OSError, ValueError):
            return None
        return answer if isinstance(answer, dict) else None

    def _run_out(self) -> None:
        self._late.set()
        self._kill_members()

    def _note_browser(self, answer: Mapping[str, object]) -> None:
        pid = answer["browser_pid"]
        if isinstance(pid, int) and pid not in self.pids:
            self._members = [self._members[0], Member(pid)]

    def _kill_members(self) -> None:
        for member in reversed(self._members):
            member.kill()

    def kill(self) -> None:
        """End child, driver and browser at once and wait until they are gone."""
        self._kill_members()
        self._put_away()

    def close(self) -> None:
        """Let the child end its browser in order; kill what is left after a few seconds."""
        assert self._child.stdin is not None
        try:
            self._child.stdin.close()
            self._child.wait(POLITE_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            LOG.info("browser_child_killed reason=close")
        self.kill()

    def _put_away(self) -> None:
        self._child.wait()
        for member in self._members:
            member.wait_until_gone()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                _close_quietly(pipe)
        shutil.rmtree(self._scratch, ignore_errors=True)


def _as_error(answer: Mapping[str, object]) -> CaptureFailed | BrowserMissing:
    detail = str(answer.get("detail", ""))
    if answer["error"] == "missing":
        return BrowserMissing(detail)
    if answer["error"] == "page":
        return CaptureFailed(detail)
    return ChildDied("the browser was lost while taking the picture", kind=detail)


def _close_quietly(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # unwritten bytes for a reader that is dead
        LOG.debug("browser_child_pipe_broken")


def _log_lines(stderr: IO[bytes]) -> None:
    """The child never prints what it photographs; still, only short, escaped lines, at debug level."""
    with stderr:
        for line in stderr:
            LOG.debug("browser_child_says line=%a", line.decode("utf-8", "replace").strip()[:300])
