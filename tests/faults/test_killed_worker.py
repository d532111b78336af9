"""What is lost, and what happens twice, when the worker is killed between any two steps and started again?"""

import json
import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import open_store
from bot.cli.verify import check_archive
from bot.export.verify import exit_code
from bot.model import CaptureOutcome, Figures
from bot.ports import Camera
from bot.simulator.scenario import Scenario
from tests.faults.processes import nobody_left
from tests.faults.worker_child import Order, live
from tests.flow.expected import Fate, fate, hides_done
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town, views

SPREAD = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0)
POINTS = (
    *(("commit", moment, share) for moment in ("before", "after") for share in SPREAD),
    *(("flush", "before", share) for share in (0.0, 0.4, 0.8)),
    *(("object", "during", share) for share in (0.0, 0.5, 1.0)),
    *(("rename", moment, share) for moment in ("before", "after") for share in (0.0, 0.6)),
    *(("ledger file", moment, share) for moment in ("before", "after") for share in (0.2, 0.8)),
    *(("hide", moment, share) for moment in ("before", "after") for share in (0.0, 0.5, 1.0)),
    *(("read back", moment, share) for moment in ("before", "after") for share in (0.0, 0.5, 1.0)),
    *(("picture", moment, share) for moment in ("before", "after") for share in (0.0, 1.0)),
    *(("download", moment, 0.0) for moment in ("before", "after")),
)
"""(seam, moment, how far through its calls): shares, so that the points stay spread when a stage gains a step."""
WITH_BROWSER = (("picture", "during", 0.0), ("commit", "before", 0.5))
A_MOMENT = timedelta(seconds=5)
"""How soon the next worker starts: much sooner than the claims of the killed one lapse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How everything stands at the end: the same whether or not somebody died on the way."""

    fates: Mapping[str, Fate]
    records: Mapping[str, tuple[bool, ...]]
    pictures: Mapping[str, tuple[str, ...]]
    hides: Mapping[str, int]
    decisions: Mapping[str, tuple[tuple[str, str | None], ...]]
    attachments: Mapping[str, tuple[str, ...]]
    figures: Figures


def small_week() -> Scenario:
    """Ten comments with everything that can happen to one; two steps."""
    buy = "Buy now: otter shirts, today only"
    return script(
        [
            post(),
            comment("thanks", "Thank you, drivers!"),
            comment("answer", "Indeed!", parent="thanks"),
            comment("scam", buy),
            comment("scam-picture", f"{buy}!", attachment={"type": "photo", "label": "shirts"}),
            comment("address", "She lives at 418 Juniper Lane, and is out until five"),
            comment("insult", "Nobody asked you, you pathetic idiot"),
            comment("turns-bad", "Lovely photographs"),
            comment("turns-good", f"{buy}!!"),
            comment("goes", "See you at seven, wrong door again I bet"),
            post("issue", account="ig_students"),
            comment("watched", f"{buy}!!!", on="issue"),
        ],
        [
            {"type": "edit", "comment": "turns-bad", "text": f"{buy}!!!!"},
            {"type": "edit", "comment": "turns-good", "text": "Lovely shirts"},
            {"type": "delete", "comment": "goes"},
        ],
    )


def start(place: Town, **chosen: Any) -> int | None:
    """Let a worker live (and die as `chosen`) in a process of its own; answers how it ended."""
    # forkserver: a fork of a clean process that has imported everything already, so that each death costs little.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.worker_child"])
    process = context.Process(target=live, args=(order(place, **chosen),))
    process.start()
    process.join(60)
    if process.is_alive():
        process.kill()
        process.join()
        raise AssertionError("the worker neither ended nor died")
    return process.exitcode


def order(place: Town, **chosen: Any) -> Order:
    """What a worker of this town needs to know."""
    return Order(
        config=place.config.file,
        now=place.clock.at,
        address=place.config.graph.base_url,
        admin_key=place.world.admin_key,
        **chosen,
    )


def start_again(place: Town, camera: Camera | None) -> Ending:
    """A clean worker a moment later; whatever had not happened yet on the platform happens then."""
    place.clock.at += A_MOMENT
    with place.worker(camera) as worker:
        place.pass_over(worker)
        place.world.play_all()
        place.clock.tick(60)
        place.pass_over(worker)
    problems = check_archive(place.config)
    assert exit_code(problems) == 0, problems
    return ending(place)


def ending(place: Town) -> Ending:
    """How index and platform stand."""
    store = open_store(place.config)
    seen, there = views(store, place.world), place.world.state.comments.values()
    platform = {c.key: {"is_hidden": c.is_hidden, "hides": c.hides} for c in there}
    assert set(seen) == set(platform), "a comment was lost"
    found = Ending(
        fates={key: fate(texts, platform[key]) for key, texts in seen.items()},
        records={key: tuple(view.record is not None for view in texts) for key, texts in seen.items()},
        pictures={
            key: tuple(view.capture.outcome if view.capture else "none" for view in texts)
            for key, texts in seen.items()
        },
        hides={key: row["hides"] for key, row in platform.items()},
        decisions={
            key: tuple(
                (line.decision.kind.value, line.action.state.value if line.action else None)
                for line in texts[-1].decisions
            )
            for key, texts in seen.items()
        },
        attachments={key: tuple(a.state for a in texts[-1].revision.attachments) for key, texts in seen.items()},
        figures=store.desk.figures(),
    )
    hidden = {key for key, texts in seen.items() if hides_done(texts)}
    assert hidden == place.hidden_keys()
    store.close()
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ending, Mapping[str, int]]:
    """How it ends when nobody dies, and how often each seam is called on the way."""
    with town(tmp_path_factory.mktemp("undisturbed"), small_week()) as place:
        place.world.play(1)
        assert start(place) == 0
        tally = json.loads(order(place).tally.read_text("utf-8"))
        return start_again(place, Painter()), tally


def nth(share: float, calls: int) -> int:
    """Which call lies at this share of all."""
    return 1 + round(share * (calls - 1))


def test_a_worker_that_lives_does_everything_the_scenario_asks_for(
    undisturbed: tuple[Ending, Mapping[str, int]],
) -> None:
    end, tally = undisturbed
    assert {key: told.became for key, told in end.fates.items()} == {
        "thanks": "kept",
        "answer": "kept",
        "scam": "hidden",
        "scam-picture": "hidden",
        "address": "hidden, queued: hold",
        "insult": "queued: doubtful",
        "turns-bad": "hidden",
        "turns-good": "hidden, queued: edited",
        "goes": "kept, gone",
        "watched": "not hidden, queued: would_hide",
    }
    assert end.attachments["scam-picture"] == ("kept",)
    assert all(all(records) for records in end.records.values())
    assert end.pictures["scam"] == (CaptureOutcome.OK,)
    assert sum(end.hides.values()) == 5
    assert {seam for seam, _, _ in POINTS} <= set(tally)
    assert tally["commit"] >= 25


@pytest.mark.parametrize("point", POINTS, ids=lambda point: "-".join(map(str, point)).replace(" ", "-"))
def test_a_killed_worker_loses_nothing_and_does_nothing_twice(
    tmp_path: Path, undisturbed: tuple[Ending, Mapping[str, int]], point: tuple[str, str, float]
) -> None:
    seam, moment, share = point
    end, tally = undisturbed
    with town(tmp_path, small_week()) as place:
        place.world.play(1)
        assert start(place, seam=seam, moment=moment, nth=nth(share, tally[seam])) == -9
        assert start_again(place, Painter()) == end


@pytest.mark.parametrize("point", WITH_BROWSER, ids=lambda point: "-".join(map(str, point)))
def test_a_worker_killed_with_its_browser_running_leaves_no_process_and_is_as_well_replaced(
    tmp_path: Path,
    browser_folder: Path,
    undisturbed: tuple[Ending, Mapping[str, int]],
    point: tuple[str, str, float],
) -> None:
    seam, moment, share = point
    end, tally = undisturbed
    with town(tmp_path, small_week()) as place:
        place.world.play(1)
        died = start(place, seam=seam, moment=moment, nth=nth(share, tally[seam]), browser_folder=browser_folder)
        assert died == -9
        assert nobody_left(browser_folder)
        assert start_again(place, None) == end


def test_a_worker_killed_three_times_in_a_row_still_leaves_one_hide_each(
    tmp_path: Path, undisturbed: tuple[Ending, Mapping[str, int]]
) -> None:
    end, _ = undisturbed
    with town(tmp_path, small_week()) as place:
        place.world.play(1)
        deaths: Sequence[tuple[str, str]] = (("hide", "after"), ("picture", "after"), ("hide", "after"))
        for seam, moment in deaths:
            start(place, seam=seam, moment=moment, nth=1)
            place.clock.at += A_MOMENT
        assert start_again(place, Painter()) == end


def test_a_log_file_cut_in_the_middle_of_a_line_is_mended_from_the_table(tmp_path: Path) -> None:
    with town(tmp_path, small_week()) as place:
        place.world.play(1)
        assert start(place, seam="ledger file", moment="after", nth=5) == -9
        (file,) = (place.config.archive_root / "ledger").glob("*.jsonl")
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) - 40])
        start_again(place, Painter())
        assert file.read_bytes().startswith(whole)
