"""How do people hide a word from a filter? Spellings of a given word by trick, always the same ones for a seed.

    for trick in TRICKS:
        for spelling in spellings("word", trick, number=3, seed=1): ...

`FOUND` are the tricks that must be found nearly always; `GUESSED` change the letters themselves.
"""

import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

_LEET = {"a": "4@", "b": "8", "e": "3", "g": "9", "i": "1!", "l": "1|", "o": "0", "s": "5$", "t": "7+", "c": "("}
_LOOKS = {"a": "аɑ", "c": "сϲ", "e": "еҽ", "i": "іⅰ", "o": "оο", "p": "рρ", "s": "ѕꜱ", "x": "хⅹ", "y": "уү", "k": "кκ",
          "h": "һհ", "n": "ոռ", "u": "υս", "t": "тτ", "b": "ЬƄ", "d": "ԁⅾ", "f": "ƒꬵ", "g": "ɡց", "m": "мⅿ", "r": "гᴦ",
          "w": "ԝѡ", "v": "νⅴ", "l": "ⅼӏ"}  # fmt: skip
_ACCENTED = {"a": "áàâäãå", "c": "çćč", "e": "éèêë", "i": "íìîï", "n": "ñń", "o": "óòôöõ", "s": "šś", "u": "úùûü",
             "y": "ýÿ", "z": "žź"}  # fmt: skip
_UPSIDE_DOWN = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz")
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

Trick = Callable[[str, random.Random], str]


def _leet(word: str, chance: random.Random) -> str:
    places = [place for place, letter in enumerate(word) if letter in _LEET]
    for place in chance.sample(places, min(len(places), chance.randint(1, 2))):
        word = word[:place] + chance.choice(_LEET[word[place]]) + word[place + 1 :]
    return word


def _replaced(table: Mapping[str, str]) -> Trick:
    def trick(word: str, chance: random.Random) -> str:
        chosen = chance.choice([letter for letter in word if letter in table] or [""])
        return "".join(
            chance.choice(table[letter]) if letter in table and (letter == chosen or chance.random() < 0.5) else letter
            for letter in word
        )

    return trick


def _between(signs: str) -> Trick:
    return lambda word, chance: chance.choice(signs).join(word)


def _sprinkled(signs: str) -> Trick:
    def trick(word: str, chance: random.Random) -> str:
        place = chance.randrange(1, len(word))
        return word[:place] + chance.choice(signs) + word[place:]

    return trick


def _masked(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + chance.choice("*#%") + word[place + 1 :]


def _masked_long(word: str, chance: random.Random) -> str:
    return word[0] + chance.choice("*#") * (len(word) - 2) + word[-1]


def _repeated(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place] * chance.randint(2, 6) + word[place + 1 :]


def _marked(word: str, chance: random.Random) -> str:
    return "".join(letter + "\u0336\u0301\u0323"[: chance.randint(1, 3)] for letter in word)


def _shifted(first: int) -> Trick:
    return lambda word, _: "".join(chr(first + ord(letter) - ord("a")) for letter in word)


def _swapped(word: str, chance: random.Random) -> str:
    places = [place for place in range(len(word) - 1) if word[place] != word[place + 1]]
    place = chance.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _dropped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


FOUND: Mapping[str, Trick] = MappingProxyType(
    {
        "leet": _leet,
        "look-alikes": _replaced(_LOOKS),
        "accents": _replaced(_ACCENTED),
        "combining marks": _marked,
        "zero width": _sprinkled(_HIDDEN),
        "full width": _shifted(0xFF41),
        "mathematical": _shifted(0x1D4EA),
        "circled": _shifted(0x24D0),
        "squared": _shifted(0x1F170),
        "regional": _shifted(0x1F1E6),
        "spaced": _between("  \t"),
        "dotted": _between(".·•…"),
        "dashed": _between("-_–~"),
        "slashed": _between("/\\|"),
        "line by line": _between("\n"),
        "repeats": _repeated,
        "masked": _masked,
        "masked but for the ends": _masked_long,
        "cut by a sign": _sprinkled("-./·~"),
        "upper case": lambda word, chance: "".join(chance.choice((one, one.upper())) for one in word),
        "shown backwards": lambda word, _: "\u202e" + word[::-1] + "\u202c",
        "upside down": lambda word, _: word[::-1].translate(_UPSIDE_DOWN),
    }
)
"""Tricks that leave the letters as they are, or put something for them that readers see through."""

GUESSED: Mapping[str, Trick] = MappingProxyType({"swapped": _swapped, "dropped": _dropped, "torn": _sprinkled(" \n")})
"""Tricks that make another word: what is found by them is a guess."""

TRICKS: Mapping[str, Trick] = MappingProxyType({**FOUND, **GUESSED})


def spellings(word: str, trick: str, *, number: int = 1, seed: int = 0) -> Iterator[str]:
    """`number` spellings of `word` (lower case, a to z, three letters or more) by one of the `TRICKS`."""
    chance = random.Random(zlib.crc32(f"{word}/{trick}/{seed}".encode()))
    for _ in range(number):
        yield TRICKS[trick](word, chance)
