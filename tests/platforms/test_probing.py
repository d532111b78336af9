"""Does a probe tell the truth about the Meta it meets, and does it leave nothing behind and touch nobody else's?"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.model import Login, PlatformName
from bot.platforms.probing.findings import DEEP_LINK
from bot.simulator import births
from bot.simulator.graph import facebook_posts, lists
from bot.simulator.graph.render import Context, moment_param
from bot.simulator.model import Comment
from tests.platforms.probing_room import answers, everybody_else, found, others, room_of
from tests.platforms.sites import said

FACEBOOK, INSTAGRAM = PlatformName.FACEBOOK, PlatformName.INSTAGRAM
SETTLED_BY_NOBODY = {"blocking", DEEP_LINK}


def test_on_a_kind_page_nearly_everything_is_settled(tmp_path: Path) -> None:
    report = room_of(FACEBOOK, tmp_path, others()).report()
    unsettled = {each.key for each in report.findings if not each.is_settled}
    assert unsettled == SETTLED_BY_NOBODY | {"refused-hide"}
    assert {each.point for each in report.findings if each.point} == set(range(1, 12))
    assert answers(report) | {"token": "", "usage": ""} == {
        "token": "",
        "places": "all",
        "removed": "refused",
        "comments-limit": "100 accepted",
        "posts-limit": "100 accepted",
        "authors": "all",
        "updated-time": "a comment, a reply",
        "create-fields": "works",
        "since": "inclusive, by creation",
        DEEP_LINK: "",
        "order": "honoured",
        "counts-replies": "stream only",
        "spellings": "both",
        "reply-to-reply": "flattened",
        "own-rights": "can_hide true, can_remove true",
        "counts-hidden": "counted",
        "hidden-at-once": "at once",
        "refused-hide": "",
        "hidden-listed": "yes",
        "under-hidden": "yes",
        "reply-to-hidden": "accepted",
        "same-words": "accepted",
        "blocking": "",
        "usage": "",
        "version": "as asked",
        "clock": "same",
    }


@pytest.mark.parametrize("login", list(Login))
def test_instagram_keeps_our_own_comments_shown_so_those_of_others_tell(tmp_path: Path, login: Login) -> None:
    room = room_of(INSTAGRAM, tmp_path, others(), login=login)
    told = answers(room.report())
    assert told["hidden-listed"] == "yes"
    assert told["comments-count"] == "a comment, a reply"
    assert told["reply-to-reply"] == "flattened"
    assert told["hidden-at-once"] == told["under-hidden"] == told["reply-to-hidden"] == ""
    assert told["token"] == ("" if login is Login.INSTAGRAM else "with profile_id")
    assert "create-fields" not in told
    assert room.standing() == set(everybody_else(room))


def test_instagram_without_a_hidden_comment_to_look_at_is_not_settled(tmp_path: Path) -> None:
    assert answers(room_of(INSTAGRAM, tmp_path, [said("plain")]).report())["hidden-listed"] == ""
    unlisting = room_of(INSTAGRAM, tmp_path, others(), {"list_hidden": False})
    assert answers(unlisting.report())["hidden-listed"] == ""


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"list_hidden": False}, {"hidden-listed": "no", "counts-hidden": "counted", "under-hidden": "yes"}),
        ({"reply_to_reply": "refuse"}, {"reply-to-reply": "refused"}),
        ({"reply_to_reply": "deeper"}, {"reply-to-reply": "deeper"}),
        ({"is_ranked": True}, {"order": "ranked"}),
        ({"refuse_duplicates": True}, {"same-words": "refused"}),
        ({"most_rows": 60}, {"comments-limit": "50 accepted"}),
        ({"forbidden_edges": ["ads_posts", "video_reels"]}, {"places": "not video_reels, ads_posts"}),
        ({"debug_profile_id": False}, {"token": "without profile_id"}),
        ({"clock_skew_seconds": 300}, {"clock": "ahead", "since": "inclusive, by creation"}),
        ({"clock_skew_seconds": -300}, {"clock": "behind"}),
        ({"usage_shown_from": 100}, {"usage": "none"}),
    ],
    ids=lambda value: next(iter(value)),
)
def test_the_answers_match_the_meta_that_was_asked(
    tmp_path: Path, settings: dict[str, object], told: dict[str, str]
) -> None:
    room = room_of(FACEBOOK, tmp_path, others(), settings)
    report = room.report()
    assert {key: answers(report)[key] for key in told} == told
    assert report.is_well
    assert room.standing() == set(everybody_else(room))


def test_features_that_are_not_refused_are_told_as_ignored(tmp_path: Path) -> None:
    seen = found(room_of(FACEBOOK, tmp_path, settings={"refuse_removed": False}).report())["removed"]
    assert seen.answer == "mixed"
    assert seen.seen.count("ignored") == 4
    assert "ids=: refused" in seen.seen


def test_a_page_that_is_cut_is_told_apart_from_one_that_is_short(tmp_path: Path) -> None:
    events = [said(f"c{n}") for n in range(60)]
    assert answers(room_of(INSTAGRAM, tmp_path, events).report())["comments-limit"] == "cut to 50"
    many = [said(f"c{n}") for n in range(100)]
    assert answers(room_of(FACEBOOK, tmp_path, many).report())["comments-limit"] == "100"


def test_a_trouble_that_passes_is_no_refusal(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path, settings={"refuse_removed": False})
    room.world.add_faults([{"effect": "drop_before", "path": "/comments$", "times": 3, "nth": 2}])
    room.world.add_faults([{"effect": "drop_before", "path": r"/\d+_\d+$", "nth": 2}])
    told = found(room.report())
    assert told["comments-limit"].answer == ""
    assert "pretty: not settled: PlatformUnavailable (status 502)" in told["removed"].seen


def test_missing_authors_are_counted(tmp_path: Path) -> None:
    nobody = said("nobody", flags={"no_from": True})
    assert answers(room_of(FACEBOOK, tmp_path, [nobody]).report())["authors"] == "none"
    assert answers(room_of(FACEBOOK, tmp_path, [nobody, said("somebody")]).report())["authors"] == "some"
    assert answers(room_of(FACEBOOK, tmp_path).report())["authors"] == ""


Bound = Callable[[Context, dict[str, str], Sequence[Comment]], Sequence[Comment]]


def exclusive(context: Context, params: dict[str, str], comments: Sequence[Comment]) -> Sequence[Comment]:
    bound = moment_param(params, "since")
    return [each for each in comments if bound is None or each.created > bound]


def ignored(context: Context, params: dict[str, str], comments: Sequence[Comment]) -> Sequence[Comment]:
    return comments


def by_edit(context: Context, params: dict[str, str], comments: Sequence[Comment]) -> Sequence[Comment]:
    bound = moment_param(params, "since")
    return [each for each in comments if bound is None or each.created >= bound or each.revision > 1]


@pytest.mark.parametrize(
    ("bound", "told"),
    [(exclusive, "exclusive, by creation"), (ignored, "ignored"), (by_edit, "inclusive, by the last edit")],
)
def test_since_is_told_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: Bound, told: str) -> None:
    monkeypatch.setattr(facebook_posts, "since", bound)
    assert answers(room_of(FACEBOOK, tmp_path, others()).report())["since"] == told


def test_a_count_that_leaves_hidden_comments_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = lists.total_count

    def total(context: Context, owner: Any, *, is_stream: bool) -> int:
        hidden = [each for each in context.state.comments_of(owner.bare) if each.is_hidden]
        return real(context, owner, is_stream=is_stream) - len(hidden)

    monkeypatch.setattr(facebook_posts, "total_count", total)
    room = room_of(FACEBOOK, tmp_path, [said("plain"), said("bad"), {"type": "hide", "comment": "bad"}])
    assert answers(room.report())["counts-hidden"] == "not counted"


def test_a_comment_of_ours_that_cannot_be_hidden_settles_the_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = births.comment

    def born(event: Any, *args: Any, **kwargs: Any) -> Comment:
        made = real(event, *args, **kwargs)
        return replace(made, flags=replace(made.flags, can_hide=False)) if event.by_account else made

    monkeypatch.setattr(births, "comment", born)
    report = room_of(FACEBOOK, tmp_path, others()).report()
    assert found(report)["refused-hide"].answer == "refused"
    assert "code 200" in found(report)["refused-hide"].seen
    assert "does not hide our own test comment" in found(report)["under-hidden"].seen
    assert answers(report)["hidden-listed"] == "yes"  # a hidden comment of somebody else is listed
    assert report.is_well


def test_a_hide_without_effect_settles_nothing_and_says_so(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path)
    room.world.add_faults([{"effect": "no_effect", "method": "POST", "path": r"^/\d+_\d+$", "nth": 3, "times": 0}])
    report = room.report()
    assert "it is not hidden" in found(report)["hidden-at-once"].seen
    assert not found(report)["hidden-listed"].is_settled
    assert report.is_well


def test_a_post_whose_comments_are_off_settles_what_can_be_read(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path, others())
    post = room.world.post("post")
    room.world.state.open_comments(post, False)
    report = room.report()
    assert found(report)["since"].seen.startswith("the test comment could not be made: PermissionRefused")
    assert answers(report)["places"] == "all"
    assert room.own() == []


def test_another_version_that_answers_is_told(tmp_path: Path) -> None:
    room = room_of(FACEBOOK, tmp_path)
    probe = room.probe()
    room.meter.versions["v27.0"] = None
    told = found(probe.run(lambda done, of: None, lambda links: None))["version"]
    assert told.answer == "another"
    assert "v27.0" in told.seen
