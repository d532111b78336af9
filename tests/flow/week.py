"""How is the school week played for the tests? Through the real worker, and what was seen is kept as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.bootstrap import open_store
from bot.cli.user import add_reviewer
from bot.cli.verify import check_archive
from bot.errors import DecisionRefused
from bot.export.verify import Problem
from bot.model import Account, CommentView, Figures
from bot.ports import Camera
from bot.preserve.card import Card, card
from bot.preserve.excerpt import excerpt
from bot.service import Service
from bot.simulator import scenario
from bot.store.index import SqliteStore
from tests.flow.town import MONDAY, Town, rows_of, town, views

STEP_TIME = timedelta(minutes=20)
"""Longer than the events of any step take."""
MONDAY_AFTER = MONDAY + timedelta(days=7, hours=6, minutes=30)
RETAKEN = ("buses-8", "buses-13", "football-5")
"""Comments whose picture is taken again, with their own words and with others."""
OTHER_WORDS = "These are not the words that were hidden."

Snapshot = Mapping[str, Mapping[str, Any]]
"""The platform's comments by key, as the simulator's snapshot tells them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedWeek:
    """What was seen: index and platform after the week, the boxes, and both again after every hide was undone."""

    root: Path
    accounts: Mapping[str, Account]
    views: Mapping[str, tuple[CommentView, ...]]
    platform: Snapshot
    figures: Figures
    new_by_second_pass: list[str]
    retaken: Mapping[str, tuple[bytes, bytes]]
    boxes: tuple[Path, ...]
    problems: tuple[Problem, ...]
    refusals: Mapping[str, str]
    undone_views: Mapping[str, tuple[CommentView, ...]]
    undone_platform: Snapshot
    undone_problems: tuple[Problem, ...]

    def object(self, sha256: str) -> bytes:
        """The bytes of an object of the archive, read without the program's help."""
        return (self.root / "objects" / sha256[:2] / sha256[2:4] / sha256).read_bytes()


def play(folder: Path) -> PlayedWeek:
    """Play the whole week in `folder`: about half a minute."""
    with (
        town(folder, scenario.load("school_week"), now=MONDAY, shipped_rules=True) as district,
        district.worker() as worker,
    ):
        store = open_store(district.config)
        for step in district.world.scenario.steps:
            district.clock.at = max(district.clock.at, MONDAY + timedelta(minutes=step.minutes) + STEP_TIME)
            district.world.play(1)
            district.pass_over(worker)
        seen = views(store, district.world)
        platform, figures = _platform(district), store.desk.figures()
        new = _second_pass(district, worker, store)
        retaken = {key: _retaken(district, worker.camera, seen[key][-1]) for key in RETAKEN}
        district.clock.at = MONDAY_AFTER
        worker.export_due()
        problems = check_archive(district.config)
        refusals = _undo_everything(district, worker, store, seen)
        played = PlayedWeek(
            root=district.config.archive_root,
            accounts={account.id: account for account in district.config.accounts},
            views=seen,
            platform=platform,
            figures=figures,
            new_by_second_pass=new,
            retaken=retaken,
            boxes=tuple(sorted((district.config.archive_root / "exports").glob("*/"))),
            problems=tuple(problems),
            refusals=refusals,
            undone_views=views(store, district.world),
            undone_platform=_platform(district),
            undone_problems=tuple(check_archive(district.config)),
        )
        store.close()
    return played


def card_of(view: CommentView, account: Account, zone: ZoneInfo, text: str | None = None) -> Card:
    """The card of a comment without attachments, made again from its record; with other words when `text` says so."""
    assert view.record is not None
    words = view.revision.comment.text if text is None else text
    findings = view.judged.verdict.findings if view.judged and text is None else ()
    shown = excerpt(words, findings)
    return card(view.revision, account=account, record=view.record, shown=shown, zone=zone, pictures={})


def _platform(district: Town) -> Snapshot:
    accounts: Any = district.world.snapshot()["accounts"]
    return {row["key"]: row for account in accounts.values() for row in account["comments"].values()}


def _second_pass(district: Town, worker: Service, store: SqliteStore) -> list[str]:
    """The tables in which one more pass over everything changed something."""
    before, calls = rows_of(store), dict(district.world.calls)
    district.clock.tick(300)
    district.pass_over(worker)
    after = rows_of(store)
    assert sum(district.world.calls.values()) > sum(calls.values()), "the second pass asked the platform nothing"
    return [name for name in after if after[name] != before[name]]


def _retaken(district: Town, camera: Camera, view: CommentView) -> tuple[bytes, bytes]:
    account = next(a for a in district.config.accounts if a.id == view.revision.comment.account_id)
    zone = district.config.district.zone
    same, other = (card_of(view, account, zone, text) for text in (None, OTHER_WORDS))
    return camera.photograph(same.html).png, camera.photograph(other.html).png


def _undo_everything(
    district: Town, worker: Service, store: SqliteStore, seen: Mapping[str, tuple[CommentView, ...]]
) -> dict[str, str]:
    """Undo each hide in force as a reviewer would; answers what was refused and why."""
    add_reviewer(store, "robin", "Robin Example", district.clock.now())
    robin = store.reviewers.one("robin")
    assert robin is not None
    desk, refused = district.desk(store), {}
    for key, texts in seen.items():
        hide = texts[-1].hide_in_force
        if hide is None:
            continue
        try:
            desk.undo(robin, hide, "looked at again", f"undo-form-{key}")
        except DecisionRefused as error:
            refused[key] = error.message
    district.work_off(worker)
    return refused
