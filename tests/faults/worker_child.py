"""How does a worker die at a chosen moment? A process of its own, which kills itself at the n-th call of a seam."""

import json
import logging
import os
import signal
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import requests

from bot.bootstrap import service_of
from bot.browser.camera import ChildCamera
from bot.config import load_config, load_secrets
from bot.platforms.facebook import FacebookPage
from bot.ports import Camera
from bot.store import objects
from bot.store.connection import Connection
from bot.store.mirror import LedgerFiles
from tests.builders import FixedClock
from tests.flow.painter import Painter

DURING_SECONDS = 0.3
"""How far into a picture `during` strikes: the browser is starting or drawing then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to do, and when to die: `before`, `after` or `during` the n-th call of `seam` (never when n is 0).

    With a `browser_folder` the real browser takes the pictures, its files below that folder.
    """

    config: Path
    now: datetime
    address: str
    admin_key: str
    seam: str = ""
    moment: str = "before"
    nth: int = 0
    browser_folder: Path | None = None

    @property
    def tally(self) -> Path:
        """Where the number of calls of each seam is written by a worker that lives."""
        return self.config.parent / "tally.json"


def live(order: Order) -> None:
    """Pass over all pages, let the next step of the week happen, pass again. Dies as ordered."""
    logging.basicConfig(filename=order.config.parent / "worker.log", level=logging.INFO, force=True)
    camera: Camera | None = Painter()
    if order.browser_folder is not None:
        tempfile.tempdir = str(order.browser_folder)  # the browser's processes are found by it
        camera = None
    wire = Tripwire(order)
    wire.lay()
    config = load_config(order.config)
    service = service_of(config, load_secrets(config), FixedClock(order.now), camera=camera)
    _work(service.once, service.pipeline.work)
    played = requests.post(
        f"{order.address}/_admin/play", json={"all": True}, headers={"X-Admin-Key": order.admin_key}, timeout=10
    )
    played.raise_for_status()
    _work(service.once, service.pipeline.work)
    service.close()
    order.tally.write_text(json.dumps(wire.calls), "utf-8")


def _work(once: Callable[..., bool], work: Callable[[], int]) -> None:
    once(whole=True, tell=lambda account, brought: None)
    work()


class Tripwire:
    """Counts the calls of all seams in this process and kills it at the ordered one."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self.calls: Counter[str] = Counter()

    def lay(self) -> None:
        """Wrap the seams: what makes bytes durable, what commits, what the platform and the browser are asked."""
        self._wrap(os, "fsync", "flush")
        self._wrap(os, "replace", "rename")
        self._wrap(LedgerFiles, "catch_up", "ledger file")
        self._wrap(FacebookPage, "hide", "hide")
        self._wrap(FacebookPage, "reply", "reply")
        self._wrap(FacebookPage, "delete", "delete")
        self._wrap(FacebookPage, "comment", "read back")
        self._wrap(FacebookPage, "download", "download")
        self._wrap(ChildCamera, "photograph", "picture")
        self._wrap(Painter, "photograph", "picture")
        self._wrap_commits()
        setattr(objects, "open", self._opened)  # noqa: B010 - a module has no such variable for mypy

    def _opened(self, path: Path, mode: str) -> Any:
        """An object's file; `during` strikes when half of the bytes are written."""
        self.calls["object"] += 1
        file = open(path, mode, buffering=0)  # noqa: SIM115 - handed on to a with block
        return _DeadlyFile(file) if self._is_due("object", "during") else file

    def _wrap(self, owner: Any, name: str, seam: str) -> None:
        original = getattr(owner, name)

        @wraps(original)
        def watched(*args: Any, **named: Any) -> Any:
            with self._step(seam):
                return original(*args, **named)

        setattr(owner, name, watched)

    def _wrap_commits(self) -> None:
        """`before` strikes inside the transaction, when everything is written and nothing committed."""
        original = Connection.transaction

        def watched(connection: Connection) -> AbstractContextManager[None]:
            return original(connection) if connection.in_transaction else self._watched(original(connection))

        setattr(Connection, "transaction", watched)  # noqa: B010 - mypy knows that a method is no variable

    @contextmanager
    def _watched(self, transaction: AbstractContextManager[None]) -> Iterator[None]:
        with transaction:
            yield
            self.calls["commit"] += 1
            self._strike("commit", "before")
        self._strike("commit", "after")

    @contextmanager
    def _step(self, seam: str) -> Iterator[None]:
        self.calls[seam] += 1
        self._strike(seam, "before")
        with self._timer(seam):
            yield
        self._strike(seam, "after")

    def _strike(self, seam: str, moment: str) -> None:
        if self._is_due(seam, moment):
            _die()

    def _is_due(self, seam: str, moment: str) -> bool:
        order = self._order
        return (seam, moment, self.calls[seam]) == (order.seam, order.moment, order.nth)

    def _timer(self, seam: str) -> AbstractContextManager[object]:
        if not self._is_due(seam, "during"):
            return nullcontext()
        threading.Timer(DURING_SECONDS, _die).start()
        return nullcontext()


class _DeadlyFile:
    """Takes half of what it is given."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __enter__(self) -> "_DeadlyFile":
        return self

    def __exit__(self, *told: object) -> None:
        self._file.close()

    def write(self, content: bytes) -> None:
        """Half of it, and the end."""
        self._file.write(content[: len(content) // 2])
        _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
