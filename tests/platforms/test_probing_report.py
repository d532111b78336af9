"""Is a probe's report fit to be sent away, and are its comments known again?"""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.model import PlatformName
from bot.platforms.probing.findings import DEEP_LINK, Report
from bot.platforms.probing.marks import EDITED, Marks, is_wording
from bot.platforms.probing.questions_writing import LINK_MEANS
from bot.platforms.probing.report import as_json, markdown
from tests.platforms.probing_room import RUN, TOKEN, found, others, room_of
from tests.platforms.sites import NOW

FACEBOOK, INSTAGRAM = PlatformName.FACEBOOK, PlatformName.INSTAGRAM


@pytest.fixture(params=[FACEBOOK, INSTAGRAM])
def name(request: pytest.FixtureRequest) -> PlatformName:
    return PlatformName(request.param)


# The report --------------------------------------------------------------------------------------------------------


def test_the_report_says_what_it_cost_and_holds_no_token_name_or_word_of_others(
    tmp_path: Path, name: PlatformName
) -> None:
    room = room_of(name, tmp_path, others())
    before = room.world.snapshot()["calls"]
    report = room.report()
    assert isinstance(before, dict)
    assert report.calls == sum(room.world.calls.values()) - before["total"]
    for text in (markdown(report), as_json(report)):
        assert "page-monitor 1.0" in text or '"program": "1.0"' in text
        assert report.post_id in text
        assert all(each in text for each in (*report.own_ids, *report.traces, "v26.0"))
        for secret in (TOKEN, "robin.example", "plain", "quoting", "501", "Maple", "Automatic test"):
            assert secret not in text, secret
    assert json.loads(as_json(report))["findings"][0]["key"] == "token"


def test_what_a_person_saw_behind_the_link_settles_it(tmp_path: Path) -> None:
    shown: list[Sequence[str]] = []
    room = room_of(INSTAGRAM, tmp_path)
    probe = room.probe()
    probe.leftovers()
    report: Report = probe.run(lambda done, of: None, shown.append)
    medium = room.world.post("post")
    assert shown[0][0].endswith(f"/p/{medium.shortcode}/c/{report.own_ids[0]}/")
    looked = report.looked("wall", "A login wall.", LINK_MEANS)
    assert found(looked)[DEEP_LINK].answer == "wall"
    assert "logged-in browser" in found(looked)[DEEP_LINK].means
    assert not found(report)[DEEP_LINK].is_settled


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        (Marks(run=RUN, program="0.5.0+checkout").text(12, NOW), True),
        (Marks(run=RUN, program="1.0").text(1, NOW) + EDITED, True),
        (" " + Marks(run=RUN, program="1.0").text(1, NOW) + "\n", True),
        ("> " + Marks(run=RUN, program="1.0").text(1, NOW), False),
        (Marks(run=RUN, program="1.0").text(1, NOW) + " What is this?", False),
        (Marks(run="zz", program="1.0").text(1, NOW), False),
        ("pm-probe-0123456789ab-1", False),
        ("", False),
    ],
)
def test_only_the_whole_wording_counts(text: str, is_ours: bool) -> None:
    assert is_wording(text) is is_ours
