"""Is a picture taken where the system's folder for temporary files has a long name?"""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = (
    "from bot.browser.camera import ChildCamera\n"
    "camera = ChildCamera()\n"
    "print(camera.photograph('<div id=card><p id=comment-text>here</p></div>').shown_text)\n"
    "camera.close()\n"
)


def test_a_long_name_of_the_temporary_folder_costs_no_picture(tmp_path: Path) -> None:
    """As on macOS, where it has some fifty characters: a socket of Chromium's below it must stay under 104."""
    folder = tmp_path / ("long-" * 12)
    folder.mkdir()
    environ = {**os.environ, "TMPDIR": str(folder)}
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, env=environ, check=False
    )
    assert ended.stdout.strip() == "here", ended.stderr[-600:]
