"""Into which numbers does a comment turn for a linear model? Hashes of words, of their parts and of their pairs.

The words themselves are nowhere kept: a model knows only numbers of buckets, into which many words fall.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from zlib import crc32

BUCKETS = 1 << 18
"""Buckets for words and their parts, and as many again for pairs of words."""
MOST_CHARACTERS = 4_000
"""Of a longer comment the first and the last half of so many are read: cost stays small, both ends count."""
START = 0x51
"""The bucket of what stands before the first word."""

# Counted repeats: a word or address of thousands of letters comes in pieces, so that nothing long is remembered.
TOKEN = re.compile(
    r"(?:https?://|www\.)\S{1,60}|[@#]?\w{1,40}(?:['’*@$!.\-]{1,6}\w{1,40}){0,4}"
    r"|[!?]{2,6}|[^\w\s,.;:'\"()\[\]/&\-!?]{1,6}"
)
_LEET = str.maketrans("013457@$!", "oieastasi")
_REPEATED = re.compile(r"(.)\1{2,}")
_INSIDE = re.compile(r"['’*.\-]")
_LONGEST_WORD = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as the models see it: the buckets of the word itself and of its parts."""

    whole: int
    parts: tuple[int, ...]


@lru_cache(maxsize=2_000)
def word(token: str) -> Word:
    """The word that `token` stands for. Never raises."""
    plain = plain_word(token)
    spelled = plain.encode("utf-8", "replace")
    parts: tuple[int, ...] = ()
    if spelled.isalpha():  # in Latin letters
        edged = b"<%b>" % spelled
        found = {edged[at : at + size] for size in (3, 4, 5) for at in range(len(edged) - size + 1)} - {edged}
        parts = tuple([crc32(part, 7) % BUCKETS for part in found])
    return Word(whole=crc32(spelled) % BUCKETS, parts=parts)


def plain_word(token: str) -> str:
    """`token` in lower case without accents, signs inside words read as letters; addresses, names and numbers alike."""
    head = token[:1]
    if token[:4].lower() in ("http", "www.") and "." in token:
        return "~address"
    if head == "@":
        return "~mention"
    if token.isascii() and token.isalpha():
        return _REPEATED.sub(r"\1\1", token[: 4 * _LONGEST_WORD].lower())[:_LONGEST_WORD]
    text = unicodedata.normalize("NFKD", token[: 4 * _LONGEST_WORD]).lower().lstrip("#")
    text = "".join(char for char in text if not unicodedata.combining(char))
    if text.replace(".", "").replace("-", "").isdigit():
        return f"~number{min(len(text), 8)}"
    if not any(char.isalpha() for char in text):
        return text[:2] or head
    if any(char.isdigit() or char in "@$!" for char in text):
        text = text.translate(_LEET)
    return _REPEATED.sub(r"\1\1", _INSIDE.sub("", text))[:_LONGEST_WORD]


@lru_cache(maxsize=4)
def tokens(text: str) -> Sequence[str]:
    """The words of a comment as written, in their order; several models ask for the same ones."""
    if len(text) <= MOST_CHARACTERS:
        return TOKEN.findall(text)
    return [found.group() for found in _matches(text)]


def place(text: str, first: int, last: int) -> tuple[int, int]:
    """Where the words number `first` to `last` (included) of `tokens` stand in `text`: start and end."""
    found = list(islice(_matches(text), first, last + 1))
    return found[0].start(), found[-1].end()


def _matches(text: str) -> Iterator[re.Match[str]]:
    if len(text) <= MOST_CHARACTERS:
        yield from TOKEN.finditer(text)
        return
    yield from TOKEN.finditer(text, 0, MOST_CHARACTERS // 2)
    yield from TOKEN.finditer(text, len(text) - MOST_CHARACTERS // 2)


def pair(first: int, second: int) -> int:
    """The bucket of two words, given by their own, that stand side by side."""
    return (first * 31 ^ second) % BUCKETS
