"""Is a decision that the worker can't carry out refused at once, in words, and is Keep always possible?"""

from dataclasses import replace

import pytest

from bot.errors import DecisionRefused
from bot.model import DecisionKind, Mode, PlatformName
from tests.review.office import Office, Staff, account
from tests.review.test_service import KEY, carried_out

UNWATCHED = "no longer watched; ask IT to watch it again first"


def stop_watching(office: Office, *, listed: bool) -> None:
    if listed:
        office.accounts["oak"] = replace(office.accounts["oak"], watched=False)
    else:
        del office.accounts["oak"]


@pytest.mark.parametrize("listed", [True, False])
def test_nothing_is_hidden_or_undone_on_a_page_that_is_no_longer_watched(office: Office, listed: bool) -> None:
    first, second = office.waiting(number="c1"), office.waiting(number="c2")
    hidden = office.desk.hide(office.reviewer(), first, "5", "", KEY)
    carried_out(office, hidden.id)
    stop_watching(office, listed=listed)
    with pytest.raises(DecisionRefused, match=UNWATCHED):
        office.desk.undo(office.reviewer(), hidden.id, "", "another-key-1")
    with pytest.raises(DecisionRefused, match=UNWATCHED):
        office.desk.hide(office.reviewer(), second, "5", "", "another-key-2")
    assert office.desk.keep(office.reviewer(), second, "", "another-key-3").kind is DecisionKind.KEEP


@pytest.mark.parametrize("listed", [True, False])
def test_a_page_that_is_no_longer_watched_offers_keep_alone(office: Office, dana: Staff, listed: bool) -> None:
    office.waiting(number="c1")
    carried_out(office, office.desk.hide(office.reviewer(), 1, "5", "", KEY).id)
    office.waiting(number="c2")
    stop_watching(office, listed=listed)
    for path in ("/", "/hidden", "/comment/1", "/comment/2"):
        page = dana.read(path)
        assert "no longer watched" in page
        assert "/hide" not in page.replace('href="/hidden"', "")
        assert "/undo" not in page
    assert UNWATCHED in dana.read("/comment/2")
    assert dana.press("/", "/comment/2/keep").status_code == 303


def instagram(office: Office) -> None:
    office.accounts["oak"] = replace(account("oak", Mode.ASSIST), platform=PlatformName.INSTAGRAM, external_id="178")


def test_the_districts_own_comment_on_instagram_is_not_hidden(office: Office, dana: Staff) -> None:
    instagram(office)
    own = office.waiting(author_id="178")
    with pytest.raises(DecisionRefused, match="Instagram always shows"):
        office.desk.hide(office.reviewer(), own, "5", "", KEY)
    page = dana.read(f"/comment/{own}")
    assert "Instagram always shows an account" in page
    assert f"/comment/{own}/hide" not in page + dana.read("/")
    assert dana.press("/", f"/comment/{own}/keep").status_code == 303


@pytest.mark.parametrize("author", ["999", None])
def test_others_comments_on_instagram_can_be_hidden(office: Office, author: str | None) -> None:
    instagram(office)
    revision = office.waiting(author_id=author)
    assert office.desk.hide(office.reviewer(), revision, "5", "", KEY).kind is DecisionKind.HIDE


def test_the_districts_own_comment_on_facebook_is_left_to_the_platforms_own_word(office: Office) -> None:
    revision = office.waiting(author_id="oak")
    assert office.desk.hide(office.reviewer(), revision, "5", "", KEY).kind is DecisionKind.HIDE
