"""Does a probe leave nothing behind, and touch nothing of anybody else, whatever happens?"""

import json
from pathlib import Path

import pytest

from bot.errors import InputError, TokenRefused
from bot.model import PlatformName
from bot.platforms.probing.journal import notes
from bot.platforms.probing.marks import Marks, is_wording
from tests.platforms.probing_room import RUN, everybody_else, found, others, room_of
from tests.platforms.sites import NOW, said

FACEBOOK, INSTAGRAM = PlatformName.FACEBOOK, PlatformName.INSTAGRAM


@pytest.fixture(params=[FACEBOOK, INSTAGRAM])
def name(request: pytest.FixtureRequest) -> PlatformName:
    return PlatformName(request.param)


# What is not ours --------------------------------------------------------------------------------------------------


def test_nothing_of_anybody_else_is_touched_not_even_a_quotation_of_the_mark(
    tmp_path: Path, name: PlatformName
) -> None:
    room = room_of(name, tmp_path, others())
    before = everybody_else(room)
    report = room.report()
    assert everybody_else(room) == before
    assert is_wording(before["quoting"].text or "")
    assert room.standing() == set(before)
    assert report.is_well
    assert room.own()
    assert not {"private_reply", "block", "delete_post", "edit_post"} & set(room.world.calls)


def test_a_reply_of_somebody_else_to_a_test_comment_is_never_deleted_with_it(
    tmp_path: Path, name: PlatformName
) -> None:
    room = room_of(name, tmp_path, settings={"reply_to_reply": "deeper"})
    answered: list[str] = []

    def reply_once() -> None:
        """Somebody replies to the first reply of ours, as soon as there is one."""
        parents = [each for each in room.world.state.comments.values() if each.key.startswith("reply-by-api")]
        if parents and not answered:
            answered.extend(room.world.apply([said("stranger", parent=parents[0].key)]))

    room.during = reply_once
    report = room.report()
    assert not room.world.comment("stranger").is_deleted
    assert not report.is_well
    assert "decide yourself" in report.left[-1].why
    assert report.left[-1].link.startswith("http")
    left = [each for each in room.world.state.comments.values() if not each.is_deleted]
    assert not any(each.is_hidden for each in left)
    assert len(list(notes(tmp_path, "it"))) == 1
    assert any("somebody else has replied" in each.seen for each in report.findings)


def test_a_post_of_somebody_else_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    visitor = {"type": "post", "key": "visit", "account": "it", "text": "Hi", "author": {"id": "501", "name": "A"}}
    room = room_of(FACEBOOK, tmp_path, [visitor])
    with pytest.raises(InputError, match="not one that it wrote itself"):
        room.site().post(room.world.post("visit").id)
    assert room.own() == []


def test_a_post_can_be_named_by_its_link(tmp_path: Path, name: PlatformName) -> None:
    room = room_of(name, tmp_path)
    site = room.site()
    link = site.post(room.world.post("post").id).permalink
    assert link
    assert site.post(f"{link}?ref=share").external_id == room.world.post("post").id
    with pytest.raises(InputError, match="give its id"):
        site.post(f"{link}x")


def test_a_persons_token_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path)
    with pytest.raises(TokenRefused, match="isn't this page's own"):
        room.site(token="person-token").platform.describe()


# Clean-up ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nth", range(1, 7))
@pytest.mark.parametrize("effect", ["drop_after", "drop_before"])
def test_a_create_without_an_answer_leaves_nothing_behind(tmp_path: Path, effect: str, nth: int) -> None:
    room = room_of(FACEBOOK, tmp_path, others())
    room.world.add_faults([{"effect": effect, "method": "POST", "path": "/comments$", "nth": nth}])
    report = room.report()
    assert room.standing() == set(everybody_else(room))
    assert report.is_well
    assert report.unanswered == (effect == "drop_before")
    assert len(notes(tmp_path, "it")) == report.unanswered  # then the next start looks once more
    assert len(set(report.own_ids)) == len(report.own_ids)


@pytest.mark.parametrize("fault", [{"effect": "drop_before"}, {"effect": "drop_after"}, {"effect": "no_effect"}])
def test_a_deletion_that_fails_is_tried_again(tmp_path: Path, name: PlatformName, fault: dict[str, object]) -> None:
    room = room_of(name, tmp_path, others())
    room.world.add_faults([{**fault, "method": "DELETE", "times": 2}])
    assert room.report().is_well
    assert room.standing() == set(everybody_else(room))


def test_what_cannot_be_deleted_is_told_with_its_link_and_deleted_by_the_next_probe(
    tmp_path: Path, name: PlatformName
) -> None:
    room = room_of(name, tmp_path, others())
    room.world.add_faults([{"effect": "error", "status": 500, "method": "DELETE", "times": 0, "body": {"code": 2}}])
    report = room.report()
    assert not report.is_well
    assert len(report.left) == len(report.own_ids)
    assert all(each.link.startswith("http") for each in report.left)
    room.world.clear_faults()
    probe = room.probe("ba9876543210")
    leftovers = probe.leftovers()
    assert sum(len(each.comments) for each in leftovers) == len(report.own_ids)
    probe.remove(leftovers)
    assert probe.left == []
    assert room.standing() == set(everybody_else(room))
    assert notes(tmp_path, "it") == []


def test_a_leftover_is_found_by_its_wording_when_the_note_is_lost(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path, others())
    room.world.add_faults([{"effect": "error", "status": 500, "method": "DELETE", "times": 0, "body": {"code": 2}}])
    room.report()
    room.world.clear_faults()
    for note in notes(tmp_path, "it"):
        note.path.unlink()
    assert room.report("ba9876543210").is_well
    assert room.standing() == set(everybody_else(room))


def test_the_pages_own_comment_that_only_quotes_the_mark_stays(tmp_path: Path, name: PlatformName) -> None:
    words = f"What is this? {Marks(run=RUN, program='1.0').text(1, NOW)}"
    room = room_of(name, tmp_path, [said("staff", text=words, author="account")])
    assert room.report().is_well
    assert room.standing() == {"staff"}


def test_what_a_kill_leaves_of_writing_a_note_goes_with_it(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path)
    note = tmp_path / "it.000000000000.json"
    note.write_text(json.dumps({"post": room.world.post("post").id, "ids": ["1_2"]}), "ascii")
    note.with_suffix(".draft").write_text("{", "ascii")
    assert room.report().is_well
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_note_is_told_and_not_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "it.000000000000.json").write_text("{", "ascii")
    with pytest.raises(InputError, match="look at the page"):
        room_of(FACEBOOK, tmp_path).report()
    assert (tmp_path / "it.000000000000.json").exists()


@pytest.mark.parametrize("after", range(1, 6))
def test_a_probe_that_is_told_to_stop_deletes_what_it_made(tmp_path: Path, name: PlatformName, after: int) -> None:
    room = room_of(name, tmp_path, others())
    room.stops_after = after
    report = room.report()
    assert report.ended_early.startswith("stopped")
    assert len(room.own()) == after
    assert room.standing() == set(everybody_else(room))
    assert notes(tmp_path, "it") == []
    assert found(report)["clock"].seen.startswith("stopped")


def test_an_error_nobody_foresaw_does_not_keep_it_from_cleaning_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_of(FACEBOOK, tmp_path, others())
    probe = room.probe()

    def tell(done: int, of: int) -> None:
        if len(room.own()) >= 3:
            raise KeyError("nobody foresaw this")

    with pytest.raises(KeyError):
        probe.run(tell, lambda links: None)
    assert probe.left == []
    assert room.standing() == set(everybody_else(room))


def test_blocked_writes_end_it_and_what_was_made_is_told_if_it_cannot_be_deleted(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path, others())
    blocked = {"effect": "error", "body": {"code": 368}, "times": 0}
    room.world.add_faults(
        [{**blocked, "method": "POST", "path": "/comments$", "nth": 3}, {**blocked, "method": "DELETE"}]
    )
    report = room.report()
    assert "abusive" in report.ended_early
    assert len(report.left) == 2
    assert "code=368" in report.left[0].why
    assert len(notes(tmp_path, "it")) == 1


def test_a_short_throttle_is_waited_for_by_the_clean_up(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path, others())
    room.world.add_faults([{"effect": "throttle", "method": "POST", "path": "/comments$", "nth": 4, "minutes": 1}])
    report = room.report()
    assert "quota is used up" in report.ended_early
    assert report.left == ()
    assert room.standing() == set(everybody_else(room))
    assert 60 <= sum(room.slept) < 200


def test_a_quota_that_is_three_quarters_used_is_left_to_the_service(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path, others(), {"quota_calls": 1000})
    for _ in range(700):
        room.world.usage.count(room.world.account("it"), room.clock.now())
    report = room.report()
    assert 0 < len(room.own()) < 6
    assert "of Meta's quota are used" in report.ended_early
    assert report.left == ()
    assert room.standing() == set(everybody_else(room))


def test_unkind_answers_all_along_cost_answers_never_cleanliness(tmp_path: Path, name: PlatformName) -> None:
    rates = {each: 0.03 for each in ("error_500", "drop_after", "drop_before", "html", "truncate", "half_answer")}
    unkind = {"rates": rates | {"other_spelling": 0.2, "missing_from": 0.1, "no_effect": 0.05}}
    for seed in range(4):
        room = room_of(name, tmp_path / str(seed), others(), {"unkindness": {"seed": seed, **unkind}})
        before = everybody_else(room)
        probe = room.probe()
        report = probe.run(lambda done, of: None, lambda links: None)
        room.world.clear_faults()
        last = room.probe("ba9876543210")
        last.remove(last.leftovers())
        assert everybody_else(room) == before
        assert room.standing() == set(before), (seed, report.left)
