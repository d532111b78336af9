"""What do the camera's tests share? One running camera, and a look at the processes it started."""

import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from bot.browser.camera import ChildCamera


@pytest.fixture(scope="session")
def camera() -> Iterator[ChildCamera]:
    """A camera that stays open for all tests that don't break it."""
    camera = ChildCamera()
    yield camera
    camera.close()


@pytest.fixture
def own_camera() -> Iterator[ChildCamera]:
    """A camera for one test, with a short deadline; starts its browser when first used."""
    camera = ChildCamera(deadline_seconds=6.0)
    yield camera
    camera.close()


def wait_until(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether `holds` became true in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def family(*pids: int) -> list[psutil.Process]:
    """These processes and all their descendants."""
    roots = [psutil.Process(pid) for pid in pids]
    return roots + [child for root in roots for child in root.children(recursive=True)]


def running(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run (a zombie waits for its parent, it doesn't run)."""
    return [p for p in processes if p.is_running() and p.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)]
