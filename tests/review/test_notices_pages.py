"""Are notices about the pages shown, in order and in words, and closed by staff alone?"""

from bot.model import NoticeKind, Pause, PauseScope
from tests.review.office import NOON, Office, Staff, comment, hidden_fields


def test_notices_are_shown_and_closed_and_changes_are_tried_again(office: Office, dana: Staff) -> None:
    assert "No page needs anybody" in dana.read("/pages")
    assert "about the pages themselves" not in dana.read("/")
    office.store.notices.open("oak", NoticeKind.WRITES, "", why="It blocks <us>.", at=NOON)
    office.store.notices.open("gone-page", NoticeKind.UNLISTED, "p1", why="3 of 5 are shown.", at=NOON)
    office.store.pauses.begin(Pause(account_id="oak", scope=PauseScope.WRITES, until=NOON.replace(year=2027), why="x"))
    page = dana.read("/pages")
    assert "It blocks &lt;us&gt;." in page
    assert "The platform blocks our changes" in page
    assert "gone-page" in page
    assert "2 notices about the pages themselves wait" in dana.read("/")
    assert dana.press("/pages", "/notices/1/seen").status_code == 303
    assert office.store.pauses.pause("oak", PauseScope.WRITES, NOON) is None
    head = office.store.ledger.head()
    assert head is not None
    assert (head.kind, head.actor, head.body["account"]) == ("notice_closed", "dana", "oak")
    assert "1 notice about the pages themselves waits" in dana.read("/")


def test_a_notice_somebody_closed_meanwhile_says_so(office: Office, dana: Staff) -> None:
    office.store.notices.open("oak", NoticeKind.QUOTA, "", why="x", at=NOON)
    fields = hidden_fields(dana.read("/pages"), "/notices/1/seen")
    office.store.notices.close(1, by="sam", at=NOON)
    again = dana.browser.post("/notices/1/seen", data=fields)
    assert again.status_code == 303
    assert "Somebody has seen to this notice already" in dana.read("/pages")


def test_what_stops_a_page_stands_above_other_notices_without_ids_and_with_its_post(
    office: Office, dana: Staff
) -> None:
    office.collect(comment("Hi"))
    link = "https://www.facebook.com/oak/posts/p1"
    office.store.connection.run("UPDATE post SET permalink = ?", link)
    office.store.notices.open("oak", NoticeKind.TOKEN, "", why="Refused (code=190 trace=AbC); renew it.", at=NOON)
    office.clock.forward(minutes=5)
    office.store.notices.open("oak", NoticeKind.UNLISTED, "p1", why="3 of 5 are shown.", at=office.clock.now())
    page = dana.read("/pages")
    assert page.index("Refused; renew it.") < page.index("3 of 5 are shown.")
    assert "trace=" not in page
    assert f'href="{link}" rel="noopener noreferrer"' in page
    assert f'src="{link}' not in page


def test_a_stranger_closes_no_notice(office: Office, stranger: Staff) -> None:
    office.store.notices.open("oak", NoticeKind.QUOTA, "", why="x", at=NOON)
    assert stranger.browser.post("/notices/1/seen").status_code in (302, 303, 400)
    assert len(office.store.notices.waiting()) == 1


def test_every_kind_of_notice_and_decision_has_its_words(office: Office, dana: Staff) -> None:
    for kind in NoticeKind:
        office.store.notices.open("oak", kind, "", why="x", at=NOON)
    assert dana.read("/pages").count("Seen to it<span") == len(NoticeKind)
