"""Which packages do we stand beside? Each as one question: does this text hold profanity or toxicity?"""

import importlib
from collections.abc import Callable, Mapping, Sequence

Says = Callable[[Sequence[str]], Sequence[bool]]
"""Answers for each of several texts whether the package objects to it."""
Scores = Callable[[Sequence[str]], Sequence[float]]


def rivals() -> Mapping[str, Says]:
    """The packages that are installed (`make bench` installs them), by name with what is asked of them."""
    found = {"alt-profanity-check": _alt(), "better-profanity-rs": _better(), "profanex": _profanex()}
    return {name: says for name, says in found.items() if says is not None}


def scores() -> Scores | None:
    """The one that answers with a probability: alt-profanity-check."""
    try:
        predict = importlib.import_module("profanity_check").predict_prob
    except ImportError:
        return None
    return lambda texts: [float(one) for one in predict(list(texts))] if texts else []


def _alt() -> Says | None:
    try:
        predict = importlib.import_module("profanity_check").predict
    except ImportError:
        return None
    return lambda texts: [bool(one) for one in predict(list(texts))] if texts else []


def _better() -> Says | None:
    try:
        profanity = importlib.import_module("better_profanity_rs").profanity
    except ImportError:
        return None
    profanity.load_censor_words()
    return lambda texts: [bool(profanity.contains_profanity(text)) for text in texts]


def _profanex() -> Says | None:
    try:
        contains = importlib.import_module("profanex").Filter().contains
    except ImportError:
        return None
    return lambda texts: [bool(contains(text)) for text in texts]
