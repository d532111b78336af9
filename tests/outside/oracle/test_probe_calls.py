"""Is every call of the probe one that Meta's SDK declares, save those that ask on purpose for what was removed?"""

from dataclasses import replace
from pathlib import Path

import pytest
import requests

from bot.model import Login, PlatformName
from tests.outside.oracle.sent import Recorder, Sent
from tests.outside.oracle.verdict import faults_of
from tests.platforms.probing_room import Room, others, room_of

DELETED = "nothing"
"""What the recorder calls an id that means nothing any more: each comment is read once more after its deletion."""
OF = {"page": "PagePost", "account": "IGMedia", "login": "IGMediaForIGOnlyAPI"}
ON_PURPOSE = {"there is no kind of node ''"}
"""The root, asked with `ids=`: removed with v26, and the probe's question is what became of it (as of `REMOVED`)."""
REMOVED = {f"GET {{}}/ has no parameter {name}" for name in ("pretty", "debug", "date_format")}
FACEBOOK_ONLY = {"POST PagePost/comments has no parameter fields"}
"""The question whether a create may ask for fields; never asked of Instagram, where it makes the comment and fails."""
WAYS = {
    "page": (PlatformName.FACEBOOK, Login.FACEBOOK),
    "account": (PlatformName.INSTAGRAM, Login.FACEBOOK),
    "login": (PlatformName.INSTAGRAM, Login.INSTAGRAM),
}


def sent_by(way: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    name, login = WAYS[way]
    room = room_of(name, folder, others(), login=login)
    recorder = Recorder(room.world)

    def session(room: Room) -> requests.Session:
        return recorder.session()

    monkeypatch.setattr(Room, "_session", session)
    report = room.report()
    assert report.is_well
    assert len(recorder.sent) == report.calls
    return recorder.sent


@pytest.mark.parametrize("way", WAYS)
def test_meta_declares_all_that_the_probe_sends(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = [each for each in sent_by(way, tmp_path, monkeypatch) if each.node != DELETED]
    found = {fault for each in sent for fault in faults_of(each)}
    assert found == ON_PURPOSE | (FACEBOOK_ONLY if way == "page" else set()) | {
        each.format(OF[way]) for each in REMOVED
    }


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_is_written_on_comments_and_the_post_alone(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = {each.shape for each in sent_by(way, tmp_path, monkeypatch) if each.method != "GET"}
    comment, replies = ("Comment", "comments") if way == "page" else ("IGComment", "replies")
    own = {(comment, "POST", replies), (comment, "DELETE", ""), (OF[way], "POST", "comments")}
    assert writes - {(comment, "POST", "")} == own


def test_of_a_deleted_comment_only_the_fields_of_a_comment_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = sent_by("page", tmp_path, monkeypatch)
    after = [each for each in sent if each.node == DELETED]
    assert len(after) == len([each for each in sent if each.method == "DELETE"])
    assert {fault for each in after for fault in faults_of(replace(each, node="Comment"))} == set()
