"""Is every revision sealed, pictured where needed, and passed on exactly once, whatever fails?"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import BrowserMissing, CaptureFailed, NotReadyYet, StorageFull
from bot.model import (
    Attachment,
    AttachmentState,
    CaptureOutcome,
    DecisionKind,
    NewDecision,
    Outcome,
    Photograph,
    Stage,
)
from bot.preserve.preserver import MOST_BROWSER_TRIES, MOST_PICTURE_TRIES, WAIT_FOR_ATTACHMENTS
from tests.preserve.builders import NOON, Corridor, DrawnCamera, comment, finding, striped

PICTURE = Attachment(kind="photo", url="https://example.invalid/a.jpg", identity="a")


@pytest.fixture
def camera() -> DrawnCamera:
    """A camera that works."""
    return DrawnCamera()


@pytest.fixture
def corridor(tmp_path: Path, camera: DrawnCamera) -> Corridor:
    """Index and files in a folder of their own."""
    return Corridor.build(tmp_path, camera)


def test_an_ordinary_comment_is_sealed_without_a_picture(corridor: Corridor, camera: DrawnCamera) -> None:
    said = comment("Thank you")
    revision = corridor.judged(said, Outcome.KEEP)
    corridor.stage.run(corridor.claim())
    record = corridor.store.evidence.record(revision)
    assert record is not None
    assert corridor.archive.read(record.payload_sha256) == said.payload
    assert record.content_sha256 == said.sha256
    assert corridor.store.evidence.capture(revision) is None
    assert camera.pages == []
    assert corridor.store.work.waiting() == {Stage.DECIDE: 1}


@pytest.mark.parametrize("outcome", [Outcome.REVIEW, Outcome.HIDE])
def test_a_comment_that_may_be_hidden_gets_record_picture_and_thumbnail(corridor: Corridor, outcome: Outcome) -> None:
    revision = corridor.judged(comment("Buy now"), outcome)
    corridor.stage.run(corridor.claim())
    capture = corridor.store.evidence.capture(revision)
    assert capture is not None
    assert capture.outcome is CaptureOutcome.OK
    assert (capture.width, capture.height, capture.excerpted) == (760, 600, False)
    assert capture.sha256 is not None
    assert capture.thumbnail_sha256 is not None
    assert corridor.archive.read(capture.sha256).startswith(b"\x89PNG")
    assert corridor.archive.read(capture.thumbnail_sha256).startswith(b"\x89PNG")
    assert corridor.store.work.waiting() == {Stage.DECIDE: 1}


def test_with_capture_all_every_comment_gets_a_picture(tmp_path: Path, camera: DrawnCamera) -> None:
    corridor = Corridor.build(tmp_path, camera, capture_all=True)
    corridor.judged(comment("Thank you"), Outcome.KEEP)
    corridor.stage.run(corridor.claim())
    assert len(camera.pages) == 1


@pytest.mark.parametrize("kind", [kind for kind in DecisionKind if kind.needs_proof])
def test_a_persons_decision_on_a_kept_comment_orders_the_picture(corridor: Corridor, kind: DecisionKind) -> None:
    revision = corridor.judged(comment("Thank you"), Outcome.KEEP)
    corridor.stage.run(corridor.claim())
    new = NewDecision(
        key="k",
        revision_id=revision,
        kind=kind,
        actor="r.lindqvist",
        guideline="2",
        reason="Spam",
        text="Not so." if kind.is_answer else "",
    )
    corridor.store.decisions.save(new, NOON)
    corridor.store.work.enqueue(Stage.PRESERVE, revision, run_after=NOON, again=True)
    corridor.stage.run(corridor.claim())
    capture = corridor.store.evidence.capture(revision)
    assert capture is not None
    assert capture.outcome is CaptureOutcome.OK
    assert len(corridor.lines("record")) == 1


def test_the_log_names_hashes_and_never_words(corridor: Corridor) -> None:
    revision = corridor.judged(comment("Buy cheap rings now"), Outcome.HIDE)
    corridor.stage.run(corridor.claim())
    record, capture = corridor.store.evidence.record(revision), corridor.store.evidence.capture(revision)
    assert record is not None
    assert capture is not None
    assert corridor.lines("record") == [
        {"revision": revision, "comment": 1, "payload": record.payload_sha256, "content": record.content_sha256}
    ]
    assert corridor.lines("capture")[0]["picture"] == capture.sha256
    everything = json.dumps([dict(line.body) for line in corridor.store.ledger.entries()])
    assert "rings" not in everything
    assert "Whitmore" not in everything


def test_running_twice_seals_and_photographs_once(corridor: Corridor, camera: DrawnCamera) -> None:
    corridor.judged(comment("Buy now"), Outcome.HIDE)
    rows = corridor.claim()
    corridor.stage.run(rows)
    corridor.stage.run(rows)
    assert (len(corridor.lines("record")), len(corridor.lines("capture")), len(camera.pages)) == (1, 1, 1)


def test_the_payload_is_on_disk_before_the_camera_is_asked(tmp_path: Path) -> None:
    said = comment("Buy now")
    seen: list[bool] = []

    class Watching(DrawnCamera):
        def photograph(self, page: str) -> Photograph:
            seen.append(any(said.payload == file.read_bytes() for file in tmp_path.glob("objects/*/*/*")))
            return super().photograph(page)

    corridor = Corridor.build(tmp_path, Watching())
    corridor.judged(said, Outcome.HIDE)
    corridor.stage.run(corridor.claim())
    assert seen == [True]


@pytest.mark.parametrize(
    ("fault", "tries"),
    [
        (CaptureFailed("no picture within the deadline"), MOST_PICTURE_TRIES),
        (BrowserMissing("none found"), MOST_BROWSER_TRIES),
    ],
)
def test_a_failed_picture_is_tried_for_a_while_and_then_kept_as_a_failure(
    corridor: Corridor, camera: DrawnCamera, fault: Exception, tries: int
) -> None:
    camera.faults = [fault] * tries
    revision = corridor.judged(comment("Buy now"), Outcome.HIDE)
    rows = corridor.claim()
    for _ in range(tries - 1):
        with pytest.raises(CaptureFailed):
            corridor.stage.run(rows)
        assert corridor.store.evidence.capture(revision) is None
        rows = corridor.try_again(rows)
    corridor.stage.run(rows)
    capture = corridor.store.evidence.capture(revision)
    assert capture is not None
    assert capture.outcome is CaptureOutcome.FAILED
    assert capture.error == fault.args[0]
    assert corridor.store.evidence.record(revision) is not None
    assert corridor.lines("capture_failed")[0]["why"] == fault.args[0]
    assert corridor.store.work.waiting() == {Stage.DECIDE: 1}


def test_a_picture_that_shows_other_words_is_no_proof(corridor: Corridor, camera: DrawnCamera) -> None:
    camera.changed_words = "something else"
    corridor.judged(comment("Buy now"), Outcome.HIDE)
    with pytest.raises(CaptureFailed, match="doesn't show the words"):
        corridor.stage.run(corridor.claim())
    assert corridor.lines("capture") == []


def test_a_card_that_grows_too_tall_is_made_again_with_less_text(corridor: Corridor, camera: DrawnCamera) -> None:
    camera.height_per_character = 8
    revision = corridor.judged(comment("Buy now. " * 400), Outcome.HIDE, (finding(3000, 3007),))
    corridor.stage.run(corridor.claim())
    capture = corridor.store.evidence.capture(revision)
    assert capture is not None
    assert capture.excerpted
    assert capture.outcome is CaptureOutcome.OK
    assert len(camera.pages) == 2


def test_one_bad_picture_does_not_undo_the_others_of_its_batch(corridor: Corridor, camera: DrawnCamera) -> None:
    kept = corridor.judged(comment("Thank you", external_id="a"), Outcome.KEEP)
    bad = corridor.judged(comment("Buy now", external_id="b"), Outcome.HIDE)
    camera.faults = [CaptureFailed("lost")]
    rows = corridor.claim()
    with pytest.raises(CaptureFailed):
        corridor.stage.run(rows)
    assert corridor.store.evidence.record(kept) is not None
    assert corridor.store.evidence.record(bad) is None
    for row in rows:  # as the pipeline does
        corridor.stage.run([row])
    assert corridor.store.evidence.record(bad) is not None
    assert len(corridor.lines("record")) == 2


def test_a_comment_waits_for_its_attachments_but_not_for_ever(corridor: Corridor, camera: DrawnCamera) -> None:
    revision = corridor.judged(comment("Look", attachments=(PICTURE,)), Outcome.REVIEW)
    rows = corridor.claim()
    with pytest.raises(NotReadyYet):
        corridor.stage.run(rows)
    corridor.clock.at += WAIT_FOR_ATTACHMENTS
    corridor.stage.run(rows)
    assert "not downloaded when this card was made" in camera.pages[0]
    assert corridor.store.evidence.record(revision) is not None


def test_a_kept_attachment_stands_on_the_card_as_a_new_picture(corridor: Corridor, camera: DrawnCamera) -> None:
    revision = corridor.judged(comment("Look", attachments=(PICTURE,)), Outcome.REVIEW)
    sha256 = corridor.archive.keep(striped(900, 500))
    attachment = corridor.store.comments.attachments_of(revision)[0]
    corridor.store.comments.settle_attachment(attachment.id, AttachmentState.KEPT, sha256=sha256, error="")
    corridor.stage.run(corridor.claim())
    assert "data:image/png;base64," in camera.pages[0]
    assert sha256 in camera.pages[0]


def test_a_full_disk_stops_before_anything_is_claimed(
    corridor: Corridor, camera: DrawnCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = corridor.judged(comment("Buy now"), Outcome.HIDE)

    def full(contents: object) -> list[str]:  # a real full disk is tried in tests/faults
        raise StorageFull("no room")

    monkeypatch.setattr(corridor.archive, "keep_all", full)
    with pytest.raises(StorageFull):
        corridor.stage.run(corridor.claim())
    assert corridor.store.evidence.record(revision) is None
    assert camera.pages == []


def test_a_log_that_refuses_leaves_neither_record_nor_next_step(
    corridor: Corridor, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = corridor.judged(comment("Buy now"), Outcome.HIDE)
    append = corridor.store.ledger.append

    def refuse(kind: str, actor: str, body: Mapping[str, object], at: datetime) -> object:
        if kind == "capture":
            raise StorageFull("no room")
        return append(kind, actor, body, at)

    monkeypatch.setattr(corridor.store.ledger, "append", refuse)
    with pytest.raises(StorageFull):
        corridor.stage.run(corridor.claim())
    assert corridor.store.evidence.record(revision) is None
    assert corridor.store.evidence.capture(revision) is None
    assert corridor.store.work.waiting() == {Stage.PRESERVE: 1}
    assert corridor.lines("record") == []
