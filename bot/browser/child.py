"""What runs in the child process? ``python -m bot.browser.child``: JSON lines in, pictures out.

Questions are ``{"html": …}``, answers ``{"png": base64, "text": …, "tool": …, "browser_pid": …}`` or
``{"error": word}`` with the words missing, page and lost. The first line, unasked, says that the browser runs. The
child ends with its parent: when the questions end or the parent is gone it takes its browser with it.
"""

import argparse
import base64
import contextlib
import json
import os
import queue
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import TextIO

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from bot.browser.studio import NoCard, Studio
from bot.errors import BrowserMissing

POLITE_SECONDS = 4.0
"""How long an orderly end may take before everything is killed."""


def main() -> None:
    """Answer questions until there are no more."""
    parser = argparse.ArgumentParser(prog="bot.browser.child")
    parser.add_argument("--browser", default=None, help="path of the browser; found by itself when left out")
    parser.add_argument("--scratch", required=True, help="directory for temporary files, removed at the end")
    parser.add_argument("--recycle-after", type=int, required=True)
    wanted = parser.parse_args()
    os.environ["TMPDIR"] = wanted.scratch  # the browser's profiles go there and nowhere else
    answers = _private_stdout()
    questions = _Questions(wanted.scratch)
    try:
        _serve(questions, answers, wanted.browser, wanted.recycle_after)
    finally:
        shutil.rmtree(wanted.scratch, ignore_errors=True)


def _serve(questions: "_Questions", answers: TextIO, configured: str | None, recycle_after: int) -> None:
    with sync_playwright() as playwright:
        try:
            studio = Studio(playwright, configured, recycle_after)
        except BrowserMissing as error:
            _say(answers, {"error": "missing", "detail": error.message})
            return
        questions.browser_pid = studio.browser_pid
        _say(answers, {"ready": str(studio.found), "tool": studio.tool, "browser_pid": studio.browser_pid})
        for html in questions:
            _say(answers, _answer(studio, html))
            questions.browser_pid = studio.browser_pid
        studio.close()


def _answer(studio: Studio, html: str) -> dict[str, object]:
    """The picture, or one word. Playwright's messages quote the page, so they stay here."""
    try:
        png, text = studio.photograph(html)
    except NoCard:
        return {"error": "page", "detail": "the page has no single #card"}
    except PlaywrightError as error:
        return {"error": "lost", "detail": type(error).__name__}
    except BrowserMissing as error:
        return {"error": "missing", "detail": error.message}
    picture = base64.b64encode(png).decode("ascii")
    return {"png": picture, "text": text, "tool": studio.tool, "browser_pid": studio.browser_pid}


def _private_stdout() -> TextIO:
    """Keep standard output for answers alone; whatever else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _say(answers: TextIO, answer: dict[str, object]) -> None:
    print(json.dumps(answer), file=answers, flush=True)


class _Questions:
    """Questions from standard input, read by a thread, so that their end is noticed in the middle of a picture."""

    def __init__(self, scratch: str) -> None:
        self.browser_pid: int | None = None
        self._scratch = scratch
        self._parent = os.getppid()
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        # Not PR_SET_PDEATHSIG: it fires when the *thread* that started us ends, and ours are pool threads.
        threading.Thread(target=self._watch_parent, daemon=True).start()

    def __iter__(self) -> Iterator[str]:
        while (line := self._lines.get()) is not None:
            yield str(json.loads(line)["html"])

    def _read(self) -> None:
        for line in sys.stdin:
            self._lines.put(line)
        self._end()

    def _watch_parent(self) -> None:
        while os.getppid() == self._parent:
            time.sleep(1.0)
        self._end()

    def _end(self) -> None:
        """Let the main thread close in order; if it doesn't in time, end everything the hard way."""
        self._lines.put(None)
        time.sleep(POLITE_SECONDS)
        shutil.rmtree(self._scratch, ignore_errors=True)
        if hasattr(os, "killpg"):
            self._kill_groups()
        os._exit(1)

    def _kill_groups(self) -> None:
        """The browser leads a group of its own (Playwright starts it so); the driver lives in ours."""
        if self.browser_pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.browser_pid, signal.SIGKILL)
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
