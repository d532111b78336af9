"""Does a comment still get its picture, and is it hidden only then, when the browser dies in the middle?"""

import os
import signal
import threading
import time
from pathlib import Path

from bot.bootstrap import open_store
from bot.browser.camera import ChildCamera
from bot.cli.verify import check_archive
from bot.export.verify import exit_code
from bot.model import CaptureOutcome, Photograph
from bot.preserve.image import check
from tests.flow.town import comment, post, script, town, views


class DyingBrowser(ChildCamera):
    """The real camera; in each of its first pictures the browser is frozen and then killed."""

    def __init__(self, deaths: int) -> None:
        super().__init__()
        self._deaths = deaths
        self.killed: list[int] = []

    def photograph(self, html: str) -> Photograph:
        """Kill, then see what the camera makes of it."""
        if len(self.killed) < self._deaths:
            if not self.pids:
                super().photograph('<div id="card"><p id="comment-text">warm</p></div>')
            browser = self.pids[1]
            os.kill(browser, signal.SIGSTOP)
            threading.Thread(target=self._kill, args=(browser,)).start()
            self.killed.append(browser)
        return super().photograph(html)

    @staticmethod
    def _kill(browser: int) -> None:
        time.sleep(0.3)
        os.kill(browser, signal.SIGKILL)


def test_a_browser_killed_in_the_middle_of_a_picture_costs_no_picture_and_no_hide(tmp_path: Path) -> None:
    camera = DyingBrowser(deaths=1)
    scams = [comment(name, f"Buy now: {name}") for name in ("shirts", "caps")]
    with town(tmp_path, script([post(), *scams])) as place, place.worker(camera) as worker:
        place.world.play_all()
        place.pass_over(worker)
        assert len(camera.killed) == 1
        assert place.hidden_keys() == {"shirts", "caps"}
        for key, (view,) in views(open_store(place.config), place.world).items():
            assert view.capture is not None, key
            assert view.capture.outcome is CaptureOutcome.OK, key
            check(worker_object(place.config.archive_root, view.capture.sha256 or ""))
            assert place.world.comment(key).hides == 1
        assert exit_code(check_archive(place.config)) == 0


def worker_object(root: Path, sha256: str) -> bytes:
    """The bytes of an object of the archive."""
    return (root / "objects" / sha256[:2] / sha256[2:4] / sha256).read_bytes()
