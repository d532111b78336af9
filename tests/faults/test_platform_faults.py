"""What becomes of a comment when the platform answers twice, late, wrong or not at all?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap import open_store
from bot.cli.verify import check_archive
from bot.export.verify import exit_code
from bot.model import ActionState, CommentPage, CommentState, CommentView, ReviewReason
from bot.platforms.facebook import FacebookPage
from bot.service import Service
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town, views

SCAM = "Buy now: otter shirts"
NICE = "I was joking, nice shirts though"
ON_SCAM = r"/{comment:scam}$"
EDIT = {"type": "edit", "comment": "scam", "text": NICE}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A page with one scam and one word of thanks."""
    with town(tmp_path, script([post(), comment("thanks", "Thank you!"), comment("scam", SCAM)])) as made:
        made.world.play_all()
        yield made
        assert exit_code(check_archive(made.config)) == 0


@pytest.fixture
def worker(place: Town) -> Iterator[Service]:
    """A worker with a camera that needs no browser."""
    with place.worker(Painter()) as made:
        yield made


def texts(place: Town, key: str = "scam") -> tuple[CommentView, ...]:
    """All texts of a comment as the index has them."""
    return views(open_store(place.config), place.world)[key]


def waiting(place: Town) -> list[ReviewReason]:
    """Why the scam waits for a person."""
    return [item.reason for item in texts(place)[-1].items if item.closed_at is None]


def action(place: Town) -> tuple[ActionState, str]:
    """What became of the bot's decision to hide the scam."""
    made = texts(place)[0].decisions[0].action
    assert made is not None
    return made.state, made.answer


def fails(effect: str, **more: object) -> Mapping[str, object]:
    """A fault that strikes the first time the scam is to be hidden."""
    return {"effect": effect, "method": "POST", "path": ON_SCAM, **more}


def test_a_comment_listed_twice_in_a_page_and_again_in_the_next_is_one_comment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [comment(f"c{n}", f"Thank you number {n}") for n in range(120)]
    monkeypatch.setattr(FacebookPage, "comments", _twice_each(FacebookPage.comments))
    with town(tmp_path, script([post(), *many, comment("scam", SCAM)])) as place, place.worker(Painter()) as worker:
        place.world.play_all()
        place.world.add_faults([{"effect": "repeat_page", "path": "/comments$", "nth": 2}])
        place.pass_over(worker)
        assert place.world.snapshot()["faults_left"] == 0
        place.pass_over(worker)
        assert len(views(open_store(place.config), place.world)) == 121
        assert place.world.comment("scam").hides == 1


def _twice_each(listing: Callable[..., Iterator[CommentPage]]) -> Callable[..., Iterator[CommentPage]]:
    """The same listing with every comment twice in its page (the simulator repeats whole pages only)."""

    def doubled(*args: object, **named: object) -> Iterator[CommentPage]:
        for page in listing(*args, **named):
            yield replace(page, comments=page.comments + page.comments[::-1])

    return doubled


@pytest.mark.parametrize(
    ("method", "nth", "when"),
    [("GET", 1, "before"), ("GET", 1, "after"), ("POST", 1, "before"), ("POST", 1, "after"), ("GET", 2, "before")],
    ids=["before-we-look", "after-we-looked", "before-the-write", "after-the-write", "before-the-read-back"],
)
def test_a_comment_edited_around_its_hide_is_never_left_hidden_unseen(
    place: Town, worker: Service, method: str, nth: int, when: str
) -> None:
    fault = {"effect": when, "method": method, "path": ON_SCAM, "nth": nth, "events": [EDIT]}
    place.world.add_faults([fault])
    place.pass_over(worker)
    place.pass_over(worker)
    old, new = texts(place)
    assert (old.revision.comment.text, new.revision.comment.text) == (SCAM, NICE)
    assert new.record is not None
    if method == "GET" and (nth, when) == (1, "before"):
        assert not place.world.comment("scam").is_hidden
        assert place.world.comment("scam").hides == 0
    else:
        # Between our look and the platform's write nobody can look: then a person is asked about the new words.
        assert place.world.comment("scam").is_hidden
        assert waiting(place) == [ReviewReason.EDITED]


def test_a_comment_gone_before_its_hide_stays_on_record_and_nobody_is_bothered(place: Town, worker: Service) -> None:
    gone = {"type": "delete", "comment": "scam"}
    place.world.add_faults([{"effect": "before", "method": "GET", "path": ON_SCAM, "events": [gone]}])
    place.pass_over(worker)
    (view,) = texts(place)
    assert view.revision.comment_state is CommentState.VANISHED
    assert view.record is not None
    assert view.capture is not None
    assert action(place)[0] is ActionState.FAILED
    assert waiting(place) == []
    assert place.world.comment("scam").hides == 0


def test_a_comment_deleted_between_our_look_and_the_write_is_gone(place: Town, worker: Service) -> None:
    gone = {"type": "delete", "comment": "scam"}
    place.world.add_faults([fails("before", events=[gone])])
    place.pass_over(worker)
    assert texts(place)[0].revision.comment_state is CommentState.VANISHED
    assert action(place)[0] is ActionState.FAILED


def test_a_hide_that_the_platform_does_not_permit_goes_to_a_person(place: Town, worker: Service) -> None:
    place.world.add_faults([fails("error", status=403, body={"code": 200, "message": "Permissions error"})])
    place.pass_over(worker)
    assert waiting(place) == [ReviewReason.CANNOT]
    assert action(place)[0] is ActionState.FAILED
    assert not place.world.comment("scam").is_hidden
    place.pass_over(worker)
    assert place.world.comment("scam").hides == 0


@pytest.mark.parametrize(
    "fault",
    [
        fails("error", status=400, body={"code": 32, "message": "Page request limit reached"}),
        fails("error", status=500, body={"code": 1}),
        fails("error", status=500, body={"code": 2, "is_transient": True}, times=3),
        fails("drop_before"),
        fails("drop_after"),
        fails("truncate"),
        fails("no_effect"),
        fails("no_effect", times=3),
    ],
    ids=["throttled", "500", "three-500", "lost", "answer-lost", "answer-cut", "no-effect", "three-without-effect"],
)
def test_a_hide_that_went_wrong_for_a_while_happens_exactly_once(
    place: Town, worker: Service, fault: Mapping[str, object]
) -> None:
    place.world.add_faults([fault])
    place.pass_over(worker)
    assert place.world.comment("scam").is_hidden
    assert place.world.comment("scam").hides == 1
    assert action(place)[0] is ActionState.DONE
    assert waiting(place) == []


def test_a_hide_that_never_takes_effect_is_given_back_to_a_person_and_never_called_done(
    place: Town, worker: Service
) -> None:
    place.world.add_faults([fails("no_effect", times=0)])
    place.pass_over(worker)
    assert waiting(place) == [ReviewReason.CANNOT]
    assert action(place)[0] is ActionState.FAILED
    assert texts(place)[0].hide_in_force is None


def test_a_page_whose_listing_fails_does_not_keep_the_others_from_being_read(place: Town, worker: Service) -> None:
    other = [post("issue", account="ig_students"), comment("hi", "Great issue!", on="issue")]
    place.world.apply(other)
    place.world.add_faults([{"effect": "error", "path": "{account:page}", "status": 400, "body": {"code": 190}}])
    assert not worker.once(whole=True, tell=lambda account, brought: None)
    assert set(views(open_store(place.config), place.world)) == {"hi"}
    health = {row.account_id: row.trouble for row in worker.store.checkpoints.health()}
    assert health["ig-students"] == ""
    assert "token" in health["page"]
    place.clock.tick(601)  # a page whose token was refused rests for ten minutes
    place.pass_over(worker)
    assert place.hidden_keys() == {"scam"}
