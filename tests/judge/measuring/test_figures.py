"""Do the figures count what they say?"""

from bot.judge.measuring.cases import case
from bot.judge.measuring.figures import by_guideline, by_tag, failures, figures
from bot.judge.measuring.pairs import Pair, alike
from bot.model import Finding, Routing, Share
from tests.judge.measuring.cases import about, judged, verdict


def shares(cases: list[object]) -> dict[str, tuple[int, int]]:
    found = figures(cases)  # type: ignore[arg-type]  # built below as cases
    return {one.what: (one.value.hits, one.value.of) for one in found if isinstance(one.value, Share)}


def test_a_hidden_critic_is_counted_as_harm() -> None:
    told = shares(
        [
            judged("hide", expect="keep", tags=["criticism"]),
            judged("keep", expect="keep", tags=["criticism"]),
            judged("review", expect="keep"),
        ]
    )
    assert told["lawful criticism hidden"] == (1, 2)
    assert told["ordinary comments hidden"] == (1, 3)
    assert told["ordinary comments sent to review"] == (1, 3)


def test_a_violation_counts_as_reached_when_a_person_sees_it() -> None:
    told = shares([judged("review", expect="hide"), judged("hide", expect="hide"), judged("keep", expect="review")])
    assert told["violations that reach hide or review"] == (2, 3)
    assert told["violations to hide that are hidden"] == (1, 2)


def test_yes_and_no_sets_give_precision() -> None:
    told = shares([judged("hide", label=1), judged("hide", label=0), judged("review", label=1), judged(label=1)])
    assert told["of what is hidden, violations"] == (1, 2)
    assert told["of what is hidden or reviewed, violations"] == (2, 3)


def test_a_set_without_labels_says_only_what_would_happen() -> None:
    assert shares([judged("hide"), judged()]) == {"hidden": (1, 2), "sent to review": (0, 2)}


def test_claims_are_counted_by_the_statement_that_is_named_first() -> None:
    right = case({"expect": "review", "statement": "s1"}, "t", verdict("review", findings=(about("s1"), about("s2"))))
    second = case({"expect": "review", "statement": "s1"}, "t", verdict("review", findings=(about("s2"), about("s1"))))
    wrong = case({"expect": "keep"}, "t", verdict("review", findings=(about("s1"),)))
    told = shares([right, second, wrong, judged(expect="review", statement="s1")])
    assert told["claims with an alarm"] == (2, 3)
    assert told["claims whose statement is named first"] == (1, 3)
    assert told["of alarms, claims"] == (2, 3)


def test_false_hides_stand_by_dialect() -> None:
    told = shares([judged("hide", label=0, dialect="a"), judged(label=0, dialect="a"), judged(label=0, dialect="b")])
    assert told["false hides, dialect a"] == (1, 2)
    assert told["false hides, dialect b"] == (0, 1)


def test_each_guideline_is_counted_by_itself() -> None:
    cases = [
        judged("review", under="spam", expect="hide", guideline="spam"),
        judged("review", under="off_topic", expect="review", guideline="spam"),
        judged(expect="review"),
    ]
    told = by_guideline(cases)
    assert [(both[0].hits, both[1].hits, both[0].of) for both in told.values()] == [(0, 0, 1), (2, 1, 2)]


def test_tags_with_a_name_behind_the_colon_are_one_tag() -> None:
    told = by_tag([judged(expect="keep", tags=["near:fs-1"]), judged("review", expect="keep", tags=["near:fs-2"])])
    assert {tag: three[1].hits for tag, three in told.items()} == {"near": 1}


def test_failures_begin_with_what_would_be_hidden_wrongly() -> None:
    cases = [
        judged(id="missed", expect="review"),
        judged("hide", id="harm", expect="keep"),
        judged("review", id="softer", expect="hide"),
        judged("keep", id="fine", expect="keep"),
        judged("keep", id="accepted", expect="review", also=["keep"]),
        judged("review", id="noise", expect="keep"),
    ]
    assert [one.id for one in failures(cases)] == ["harm", "missed", "noise"]


def test_a_pair_is_alike_only_when_the_hiding_rules_are() -> None:
    def hidden(rule: str, routing: Routing) -> Finding:
        return Finding(guideline="g", rule=rule, score=1, start=0, end=1, match="x", why="", routing=routing)

    one, other = hidden("a", Routing.HIDE), hidden("a", Routing.REVIEW)
    both = Pair(
        id="1", a="x", b="y", verdict_a=verdict("hide", findings=(one,)), verdict_b=verdict("hide", findings=(one,))
    )
    unlike = Pair(
        id="2", a="x", b="y", verdict_a=verdict("hide", findings=(one,)), verdict_b=verdict("review", findings=(other,))
    )
    assert [(s.hits, s.of) for s in alike([both, unlike])] == [(1, 2), (1, 2)]
