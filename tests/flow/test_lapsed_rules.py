"""Does a comment stay visible whose hide was on its way when the rule behind it was taken back?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import bootstrap
from bot.bootstrap.page import abilities_of
from bot.cli.user import add_reviewer
from bot.cli.verify import check_archive
from bot.errors import CaptureFailed
from bot.judge.composing import compose
from bot.model import NoticeKind, Photograph, Reviewer, ReviewReason, Shelf, Stage, WordsRule
from bot.review.service import ReviewDesk
from bot.service import Service
from tests.builders import NOON, log_lines
from tests.flow.painter import Painter
from tests.flow.town import GUIDELINES, Town, comment, post, script, town

PAT = Reviewer(name="pat", display_name="Pat", password_hash="-", must_change_password=False, created_at=NOON)
FEES = compose(
    WordsRule(
        rule_id="fees",
        guideline="spam",
        why="Sells places in a club.",
        words=("clubplace",),
        examples=("Buy a clubplace now",),
        counter_examples=("A place in the club",),
    )
)
BLOCKED = {"effect": "error", "status": 400, "body": {"code": 368}}


class Shutter(Painter):
    """A camera that takes no picture while it is stuck."""

    def __init__(self) -> None:
        super().__init__()
        self.is_stuck = False

    def photograph(self, html: str) -> Photograph:
        """A picture, or `CaptureFailed`."""
        if self.is_stuck:
            raise CaptureFailed("the browser ended")
        return super().photograph(html)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A town in which a rule of the district's own hides, with one comment collected before."""

    town: Town
    worker: Service
    camera: Shutter

    def says(self, **texts: str) -> None:
        """People comment, and the worker does what it can at once."""
        self.town.world.apply([comment(key, text) for key, text in texts.items()])
        self.town.clock.tick(60)
        self.worker.once(whole=True, tell=lambda account, brought: None)

    def withdraw(self) -> None:
        """Pat takes the rule out of use on the review page."""
        office = bootstrap.office_of(self.town.config, self.worker.store, self.town.clock)
        office.withdraw("fees", by="pat")

    def work_off(self) -> None:
        """The camera works, nothing is blocked, and hours pass."""
        self.camera.is_stuck = False
        self.town.work_off(self.worker)

    def desk(self) -> ReviewDesk:
        """The review page."""
        return ReviewDesk(
            store=self.worker.store,
            archive=bootstrap.archive_of(self.town.config),
            accounts=bootstrap.accounts_of(self.town.config),
            guidelines=bootstrap.guidelines_of(self.town.config).clauses,
            clock=self.town.clock,
            abilities=abilities_of(self.town.config),
        )

    def asked(self) -> dict[str, tuple[ReviewReason, str]]:
        """What waits in the queue, by the text of the comment: the reason and its sentence."""
        views = self.desk().shelf(Shelf.QUEUE).views
        items = [(view.revision.comment.text, item) for view in views for item in view.open_items]
        assert len(dict(items)) == len(items)
        return {text: (item.reason, item.why) for text, item in items}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    camera = Shutter()
    with town(tmp_path, script([post(), comment("first", "Thank you!")])) as made, made.worker(camera) as worker:
        made.world.play_all()
        made.pass_over(worker)
        for name in ("pat", "lee"):
            add_reviewer(worker.store, name, name, made.clock.now())
        office = bootstrap.office_of(made.config, worker.store, made.clock)
        edit = office.write(FEES, by="pat")
        office.test("fees", by="pat")
        office.ask("fees", by="pat")
        office.approve("fees", digest=edit.digest, by="lee")
        yield Place(town=made, worker=worker, camera=camera)


def test_a_hide_on_its_way_is_done_while_its_rule_stands(place: Place) -> None:
    place.camera.is_stuck = True
    place.says(c="Buy a clubplace")
    assert place.town.hidden_keys() == set()
    place.work_off()
    assert place.town.hidden_keys() == {"c"}
    assert place.asked() == {}


def test_a_rule_withdrawn_while_the_picture_fails_hides_nothing_and_a_person_is_asked(place: Place) -> None:
    place.camera.is_stuck = True
    place.says(c="Buy a clubplace")
    assert place.worker.store.work.waiting() == {Stage.PRESERVE: 1}
    place.withdraw()
    place.work_off()
    assert place.town.hidden_keys() == set()
    assert place.town.world.comment("c").hides == 0
    reason, why = place.asked()["Buy a clubplace"]
    assert reason is ReviewReason.DOUBTFUL
    assert why == (
        'Sells places in a club. The rule that asked for hiding, "fees", was withdrawn on November 22, 2026; '
        "a person decides."
    )
    (line,) = log_lines(place.worker.store, "hide_dropped")
    assert line[2]["rules"] == ["fees"]
    assert check_archive(place.town.config) == []


def test_a_person_may_hide_what_the_fallen_rule_found(place: Place) -> None:
    place.camera.is_stuck = True
    place.says(c="Buy a clubplace")
    place.withdraw()
    place.work_off()
    (view,) = place.desk().shelf(Shelf.QUEUE).views
    place.desk().hide(PAT, view.revision.id, "spam", "", "some-key-12345")
    place.work_off()
    assert (place.town.hidden_keys(), place.asked()) == ({"c"}, {})


def test_hides_on_their_way_end_when_the_breaker_takes_their_rule_back(place: Place) -> None:
    place.camera.is_stuck = True
    place.says(one="Buy a clubplace", two="Sell a clubplace")
    assert place.worker.store.work.waiting() == {Stage.PRESERVE: 2}
    place.says(three="Swap a clubplace")
    assert NoticeKind.RULE in {notice.kind for notice in place.worker.store.notices.waiting()}
    place.work_off()
    assert place.town.hidden_keys() == set()
    asked = place.asked()
    assert set(asked) == {"Buy a clubplace", "Sell a clubplace"}
    assert all("was returned to trial on November 22, 2026" in why for _, why in asked.values())


def test_a_hide_that_another_rule_carries_is_done_for_that_rules_reason(place: Place) -> None:
    place.camera.is_stuck = True
    place.says(c="A clubplace here, buy now")
    place.withdraw()
    place.work_off()
    assert place.town.hidden_keys() == {"c"}
    (view,) = place.desk().shelf(Shelf.HIDDEN).views
    assert [line.decision.note for line in view.decisions] == ["It says so."]


def test_a_rule_withdrawn_while_the_page_rests_hides_nothing_and_a_person_is_asked(place: Place) -> None:
    place.town.world.add_faults([{**BLOCKED, "method": "POST"}])
    place.says(c="Buy a clubplace")
    assert place.worker.store.work.waiting() == {Stage.ACT: 1}
    place.withdraw()
    place.work_off()
    assert place.town.hidden_keys() == set()
    assert place.asked()["Buy a clubplace"][1].endswith("a person decides.")
    assert check_archive(place.town.config) == []


def test_what_was_hidden_stays_hidden_when_its_rule_is_withdrawn(place: Place) -> None:
    place.says(c="Buy a clubplace")
    place.work_off()
    assert place.town.hidden_keys() == {"c"}
    place.withdraw()
    place.says(d="Good morning")
    place.work_off()
    assert place.town.hidden_keys() == {"c"}


def test_a_rule_that_left_the_file_before_a_restart_hides_nothing(tmp_path: Path) -> None:
    camera = Shutter()
    camera.is_stuck = True
    with town(tmp_path, script([post(), comment("c", "Buy now: otter shirts")])) as made:
        made.world.play_all()
        with made.worker(camera) as worker:
            worker.once(whole=True, tell=lambda account, brought: None)
            assert worker.store.work.waiting() == {Stage.PRESERVE: 1}
        (tmp_path / "guidelines.toml").write_text(GUIDELINES, "utf-8")
        with made.worker(camera) as worker:
            place = Place(town=made, worker=worker, camera=camera)
            place.work_off()
            assert made.hidden_keys() == set()
            assert "is no longer in the guidelines" in place.asked()["Buy now: otter shirts"][1]
