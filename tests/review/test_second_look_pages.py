"""Can staff look through what the rules left alone, the likeliest first, and decide there?"""

from bot.model import Outcome, Verdict
from tests.review.office import Office, Staff, comment


def kept(office: Office, text: str, *, number: str, priority: float) -> int:
    revision = office.collect(comment(text, number=number))
    said = Verdict(outcome=Outcome.KEEP, findings=(), guideline=None, guidelines_version="1", priority=priority)
    office.store.verdicts.save(revision, said, office.clock.now())
    return revision


def test_with_nothing_to_look_at_the_list_says_so(dana: Staff) -> None:
    assert "Nothing is left to look at" in dana.read("/second-look")


def test_the_likeliest_violation_stands_first_and_the_menu_leads_there(office: Office, dana: Staff) -> None:
    kept(office, "Go Oaks!", number="c1", priority=0.02)
    kept(office, "Ask him what he did in the gym", number="c2", priority=0.6)
    assert 'href="/second-look"' in dana.read("/")
    page = dana.read("/second-look")
    assert page.index("in the gym") < page.index("Go Oaks!")


def test_what_is_kept_there_is_not_shown_again(office: Office, dana: Staff) -> None:
    kept(office, "Go Oaks!", number="c1", priority=0.02)
    answer = dana.press("/second-look", "/comment/1/keep")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/second-look")
    assert "Nothing is left to look at" in dana.read("/second-look")
    assert "Go Oaks!" in dana.read("/decided")


def test_what_the_rules_missed_can_be_hidden_there(office: Office, dana: Staff) -> None:
    kept(office, "Ask him what he did in the gym", number="c1", priority=0.6)
    assert dana.press("/second-look", "/comment/1/hide", guideline="5").status_code == 303
    assert "in the gym" in dana.read("/decided")
