"""Do personnel matters, calls to break rules and copied works reach a person, and complaints about them stay?"""

import pytest

from bot.judge.judge import Judge
from bot.model import Outcome

PERSONNEL = [
    "Word is the librarian was told to resign over the trip",
    "They wrote up Ms. Sample for being late",
    "Coach Sample is on probation after the bus thing",
    "That para failed his background check",
    "Why does he still have a job after that?",
    "My cousin works in payroll, two drivers were fired for drinking",
    "He left his last district under a separation agreement",
    "The cook was caught stealing money from the register",
]
BREACHES = [
    "Everybody call in sick on Friday",
    "Wrap a shower cap over the detector, works every time",
    "Sign a dentist's name on the form",
    "Just say it got stolen, insurance will pay, that's what we did",
    "whoever has the wifi password drop it",
    "bring the jello shots, no chaperones there",
    "put superglue in the locks tonight",
    "Dispute the charge with your card",
    "Throw their signs in the creek",
]
COPIES = [
    "I photocopied the whole workbook, message me",
    "Cracked photoshop, inbox me and I'll send the copies",
    "Just screenshot the proofs without paying",
    "You used our team drawing and cropped my signature out",
    "Here's the whole article so you don't have to subscribe",
]
ORDINARY = [
    "Teachers get ten sick days and that is not enough",
    "Do volunteers need a background check?",
    "Our driver got moved to route 9, we miss him",
    "School improvement plan night is Tuesday",
    "Six teachers were let go in the budget cuts, shame",
    "My son is waiting for his evaluation since October",
    "His contract is 310 thousand dollars",
    "Kids vape in the bathroom every day and nobody does a thing",
    "People park in the fire lane all the time, please ticket them",
    "What are they going to do about it?",
    "Mondays work great for us, thank you",
    "Water is coming in the ceiling of the gym",
    "Is there a video of the whole musical?",
    "Read this before they take it down",
    "You used our tax money for turf",
    "Every student should get books free",
    "My child was photographed without my permission",
]


@pytest.mark.parametrize(
    ("guideline", "text"),
    [
        *[("illegal.personnel", one) for one in PERSONNEL],
        *[("illegal.encourages", one) for one in BREACHES],
        *[("illegal.copyright", one) for one in COPIES],
    ],
)
def test_a_breach_goes_to_a_person_under_its_clause(judge: Judge, guideline: str, text: str) -> None:
    verdict = judge.verdict(text)
    assert guideline in {one.guideline for one in verdict.findings}
    assert verdict.outcome is Outcome.REVIEW


@pytest.mark.parametrize("text", ORDINARY)
def test_a_complaint_or_a_question_about_such_things_stays(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.KEEP
