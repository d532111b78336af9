"""Does the whole door work with a real Chromium, hostile words included?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.browser.camera import ChildCamera
from bot.model import CaptureOutcome, Outcome
from tests.preserve.builders import Corridor, comment, finding

HOSTILE = [
    "The roof has leaked since 2022. When will the board do something?",
    "\u202eexe.gnp شكرا جزيلا \u200b\u200bمرحبا 🎉 שלום 👩‍👩‍👧 你好 <script>alert(1)</script> &amp; {{7*7}}",
    "".join(map(chr, [*range(1, 0x180), *range(0x2000, 0x2070), 0xAD, 0x34F, 0x61C, 0xFEFF, 0xFFFD, 0xFFFE, 0xE0041])),
    "Z" + "\u0337\u0322\u031b" * 300 + " end",
    "  \n\n leading and trailing \n\n\t ",
    "",
    "The bus was late again and nobody called us. " * 1_400,
    "a\n" * 30_000,
    "\ufdfd" * 4_000,
]


@pytest.fixture(scope="module")
def camera() -> Iterator[ChildCamera]:
    """One browser for the module."""
    camera = ChildCamera()
    yield camera
    camera.close()


def test_every_hostile_comment_gets_a_picture_that_shows_its_words(tmp_path: Path, camera: ChildCamera) -> None:
    corridor = Corridor.build(tmp_path, camera)
    revisions = [
        corridor.judged(
            comment(text, external_id=f"c{n}"), Outcome.HIDE, (finding(len(text) // 2, len(text) // 2 + 9),)
        )
        for n, text in enumerate(HOSTILE)
    ]
    corridor.stage.run(corridor.claim())
    for revision, text in zip(revisions, HOSTILE, strict=True):
        capture = corridor.store.evidence.capture(revision)
        assert capture is not None
        assert capture.outcome is CaptureOutcome.OK
        assert capture.width == 760
        assert capture.excerpted == (len(text) > 4_000)
        assert "via playwright" in capture.tool
