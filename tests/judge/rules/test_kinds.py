"""Does each kind of rule match what it says, place it exactly, and refuse what it can't read?"""

from collections.abc import Mapping

import pytest

from bot.judge.compiling import KINDS
from bot.judge.reading import read
from bot.judge.rules.base import Rule
from bot.judge.rules.links import links_in
from bot.judge.rules.patterns import PatternsMatcher, patterns_matcher
from bot.judge.ruleset import ruleset
from bot.model import Routing
from tests.judge.builders import fields


def matches(
    kind: str, text: str, table: Mapping[str, object], post_text: str = "", author: str = ""
) -> list[tuple[str, bool]]:
    """What a rule of this kind finds: the words, and whether it is sure enough to hide."""
    given = fields(table)
    matcher = KINDS[kind](given)
    given.done()
    assert given.faults.found == []
    spans = matcher.spans(read(text, post_text=post_text, author=author))
    return [(text[span.start : span.end], not span.soft) for span in spans]


def faults(kind: str, **table: object) -> str:
    """What the rule of this kind says is wrong with its table."""
    given = fields(table)
    KINDS[kind](given)
    return "\n".join(given.faults.found)


LIST = {"words": ["blorp", "great ape*"], "masked": ["snark"], "names": ["blorp"], "allow": ["blorp pie"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a bloooorp!", ["bloooorp"]),
        ("great apes", ["great apes"]),
        ("greatape", ["greatape"]),
        ("s**rk and sn*rk", ["s**rk", "sn*rk"]),
        ("b l o r p", ["b l o r p"]),
        ("blorp pie", []),
        ("ablorps", []),
        ("Mrs. Blorp", []),
        ("so Blorp came", []),
        ("@blorp wrote", []),
        ("so BLORP it", ["BLORP"]),
        ("Blorp is bad", ["Blorp"]),
        ("Blorp's car", []),
    ],
)
def test_words_are_whole_and_names_are_left_alone(text: str, found: list[str]) -> None:
    assert [words for words, _ in matches("words", text, LIST)] == found


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("they are blorps", True),
        ('the word "blorps" stands there', False),
        ("he called her blorps", False),
        ('so "blorps" then', False),
        ("we're blorps and proud", False),
    ],
)
def test_a_word_that_is_spoken_about_is_left_to_a_person(text: str, sure: bool) -> None:
    assert matches("words", text, {"words": ["blorps"], "reports_soften": True}) == [("blorps", sure)]


def test_patterns_mind_their_sentence_and_the_whole_comment() -> None:
    table = {"patterns": ["tea+"], "unless": [r"\?"], "unless_anywhere": ["coffee"], "soft_when": ["perhaps"]}
    assert matches("patterns", "Teaa now. Tea? Perhaps tea.", table) == [("Teaa", True), ("tea", False)]
    assert matches("patterns", "Tea. Coffee.", table) == []


def test_a_cautious_rule_never_falls_silent_but_for_an_idiom_beside_the_match() -> None:
    table = {"patterns": ["tea+"], "unless": ["coffee"], "unless_anywhere": ["milk"], "idioms": ["cup of tea"]}
    matcher = PatternsMatcher.cautious(patterns_matcher(fields(table)))
    for text, sure in (("tea", [True]), ("tea or coffee", [False]), ("cup of tea", [])):
        assert [not span.soft for span in matcher.spans(read(text))] == sure


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("I will hit you", True),
        ("I will hit you tomorrow, wait", True),
        ("I will hit you after school", True),
        ("if you cut the budget I will hit the principal", True),
        ("I will hit you with emails", False),
        ("I will hit the principal's record", False),
        ("I will hit the principal salary increase", False),
        ("I will hit you where it counts: the polls", False),
        ("in November I will hit you", False),
        ("I will hit principal reductions", False),
    ],
)
def test_an_aimed_pattern_is_sure_only_when_violence_is_meant(text: str, sure: bool) -> None:
    table = {"patterns": [r"i will hit (?:you|the principal|principal \w+)"], "aimed": True}
    assert [one for _, one in matches("patterns", text, table)] == [sure]


def test_patterns_can_read_the_text_as_written() -> None:
    assert matches("patterns", "Tea tea", {"patterns": ["T[a-z]+"], "on": "original"}) == [("Tea", True)]
    assert '"on" is "sideways"' in faults("patterns", patterns=["x"], on="sideways")


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("drop the ... ball", "please drop the big red ball now", ["drop the big red ball"]),
        ("drop the ... ball", "drop the ball", ["drop the ball"]),
        ("drop (it|them) now", "Drop them now", ["Drop them now"]),
        ("(so)? sing*", "singing", ["singing"]),
        ("very? good", "good", ["good"]),
        ("don't go", "dont go", ["dont go"]),
    ],
)
def test_phrases_are_plain_words_with_gaps_and_choices(phrase: str, text: str, found: list[str]) -> None:
    assert [words for words, _ in matches("phrases", text, {"phrases": [phrase]})] == found


def test_an_unknown_brace_in_a_phrase_is_a_fault() -> None:
    assert "unknown {team}" in faults("threats", phrases=["beat {team}"])
    assert matches("threats", "i will punch you", {"phrases": ["{i_will} {kill} {person}"]}) == [
        ("i will punch you", True)
    ]
    assert matches("attacks", "ur such a clown", {"phrases": ["{you_are} {insult}"], "nouns": ["clown"]}) == [
        ("ur such a clown", True)
    ]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("see https://www.Example.com/x", ["example.com"]),
        ("shop.example.net now", ["shop.example.net"]),
        ("hxxps://bad.example.org/a", ["bad.example.org"]),
        ("example dot com", ["example.com"]),
        ("example(dot)com", ["example.com"]),
        ("me@example.com", []),
        ("no link. at all", []),
    ],
)
def test_links_are_found_as_people_type_them(text: str, hosts: list[str]) -> None:
    assert [link.host for link in links_in(text)] == hosts


def test_a_link_across_a_cut_is_found_whole_and_a_flood_costs_little() -> None:
    for before in (1_650, 1_690, 1_995):
        assert [link.host for link in links_in("x" * before + " https://www.example.com/page end")] == ["example.com"]
    assert len(links_in("http://a.b/" * 5_400)) <= 50
    assert len(links_in("https://a.example.com " * 200)) == 50


def test_a_rule_without_gates_is_always_asked_and_one_with_gates_only_where_they_match() -> None:
    asked = [rule("links", {}), rule("patterns", {"patterns": ["T"], "on": "original"})]
    found = ruleset(asked).findings(read("T at https://a.example.com"))
    assert [one.match for one in found] == ["https://a.example.com", "T"]
    assert ruleset(asked[1:]).findings(read("Tea"))[0].match == "Tea"


def rule(kind: str, table: Mapping[str, object]) -> Rule:
    """A rule of this kind under the spam clause."""
    return Rule(
        id=kind,
        kind=kind,
        guideline="spam",
        routing=Routing.HIDE,
        alert=False,
        why="why",
        listed=False,
        matcher=KINDS[kind](fields(table)),
    )


def test_links_are_weighed_by_host_and_by_what_stands_beside() -> None:
    text = "buy at a.shop.example and www.example.edu"
    assert matches(
        "links", "buy at https://a.example.com or https://b.example.edu", {"domains_allowed": ["edu", "example.edu"]}
    ) == [("https://a.example.com", True)]
    assert matches("links", text, {"hosts": ["bit.ly"]}) == []
    assert matches("links", "look: https://a.example.com", {"beside": ["buy"]}) == []
    assert matches("links", "buy: https://a.example.com", {"beside": ["buy"]}) == [("https://a.example.com", True)]


SIGNALS = [
    {"name": "price", "weight": 2, "patterns": [r"\$\d+"]},
    {"name": "order", "weight": 2, "patterns": ["order now"]},
    {"name": "arrow", "weight": 1, "patterns": ["->"]},
    {"name": "phone", "weight": 1, "contact": True, "patterns": [r"call \d+"]},
    {"name": "public", "weight": -1, "softens": True, "patterns": ["mayor"]},
    {"name": "charity", "weight": -3, "patterns": ["raffle"]},
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$5 order now", [("$5 order now", False)]),
        ("$5 order now, call 12", [("$5 order now, call 12", True)]),
        ("$5 order now, call 12, says the mayor", [("$5 order now, call 12", False)]),
        ("$5 at https://a.example.com", [("$5 at https://a.example.com", False)]),
        ("$5 at https://bit.ly/a", [("$5 at https://bit.ly/a", True)]),
        ("-> https://bit.ly/a", [("-> https://bit.ly/a", False)]),
        ("-> https://a.example.com", []),
        ("$5 order now, raffle", []),
        ("$5", []),
        ("https://a.example.edu $5", []),
    ],
)
def test_spam_is_the_sum_of_its_signals(text: str, found: list[tuple[str, bool]]) -> None:
    table = {"signal": SIGNALS, "shorteners": ["bit.ly"], "short_link_weight": 3, "domains_allowed": ["edu"]}
    assert matches("spam", text, table) == found


def test_spam_without_signals_or_with_bad_ones_is_a_fault() -> None:
    assert "needs signals" in faults("spam")
    assert '"signal" must be a list of tables' in faults("spam", signal="x")
    assert '"weight" must not be 0' in faults("spam", signal=[{"name": "x", "patterns": ["y"]}])
    assert '"hide_at" must be a whole number' in faults("spam", signal=SIGNALS, hide_at="4")
    assert "signal 1" in faults("spam", signal=[{"name": "x", "weight": 1, "patterns": ["("]}])
    assert '"patterns" is missing' in faults("spam", signal=[{"name": "x", "weight": 1}])


PRIVATE = {
    "matters": ["suspended"],
    "maybe": ["hospital"],
    "child": ["grader"],
    "office": ["board"],
    "told": ["^ (?:was |were )?suspended"],
    "told_of_child": ["^, first grader, is in hospital"],
    "given_names": ["pat kim"],
    "not_names": ["hall for the"],
    "unless": ["novel"],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pat Doe was suspended", [("Pat Doe was suspended", True)]),
        ("so kim doe was suspended", [("kim doe was suspended", True)]),
        ("the Doe twins were suspended", [("the Doe twins were suspended", False)]),
        ("Pat D. suspended", [("Pat D. suspended", True)]),
        ("Pat Doe, first grader, is in hospital", [("Pat Doe, first grader, is in hospital", True)]),
        ("Pat Doe is in hospital", [("Pat Doe is in hospital", False)]),
        ("my son Pat Doe was suspended", [("Pat Doe was suspended", False)]),
        ("I am Pat Doe and was suspended", [("Pat Doe and was suspended", False)]),
        ("Pat Doe's mother here: suspended!", [("Pat Doe's mother here: suspended", False)]),
        ("Pat Doe of the board was suspended", [("Pat Doe of the board was suspended", False)]),
        ("Coach Pat Doe was suspended", []),
        ("Pat Doe wants nobody suspended", [("Pat Doe wants nobody suspended", False)]),
        ("Pat Hall was suspended", []),
        ("the Hall kids were suspended", []),
        ("Lee Doe was suspended", [("Lee Doe was suspended", False)]),
        ("kim for the suspended", []),
        ("A novel: Pat Doe was suspended", [("Pat Doe was suspended", False)]),
        ("suspended", []),
        ("Pat Doe was here\nand the rule is suspended", []),
    ],
)
def test_a_pupil_is_known_by_name_and_near_a_private_matter(text: str, found: list[tuple[str, bool]]) -> None:
    assert matches("private", text, PRIVATE) == found


def test_the_author_may_speak_of_themselves() -> None:
    assert matches("private", "I, Pat Doe, was suspended", PRIVATE, author="Pat Doe") == []


def test_a_topic_counts_only_when_nothing_ties_it_to_the_post() -> None:
    table = {"elsewhere": ["garage sale"], "school": ["gym"], "common": ["tonight"]}
    post = "Tonight the choir sings."
    assert matches("topics", "A garage sale tonight", table, post) == [("garage sale", True)]
    assert matches("topics", "A garage sale for the choir", table, post) == []
    assert matches("topics", "A garage sale in the gym", table, post) == []
    assert matches("topics", "Nothing at all", table, post) == []
    assert matches("topics", "A garage sale", table, "") == []
