"""Who may work on an archive, and how does the service end when it is told to?"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli.verify import check_archive
from bot.errors import StoreError
from bot.export.verify import exit_code
from tests.faults.processes import nobody_left
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A page with one scam."""
    with town(tmp_path, script([post(), comment("scam", "Buy now: otter shirts")])) as made:
        made.world.play_all()
        yield made


def command(place: Town, *arguments: str) -> list[str]:
    """A command line on this town's settings."""
    return [sys.executable, "-m", "bot", "--config", str(place.config.file), *arguments]


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether it became true in time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def test_a_second_worker_is_refused_in_a_sentence_that_names_the_first(place: Town) -> None:
    with place.worker(Painter()):
        asked = place.world.calls.total()
        asked = place.world.calls.total()
        ended = subprocess.run(command(place, "once"), capture_output=True, text=True, timeout=60, check=False)
        assert ended.returncode == 1
        assert f"another page-monitor worker (process {os.getpid()}) is at work on this archive" in ended.stderr
        assert "Traceback" not in ended.stderr
        assert place.world.calls.total() == asked


def test_the_next_worker_may_start_when_the_first_has_ended(place: Town) -> None:
    with place.worker(Painter()), pytest.raises(StoreError, match="another page-monitor worker"), place.worker():
        pass
    with place.worker(Painter()) as worker:
        place.pass_over(worker)
    assert place.hidden_keys() == {"scam"}


def test_the_service_ends_cleanly_when_told_to_and_leaves_no_browser(place: Town, browser_folder: Path) -> None:
    environ = {**os.environ, "TMPDIR": str(browser_folder)}
    with open(place.config.file.parent / "worker.log", "wb") as log:
        service = subprocess.Popen(command(place, "run"), stdout=log, stderr=log, env=environ)
    try:
        assert wait_until(lambda: place.hidden_keys() == {"scam"}, 60)
        service.send_signal(signal.SIGTERM)
        assert service.wait(20) == 0
    finally:
        service.kill()
        service.wait()
    assert nobody_left(browser_folder)
    assert exit_code(check_archive(place.config)) == 0
    said = (place.config.file.parent / "worker.log").read_text("utf-8")
    assert said.rstrip().endswith("Stopped.")
    assert "Traceback" not in said


def test_a_service_told_to_end_before_its_first_pass_ends_too(place: Town) -> None:
    service = subprocess.Popen(command(place, "run"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert service.stdout is not None
    with service.stdout as stdout:
        assert stdout.readline().startswith("Watching page (enforce), ig-students (assist).")
        service.send_signal(signal.SIGINT)
        assert service.wait(20) == 0
