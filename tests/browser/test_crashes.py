"""What happens to a picture, and to the processes, when something dies in the middle?"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from bot.browser.camera import ChildCamera
from bot.errors import CaptureFailed
from bot.model import Photograph
from tests.browser.conftest import family, running, wait_until

PAGE = '<!doctype html><div id="card">card<p id="comment-text">{text}</p></div>'
SLOW_RULES = "".join(f"i:nth-last-of-type(n+{n}):not(:has(~ u)):has(~ b){{color:red}}" for n in range(3))
ENDLESS = f"<style>{SLOW_RULES}</style>{'<i></i>' * 80_000}"
"""Minutes of matching selectors, without any script: nothing inside the browser gives up on it."""


def _child(camera: ChildCamera) -> int:
    return camera.pids[0]


def _browser(camera: ChildCamera) -> int:
    return camera.pids[1]


def _driver(camera: ChildCamera) -> int:
    return next(p.pid for p in psutil.Process(_child(camera)).children() if p.name().startswith("node"))


def _kill_in_mid_picture(camera: ChildCamera, victim: Callable[[ChildCamera], int]) -> Photograph:
    """Freeze the browser so that a picture hangs, kill the victim, and answer what the caller gets."""
    camera.photograph(PAGE.format(text="warm"))
    pid, browser = victim(camera), _browser(camera)
    os.kill(browser, signal.SIGSTOP)

    def kill() -> None:
        time.sleep(0.5)
        os.kill(pid, signal.SIGKILL)
        if psutil.pid_exists(browser):
            os.kill(browser, signal.SIGCONT)

    killer = threading.Thread(target=kill)
    killer.start()
    photograph = camera.photograph(PAGE.format(text="after all"))
    killer.join()
    assert camera.pids[0] != pid
    assert camera.pids[1] != browser
    return photograph


@pytest.mark.parametrize("victim", [_child, _browser, _driver], ids=["child", "browser", "driver"])
def test_the_picture_is_taken_although_a_process_was_killed_in_the_middle(
    own_camera: ChildCamera, victim: Callable[[ChildCamera], int]
) -> None:
    own_camera.photograph(PAGE.format(text="warm"))
    before = family(*own_camera.pids)
    assert _kill_in_mid_picture(own_camera, victim).shown_text == "after all"
    assert wait_until(lambda: not running(before))


def test_a_picture_whose_renderer_is_killed_is_tried_once_more(own_camera: ChildCamera) -> None:
    own_camera.photograph(PAGE.format(text="warm"))
    browser = psutil.Process(_browser(own_camera))
    outcome: list[str] = []

    def photograph() -> None:
        try:
            own_camera.photograph(ENDLESS + PAGE.format(text="slow"))
        except CaptureFailed as error:
            outcome.append(str(error))

    thread = threading.Thread(target=photograph)
    thread.start()
    killed = wait_until(lambda: _kill_busy_renderer(browser))
    thread.join()
    assert killed
    assert not wait_until(browser.is_running, 0.1) or browser.status() == psutil.STATUS_ZOMBIE
    assert "deadline" in outcome[0]  # the second try, with a new browser, met the same endless page
    assert own_camera.photograph(PAGE.format(text="next")).shown_text == "next"


def _kill_busy_renderer(browser: psutil.Process) -> bool:
    """Kill the renderer that has been busy for a while; False when there is none yet."""
    for process in browser.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if "--type=renderer" in process.cmdline() and process.cpu_times().user > 0.5:
                process.kill()
                return True
    return False


def test_a_page_that_never_ends_is_given_up_at_the_deadline_and_the_next_one_works(own_camera: ChildCamera) -> None:
    own_camera.photograph(PAGE.format(text="warm"))
    before = family(*own_camera.pids)
    started = time.monotonic()
    with pytest.raises(CaptureFailed, match="deadline"):
        own_camera.photograph(ENDLESS + PAGE.format(text="slow"))
    assert time.monotonic() - started < 12.0
    assert wait_until(lambda: not running(before))
    assert own_camera.photograph(PAGE.format(text="next")).shown_text == "next"


def test_a_child_that_reads_nothing_cannot_hold_a_long_page_for_ever(own_camera: ChildCamera) -> None:
    own_camera.photograph(PAGE.format(text="warm"))
    os.kill(own_camera.pids[0], signal.SIGSTOP)
    with pytest.raises(CaptureFailed, match="deadline"):
        own_camera.photograph(PAGE.format(text="x" * 2_000_000))
    assert own_camera.photograph(PAGE.format(text="next")).shown_text == "next"


def test_close_leaves_no_process_and_no_file_behind() -> None:
    left_before = _scratch_directories()
    camera = ChildCamera()
    camera.photograph(PAGE.format(text="x"))
    processes = family(*camera.pids)
    assert len(processes) > 3
    camera.close()
    assert wait_until(lambda: not running(processes))
    assert _scratch_directories() <= left_before
    camera.close()


def test_a_killed_service_takes_the_browser_with_it(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom bot.browser.camera import ChildCamera\ncamera = ChildCamera()\n"
        "camera.photograph('<div id=card>x</div>')\nprint(*camera.pids, flush=True)\ntime.sleep(60)\n"
    )
    service = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert service.stdout is not None
    with service.stdout as stdout:
        processes = family(*(int(pid) for pid in stdout.readline().split()))
        service.send_signal(signal.SIGKILL)
        service.wait()
    assert len(processes) > 3
    assert wait_until(lambda: not running(processes))


def _scratch_directories() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("pm-camera-*"))
