"""Are private matters of pupils and staff brought before a person, whoever is named, and ordinary talk left alone?"""

import pytest

from bot.judge.judge import Judge
from bot.model import Outcome

PRIVATE = """
Ask Quillon Sampleton why he had to switch schools
Was it Brixley Exampleton who got caught with a vape?
They finally gave Orlo Sampleton a one on one aide because he hits
Kayden got ten days for the vape
that Exampleton boy takes meds and skipped them today
The same first grade girl with the IEP screams every day
He is the one who bit my daughter
Just so you know Mason in room 12 has hepatitis
Lily's dad was arrested last night
she is on suicide watch and in alternative school now
la niña de la otra clase tiene piojos y autismo
her personal cell is 6365550143
He lives behind the gas station in the duplex
the plate of that driver is HG4 K9T
She told me in confidence that her cancer is back
The zoom password for the board is: Sample2233
Coach Sample is going through a divorce, his wife told mine
I typed up the staff directory with home phones, message me
Attached is the draft settlement
"""


@pytest.mark.parametrize("text", PRIVATE.strip().splitlines())
def test_what_is_private_goes_to_a_person_at_least(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    assert verdict.outcome is not Outcome.KEEP
    assert {finding.guideline for finding in verdict.findings} & {"illegal.student_matter", "illegal.confidential"}


ORDINARY = """
Congratulations Quillon Sampleton on a perfect season
Ask Pat Exampleton about the fundraiser
Special Education needs more aides, the waiting list is a year long
My son has an IEP and loves his teacher
The district suspended bus 12, says the letter from Ms. Sample
Call the attendance line at 555-0134
The open house is at 900 Sample Road
Detention is not an answer, talk to the kids
Every kid with a 504 plan deserves this
Grace and Hope are what this town needs, detention or not, said the pastor
The board talked in closed session for two hours
Pin this post: 2027 calendar
My kid got ten days to read one book
"""


@pytest.mark.parametrize("text", ORDINARY.strip().splitlines())
def test_praise_policy_and_ones_own_child_are_left_alone(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.KEEP


@pytest.mark.parametrize("text", ["Brixley Sampleton got caught with a vape", "Trey got 10 days for the vape"])
def test_a_name_on_no_list_or_alone_is_never_enough_to_hide(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.REVIEW


@pytest.mark.parametrize(
    "text",
    [
        "Brixley Sampleton-Doe, 8th grade, ten days OSS, three carts in her backpack",
        "Easton Sampleton is in 5th and reads at a kindergarten level",
        "Everyone walks except Marcus Sampleton who got expelled for cheating",
    ],
)
def test_a_pupil_named_with_class_or_punishment_is_held(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    assert verdict.outcome is Outcome.HIDE
    assert verdict.hold


SOLD = """
Limo and party bus rentals, prom specials from $399, DM me or txt 555-010-0155
I am Barrister Sample, your late relative left $9M, write to barr@legal.example.org
Trabaje desde su casa, $900 semanales, https://empleos.example.net
Giving $500 to the first 100 people, cashapp $sampleblessings
Get your degree in 2 weeks, no exams: https://degree.example.org
"""


@pytest.mark.parametrize("text", SOLD.strip().splitlines())
def test_swindles_and_offers_are_hidden_as_spam(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    assert verdict.outcome is Outcome.HIDE
    assert "spam" in {finding.guideline for finding in verdict.findings}
