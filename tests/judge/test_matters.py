"""Do private matters, breaches, copies, offers, chains and rumors in nobody's fitted words reach a person? Invented."""

import pytest

from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.judge.reading import read
from bot.model import Outcome, Routing

POST = "The seedlings in the greenhouse sprout at seven."

REACHED = {
    "matter_health": ["His wife goes to dialysis twice a week", "The bookkeeper is off her lithium again"],
    "matter_whereabouts": ["She lives in the trailer park behind the mill", "her gate code is 9182"],
    "matter_employee": ["The bus dispatcher got a reprimand for it", "they are letting him resign before the audit"],
    "matter_urging": ["use my cousins lunch number, nobody checks", "who tryna key his truck"],
    "matter_offer": ["Knotless braids from $90, text me to book", "follow me on soundcloud, my album is out"],
    "matter_offer_signs": [
        "Gutters full? We clean them. $70! Call 555-0142",
        "Easy remote job. Paid daily. WhatsApp me",
    ],
    "matter_chain": ["Repost if you agree, most won't share it", "Vote Example for county coroner"],
    "matter_elsewhere": ["What's everyone having for supper", "Abolish the Fed", "Netflix has a new season out"],
    "matter_claim": [
        "They took out grammar in all the schools",
        "His doctorate is fake",
        "the gym was sold to his cousin",
    ],
}

ORDINARY = """
My son is waiting for his evaluation since October
Our driver got moved to route 9, we miss him
People park in the fire lane all the time, please ticket them
Every kid with a 504 plan deserves this
Who is sleeping with whom to get a contract like that?
Ms. Placeholder from human resources told me to be grateful
This levy is robbery and the board is killing our schools
Fire them all, they should be ashamed
Bring back cursive and shop class
Where did the bond money go?
I had cancer and this nurse was wonderful
We got evicted once and the counselor helped us
PTO hoodies are $25, order by Friday
Does anyone sell used instruments?
Kids vape in the bathroom and nobody checks
Is it true that the library is closing?
""".strip().splitlines()

CASES = [(rule, text) for rule, texts in REACHED.items() for text in texts]


@pytest.mark.parametrize(("rule", "text"), CASES)
def test_what_is_nobodys_business_here_reaches_a_person(
    judge: Judge, guidelines: Guidelines, rule: str, text: str
) -> None:
    assert judge.verdict(text, post_text=POST).outcome is not Outcome.KEEP
    assert rule in _finding(guidelines, text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_and_criticism_touch_none_of_these_rules(guidelines: Guidelines, text: str) -> None:
    assert _finding(guidelines, text) == []


def test_none_of_these_rules_can_hide(guidelines: Guidelines) -> None:
    routings = {rule.id: rule.routing for rule in guidelines.rules.rules if rule.id.startswith("matter_")}
    assert routings == dict.fromkeys(REACHED, Routing.REVIEW)


def _finding(guidelines: Guidelines, text: str) -> list[str]:
    reading = read(text, post_text=POST)
    return [rule.id for rule in guidelines.rules.rules if rule.id in REACHED and any(rule.matcher.spans(reading))]
