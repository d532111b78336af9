"""How does a probe end before its time? By a signal or a lost terminal, and never before its clean-up."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Event
from types import FrameType

from bot.cli.console import progress

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, a polite end, and a terminal that is closed or a connection that broke."""
Tell = Callable[[int, int], None]
"""Hears how many questions of how many were asked."""


@contextmanager
def stopping(stop: Event) -> Iterator[None]:
    """While this lasts each of `ENDINGS` sets `stop`: the call under way ends, then everything made is deleted.

    A hang-up that was to be ignored when the program started (nohup) still is.
    """

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()
        with suppress(OSError):  # not by `click.echo`: the signal may have come in the middle of one
            os.write(2, b"Stopping; what was made is deleted first.\n")

    is_heard = signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
    heard = [each for each in ENDINGS if is_heard or each is not signal.SIGHUP]
    former = {each: signal.signal(each, ask_to_stop) for each in heard}
    try:
        yield
    finally:
        for each, handler in former.items():
            signal.signal(each, handler)


@contextmanager
def telling() -> Iterator[Tell]:
    """As `progress`; a terminal that has gone is no reason to break off."""
    with ExitStack() as stack:
        tell = stack.enter_context(progress("Asking"))

        def carefully(done: int, of: int) -> None:
            with suppress(OSError):
                tell(done, of)

        yield carefully
        with suppress(OSError):
            stack.close()
