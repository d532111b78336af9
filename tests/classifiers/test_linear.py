"""Do the models order the queue, name the words that carried a score, and survive what is hostile? Invented words."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.classifiers.features import BUCKETS, MOST_CHARACTERS, place, tokens
from bot.classifiers.linear import FORMAT, MODELS, LinearClassifier, load, shipped
from bot.errors import ConfigError
from bot.judge.guidelines import Guidelines, default_path
from bot.judge.guidelines import load as load_guidelines
from bot.judge.judge import Judge
from bot.model import Finding, Outcome, Routing

INSULT, SPAM, SCHOOL = shipped()

INSULTS = [
    "You're a moron and so is your dog",
    "shut up you ugly cow",
    "what a disgusting pig of a man, drop dead loser",
    "only an idiot would write something this stupid",
]
ADS = [
    "Check out my channel and subscribe, free iphone for everyone http://x.example.com",
    "URGENT! You have won a prize, call 555-0100 now to claim your cash",
    "I made $9,000 in one week from home, text me and ask how, click the link",
]
HARMLESS = [
    "The board is a disgrace, the superintendent must go.",
    "Where did our money go? This levy is a joke and I am voting no.",
    "Great concert tonight, the third graders were wonderful",
    "As a gay Muslim teacher I love working here",
    "What time does the bus leave on Friday?",
    "My son is deaf and the aide has helped him so much",
]


def note(model: LinearClassifier, text: str) -> Finding:
    (only,) = model.findings(text, "")
    return only


@pytest.mark.parametrize("text", INSULTS)
def test_an_insult_scores_above_every_harmless_comment(text: str) -> None:
    assert INSULT.score(text) > max(INSULT.score(one) for one in HARMLESS)


@pytest.mark.parametrize("text", ADS)
def test_an_advertisement_scores_above_every_harmless_comment(text: str) -> None:
    assert SPAM.score(text) > max(SPAM.score(one) for one in HARMLESS)


@pytest.mark.parametrize(
    "text",
    [
        "I know which door he leaves by. He better look behind him",
        "kid on the bus showed everybody a knife, says it's for tomorrow",
        "lawn care, 30 bucks, message me for a slot",
        "She was suspended twice and her mom hides it",
    ],
)
def test_what_breaks_a_guideline_without_an_unkind_word_scores_above_every_harmless_comment(text: str) -> None:
    assert SCHOOL.score(text) > max(SCHOOL.score(one) for one in HARMLESS)


def test_identity_words_alone_carry_no_score() -> None:
    said = [INSULT.score(f"My neighbor is a {word} teacher") for word in ("gay", "muslim", "jewish", "black", "deaf")]
    assert max(said) < min(INSULT.score(one) for one in INSULTS)


def test_a_finding_marks_and_names_the_words_that_carried_the_score() -> None:
    text = "Well said. You're a moron though."
    found = note(INSULT, text)
    assert found.match == text[found.start : found.end]
    assert "moron" in found.match
    assert "Well said" not in found.match
    assert '"moron"' in found.why
    assert (found.rule, found.guideline, found.routing) == ("insult-1", None, Routing.NOTE)


def test_a_comment_that_reads_like_nothing_marks_no_words() -> None:
    found = note(SPAM, "What time does the bus leave on Friday?")
    assert (found.match, found.score < 0.25) == ("", True)


def test_the_reason_names_at_most_five_words_and_cuts_long_ones() -> None:
    found = note(INSULT, "stupid idiot moron dumb pathetic loser scum trash " + "idiot" * 30)
    named = found.why.split(": ", 1)[1].split('"')[1::2]
    assert 1 <= len(named) <= 5
    assert all(len(word) <= 24 for word in named)


def test_an_empty_comment_scores_nothing() -> None:
    assert note(INSULT, "").score == 0.0
    assert note(SPAM, " \n ").score == 0.0


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_scored_in_range_and_marked_where_it_stands(text: str) -> None:
    for model in (INSULT, SPAM, SCHOOL):
        found = note(model, text)
        assert 0 <= found.score <= 1
        assert found.match == text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    ["a-" * 50_000, "http://" * 20_000, "@" * 100_000, "é" * 100_000, "x" * 100_000, "idiot " * 20_000, "!?" * 50_000],
)
def test_no_text_however_long_costs_much(text: str) -> None:
    began = time.process_time()
    found = note(INSULT, text)
    assert time.process_time() - began < 0.2
    assert found.match == text[found.start : found.end]


def test_of_a_long_comment_both_ends_are_read() -> None:
    middle = "the bus was late again today and nobody told us why " * 400
    assert len(middle) > 2 * MOST_CHARACTERS
    for text in ("you stupid moron " * 20 + middle, middle + " you stupid moron" * 20):
        found = note(INSULT, text)
        assert found.score > note(INSULT, middle).score
        assert "moron" in found.match


def test_places_and_words_agree() -> None:
    text = "¿Qué? visit www.example.com now, it's f**king GREAT!!! 👏👏"
    for number, token in enumerate(tokens(text)):
        start, end = place(text, number, number)
        assert text[start:end] == token


def test_a_score_alone_changes_no_verdict_but_the_order_of_the_queue() -> None:
    rules: Guidelines = load_guidelines(default_path())
    plain, scored = Judge(rules), Judge(rules, shipped())
    for text in (*INSULTS, *ADS, *HARMLESS):
        assert scored.verdict(text).outcome is plain.verdict(text).outcome
    kept = [scored.verdict(text) for text in HARMLESS]
    assert {verdict.outcome for verdict in kept} == {Outcome.KEEP}
    assert min(scored.verdict(text).priority for text in INSULTS) > max(verdict.priority for verdict in kept)


def stored(path: Path, **changed: object) -> Path:
    tables = {
        "words": np.zeros(BUCKETS, np.int8),
        "pairs": np.zeros(BUCKETS, np.int8),
        "numbers": np.array([FORMAT, 1.0, 1.0, 0.0]),
        **changed,
    }
    np.savez(path, **tables)  # type: ignore[arg-type]  # its stub takes the keyword allow_pickle for a table
    return path


@pytest.mark.parametrize(
    "changed",
    [
        {"words": np.zeros(9, np.int8)},
        {"pairs": np.zeros(BUCKETS, np.float32)},
        {"numbers": np.array([FORMAT + 1, 1.0, 1.0, 0.0])},
        {"numbers": np.array([FORMAT, 1.0, float("nan"), 0.0])},
        {"words": np.array([object()], dtype=object)},
    ],
)
def test_a_model_of_another_shape_is_refused_with_its_file_and_the_remedy(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    with pytest.raises(ConfigError, match=r"m\.npz: .*install the program again"):
        load(stored(tmp_path / "m.npz", **changed), name="m", reads_like="x")


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 torn", b"words"])
def test_a_missing_or_torn_model_is_told_with_its_file_and_the_remedy(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "m.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"m\.npz: .*install the program again"):
        load(path, name="m", reads_like="x")


@pytest.mark.parametrize("at", range(2_000, 30_000, 1_500))
def test_a_model_with_one_wrong_byte_is_told_with_its_file(tmp_path: Path, at: int) -> None:
    content = bytearray((MODELS / "insult-1.npz").read_bytes())
    content[at] ^= 0x5A
    (tmp_path / "bent.npz").write_bytes(content)
    with pytest.raises(ConfigError, match=r"bent\.npz: .*install the program again"):
        load(tmp_path / "bent.npz", name="x", reads_like="x")


def test_a_lone_array_is_no_model(tmp_path: Path) -> None:
    with (tmp_path / "lone.npz").open("wb") as file:
        np.save(file, np.zeros(4))
    with pytest.raises(ConfigError, match=r"lone\.npz"):
        load(tmp_path / "lone.npz", name="x", reads_like="x")


def test_a_model_of_zeros_scores_every_comment_alike(tmp_path: Path) -> None:
    model = load(stored(tmp_path / "m.npz"), name="m", reads_like="x")
    assert {model.score(text) for text in HARMLESS} == {0.5}


@pytest.mark.parametrize("name", ["insult-1", "spam-1", "school-1"])
def test_the_shipped_models_are_small_and_come_with_their_card(name: str) -> None:
    assert (MODELS / f"{name}.npz").stat().st_size < 1_500_000
    card = json.loads((MODELS / f"{name}.json").read_text("utf-8"))
    assert card["name"] == name
    assert card["sets"]
    assert card["unseen"]
