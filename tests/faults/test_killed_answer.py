"""Is there one answer, and one deletion, when the worker is killed around it and started again?"""

from pathlib import Path

import pytest

from bot import bootstrap
from bot.bootstrap.page import abilities_of
from bot.cli.verify import check_archive
from bot.export.verify import exit_code
from bot.model import ActionState, DecisionKind, Reviewer
from bot.review.service import ReviewDesk
from bot.store.index import SqliteStore
from tests.builders import NOON
from tests.faults.test_killed_worker import A_MOMENT, start
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town

ANSWER = "Route 12 leaves at 7:10."
PAT = Reviewer(name="pat", display_name="Pat", password_hash="-", must_change_password=False, created_at=NOON)
DEATHS = (
    *(("reply", moment, 1) for moment in ("before", "after")),
    *(("delete", moment, 1) for moment in ("before", "after")),
    *(("read back", moment, nth) for moment in ("before", "after") for nth in (1, 2, 3)),
    ("read back", "before", 4),
    *(("commit", moment, nth) for moment in ("before", "after") for nth in range(2, 30, 4)),
)


def decided(place: Town) -> None:
    """Both comments are collected and proven; a person answers one and has the other deleted."""
    place.world.play(1)
    with place.worker(Painter()) as worker:
        place.pass_over(worker)
    store = bootstrap.open_store(place.config)
    desk = place.desk(store)
    desk.abilities = abilities_of(place.config)
    desk.answer(PAT, revision_of(store, desk, "Is the bus late?"), DecisionKind.REPLY, ANSWER, "key-of-a-form-1")
    desk.delete(PAT, revision_of(store, desk, "Late again"), "spam", "", "key-of-a-form-2", confirmed=True)
    store.close()


def revision_of(store: SqliteStore, desk: ReviewDesk, text: str) -> int:
    """The revision of these words."""
    (hit,) = desk.search(text)
    return hit.revision_id


def allowing(settings: str) -> str:
    """Staff may delete."""
    return f"{settings}\n[act]\ndelete = true\n"


@pytest.mark.parametrize("death", DEATHS, ids=lambda death: "-".join(map(str, death)).replace(" ", "-"))
def test_a_killed_worker_answers_once_and_deletes_once(tmp_path: Path, death: tuple[str, str, int]) -> None:
    seam, moment, nth = death
    told = script([post(), comment("asks", "Is the bus late?"), comment("late", "Late again")])
    with town(tmp_path, told, settings=allowing) as place:
        decided(place)
        assert start(place, seam=seam, moment=moment, nth=nth) == -9
        place.clock.at += A_MOMENT
        with place.worker(Painter()) as worker:
            place.pass_over(worker)
            actions = [worker.store.decisions.action_of(decision) for decision in (1, 2)]
        there = place.world.state.comments.values()
        assert [each.parent == place.world.comment("asks").bare for each in there if each.text == ANSWER] == [True]
        assert place.world.comment("late").is_deleted
        assert [action.state for action in actions if action] == [ActionState.DONE, ActionState.DONE]
        problems = check_archive(place.config)
        assert exit_code(problems) == 0, problems
