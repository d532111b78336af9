"""Does the judge keep what is lawful, find what breaks a guideline, and survive what is hostile? Invented sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import MonitorError
from bot.judge.guidelines import Guidelines, default_path, load
from bot.judge.judge import Judge
from bot.model import Finding, Outcome, Routing
from tests.judge.builders import finding

POST = "Report cards go home on Tuesday. Ask the office for yours."

HIDDEN = [
    ("What the fuck were you people thinking", "language.profane"),
    ("absolute bullsh!t from downtown", "language.profane"),
    ("this is f u c k e d", "language.profane"),
    ("shiiiiit not again", "language.profane"),
    ("sh\u200bit show", "language.profane"),
    ("son puros pendejos en la oficina", "language.profane"),
    ("give me a blowjob ref", "language.obscene"),
    ("we don't want wetbacks here", "language.hateful"),
    ("the n1gg3rs next door", "language.hateful"),
    ("Only 7 left! Order yours here 👉 https://tees.example.com/mascot", "spam"),
    ("I made $9,000 in one week with bitcoin, ask me, WhatsApp +44 555 0100", "spam"),
    ("Great game! Watch the replay LIVE in HD, free >> https://tinyurl.com/made-up", "spam"),
    ("her cell: 555-0100, let her have it", "illegal.confidential"),
    ("her ssn is 219-09-9990", "illegal.confidential"),
    ("He lives at 12 Sample Street, go say hello", "illegal.confidential"),
    ("Hannah Sampleton got expelled for vaping", "illegal.student_matter"),
    ("noah sampleton got an f in biology", "illegal.student_matter"),
    ("I will kill you after the meeting", "language.threat"),
    ("i planted a bomb under the bleachers", "language.threat"),
    ("im bringing my gun tomorrow", "language.threat"),
    ("kill yourself", "language.threat"),
]

REVIEWED = [
    ("You're a moron and so is your dog", "personal_attack"),
    ('A man yelled "wetback" at us in the lot', "language.hateful"),
    ("Proud dyke here, two kids in the band", "language.hateful"),
    ("Go back to your country", "language.hateful"),
    ("Mr. Sample was fired for what he did on the trip", "illegal.personnel"),
    ("skip day on the 4th, spread the word, senior skip day", "illegal.encourages"),
    ("Does anybody know a good electrician?", "off_topic"),
    ("Kids use litter boxes now, a teacher said", "not_factual"),
    ("I know where you park your truck", "language.threat"),
    ("I don't want to be alive anymore", None),
    ("My son Dylan Sampleton has an IEP that nobody reads", "illegal.student_matter"),
    ("i want to kill myself", None),
    ("Tyler Sampleton was sent home by the voters", "illegal.student_matter"),
    ("My name is Emma Sampleton and I got suspended for a hat", "illegal.student_matter"),
]

KEPT = [
    "The board is a disgrace, the superintendent must go.",
    "Worst decision in twenty years. Shame on every one of you, liars.",
    "Where the hell did our money go? A damn shame, this crap levy.",
    "The new schedule sucks and it's stupid.",
    "Vote no. Vote them out. Elections have consequences.",
    "Dr. Sample wasted two million dollars and nobody was held to account.",
    "We are going to destroy them on Friday! Kill it, girls!",
    "That robot is a beast, absolutely sick",
    "Mrs. Dick and Mr. Coon were my favorite teachers",
    "Huckleberry Finn and Moby Dick belong on every shelf",
    "The Scunthorpe and Essex exchange families arrive at the Hancock gym",
    "Jury awards family $25 million, story here: https://news.example.com/jury",
    "Here is the article: https://news.example.com/levy-vote",
    "Calendar: https://www.example.edu/calendar",
    "PTA bake sale, cookies $2, proceeds buy books",
    "Sal's Pizza on Main is great after a game",
    "The attendance office answers at 555-0100",
    "My daughter has dyslexia and the new program helped her so much",
    "I'm an idiot, it was a half day",
    "Congratulations to Emma Sampleton on her scholarship!",
    "Suicide prevention night was important, thank you counselors",
    "La Negra Tomasa sonó increíble, felicidades",
    "I'll shoot you an email about it",
    "Sign the petition here 👉 https://change.example.org/recall it is free",
    "I earn $38,000 as a teacher here after twelve years. Pay us.",
    "Yard signs are $5, message me to get yours today",
    "This plan should just die in committee",
    "Someone should shoot down this proposal",
    "We will hurt you at the polls",
    "I'm bringing a knife to the cooking class",
    "Emily Sampleton failed our kids and should resign from the board",
    "Pin this post: 2027 calendar",
    "Watch live coverage of the hearing here: https://news.example.com/live",
    "",
    "🔥🔥🔥",
]


@pytest.mark.parametrize(("text", "guideline"), HIDDEN)
def test_a_clear_violation_is_hidden_under_its_clause(judge: Judge, text: str, guideline: str) -> None:
    verdict = judge.verdict(text, post_text=POST)
    assert (verdict.outcome, verdict.guideline) == (Outcome.HIDE, guideline)


@pytest.mark.parametrize(("text", "guideline"), REVIEWED)
def test_a_doubtful_comment_goes_to_a_person(judge: Judge, text: str, guideline: str | None) -> None:
    verdict = judge.verdict(text, post_text=POST)
    assert (verdict.outcome, verdict.guideline) == (Outcome.REVIEW, guideline)


@pytest.mark.parametrize("text", KEPT)
def test_criticism_idiom_names_and_local_life_are_kept(judge: Judge, text: str) -> None:
    assert judge.verdict(text, post_text=POST).outcome is Outcome.KEEP


@pytest.mark.parametrize(
    "text", ["I will kill you", "kys", "i want to die", "watch your back", "He lives at 1 Sample Road"]
)
def test_danger_alerts_a_person(judge: Judge, text: str) -> None:
    assert judge.verdict(text).alert


def test_private_matters_are_held_for_a_person_to_confirm(judge: Judge) -> None:
    assert judge.verdict("Hannah Sampleton got suspended").hold


def test_a_finding_marks_exactly_what_the_author_wrote(judge: Judge) -> None:
    text = "well, s.h.i.t happens, and ＳＨＩＴ again"
    assert [text[one.start : one.end] for one in judge.verdict(text).findings] == ["s.h.i.t", "ＳＨＩＴ"]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 60_000,
        "fuck " * 12_000,
        "🔥" * 60_000,
        "\x00" * 500,
        "\ud800" * 500,
        "\u202efuck\u202c",
        "<script>alert(1)</script>",
        "*" * 60_000,
        "a\u0301" * 30_000,
        "https://a.example.com " * 2_700,
        "i will kill you " * 3_700,
    ],
    ids=["long", "flood", "emoji", "nul", "surrogates", "override", "script", "stars", "accents", "links", "threats"],
)
def test_hostile_input_is_judged_like_any_other(judge: Judge, text: str) -> None:
    clean = text.replace("\ud800", "\ufffd")
    for one in judge.verdict(text, post_text=text).findings:
        assert clean[one.start : one.end] == one.match


def test_a_flood_of_one_word_makes_a_readable_number_of_findings(judge: Judge) -> None:
    assert len(judge.verdict("shit " * 5_000).findings) == 50


SHIPPED = Judge(load(default_path()))
WORDS = st.sampled_from(
    ["fuck", "kys", "Mr.", "Dick", "$9", "👉", "bit.ly/x", "Emma Stone", "IEP", "you", "\ud800", "1", "."]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(st.characters(codec=None), max_size=120), st.lists(WORDS, max_size=12).map(" ".join)))
def test_no_text_breaks_the_judge_and_every_finding_lies_where_it_says(text: str) -> None:
    verdict = SHIPPED.verdict(text, post_text=text, author=text)
    clean = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    assert all(clean[one.start : one.end] == one.match for one in verdict.findings)


@dataclass(frozen=True)
class Scores:
    """A classifier that answers or fails as told."""

    answer: Sequence[Finding] | Exception
    name: str = "scores@1"

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_a_classifier_alone_never_hides(guidelines: Guidelines) -> None:
    sure = finding("spam", rule="scores@1", score=0.99, match="hello")
    verdict = Judge(guidelines, [Scores([sure])]).verdict("hello")
    assert verdict.outcome is Outcome.REVIEW
    assert verdict.findings[0].routing is Routing.REVIEW


@pytest.mark.parametrize("error", [TimeoutError(), MonitorError("down"), ConnectionError(), ValueError()])
def test_a_classifier_that_fails_is_a_reason_to_look_never_a_pass(guidelines: Guidelines, error: Exception) -> None:
    verdict = Judge(guidelines, [Scores(error)]).verdict("hello")
    assert verdict.outcome is Outcome.REVIEW
    assert "could not check" in verdict.why
    assert verdict.guideline is None


@pytest.mark.parametrize("start", [-1, 1, 99])
def test_a_classifier_that_points_beside_the_text_did_not_check_it(guidelines: Guidelines, start: int) -> None:
    verdict = Judge(guidelines, [Scores([finding("spam", rule="scores@1", start=start, match="hello")])]).verdict(
        "hello"
    )
    assert verdict.findings[0].rule == "scores@1:unchecked"


@pytest.mark.parametrize("score", [float("nan"), float("inf"), -0.1, 1.1])
def test_a_score_that_is_no_share_was_no_check(guidelines: Guidelines, score: float) -> None:
    told = replace(finding("spam", rule="scores@1", match="hello", routing=Routing.NOTE), score=score)
    verdict = Judge(guidelines, [Scores([told])]).verdict("hello")
    assert (verdict.outcome, verdict.findings[0].rule) == (Outcome.REVIEW, "scores@1:unchecked")
    assert 0 <= verdict.priority <= 1
