"""Does the whole week go as it should, for every comment, with the real service and the real browser?"""

import hashlib
import io
from itertools import pairwise
from typing import cast
from zoneinfo import ZoneInfo

import bagit
import pytest
from PIL import Image, ImageChops, ImageStat

from bot import BOT_ACTOR
from bot.bootstrap import guidelines_of
from bot.export.verify import exit_code
from bot.model import CaptureOutcome, CommentView, DecisionKind
from bot.preserve.image import check
from bot.simulator.scenario import load
from tests.flow.expected import differences, expectations, expected_fates, fate, hides_done
from tests.flow.painter import words_on
from tests.flow.week import OTHER_WORDS, RETAKEN, PlayedWeek, card_of

ZONE = ZoneInfo("America/Chicago")
PROTECTED = (
    *("critici", "sarcas", "critic;", "of four", "opinion", "ballot", "opposite position", "resignation"),
    *("accusation", "call to vote", "student voice", "at a policy", "public business", "veiled", "concern"),
)
"""What `why` says of comments that find fault with the district: none of them may ever be hidden by a machine."""


def criticism() -> list[str]:
    """The keys of the comments that find fault with the district and break no rule."""
    return [
        key
        for key, _, said in expectations()
        if all(row["verdict"] == "keep" for row in said) and any(mark in said[0]["why"] for mark in PROTECTED)
    ]


def hidden(week: PlayedWeek) -> dict[str, tuple[CommentView, ...]]:
    """The comments that a done action of ours hid."""
    return {key: texts for key, texts in week.views.items() if hides_done(texts)}


def hidden_text(texts: tuple[CommentView, ...]) -> CommentView:
    """The text on which the hide was decided."""
    revision = next(line.decision.revision_id for line in texts[-1].decisions if line.decision.kind == "hide")
    return next(view for view in texts if view.revision.id == revision)


def test_every_comment_of_the_week_fares_as_the_scenario_says(week: PlayedWeek) -> None:
    found = {key: fate(texts, week.platform[key]) for key, texts in week.views.items()}
    told = differences(expected_fates(), found)
    assert told == "", f"\n{told}"


def test_no_comment_of_the_platform_is_missing_from_the_index_and_none_is_there_twice(week: PlayedWeek) -> None:
    assert set(week.views) == set(week.platform)
    assert week.figures.collected == len(week.platform)
    assert week.figures.waiting == 0


def test_an_edited_comment_has_a_revision_for_each_text_in_order(week: PlayedWeek) -> None:
    assert {key for key, texts in week.views.items() if len(texts) > 1} == {"wynn-praise", "turns-good"}
    for texts in week.views.values():
        assert [view.revision.is_newest for view in texts] == [False] * (len(texts) - 1) + [True]
        assert all(earlier.revision.seen_at < later.revision.seen_at for earlier, later in pairwise(texts))


def test_every_text_has_a_record_whose_bytes_hold_it(week: PlayedWeek) -> None:
    for texts in week.views.values():
        for view in texts:
            assert view.record is not None
            payload = week.object(view.record.payload_sha256)
            assert payload == view.revision.comment.payload
            assert hashlib.sha256(payload).hexdigest() == view.record.payload_sha256


def test_what_is_hidden_on_the_platform_is_exactly_what_our_log_says_was_hidden(week: PlayedWeek) -> None:
    on_the_platform = {key for key, row in week.platform.items() if row["is_hidden"]}
    assert on_the_platform == set(hidden(week))
    assert {key for key, texts in week.views.items() if texts[-1].hide_in_force} == on_the_platform
    assert {key: row["hides"] for key, row in week.platform.items() if row["hides"] > 1} == {}


def test_criticism_of_the_district_is_never_hidden_nor_even_queued_to_be(week: PlayedWeek) -> None:
    keys = criticism()
    assert len(keys) >= 40
    for key in keys:
        assert week.platform[key]["hides"] == 0, key
        assert not week.platform[key]["is_hidden"], key
        assert week.views[key][-1].decisions == (), key


def test_the_pages_own_answers_are_left_alone(week: PlayedWeek) -> None:
    own = [key for key, row in week.platform.items() if row["by_account"]]
    assert len(own) >= 4
    assert all(not week.views[key][-1].decisions and not week.views[key][-1].items for key in own)


def test_every_hide_has_an_actor_the_guidelines_words_a_record_and_a_picture_made_before_it(week: PlayedWeek) -> None:
    words = {clause.id: clause.words for clause in guidelines_of(None).clauses}
    assert len(hidden(week)) >= 18
    for key, texts in hidden(week).items():
        view = hidden_text(texts)
        line = next(line for line in texts[-1].decisions if line.decision.kind is DecisionKind.HIDE)
        assert line.decision.actor == BOT_ACTOR, key
        assert line.decision.guideline is not None, key
        assert line.decision.reason == words[line.decision.guideline], key
        assert view.record is not None, key
        assert view.capture is not None, key
        assert line.action is not None, key
        assert line.action.capture_id == view.capture.id, key
        assert view.record.sealed_at <= view.capture.taken_at <= line.action.planned_at, key


def test_every_hidden_comment_has_a_picture_that_is_none_other_and_a_card_with_its_words(week: PlayedWeek) -> None:
    pictures = set()
    for key, texts in hidden(week).items():
        view = hidden_text(texts)
        assert view.capture is not None, key
        assert view.capture.outcome is CaptureOutcome.OK, key
        png = week.object(view.capture.sha256 or "")
        assert (check(png).width, check(png).height) == (view.capture.width, view.capture.height), key
        assert ImageStat.Stat(Image.open(io.BytesIO(png)).convert("L")).stddev[0] > 5, key
        pictures.add(view.capture.sha256)
        page = card_of(view, week.accounts[view.revision.comment.account_id], ZONE).html
        assert "".join(words_on(page).split()) == "".join(view.revision.comment.text.split()), key
    assert len(pictures) == len(hidden(week))


@pytest.mark.parametrize("key", RETAKEN)
def test_a_picture_kept_is_that_of_its_own_words_and_not_of_others(week: PlayedWeek, key: str) -> None:
    view = hidden_text(week.views[key])
    assert view.capture is not None
    kept, (same, other) = week.object(view.capture.sha256 or ""), week.retaken[key]
    assert _differing(kept, same) == 0, "the same card, photographed again, looks different"
    assert _differing(kept, other) > 100, f"the picture could as well show {OTHER_WORDS!r}"


def _differing(one: bytes, other: bytes) -> int:
    """Pixels of the part both pictures have that differ."""
    images = [Image.open(io.BytesIO(png)).convert("L") for png in (one, other)]
    height = min(image.height for image in images)
    same_part = [image.crop((0, 0, image.width, height)) for image in images]
    difference = ImageChops.difference(*same_part).histogram()
    return cast(int, sum(difference[1:]))


def test_photographs_with_comments_are_kept_as_bytes(week: PlayedWeek) -> None:
    kept = {key: v.revision.attachments for key, (v, *_) in week.views.items() if v.revision.attachments}
    assert set(kept) == {"photo-only", "parade-1"}
    for (attachment,) in kept.values():
        assert attachment.state == "kept"
        assert Image.open(io.BytesIO(week.object(attachment.sha256 or ""))).size in {(600, 400), (640, 420)}


def test_a_second_pass_over_everything_changes_nothing(week: PlayedWeek) -> None:
    assert week.new_by_second_pass == []


def test_the_weekly_box_is_made_and_another_programs_check_finds_it_valid(week: PlayedWeek) -> None:
    assert [box.name for box in week.boxes] == ["2026-W47-full"]
    assert bagit.Bag(str(week.boxes[0])).validate()


def test_archive_and_box_verify_sound(week: PlayedWeek) -> None:
    assert (exit_code(week.problems), week.problems) == (0, ())


def test_every_hide_can_be_undone_by_a_person_and_is_undone_on_the_platform(week: PlayedWeek) -> None:
    gone = {key for key, row in week.platform.items() if row["deleted"]} & set(hidden(week))
    assert set(week.refusals) == gone == {"stream-scam"}, "only where there is nothing left to show"
    shown = {key for key, row in week.undone_platform.items() if not row["is_hidden"] or row["deleted"]}
    assert shown == set(week.platform)
    for key, texts in hidden(week).items():
        if key in gone:
            continue
        undo = week.undone_views[key][-1].decisions[-1]
        assert (undo.decision.kind, undo.decision.actor) == (DecisionKind.UNHIDE, "robin"), key
        assert undo.decision.undoes in hides_done(texts), key
        assert week.undone_platform[key]["unhides"] == 1, key


def test_undoing_everything_leaves_the_archive_sound(week: PlayedWeek) -> None:
    assert (exit_code(week.undone_problems), week.undone_problems) == (0, ())


def test_no_token_and_no_app_secret_lies_anywhere_in_the_archive(week: PlayedWeek) -> None:
    script = load("school_week")
    secrets = [script.app_secret, *(account.token for account in script.accounts), *(p.token for p in script.people)]
    files = [file for file in week.root.rglob("*") if file.is_file()]
    assert any(file.suffix == ".db" for file in files)
    assert any("exports" in file.parts for file in files)
    for file in files:
        content = file.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in content], file.name
