"""Is every request of our adapters one that Meta's SDK declares: node, edge, method, parameters, values, fields?"""

from collections.abc import Mapping

import pytest

from bot.platforms.facebook import FacebookPage
from bot.ports import Platform
from tests.outside.oracle.drive import DRIVES
from tests.outside.oracle.ground import BASE, GROUNDS, Ground, page_ground
from tests.outside.oracle.sent import Sent
from tests.outside.oracle.verdict import faults_of

SENDS_NOTHING = {"capabilities", "quota", "refused_sources", "is_ours", "download"}
"""Parts of the port that ask nothing of the Graph API (`download` fetches a picture, without a token)."""

GAPS: Mapping[tuple[str, str], set[str]] = {
    # Where comments of a broadcast may be written is told nowhere: the SDK's LiveVideo has no create_comment, while
    # those of Photo, AdVideo, PagePost and Comment do. Facts 1.6 name live-video only for reading.
    ("page", "comment_on"): {"POST LiveVideo/comments does not exist"},
    # Facts 2.5 show mentioned_comment without saying on which host; the SDK has it for graph.facebook.com alone.
    ("login", "mentioned"): {"IGUserForIGOnlyAPI has no field and no edge mentioned_comment"},
}
"""What we send although the SDK does not declare it, with the reason. Nothing else, and nothing that is declared."""

WRITES = {
    "page": {
        ("Comment", "POST", ""),
        ("Comment", "POST", "comments"),
        ("Comment", "DELETE", ""),
        *((node, "POST", "comments") for node in ("PagePost", "Photo", "AdVideo", "LiveVideo")),
    },
    "account": {
        ("IGComment", "POST", ""),
        ("IGComment", "POST", "replies"),
        ("IGComment", "DELETE", ""),
        ("IGMedia", "POST", "comments"),
    },
}
WRITES["login"] = {
    (node.replace("IGMedia", "IGMediaForIGOnlyAPI"), method, edge) for node, method, edge in WRITES["account"]
}


def sent_by(ground: Ground, method: str) -> list[Sent]:
    DRIVES[method](ground)
    assert ground.recorder.sent
    return ground.recorder.sent


def test_every_method_of_the_port_is_driven() -> None:
    port = {name for name in vars(Platform) if not name.startswith("_")}
    assert set(DRIVES) - {"describe"} == port - SENDS_NOTHING


@pytest.mark.parametrize("method", DRIVES)
@pytest.mark.parametrize("way", GROUNDS)
def test_meta_declares_all_that_a_method_sends(way: str, method: str) -> None:
    sent = sent_by(GROUNDS[way](), method)
    assert {fault for each in sent for fault in faults_of(each)} == GAPS.get((way, method), set())


@pytest.mark.parametrize("way", GROUNDS)
def test_places_asked_one_by_one_are_declared_too(way: str) -> None:
    ground = GROUNDS[way](forbidden_edges=["ads_posts"])
    if way != "page":
        ground.world.add_faults([{"effect": "error", "path": "/live_media", "body": {"code": 10}, "times": 0}])
    sent = sent_by(ground, "glances")
    assert ground.platform.refused_sources
    assert {each.edge for each in sent} >= ({"feed", "video_reels", "tagged"} if way == "page" else {"media"})
    assert [fault for each in sent for fault in faults_of(each)] == []


@pytest.mark.parametrize("way", GROUNDS)
def test_nothing_else_is_ever_written(way: str) -> None:
    """No block, no message, no like, no edit: these are all the writes there are, and what they carry."""
    writes: list[Sent] = []
    for method in DRIVES:
        writes += [each for each in sent_by(GROUNDS[way](), method) if each.method != "GET" and each.node]
    assert {each.shape for each in writes} == WRITES[way]
    carried = {frozenset(set(each.params) - {"appsecret_proof"}) for each in writes}
    hides = "is_hidden" if way == "page" else "hide"
    assert carried == {frozenset({hides}), frozenset({"message"}), frozenset()}


def test_the_drives_reach_every_place_and_every_kind_of_node() -> None:
    """Else the oracle would have nothing to judge."""
    ground = page_ground()
    assert isinstance(ground.platform, FacebookPage)
    shapes = {each.shape for each in sent_by(ground, "comments")}
    places = ("feed", "video_reels", "live_videos", "ads_posts", "photos", "videos", "tagged")
    assert {("Page", "GET", edge) for edge in places} <= shapes
    assert {(node, "GET", "comments") for node in ("PagePost", "Photo", "AdVideo", "LiveVideo")} <= shapes
    shapes = {each.shape for each in sent_by(GROUNDS["account"](), "comments")}
    assert {("IGUser", "GET", "media"), ("IGMedia", "GET", "comments"), ("IGComment", "GET", "replies")} <= shapes


def test_the_items_of_a_batch_are_judged_like_calls() -> None:
    ground = page_ground()
    sent = sent_by(ground, "lookups")
    items = [each for each in sent if each.shape == ("Comment", "GET", "")]
    assert len(items) == 6
    assert all("is_hidden" in each.params["fields"] for each in items)
    assert ("", "POST", "") in {each.shape for each in sent}


def test_an_invented_request_would_be_noticed() -> None:
    ground = page_ground()
    post = ground.world.post("post").id
    asked = {"fields": "id,mood", "include_hidden": "true", "order": "ranked"}
    ground.recorder.session().get(f"{BASE}/v26.0/{post}/comments", params=asked)
    ground.recorder.session().post(f"{BASE}/v26.0/{post}/remarks", data={"message": "x"})
    assert {fault for each in ground.recorder.sent for fault in faults_of(each)} == {
        "Comment has no field and no edge mood",
        "GET PagePost/comments has no parameter include_hidden",
        "GET PagePost/comments does not take order=ranked",
        "POST PagePost/remarks does not exist",
    }
