"""How much does a comment read like an insult, or like spam? A linear model over hashed words, read from plain arrays.

Its score orders the queue and decides nothing (docs/models.md): every finding is a note. The score is a sum over the
words of the comment, so that the words that carried it can be named.
"""

import math
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

from bot.classifiers.features import BUCKETS, START, Word, pair, place, tokens, word
from bot.errors import ConfigError
from bot.model import Finding, Routing

MODELS = Path(__file__).resolve().parent / "models"
FORMAT = 1
"""Of the file: `words` and `pairs` (int8, one weight a bucket), and `numbers` (float64, see `load`)."""
_TOLD = 0.25
"""Below this score no words are named: nothing carried it."""
_MOST_NAMED = 5
_LONGEST_QUOTE = 24
Weighed = tuple[float, int]
"""What a word weighs, and its bucket."""


class LinearClassifier:
    """One model. `reads_like` completes the sentence "reads like …" for the reviewer."""

    def __init__(
        self, *, name: str, reads_like: str, words: bytes, pairs: bytes, scales: tuple[float, float], bias: float
    ) -> None:
        self.name = name
        self._reads_like = reads_like
        self.words = memoryview(words).cast("b")
        """What each bucket of a word or a part of one weighs, one byte each."""
        self.pairs = memoryview(pairs).cast("b")
        """What each bucket of `pair` weighs, one byte each."""
        self._word_scale, self._pair_scale = scales
        self._bias = bias
        self._nothing = lru_cache(maxsize=2_000)(self._without_words)

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        """One note with the score (0 to 1), at the words that carried it. Time grows with the text up to a limit."""
        return self.told(text, self.score(text), self.weighed)

    def told(self, text: str, score: float, weighed: Callable[[str], Weighed]) -> Sequence[Finding]:
        """The note on `text`, whose `score` (0 to 1) is known already, as is what a word is `weighed`."""
        if score < _TOLD:
            return self._nothing(score)
        shares = self._shares(text, weighed)
        start, end = place(text, *_strongest(shares))
        named = ", ".join(f'"{one}"' for one in _carriers(shares, tokens(text)))
        why = f"These words read like {self._reads_like}: {named}. A score orders the queue and decides nothing."
        return (self._note(score, text, start, end, why),)

    def score(self, text: str) -> float:
        """The score alone, 0 to 1; 0 for a text without words."""
        found = tokens(text)
        if not found:
            return 0.0
        before, whole, joined = START, 0.0, 0
        for token in found:
            weight, bucket = self.weighed(token)
            whole += weight
            joined += self.pairs[pair(before, bucket)]
            before = bucket
        return self.scored(whole, joined, len(found))

    def scored(self, whole: float, joined: int, words: int) -> float:
        """The score (0 to 1) from the sums of what each of so many `words` and each pair of them weighs."""
        odds = self._bias + (whole + joined * self._pair_scale) / math.sqrt(words)
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)

    def weighed(self, token: str) -> Weighed:
        """What one word weighs, with its parts and without its pairs, and its bucket."""
        found: Word = word(token)
        parts = sum(self.words[part] for part in found.parts)
        return self.weight(self.words[found.whole], parts, len(found.parts)), found.whole

    def weight(self, whole: int, parts: int, count: int) -> float:
        """What a word weighs, from its own byte and the sum of those of its `count` parts."""
        return (whole + (parts / math.sqrt(count) if count else 0)) * self._word_scale

    def _shares(self, text: str, weighed: Callable[[str], Weighed]) -> list[float]:
        """What each word adds to the score, with the word before it; positive speaks for the class."""
        shares, before = [], START
        for weight, bucket in map(weighed, tokens(text)):
            shares.append(weight + self.pairs[pair(before, bucket)] * self._pair_scale)
            before = bucket
        return shares

    def _without_words(self, score: float) -> tuple[Finding]:
        return (self._note(score, "", 0, 0, f"Nothing in these words reads like {self._reads_like}."),)

    def _note(self, score: float, text: str, start: int, end: int, why: str) -> Finding:
        return Finding(
            guideline=None,  # a score mixes several clauses and proves none
            rule=self.name,
            score=score,
            start=start,
            end=end,
            match=text[start:end],
            why=why,
            routing=Routing.NOTE,
        )


def _strongest(shares: Sequence[float]) -> tuple[int, int]:
    """First and last word of the group that carried most; a weak word between strong ones may stand in it."""
    price = max(shares) / 4
    best, total, begin, ends = -math.inf, 0.0, 0, (0, 0)
    for at, share in enumerate(shares):
        if total <= 0:
            total, begin = 0.0, at
        total += share - price
        if total > best:
            best, ends = total, (begin, at)
    return ends


def _carriers(shares: Sequence[float], words: Sequence[str]) -> list[str]:
    """Up to five words that carried most, the strongest first, each once and cut."""
    ordered = sorted(range(len(shares)), key=lambda at: -shares[at])
    least = shares[ordered[0]] / 5
    told = dict.fromkeys(_quoted(words[at]) for at in ordered[: 4 * _MOST_NAMED] if shares[at] >= max(least, 0))
    return list(told)[:_MOST_NAMED]


def _quoted(token: str) -> str:
    plain = "".join(char if char.isprintable() and char != '"' else "'" for char in token)
    return plain if len(plain) <= _LONGEST_QUOTE else plain[: _LONGEST_QUOTE - 1] + "…"


def load(path: Path, *, name: str, reads_like: str) -> LinearClassifier:
    """Read a model that tools/train.py wrote. `numbers`: format, scale of words, scale of pairs, bias.

    Raises `ConfigError` naming the file and the remedy when it is missing, damaged or of another format.
    """
    import numpy as np  # here, so that commands which judge nothing start without it

    try:
        with np.load(path, allow_pickle=False) as stored:
            words, pairs, numbers = stored["words"], stored["pairs"], stored["numbers"]
    except FileNotFoundError as error:
        raise ConfigError([f"{path}: the classifier's model is missing: install the program again"]) from error
    except (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile, zlib.error) as error:
        raise ConfigError([f"{path}: not a classifier's model, or damaged: install the program again"]) from error
    fits = all(table.dtype == np.int8 and table.shape == (BUCKETS,) for table in (words, pairs))
    fits = fits and numbers.dtype == np.float64 and numbers.shape == (4,)
    if not fits or not np.isfinite(numbers).all() or numbers[0] != FORMAT:
        raise ConfigError([f"{path}: a classifier's model of another version: install the program again"])
    return LinearClassifier(
        name=name,
        reads_like=reads_like,
        words=words.tobytes(),
        pairs=pairs.tobytes(),
        scales=(float(numbers[1]), float(numbers[2])),
        bias=float(numbers[3]),
    )


def shipped() -> tuple[LinearClassifier, LinearClassifier, LinearClassifier]:
    """The models that come with the program: insults, spam, breaches under a school's posts. Raises `ConfigError`."""
    return (
        load(MODELS / "insult-1.npz", name="insult-1", reads_like="an insult"),
        load(MODELS / "spam-1.npz", name="spam-1", reads_like="spam"),
        load(MODELS / "school-1.npz", name="school-1", reads_like="what breaks the guidelines under a school's posts"),
    )
