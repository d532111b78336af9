"""Which misspellings of a listed word would everybody still read? Letters swapped, one dropped, or written by sound."""

from collections.abc import Iterator

SHORTEST = 4
"""Words of fewer letters have too many neighbours: their misspellings are written into the list one by one."""

_ENDINGS = ("s", "z", "d", "ed", "er", "ers", "in", "ing")
"""What may follow a misspelt word that has an open end in the list ("fuck*")."""
_LONG_ENDINGS = ("ed", "er", "ers", "in", "ing")
"""What must follow one of three letters."""

_SOUNDS = (
    ("ck", "k"),
    ("ck", "q"),
    ("ck", "x"),
    ("ck", "kk"),
    ("c", "k"),
    ("k", "c"),
    ("f", "ph"),
    ("ph", "f"),
    ("i", "y"),
    ("i", "ee"),
    ("i", "ea"),
    ("y", "i"),
    ("u", "oo"),
    ("oo", "u"),
    ("er", "a"),
    ("er", "ah"),
    ("er", "uh"),
    ("or", "a"),
    ("tch", "ch"),
    ("wh", "h"),
    ("wh", "w"),
    ("ll", "l"),
    ("gg", "qq"),
    ("g", "q"),
    ("ing", "en"),
    ("ole", "oal"),
    ("ss", "zz"),
    ("s", "z"),
    ("v", "b"),
    ("j", "h"),
)


def misspellings(word: str) -> frozenset[str]:
    """Misspellings of one word as it stands in the list (a final "*" is an open end), with the endings it may have.

    Empty for phrases and below `SHORTEST` letters; none is shorter than that.
    """
    return frozenset(stem + ending for stem, endings in _stems(word) for ending in endings)


def _stems(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each misspelling of the part before the open end, with what may follow it."""
    stem, open_end = word.rstrip("*"), word.endswith("*")
    if len(stem) < SHORTEST or not stem.isalpha():
        return
    for wrong in {*swapped(stem), *dropped(stem), *by_sound(stem)} - {stem}:
        if len(wrong) >= SHORTEST:
            yield wrong, ("", *_ENDINGS) if open_end else ("",)
        elif open_end:
            yield wrong, _LONG_ENDINGS


def swapped(word: str) -> Iterator[str]:
    """Two neighbouring letters in each other's place."""
    for place in range(len(word) - 1):
        if word[place] != word[place + 1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def dropped(word: str) -> Iterator[str]:
    """One letter left out."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def by_sound(word: str) -> Iterator[str]:
    """One sound written with other letters."""
    for sound, spelt in _SOUNDS:
        place = word.find(sound)
        while place >= 0:
            yield word[:place] + spelt + word[place + len(sound) :]
            place = word.find(sound, place + 1)
