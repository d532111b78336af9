"""How are many comments judged at once? In this process, or by several that share out the work."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import Generic, TypeVar

from bot.bootstrap import judge_for
from bot.bootstrap.judging import Tell
from bot.cli.lines import Row
from bot.config import load_config
from bot.errors import InputError
from bot.judge.judge import Judge
from bot.model import Verdict

T = TypeVar("T")
CHUNK = 64
"""Comments that are handed to another process at once."""
CHUNK_LETTERS = 200_000
"""A chunk ends when its texts are this long: what waits must fit into memory, however long the lines are."""
METHOD = "fork" if sys.platform == "linux" else "spawn"
"""How processes begin. A forked one shares the judge that stands in memory: two seconds, and its megabytes, saved.
The judge has no threads that could be lost by that; the libraries of other systems don't bear it."""

_LONG_SHEET = 500
"""Sentences; embedding that many takes seconds."""
_DESK: list[tuple[Judge, date]] = []
"""The judge of a process of the pool and its day; empty everywhere else (the pool hands it over no other way)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """From what the judge is built, so that every process builds the same. Empty paths: the settings, or ours."""

    config: Path
    guidelines: Path | None = None
    facts: Path | None = None
    today: date

    def judge(self, tell: Tell | None = None) -> Judge:
        """Build it; `tell` hears how far a sheet is embedded. Raises `InputError` for what can't be read."""
        config = load_config(self.config) if self.config.is_file() else None
        return judge_for(config, guidelines=self.guidelines, facts=self.facts, tell=tell)

    def accounts(self) -> frozenset[str]:
        """The ids of the pages in the settings; none without settings. Raises `InputError` for what can't be read."""
        config = load_config(self.config) if self.config.is_file() else None
        return frozenset(account.id for account in config.accounts) if config else frozenset()


class Bench(Generic[T]):
    """One after another, or `jobs` processes; answers come in the order of the questions either way."""

    def __init__(self, recipe: Recipe, jobs: int, method: str = METHOD) -> None:
        self.recipe = recipe
        self.jobs = jobs
        self._method = method
        self._machine: Judge | None = None

    def prepare(self, tell: Tell | None = None) -> Judge:
        """Build the judge, once; `tell` hears of a sheet that takes its time. Raises `InputError`."""
        if self._machine is None:
            self._machine = self.recipe.judge(None if tell is None else _patient(tell))
        return self._machine

    def accounts(self) -> frozenset[str]:
        """Every page that the settings or an override of the guidelines name; none where neither does."""
        return self.recipe.accounts() | self.prepare().guidelines.by_account.keys()

    def verdicts(self, rows: Iterable[Row | T]) -> Iterator[tuple[Row | T, Verdict | None]]:
        """Each row with its verdict; what is no comment passes through with None.

        Raises `InputError` for guidelines and statements that can't be read, before the first row is asked for, and
        when a process was killed or had no more memory: what came before is answered.
        """
        machine = self.prepare()
        if self.jobs > 1:
            yield from self._spread(rows)
            return
        for row in rows:
            yield row, _verdict(machine, row, self.recipe.today) if isinstance(row, Row) else None

    def _spread(self, rows: Iterable[Row | T]) -> Iterator[tuple[Row | T, Verdict | None]]:
        waiting: deque[tuple[Sequence[Row | T], Future[list[Verdict | None]]]] = deque()
        context = multiprocessing.get_context(self._method)
        shared = self._machine if self._method == "fork" else None  # what is forked needs no pickle
        pool = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_settle, initargs=(self.recipe, shared))
        source = _chunks(rows)
        try:
            while (chunk := next(source, [])) or waiting:
                if chunk:
                    waiting.append((chunk, pool.submit(_judge_all, list(map(_bare, chunk)))))
                if len(waiting) >= 4 * self.jobs or not chunk:
                    done, answer = waiting.popleft()
                    yield from zip(done, answer.result(), strict=True)
        except (BrokenProcessPool, MemoryError) as error:
            fault = "a judging process was ended from outside, or had no more memory"
            raise InputError(f"{fault}; run it again, with a smaller --jobs") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _chunks(rows: Iterable[Row | T]) -> Iterator[list[Row | T]]:
    chunk: list[Row | T] = []
    letters = 0
    for row in rows:
        chunk.append(row)
        letters += len(row.text) + len(row.post) if isinstance(row, Row) else 0
        if len(chunk) >= CHUNK or letters >= CHUNK_LETTERS:
            yield chunk
            chunk, letters = [], 0
    if chunk:
        yield chunk


def _bare(row: object) -> Row | None:
    """What another process needs to know; whatever else a line holds (it may be nested deeply) stays here."""
    return replace(row, id=None, fields={}) if isinstance(row, Row) else None


def _patient(tell: Tell) -> Tell:
    """Tells of a sheet only when it is long enough to be waited for."""
    return lambda done, of: tell(done, of) if of >= _LONG_SHEET else None


def _settle(recipe: Recipe, shared: Judge | None) -> None:
    """A process of the pool: builds its judge, leaves Ctrl-C to its parent and ends with it, however that ends.

    When another one was killed the pool ends it by SIGTERM: whatever handler it inherited must not keep it alive.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _DESK.append((shared or recipe.judge(), recipe.today))


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _judge_all(rows: Sequence[Row | None]) -> list[Verdict | None]:
    machine, today = _DESK[0]
    return [None if row is None else _verdict(machine, row, today) for row in rows]


def _verdict(machine: Judge, row: Row, today: date) -> Verdict:
    return machine.verdict(
        row.text, post_text=row.post, author=row.author, today=today, account=row.account, copies=row.copies
    )
