"""Does the look ahead of the rules ever lose a match? What the rules find alone, they find behind their gates."""

from dataclasses import replace

import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile import FLOODS, floods, mixtures
from bot.judge.criticism import lawful_criticism
from bot.judge.gates import Gates, gates
from bot.judge.guidelines import Guidelines
from bot.judge.needles import needed
from bot.judge.reading import read
from bot.model import Finding, RuleStatus

_PIECES = (
    "you",
    "u",
    "are",
    "is",
    " ",
    ", ",
    "'",
    "-",
    "*",
    ".",
    "!",
    "\n",
    "kill",
    "idiot",
    "dm me",
    "$5",
    "é",
    "1",
    "x",
)
_texts = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join) | st.text(max_size=120)
_patterns = st.recursive(
    st.sampled_from(
        ["you", "kill", r"\b", r"[\s,]+", "u", "is", r"\w+", "-?", "[ae]", r"\.", "idiot", "x*", r"\d", "$", "^"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        inner.map(lambda one: f"(?:{one})?"),
        inner.map(lambda one: f"(?:{one}){{0,2}}"),
        inner.map(lambda one: f"({one})+"),
    ),
    max_leaves=8,
)


def _asked_all(guidelines: Guidelines, text: str) -> list[Finding]:
    reading = read(text)
    rules = guidelines.rules
    asked = {number for number, rule in enumerate(rules.rules) if rule.status is not RuleStatus.DRAFT}
    return replace(rules, always=frozenset(asked)).findings(reading)


def _opens(pattern: str, text: str) -> bool:
    return gates([(7, pattern)]).opened([text]) == {7}


def test_no_example_is_lost_behind_the_gates(guidelines: Guidelines) -> None:
    rows = [str(text) for table in guidelines.tables.values() for text in _listed(table.get("examples"))]
    assert len(rows) > 300
    for text in rows:
        assert guidelines.rules.findings(read(text)) == _asked_all(guidelines, text)


def test_no_criticism_is_judged_otherwise_behind_the_gates(guidelines: Guidelines) -> None:
    for one in lawful_criticism()[::3]:
        assert guidelines.rules.findings(read(one.text)) == _asked_all(guidelines, one.text)


def test_no_match_in_a_flood_is_lost_behind_the_gates(guidelines: Guidelines) -> None:
    texts = dict([*floods(200), *mixtures(20, 400)])
    assert len(texts) >= len(FLOODS)
    for text in texts.values():
        assert guidelines.rules.findings(read(text)) == _asked_all(guidelines, text)


@settings(max_examples=60, deadline=None)
@given(text=_texts)
def test_no_match_in_any_text_is_lost_behind_the_gates(guidelines: Guidelines, text: str) -> None:
    assert guidelines.rules.findings(read(text)) == _asked_all(guidelines, text)


@settings(max_examples=300, deadline=None)
@given(pattern=_patterns, text=_texts)
def test_a_gate_opens_exactly_where_its_pattern_matches(pattern: str, text: str) -> None:
    safe = text.encode("utf-8", "replace").decode()
    assert _opens(pattern, safe) == bool(re2.search(pattern, safe))


def test_a_gate_opens_for_patterns_that_the_reader_does_not_know() -> None:
    assert _opens(r"(?i)idiot", "an IDIOT")
    assert _opens(r"\x69diot", "idiot")
    assert _opens(r"[[:alpha:]]+diot", "idiot")
    assert not _opens(r"(?i)idiot", "nobody")


def test_a_pattern_with_a_gap_needs_its_rarest_words_on_both_sides() -> None:
    (one,) = needed(r"\b(?:hurt|harm)[\s,]+[^.!?]{0,40}\b(?:principal|coach)\b")
    assert {frozenset({"\bprincipal\b", "\bcoach\b"}), frozenset({"\bhurt\b", "\bharm\b"})} == set(one.needles)


def test_an_ordinary_word_opens_no_gate_of_a_longer_one() -> None:
    skill: Gates = gates([(0, r"\bkill\b"), (1, r"\bskills?\b")])
    assert skill.opened(["a skill"]) == {1}
    assert skill.opened(["a thank you to all"]) == set()


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
