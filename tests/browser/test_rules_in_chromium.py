"""Can a secretary bring a word into use with a keyboard and a browser alone, and does the browser have no complaint?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect, sync_playwright

from bot.browser.find import find
from bot.model import ReviewReason
from bot.review.web import HEADERS
from tests.browser.desk import PATIENCE, Person, served, started
from tests.review.office import Office, comment, finding
from tests.review.speech import SHEET

PAGE = "/rules/club_places"
HOSTILE = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'> a clubplace"
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = find()
    with sync_playwright() as playwright:
        browser = started(playwright, found)
        yield browser
        browser.close()


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("office"))
    office.add_reviewer("pat", "Pat Marsh")
    office.statements = (SHEET,)
    for number, text in enumerate(
        (HOSTILE, "Got a clubplaace for sale", "The bus was late again", "A clubplce, cheap")
    ):
        office.collect(comment(text, number=f"c{number}"))
    yield office
    office.store.close()


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    with served(office) as address:
        yield address


@pytest.fixture
def people(chromium: Browser, address: str) -> Iterator[tuple[Person, Person]]:
    """Dana, the secretary, and Pat, the communications officer; neither may leave a complaint behind."""
    contexts = [chromium.new_context(viewport={"width": 1280, "height": 900}) for _ in range(2)]
    dana, pat = (Person(page=context.new_page()) for context in contexts)
    dana.log_in(address, "dana")
    pat.log_in(address, "pat")
    yield dana, pat
    assert dana.complaints + pat.complaints == []
    assert dana.policies | pat.policies == {HEADERS["Content-Security-Policy"]}
    for context in contexts:
        context.close()


def notice(person: Person) -> Locator:
    return person.page.locator(".notice")


def fill_in(person: Person, address: str) -> None:
    """The form of a list that hides, without examples."""
    person.page.goto(f"{address}/rules")
    person.press("main a[href='/rules/new']")
    person.write("#name", "Club places")
    person.write("#words", "clubplace\nclubplaces")
    person.reach("#guideline")
    person.page.keyboard.type("Spam")
    person.reach("#severity-review")
    person.page.keyboard.press("ArrowDown")
    person.write("#why", "Sells places in a club.")


def test_a_word_comes_into_use_by_the_keyboard_alone_and_with_a_second_person(
    office: Office, address: str, people: tuple[Person, Person]
) -> None:
    dana, pat = people
    fill_in(dana, address)
    demands_examples(dana)
    looks_at_history(dana)
    asks_and_cannot_approve(dana)
    approves(pat, address)
    dana.page.goto(f"{address}/rules")
    row = dana.page.locator("tr", has_text="Club places")
    expect(row).to_contain_text("May hide")
    expect(row).to_contain_text("Approved by Pat Marsh, today, 12:00 PM")
    view = office.rule_desk.rule("club_places")
    assert view is not None
    assert view.hides


def demands_examples(dana: Person) -> None:
    """What is missing is told beside its field, and what was typed stays."""
    dana.press("form[action='/rules/new'] button")
    expect(dana.page.locator("#fault-examples")).to_contain_text("at least one sentence")
    expect(dana.page.locator("#fault-counter_examples")).to_contain_text("must leave alone")
    expect(dana.page.locator("#words")).to_have_value("clubplace\nclubplaces")
    dana.write("#examples", "Buy a clubplace now")
    dana.write("#counter_examples", "The club has a place for everybody")
    dana.press("form[action='/rules/new'] button")
    expect(notice(dana)).to_contain_text("Kept as a draft")


def looks_at_history(dana: Person) -> None:
    """The progress page turns into the result by itself."""
    dana.press(f"form[action='{PAGE}/test'] button")
    page = dana.page
    expect(page.get_by_role("heading", name="In numbers")).to_be_visible()
    expect(page.locator("dl.figures")).to_contain_text("Comments looked at4")
    expect(page.locator(".found", has_text="window.ran").locator("mark")).to_have_text("clubplace")
    expect(page.get_by_role("region", name="Near misses")).to_contain_text("A clubplce, cheap")
    assert page.evaluate("window.ran") is None
    dana.press("main a.button")


def asks_and_cannot_approve(dana: Person) -> None:
    """A request is written down; the one who asked is told that somebody else must answer."""
    dana.press("summary:has-text('Ask for approval')")
    dana.write("#note-ask", "For the fall season.")
    dana.press("details[open] button:has-text('Ask for approval')")
    expect(notice(dana)).to_contain_text("a second person is asked")
    expect(dana.page.locator("main")).to_contain_text("somebody else must answer")
    expect(dana.page.locator("[value=approve]")).to_have_count(0)


def approves(pat: Person, address: str) -> None:
    """From the list of what waits, having read words, note and test."""
    pat.page.goto(f"{address}/rules")
    pat.press(f"section[aria-labelledby=waiting] a[href='{PAGE}']")
    expect(pat.page.locator("main")).to_contain_text("For the fall season.")
    pat.press("summary:has-text('Approve')")
    pat.press("details[open] button:has-text('Approve')")
    expect(notice(pat)).to_contain_text("Approved: the rule may hide")


def test_a_name_as_a_word_that_hides_is_refused_with_the_reason_beside_the_words(
    office: Office, address: str, people: tuple[Person, Person]
) -> None:
    dana, _ = people
    fill_in(dana, address)
    dana.write("#examples", "A clubplace")
    dana.write("#counter_examples", "A club")
    dana.page.locator("#words").fill("clubplace\nRepublicans")
    dana.press("form[action='/rules/new'] button")
    expect(dana.page.locator("#fault-words")).to_contain_text("no machine may hide for a name")
    assert office.store.rulebook.edits() == []


def test_the_statement_behind_a_known_claim_is_one_press_away(
    office: Office, address: str, people: tuple[Person, Person]
) -> None:
    text = "They close the pool"
    revision = office.collect(comment(text, number="c9"))
    office.judge(revision, [finding(text, "close the pool", None, rule="facts", score=0.9, statement="fs-1")])
    office.store.queue.open(revision, ReviewReason.DOUBTFUL, why="", alert=False, at=office.clock.now())
    dana, _ = people
    dana.page.goto(f"{address}/")
    dana.press("main a[href*='/facts']")
    expect(dana.page.locator(".fact:target")).to_contain_text(SHEET.reply)


@pytest.mark.parametrize("path", ["/", "/comment/1", "/rules", "/rules/ads", "/rules/new", "/facts", "/log", "/help"])
def test_no_page_is_wider_than_a_telephone(address: str, people: tuple[Person, Person], path: str) -> None:
    page = people[0].page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
