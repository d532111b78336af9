"""In which parts of a text does each of its words stand? A long text is cut into cells, a short one is one cell.

Cells are bits of a number, so that what stands near something else is found by shifting.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from bot.judge.pages import LONG, borders

CELL = 160
"""In characters, those that only lengthen a word or a gap not counted (`bot.judge.pages.borders`)."""
_WORD = re.compile(rb"\w+")
_HEAD = 4
"""Of a word whose ending is open only the first letters are looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text in UTF-8 and, for each of its words (and heads of words), the cells in which it stands, as bits.

    `edges` are the places in `data` where the cells begin, and its end.
    """

    data: bytes
    cells: Mapping[bytes, int]
    edges: Sequence[int]
    plain: bool

    @property
    def every(self) -> int:
        """All cells."""
        return (1 << len(self.edges) - 1) - 1

    def place(self, offset: int) -> int:
        """From a place in `data` to one in the text."""
        return offset if self.plain else len(self.data[:offset].decode())


def widened(cells: int) -> int:
    """The cells and those beside them."""
    return cells | cells << 1 | cells >> 1


def stretches(cells: int) -> Iterator[tuple[int, int]]:
    """The runs of neighbouring cells, half open, from the left."""
    place = 0
    while cells >> place:
        rest = cells >> place
        low = place + (rest & -rest).bit_length() - 1
        run = ~(cells >> low)
        place = low + (run & -run).bit_length() - 1
        yield low, place


@lru_cache(maxsize=4_096)
def keys_of(needles: frozenset[str]) -> frozenset[bytes]:
    """One key for each needle; none when a needle has none. Remembered: many patterns share a list."""
    found = [_key(needle.encode()) for needle in needles]
    return frozenset(found) if all(found) else frozenset()


def _key(needle: bytes) -> bytes:
    """The longest whole word of a needle, else the head of one (with a star); empty when it holds neither."""
    whole, heads = [b""], [b""]
    for found in _WORD.finditer(needle):
        if found.start() and found.end() < len(needle):
            whole.append(found.group())
        elif found.start() and len(found.group()) >= _HEAD:
            heads.append(found.group()[:_HEAD] + b"*")
    return max(whole, key=len) or max(heads, key=len)


@lru_cache(maxsize=24)
def words_of(text: str) -> Words:
    """The words of a text: many rules ask for the same few texts in turn."""
    data = text.encode()
    cells: dict[bytes, int] = {}
    plain = len(data) == len(text)
    if len(data) <= LONG:
        found = _WORD.findall(data)
        cells = dict.fromkeys(found, 1)
        cells.update((word[:_HEAD] + b"*", 1) for word in found if len(word) >= _HEAD)
        return Words(data=data, cells=cells, edges=(0, len(data)), plain=plain)
    edges = borders(text, CELL)
    if not plain:
        edges = [*accumulate((len(text[low:high].encode()) for low, high in pairwise(edges)), initial=0)]
    cell = 0
    for one in _WORD.finditer(data):
        while edges[cell + 1] <= one.start():
            cell += 1
        word = one.group()
        cells[word] = cells.get(word, 0) | 1 << cell
    for word, bits in list(cells.items()):
        if len(word) >= _HEAD:
            head = word[:_HEAD] + b"*"
            cells[head] = cells.get(head, 0) | bits
    return Words(data=data, cells=cells, edges=edges, plain=plain)
