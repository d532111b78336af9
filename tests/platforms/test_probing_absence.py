"""Is a test comment called gone only on proof, since Meta answers 100/33 for a deleted and for an unseen one?"""

import json
from pathlib import Path

import pytest

from bot.model import PlatformName
from bot.platforms.probing.journal import notes
from bot.platforms.probing.marks import Marks
from bot.platforms.probing.probe import Probe
from tests.platforms.probing_room import RUN, Room, everybody_else, others, room_of

UNSEEN = {"effect": "error", "body": {"code": 100, "error_subcode": 33}}
BROKEN = {"effect": "error", "status": 500, "body": {"code": 2}, "times": 0}
LISTS = r"/\d+/(comments|replies)$|/\d+_\d+/comments$"


@pytest.fixture(params=list(PlatformName)[:2])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Room:
    return room_of(PlatformName(request.param), tmp_path, others())


def noted(room: Room) -> list[str]:
    """The ids of an earlier run that could delete nothing."""
    room.world.add_faults([{**BROKEN, "method": "DELETE"}])
    ids = room.report().own_ids
    room.world.clear_faults()
    assert ids
    return [each.rpartition("_")[2] for each in ids]


def removed(room: Room) -> list[str]:
    """What a second start says of what is left; each line has a link and a reason."""
    probe = room.probe("ba9876543210")
    probe.remove(probe.leftovers())
    assert all(each.link.strip() and each.why for each in probe.left)
    return [each.why for each in probe.left]


def test_a_noted_comment_that_is_refused_but_listed_may_still_stand(room: Room) -> None:
    ids = noted(room)
    first = ids[0]
    room.world.add_faults([{**UNSEEN, "path": rf"[/_]{first}$", "times": 0}])
    told = removed(room)
    assert any("it is listed, but can't be read" in why for why in told)
    assert len(notes(room.folder, "it")) == 1
    room.world.clear_faults()
    assert removed(room) == []
    assert notes(room.folder, "it") == []
    assert room.standing() == set(everybody_else(room))


def test_when_the_post_itself_is_unseen_every_noted_comment_is_told_and_the_note_stays(room: Room) -> None:
    ids, note = noted(room), notes(room.folder, "it")[0]
    quiet = {"type": "post", "key": "quiet", "account": "it", "text": "Quiet", "at_minutes": 2}
    room.world.apply([quiet])
    site = room.site()
    elsewhere = site.post(room.world.post("quiet").id)
    probe = Probe(site=site, post=elsewhere, folder=room.folder, marks=Marks(run=RUN, program="1.0"))
    room.world.add_faults([{**UNSEEN, "path": f"{room.world.post('post').id.rpartition('_')[2]}", "times": 0}])
    (post,) = [each for each in probe.leftovers() if each.note]
    assert post.comments == ()
    assert len(post.doubtful) == len(ids)
    assert all(str(note.path) in each.why for each in post.doubtful)
    assert note.path.exists()


def test_a_comment_that_stands_in_other_words_is_told_and_its_note_stays(room: Room) -> None:
    path = room.folder / "it.000000000000.json"
    path.write_text(
        json.dumps({"post": room.world.post("post").id, "ids": [room.world.comment("plain").bare]}), "ascii"
    )
    (why,) = removed(room)
    assert "not in the words of a test comment" in why
    assert path.exists()
    assert not room.world.comment("plain").is_deleted


def test_a_refusal_without_a_listing_proves_nothing(room: Room) -> None:
    """Our deletion got no answer, then Meta says 100/33, and the lists can't be read."""
    probe = room.probe()
    room.world.add_faults([{"effect": "drop_after", "method": "DELETE", "times": 1}])
    deleted = room.world.calls["delete"]

    def break_lists() -> None:
        if room.world.calls["delete"] > deleted:
            room.world.add_faults([{**BROKEN, "method": "GET", "path": LISTS}])

    room.during = break_lists
    report = probe.run(lambda done, of: None, lambda links: None)
    assert not report.is_well
    assert len(notes(room.folder, "it")) == 1
    room.during = lambda: None
    room.world.clear_faults()
    assert removed(room) == []
    assert notes(room.folder, "it") == []
    assert room.standing() == set(everybody_else(room))


def test_a_confirmed_deletion_needs_no_list(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("bot.platforms.probing.removal.prove_absent", lambda *arguments: asked.append(arguments))
    assert room.report().is_well
    assert room.own()
    assert asked == []
