"""Is a model made twice the same model, and a missing training set told? A tiny invented set."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.classifiers.linear import MODELS, load
from tools.train.__main__ import main
from tools.train.corpora import Corpus, MissingCorpus, clean, insults
from tools.train.fitting import calibrated, classifier, features, fit, write
from tools.train.measuring import first

KIND = ("what a lovely concert", "thank you teachers", "the bus was late", "voting no on this levy", "go hawks")
UNKIND = ("you are a moron", "shut up you fool", "what a stupid fool you are", "moron and fool", "you fool shut up")


def corpus(name: str = "invented") -> Corpus:
    return Corpus(name=name, texts=KIND + UNKIND, labels=(0,) * 5 + (1,) * 5, weight=10)


def made(folder: Path) -> Path:
    sets = [corpus("a"), corpus("b")]
    matrices = [features(one.texts) for one in sets]
    model = fit(sets, matrices)
    labels = np.array(sets[0].labels)
    model = calibrated(model, model.odds(matrices[0]), labels, np.ones(len(labels)))
    folder.mkdir()
    write(model, folder / "m-1.npz", {"name": "m-1"})
    return folder


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = made(tmp_path / "one"), made(tmp_path / "two")
    for name in ("m-1.npz", "m-1.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_what_was_learned_is_what_the_program_reads(tmp_path: Path) -> None:
    model = load(made(tmp_path / "one") / "m-1.npz", name="m-1", reads_like="x")
    assert min(model.score(text) for text in UNKIND) > max(model.score(text) for text in KIND)


def test_features_and_classifier_add_up_alike() -> None:
    sets = [corpus()]
    model = fit(sets, [features(corpus().texts)])
    texts = ["you moron of a fool!!", "thank you, teachers 🎺", "www.example.com is late @someone 555"]
    for text, odds in zip(texts, model.odds(features(texts)), strict=True):
        expected = 1 / (1 + 2.718281828 ** -float(odds))
        assert classifier(model, "m").score(text) == pytest.approx(expected, abs=0.05)


def test_a_missing_training_set_is_told_with_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--out", str(tmp_path)]) == 2
    assert "school_comments_dev.jsonl is missing" in capsys.readouterr().err
    (tmp_path / "school_comments_dev.jsonl").write_text("{torn", encoding="utf-8")
    with pytest.raises(MissingCorpus, match="not JSON Lines"):
        insults(tmp_path)


def test_only_what_the_collection_added_is_cleaned_away() -> None:
    assert clean('"!!! RT @someone: you &amp;amp; me"') == "you & me"


@pytest.mark.parametrize(("scores", "expected"), [((9.0, 9.0), 1.0), ((-9.0, -9.0), 0.0)])
def test_the_first_tenth_counts_the_violations_in_it(scores: Sequence[float], expected: float) -> None:
    assert first(np.array(scores), np.linspace(0, 1, 400))[0] == expected


def strings(card: object) -> Iterator[str]:
    """Every key and every word of a card."""
    if isinstance(card, dict):
        for key, value in card.items():
            yield key
            yield from strings(value)
    elif isinstance(card, str):
        yield card


@pytest.mark.parametrize("name", ["insult-1", "spam-1", "school-1"])
def test_the_shipped_cards_hold_figures_and_no_text(name: str) -> None:
    told = list(strings(json.loads((MODELS / f"{name}.json").read_text("utf-8"))))
    assert "unseen" in told
    assert [one for one in told if len(one.split()) != 1] == []
