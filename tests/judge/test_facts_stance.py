"""Are denials, questions and wishes told from assertions?"""

import json

import pytest

from bot.judge.likeness import Likeness, stems_of
from bot.judge.sheet import load_sheet
from bot.judge.stance import Stance, Wording, clash, stance, taken_back, wording
from tests.judge.statements import SHEETS

CLOSING = wording(["Birchwood is closing.", "The district is shutting down Birchwood."])
BANNED = wording(["Halloween is banned.", "Kids can't wear costumes to school anymore."])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Birchwood is closing, my realtor confirmed it.", Stance.ASSERTS),
        ("Nobody asked us and now Birchwood is closing.", Stance.ASSERTS),
        ("Did you know they are closing Birchwood?", Stance.ASSERTS),
        ("For the tenth time, Birchwood is NOT closing.", Stance.DENIES),
        ("It's false that Birchwood is closing.", Stance.DENIES),
        ("Stop saying Birchwood is closing.", Stance.DENIES),
        ("Es falso que Birchwood cierra.", Stance.DENIES),
        ("Is Birchwood closing?", Stance.ASKS),
        ("has anyone heard if birchwood is closing", Stance.ASKS),
        ("¿Es verdad que cierran Birchwood?", Stance.ASKS),
        ("when is birchwood closing", Stance.ASKS),
        ("how many kids go to birchwood now", Stance.ASKS),
        ("are birchwood buses running tomorrow", Stance.ASKS),
        ("why is birchwood shut, is it the roof or the boiler", Stance.ASKS),
        ("are closing birchwood and not even sorry!", Stance.ASSERTS),
        ("how many more schools like birchwood will they close", Stance.ASSERTS),
        ("Birchwood is still there, I teach in it.", Stance.DENIES),
        ("Birchwood? nothing changed, I asked the office.", Stance.DENIES),
        ("The birchwood closing isn't real", Stance.DENIES),
        ("Nobody is closing birchwood", Stance.DENIES),
        ("They are still closing Birchwood.", Stance.ASSERTS),
        ("no more birchwood, it shuts in june", Stance.ASSERTS),
        ("Which means Birchwood is closing and nobody told us", Stance.ASSERTS),
        ("How many kids lose out, they are closing birchwood", Stance.ASSERTS),
        ("does birchwood close in june", Stance.ASKS),
        ("curious whether birchwood is closing", Stance.ASKS),
        ("is birchwood open or closed", Stance.ASKS),
        ("They should close Birchwood.", Stance.WISHES),
        ("Close Birchwood instead.", Stance.WISHES),
        ("I hope Birchwood never closes.", Stance.WISHES),
        ("If they close Birchwood I'm moving.", Stance.WISHES),
    ],
)
def test_a_sentence_near_a_claim_is_told_by_its_stance(sentence: str, expected: Stance) -> None:
    assert stance(sentence, CLOSING, nearest="Birchwood is closing.") is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They cancelled Halloween.", Stance.ASSERTS),
        ("No costumes allowed this year.", Stance.ASSERTS),
        ("my kid got sent home for his halloween costume", Stance.ASSERTS),
        ("Halloween isn't banned, each school decides.", Stance.DENIES),
        ("Costumes are still allowed.", Stance.DENIES),
    ],
)
def test_a_claim_that_is_negative_itself_is_denied_by_the_opposite(sentence: str, expected: Stance) -> None:
    assert stance(sentence, BANNED, nearest="Halloween is banned.") is expected


RAISE = wording(["Teachers got a 20 percent raise.", "The teachers' pay goes up by a fifth."])
HALF = wording(["Kindergarten will be half-day next year.", "They are cutting kindergarten to half days."])


@pytest.mark.parametrize(
    ("sentence", "claim", "expected"),
    [
        ("Teachers got 2 percent, not 20.", RAISE, Stance.DENIES),
        ("The teachers will see 20 percent now.", RAISE, Stance.ASSERTS),
        ("Teachers deserve a 20 percent raise.", RAISE, Stance.WISHES),
        ("They are not cutting kindergarten to half days.", HALF, Stance.DENIES),
        ("No more full days, kindergarten gets half days.", HALF, Stance.ASSERTS),
        ("Half days are better for kindergarten.", HALF, Stance.WISHES),
        ("when is the half day of kindergarten", HALF, Stance.ASKS),
        ("Is that even legal, kindergarten with half days?", HALF, Stance.ASSERTS),
    ],
)
def test_what_is_said_of_the_words_of_a_claim_tells_the_stance(sentence: str, claim: Wording, expected: Stance) -> None:
    assert stance(sentence, claim) is expected


def test_what_is_still_so_denies_a_claim_of_something_else_and_tells_the_claim_itself() -> None:
    dear = wording(["Prom tickets cost 150 dollars.", "A prom ticket is 150 dollars."])
    assert stance("Prom tickets are still 40 dollars", dear) is Stance.DENIES
    assert stance("Prom is still 150 dollars a ticket", dear) is Stance.ASSERTS


def test_words_of_a_claim_are_counted_as_said_likewise_or_otherwise() -> None:
    assert clash("The teachers' raise was not 20 percent", RAISE)[1] > 0
    assert clash("The teachers' raise was 20 percent", RAISE)[1] == 0


def test_a_neighbour_that_takes_the_claim_up_denies_it() -> None:
    fired = wording(
        ["The principal was fired for stealing.", "The principal took money.", "The principal robbed the school."]
    )
    assert stance("The principal retired.", fired, after="He didn't steal anything.") is Stance.DENIES
    assert stance("The principal took money.", fired, after="They didn't tell us.") is Stance.ASSERTS


def test_the_neighbours_of_a_sentence_count() -> None:
    said = "Birchwood is closing."
    assert stance(said, CLOSING, nearest=said, after="Anyone know?") is Stance.ASKS
    assert stance(said, CLOSING, nearest=said, after="That's not true.") is Stance.DENIES
    assert stance("Is it closing?", CLOSING, nearest=said, after="Because my niece saw the letter.") is Stance.ASSERTS


def test_a_comment_that_takes_itself_back_is_known() -> None:
    assert taken_back("Birchwood is closing! EDIT: I misread it, sorry.")
    assert not taken_back("Birchwood is closing! They misled us.")


def test_most_stances_of_the_invented_comments_are_told_rightly() -> None:
    sheet = {one.id: (one.claim, *one.paraphrases) for one in load_sheet(SHEETS / "invented_statements.jsonl")}
    right: dict[str, list[bool]] = {}
    for line in (SHEETS / "invented_comments.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        key = row["statement"] or row["tags"][1].removeprefix("near:")
        worded = wording(sheet[key])
        alike = Likeness(sheet[key]).with_all(row["text"])
        said = stance(row["text"], worded, nearest=sheet[key][int(alike.argmax())])
        right.setdefault(row["tags"][0], []).append((said is Stance.ASSERTS) == bool(row["statement"]))
        assert stems_of(row["text"])
    shares = {kind: sum(told) / len(told) for kind, told in right.items()}
    assert shares["assertion"] >= 0.9
    assert shares["denial"] >= 0.85
    assert shares["question"] >= 0.95
