"""Do models asked together answer as each would alone?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.classifiers.features import BUCKETS, MOST_CHARACTERS
from bot.classifiers.linear import LinearClassifier, shipped
from bot.classifiers.together import Together

MODELS = shipped()
ALL = Together(*MODELS)
WORDS = st.sampled_from(["you", "stupid", "moron", "click", "free", "http://x.example.com", "!!!", "7", "the", "bus"])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.lists(WORDS, max_size=60).map(" ".join))
def test_each_answers_as_it_would_alone(text: str) -> None:
    assert list(ALL.findings(text, "")) == [told for model in MODELS for told in model.findings(text, "")]


def extreme(weight: int, name: str) -> LinearClassifier:
    table = np.full(BUCKETS, weight, np.int8).tobytes()
    return LinearClassifier(name=name, reads_like="x", words=bytes(BUCKETS), pairs=table, scales=(1.0, 0.001), bias=0.0)


@pytest.mark.parametrize(("one", "two"), [(127, -127), (-127, 127), (-127, -127), (127, 127), (0, -1)])
def test_the_longest_comment_of_the_heaviest_pairs_mixes_nothing_up(one: int, two: int) -> None:
    models = [extreme(one, "a"), extreme(two, "b"), extreme(one, "c")]
    text = "!!a" * (MOST_CHARACTERS // 3) + " b" * MOST_CHARACTERS
    assert Together(*models).scores(text) == tuple(model.score(text) for model in models)


@pytest.mark.parametrize("number", [0, 4])
def test_more_models_than_have_room_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} models"):
        Together(*[extreme(1, "a")] * number)
