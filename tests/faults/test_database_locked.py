"""What happens while another program holds the database?"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.bootstrap import open_store
from bot.cli.verify import check_archive
from bot.export.verify import exit_code
from bot.model import Photograph
from bot.service import Service
from bot.store.index import SqliteStore
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town, views

SHORT = 0.2
"""Seconds that a worker of these tests waits for the database, so that a lock of a second is longer than that."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A page with one scam and one word of thanks."""
    with town(tmp_path, script([post(), comment("thanks", "Thank you!"), comment("scam", "Buy now: shirts")])) as made:
        made.world.play_all()
        yield made


@contextmanager
def locked(place: Town) -> Iterator[sqlite3.Connection]:
    """Another program has begun to write, and doesn't end."""
    other = sqlite3.connect(place.config.index_file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        if other.in_transaction:
            other.execute("ROLLBACK")
        other.close()


def assert_all_done(place: Town) -> None:
    """Both comments are there, the scam is hidden once and on proof."""
    assert set(views(open_store(place.config), place.world)) == {"thanks", "scam"}
    assert place.world.comment("scam").hides == 1
    assert exit_code(check_archive(place.config)) == 0


def test_a_lock_of_two_seconds_is_waited_out_and_nothing_is_lost(place: Town) -> None:
    with place.worker(Painter()) as worker, locked(place) as other:
        timer = threading.Timer(2.0, lambda: other.execute("ROLLBACK"))
        began = time.monotonic()
        timer.start()
        place.pass_over(worker)
        assert time.monotonic() - began >= 1.9
        timer.join()
        assert_all_done(place)


def _impatient(worker: Service) -> Service:
    """Waits `SHORT` for the database from now on."""
    assert isinstance(worker.store, SqliteStore)
    worker.store.connection.raw.execute(f"PRAGMA busy_timeout = {int(SHORT * 1000)}")
    return worker


def test_a_pass_while_the_database_is_locked_for_long_fails_in_words_and_the_next_one_catches_up(place: Town) -> None:
    with place.worker(Painter()) as worker:
        _impatient(worker)
        with locked(place):
            brought = [worker.pipeline.collect(account) for account in place.config.watched]
        assert brought == [None, None]
        place.pass_over(worker)
        assert_all_done(place)


def test_a_worker_whose_database_is_locked_between_its_steps_goes_on_afterwards(place: Town) -> None:
    with place.worker(Painter()) as worker:
        _impatient(worker)
        for account in place.config.watched:
            worker.pipeline.collect(account)
        with locked(place):
            worker.pipeline.work()
        assert place.world.comment("scam").hides == 0
        place.work_off(worker)
        assert_all_done(place)


def test_a_lock_that_falls_while_a_stage_is_at_work_loses_nothing(place: Town) -> None:
    """The lock falls after the claim and before the result can be written; the claim itself would hold for an hour."""
    with place.worker(LockedCamera(place)) as worker:
        _impatient(worker)
        for account in place.config.watched:
            worker.pipeline.collect(account)
        worker.pipeline.work()
        assert place.world.comment("scam").hides == 0
        began = place.clock.at
        place.work_off(worker)
        assert place.clock.at - began < timedelta(minutes=5)
        assert_all_done(place)


class LockedCamera(Painter):
    """Takes its first picture while somebody else begins a write that lasts a second."""

    def __init__(self, place: Town) -> None:
        super().__init__()
        self._place = place

    def photograph(self, html: str) -> Photograph:
        """The picture comes; writing it down does not succeed."""
        if not self.pages:
            thread = threading.Thread(target=self._hold)
            thread.start()
            time.sleep(0.2)
        return super().photograph(html)

    def _hold(self) -> None:
        with locked(self._place):
            time.sleep(1.5)
