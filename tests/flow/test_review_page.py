"""Does a person's way through the review page reach the platform, and back again?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bootstrap import open_store, review_app_of
from bot.cli.user import add_reviewer
from bot.config import load_secrets
from bot.model import DecisionKind, ReviewReason
from bot.service import Service
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town, views
from tests.review.office import Staff

OWN = "four random words make one"
INSULT = "Shut up, Edna, you pathetic idiot. Nobody asked you."
"""A personal attack: only a person may hide it."""


@dataclass(frozen=True, slots=True)
class Office:
    """A worker at work, and Robin at the review page."""

    town: Town
    worker: Service
    staff: Staff
    password: str

    def revision(self, key: str) -> int:
        """The newest revision of a comment, by the scenario's key."""
        return views(open_store(self.town.config), self.town.world)[key][-1].revision.id

    def is_hidden(self, key: str) -> bool:
        """What the platform says."""
        return self.town.world.comment(key).is_hidden

    def work(self) -> None:
        """What the worker does within seconds."""
        self.town.clock.tick(1)
        self.town.work_off(self.worker)

    def come_in(self) -> None:
        """Log in with the one-time password and choose another."""
        self.staff.log_in("robin", self.password)
        typed = {"old": self.password, "new": OWN, "again": OWN}
        assert self.staff.press("/password", "/password", **typed).status_code == 303


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A page with a queued insult, a scam the bot hid, and criticism; a reviewer with a one-time password."""
    scenario = script(
        [
            post(),
            comment("insult", INSULT),
            comment("scam", "Buy now: otter shirts, today only"),
            comment("critic", "This board is a rubber stamp. Vote every single one of them out."),
        ]
    )
    with town(tmp_path, scenario) as district, district.worker(Painter()) as worker:
        district.world.play_all()
        district.pass_over(worker)
        password = add_reviewer(open_store(district.config), "robin", "Robin Example", district.clock.now())
        app = review_app_of(district.config, load_secrets(district.config), district.clock)
        yield Office(district, worker, Staff(app), password)


def test_without_a_password_of_their_own_nobody_sees_a_comment(office: Office) -> None:
    address = f"/comment/{office.revision('insult')}"
    assert office.staff.look(address).location.startswith("/login")
    assert office.staff.log_in("robin", office.password).status_code == 303
    assert office.staff.look(address).location == "/password"
    office.staff.press("/password", "/password", old=office.password, new=OWN, again=OWN)
    assert "Nobody asked you." in office.staff.read(address)


def test_a_queued_comment_is_hidden_by_a_person_and_shown_again_by_undo(office: Office) -> None:
    office.come_in()
    revision = office.revision("insult")
    address = f"/comment/{revision}"
    assert address in office.staff.read("/")
    assert not office.is_hidden("insult")
    pressed = office.staff.press(address, f"{address}/hide", guideline="personal_attack", note="aims at Edna")
    assert pressed.status_code == 303
    assert not office.is_hidden("insult")
    office.work()
    assert office.is_hidden("insult")
    assert address not in office.staff.read("/")
    assert address in office.staff.read("/hidden")
    assert office.staff.press(address, f"{address}/undo", note="read it twice").status_code == 303
    office.work()
    assert not office.is_hidden("insult")
    platform = office.town.world.comment("insult")
    assert (platform.hides, platform.unhides) == (1, 1)
    view = views(open_store(office.town.config), office.town.world)["insult"][-1]
    assert [(line.decision.kind, line.decision.actor) for line in view.decisions] == [
        (DecisionKind.HIDE, "robin"),
        (DecisionKind.UNHIDE, "robin"),
    ]
    assert view.hide_in_force is None
    assert view.record is not None
    assert view.capture is not None


def test_what_the_bot_hid_a_person_can_show_again_and_the_next_pass_leaves_it_shown(office: Office) -> None:
    office.come_in()
    assert office.is_hidden("scam")
    address = f"/comment/{office.revision('scam')}"
    office.staff.press(address, f"{address}/undo", note="a raffle for the band, says the principal")
    office.work()
    assert not office.is_hidden("scam")
    office.town.clock.tick(3600)
    office.town.pass_over(office.worker)
    assert not office.is_hidden("scam")
    assert office.town.world.comment("scam").hides == 1


def test_a_hide_on_words_that_were_edited_meanwhile_is_refused_and_nothing_is_hidden(office: Office) -> None:
    office.come_in()
    address = f"/comment/{office.revision('insult')}"
    office.staff.press(address, f"{address}/hide", guideline="personal_attack")
    office.town.world.apply([{"type": "edit", "comment": "insult", "text": "Sorry, Edna. I was wrong."}])
    office.work()
    assert not office.is_hidden("insult")
    old, new = views(open_store(office.town.config), office.town.world)["insult"]
    assert new.revision.comment.text.startswith("Sorry")
    assert [item.reason for item in new.items if item.closed_at is None] == [ReviewReason.EDITED]
    assert old.hide_in_force is None


def test_a_keep_closes_the_question_and_asks_the_platform_nothing(office: Office) -> None:
    office.come_in()
    address = f"/comment/{office.revision('insult')}"
    office.staff.press(address, f"{address}/keep", note="rude, not a rule")
    calls = office.town.world.calls.total()
    office.work()
    assert office.town.world.calls.total() == calls
    assert address not in office.staff.read("/")
    assert not office.is_hidden("insult")
