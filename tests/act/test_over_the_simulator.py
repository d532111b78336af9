"""Is there exactly one answer, and one deletion, on either platform, whatever Meta does to our calls?"""

from dataclasses import dataclass, replace

import pytest

from bot.act.actor import Actor
from bot.errors import MonitorError
from bot.model import Action, ActionState, DecisionKind, Mode, NewDecision, PlatformName, Stage
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.act.room import ANSWER, SteadyRules
from tests.builders import GUIDELINE, FixedClock, claimed, decided, proven
from tests.platforms.sites import NOW, Site, account_on, full_site

HIDE, REPLY, COMMENT = DecisionKind.HIDE, DecisionKind.REPLY, DecisionKind.COMMENT
DELETE, WITHDRAW = DecisionKind.DELETE, DecisionKind.WITHDRAW


@dataclass(slots=True, kw_only=True)
class Street:
    """A page on the simulator with one collected comment (or reply), and the stage ACT beside it."""

    site: Site
    store: SqliteStore
    archive: ObjectFiles
    clock: FixedClock
    revision: int = 0

    def collect(self, key: str) -> None:
        """A comment of the scenario with its thread, proven."""
        self.store.comments.save_post(self.site.post(), NOW)
        listed = self.site.listed()
        for other in ("first", key):
            self.revision = self.store.comments.save(listed[other], NOW)
        proven(self.store, self.archive, self.revision, at=NOW)

    def decide(self, kind: DecisionKind, *, undoes: int | None = None) -> int:
        """A person's decision."""
        is_removal = kind in (HIDE, DELETE)
        new = NewDecision(
            key=f"{kind}:{undoes}",
            revision_id=self.revision,
            kind=kind,
            actor="pat",
            guideline=GUIDELINE.id if is_removal else None,
            reason=GUIDELINE.words if is_removal else "",
            undoes=undoes,
            text=ANSWER if kind.is_answer else "",
        )
        return decided(self.store, new, at=self.clock.now()).id

    def act(self) -> None:
        """Try until nothing waits, with a new worker for each try."""
        account = replace(account_on(self.site.name), mode=Mode.ASSIST)
        for _ in range(12):
            for work in claimed(self.store, Stage.ACT, at=self.clock.now()):
                actor = Actor(
                    store=self.store,
                    archive=self.archive,
                    accounts={"it": account},
                    platforms={"it": self.site.open()},
                    rules=SteadyRules(),
                    clock=self.clock,
                )
                try:
                    actor.run([work])
                except MonitorError as error:
                    now = self.clock.now()
                    self.store.work.retry(work, error=str(error), run_after=now, now=now)
            self.clock.tick(45)
        assert not self.store.work.waiting().get(Stage.ACT)

    def action(self, decision: int) -> Action:
        """What became of it."""
        found = self.store.decisions.action_of(decision)
        assert found is not None
        return found

    def answers(self) -> list[str | None]:
        """The bare ids of the parents of all answers of ours on the simulator, deleted ones left out."""
        state = self.site.world.state
        return [each.parent for each in state.comments.values() if each.text == ANSWER and not each.is_deleted]


@pytest.fixture(params=list(PlatformName)[:2])
def street(request: pytest.FixtureRequest, store: SqliteStore, archive: ObjectFiles, clock: FixedClock) -> Street:
    clock.at = NOW
    return Street(site=full_site(request.param), store=store, archive=archive, clock=clock)


LOSSES = ("drop_before", "drop_after", "html", "truncate", "half_answer")


@pytest.mark.parametrize("effect", LOSSES)
@pytest.mark.parametrize("kind", [REPLY, COMMENT])
def test_a_lost_answer_to_a_post_leaves_exactly_one_answer(street: Street, kind: DecisionKind, effect: str) -> None:
    street.collect("reply" if kind is REPLY else "second")
    decision = street.decide(kind)
    street.site.fail(effect=effect, method="POST", path="/comments|/replies")
    street.act()
    root = street.site.world.comment("first").bare
    assert street.answers() == [root if kind is REPLY else None]
    assert street.action(decision).state is ActionState.DONE


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_lost_answers_to_the_reads_around_it_leave_exactly_one_answer(street: Street, nth: int) -> None:
    street.collect("second")
    decision = street.decide(REPLY)
    street.site.fail(effect="drop_after", method="POST", times=1)
    street.site.fail(effect="drop_before", method="GET", nth=nth, times=5)
    street.act()
    assert len(street.answers()) == 1
    assert street.action(decision).state is ActionState.DONE


def test_two_lost_answers_in_a_row_leave_exactly_one_answer(street: Street) -> None:
    street.collect("second")
    street.decide(REPLY)
    street.site.fail(effect="drop_before", method="POST", times=2)
    street.site.fail(effect="drop_after", method="POST", nth=3)
    street.act()
    assert len(street.answers()) == 1


def test_an_answer_is_taken_back_even_when_the_confirmation_is_lost(street: Street) -> None:
    street.collect("second")
    reply = street.decide(REPLY)
    street.act()
    assert len(street.answers()) == 1
    street.site.fail(effect="drop_after", method="DELETE")
    withdrawal = street.decide(WITHDRAW, undoes=reply)
    street.act()
    assert street.answers() == []
    assert street.action(withdrawal).state is ActionState.DONE
    assert not street.site.world.comment("second").is_deleted


@pytest.mark.parametrize("effect", [None, *LOSSES])
def test_a_comment_is_deleted_once_and_reads_back_as_gone(street: Street, effect: str | None) -> None:
    street.collect("second")
    decision = street.decide(DELETE)
    if effect is not None:
        street.site.fail(effect=effect, method="DELETE")
    street.act()
    assert street.site.world.comment("second").is_deleted
    assert street.action(decision).state is ActionState.DONE


def test_a_hidden_comment_on_instagram_gets_no_reply_and_on_facebook_one(street: Street) -> None:
    street.collect("second")
    street.site.platform.hide(street.site.listed()["second"])
    decision = street.decide(REPLY)
    street.act()
    is_facebook = street.site.name is PlatformName.FACEBOOK
    assert street.action(decision).state is (ActionState.DONE if is_facebook else ActionState.FAILED)
    assert len(street.answers()) == is_facebook
    assert is_facebook or "reply first, then hide" in street.action(decision).answer


def test_an_answer_decided_before_a_hide_stands_there_and_the_comment_is_hidden(street: Street) -> None:
    street.collect("second")
    street.site.fail(effect="drop_before", method="POST", path="/comments|/replies")
    street.decide(REPLY)
    street.decide(HIDE)
    street.act()
    assert len(street.answers()) == 1
    assert street.site.world.comment("second").is_hidden


def test_a_block_lets_the_page_rest_and_the_answer_is_posted_afterwards(street: Street) -> None:
    street.collect("second")
    decision = street.decide(REPLY)
    street.site.fail(effect="error", method="POST", body={"code": 368})
    with pytest.raises(AssertionError):
        street.act()
    assert street.answers() == []
    assert len(street.store.notices.waiting()) == 1
    street.clock.tick(3600)
    street.act()
    assert len(street.answers()) == 1
    assert street.action(decision).state is ActionState.DONE
    assert street.store.notices.waiting() == []


def test_a_comment_that_takes_no_answers_is_left_to_a_person(
    store: SqliteStore, archive: ObjectFiles, clock: FixedClock
) -> None:
    clock.at = NOW
    street = Street(site=full_site(PlatformName.FACEBOOK), store=store, archive=archive, clock=clock)
    street.site.world.apply(
        [
            {
                "type": "comment",
                "post": "post",
                "key": "closed",
                "author": {"id": "501", "name": "robin.example"},
                "text": "Closed",
                "at_minutes": 9,
                "flags": {"can_comment": False},
            }
        ]
    )
    street.collect("closed")
    decision = street.decide(REPLY)
    street.act()
    assert street.answers() == []
    assert street.action(decision).state is ActionState.FAILED
