"""Is "gone" (100/33), which Meta also says of what we may not change, believed only when reading back says it?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import bootstrap
from bot.bootstrap.page import abilities_of
from bot.model import Action, ActionState, CommentState, DecisionKind, Reviewer, ReviewReason, Shelf
from bot.review.service import ReviewDesk
from bot.service import Service
from tests.builders import NOON
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town

PAT = Reviewer(name="pat", display_name="Pat", password_hash="-", must_change_password=False, created_at=NOON)
GONE: dict[str, Any] = {"effect": "error", "status": 400, "body": {"code": 100, "error_subcode": 33}}
KEY = "some-key-12345"


def desk(t: Town, s: Service) -> ReviewDesk:
    return ReviewDesk(
        store=s.store,
        archive=bootstrap.archive_of(t.config),
        accounts=bootstrap.accounts_of(t.config),
        guidelines=bootstrap.guidelines_of(t.config).clauses,
        clock=t.clock,
        abilities=abilities_of(t.config),
    )


def newest_action(s: Service) -> Action:
    view = s.store.desk.view(1)
    assert view is not None
    action = view.decisions[-1].action
    assert action is not None
    return action


def asked(s: Service) -> list[ReviewReason]:
    page = s.store.desk.shelf(Shelf.QUEUE, account_id=None, page=1, per_page=9)
    return [item.reason for view in page.views for item in view.open_items]


def public(t: Town) -> list[str]:
    return [str(each.text) for each in t.world.state.comments.values() if not each.is_deleted]


def test_a_hide_that_is_refused_as_gone_is_left_to_a_person_and_the_comment_not_called_gone(tmp_path: Path) -> None:
    with town(tmp_path / "d", script([post(), comment("one", "buy now my watches")])) as t:
        t.world.play_all()
        with t.worker(camera=Painter()) as s:
            t.world.add_faults([{**GONE, "method": "POST", "path": "{comment:one}$"}])
            t.pass_over(s)
            assert newest_action(s).state is ActionState.FAILED
            assert s.store.comments.revision(1).comment_state is CommentState.PRESENT
            assert asked(s) == [ReviewReason.CANNOT]


@pytest.mark.parametrize("take_back", [False, True])
def test_an_answer_is_neither_called_lost_nor_taken_back_by_a_refusal(tmp_path: Path, take_back: bool) -> None:
    with town(tmp_path / "d", script([post(), comment("one", "When does the bus leave?")])) as t:
        t.world.play_all()
        with t.worker(camera=Painter()) as s:
            t.pass_over(s)
            steps = _taken_back if take_back else _list_refused
            steps(t, s, lambda: desk(t, s))
            assert newest_action(s).state is ActionState.FAILED
            assert asked(s) == [ReviewReason.CANNOT]
            assert sorted(public(t)) == ["At 7:10.", "When does the bus leave?"]


def _taken_back(t: Town, s: Service, at: Callable[[], ReviewDesk]) -> None:
    answer = at().answer(PAT, 1, DecisionKind.REPLY, "At 7:10.", KEY)
    t.work_off(s)
    at().withdraw(PAT, 1, answer.id, "some-key-99999")
    t.world.add_faults([{**GONE, "method": "DELETE"}])
    t.work_off(s)


def _list_refused(t: Town, s: Service, at: Callable[[], ReviewDesk]) -> None:
    t.world.add_faults([{"effect": "drop_after", "method": "POST"}])
    at().answer(PAT, 1, DecisionKind.REPLY, "At 7:10.", KEY)
    s.pipeline.work()
    t.world.add_faults(
        [{"effect": "error", "method": "GET", "path": "/comments$", "status": 403, "body": {"code": 200}}]
    )
    t.clock.tick(5)
    s.pipeline.work()
