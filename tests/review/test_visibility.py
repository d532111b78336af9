"""Is a hide that somebody took back on the platform told, and can it be made again or accepted?"""

import pytest

from bot.errors import DecisionRefused
from bot.model import CommentState, DecisionKind, ReviewReason
from tests.review.office import NOON, Office, Staff, comment
from tests.review.test_service import KEY, carried_out

SHOWN = "Shown again on the platform by somebody else"


@pytest.fixture
def shown(office: Office) -> int:
    """A comment that dana hid and that somebody showed again on the platform, back in the queue."""
    revision = office.waiting()
    carried_out(office, office.desk.hide(office.reviewer(), revision, "5", "", KEY).id)
    office.store.comments.note_state(1, NOON, is_hidden=False)
    office.store.queue.open(revision, ReviewReason.CANNOT, why="It was shown again.", alert=False, at=NOON)
    return revision


def test_a_comment_shown_again_by_others_is_called_that(shown: int, dana: Staff) -> None:
    page = dana.read(f"/comment/{shown}")
    assert SHOWN in page
    assert "Hidden by us" not in page
    assert "Undo: show it again" not in page
    assert "Or hide it again" in page
    assert "Confirm" not in page
    queue = dana.read("/")
    assert SHOWN in queue
    assert "Undo: show it again" not in queue
    assert "Confirm" not in queue


def test_a_comment_shown_again_by_others_is_hidden_again_by_a_new_decision(
    office: Office, shown: int, dana: Staff
) -> None:
    assert dana.press("/", f"/comment/{shown}/hide", guideline="5").status_code == 303
    carried_out(office, 2)
    view = office.desk.view(shown)
    assert view
    assert [line.decision.kind for line in view.decisions] == [DecisionKind.HIDE, DecisionKind.HIDE]
    assert view.hide_in_force == 2
    page = dana.read(f"/comment/{shown}")
    assert "Hidden by us" in page
    assert "Undo: show it again" in page


def test_a_comment_shown_again_by_others_is_accepted_with_keep(office: Office, shown: int, dana: Staff) -> None:
    assert dana.press(f"/comment/{shown}", f"/comment/{shown}/keep").status_code == 303
    page = dana.read(f"/comment/{shown}")
    assert "Stays visible" in page
    assert "We hid this comment" not in page
    assert SHOWN in page
    assert f'action="/comment/{shown}/hide"' in page
    assert office.store.decisions.decision(2).kind is DecisionKind.KEEP


def test_hiding_again_is_decided_once(office: Office, shown: int) -> None:
    again = office.desk.hide(office.reviewer(), shown, "3", "", "another-key")
    assert again.guideline == "3"
    with pytest.raises(DecisionRefused, match="a moment ago"):
        office.desk.hide(office.reviewer(), shown, "3", "", "a-third-key")


def test_a_platform_that_does_not_say_leaves_the_comment_hidden(office: Office, dana: Staff) -> None:
    revision = office.waiting(is_hidden=None)
    carried_out(office, office.desk.hide(office.reviewer(), revision, "5", "", KEY).id)
    assert "Hidden by us" in dana.read(f"/comment/{revision}")
    with pytest.raises(DecisionRefused, match="hidden already"):
        office.desk.hide(office.reviewer(), revision, "5", "", "another-key")


def test_a_kept_comment_that_is_hidden_all_the_same_says_so_and_offers_undo(
    office: Office, shown: int, dana: Staff
) -> None:
    office.desk.keep(office.reviewer(), shown, "", "another-key")
    office.store.comments.note_state(1, NOON, is_hidden=True)
    page = dana.read(f"/comment/{shown}")
    assert "Kept, but the comment is hidden" in page
    assert "Stays visible" not in page
    assert "Undo: show it again" in page


def test_an_undo_of_a_comment_that_is_gone_is_refused_in_words(office: Office, dana: Staff) -> None:
    revision = office.waiting()
    hidden = office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    carried_out(office, hidden.id)
    office.store.comments.note_state(1, NOON, is_hidden=True, state=CommentState.VANISHED)
    with pytest.raises(DecisionRefused, match="nothing to show again"):
        office.desk.undo(office.reviewer(), hidden.id, "", "another-key")
    assert "/undo" not in dana.read(f"/comment/{revision}")
    assert "/undo" not in dana.read("/hidden")
    assert "Close: it is gone" in dana.read(f"/comment/{revision}")


def test_new_words_that_are_seen_shown_count_as_shown(office: Office, shown: int, dana: Staff) -> None:
    newer = office.collect(comment("You darn fools"))
    assert SHOWN in dana.read(f"/comment/{newer}")
