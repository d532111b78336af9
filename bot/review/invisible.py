"""Which characters of a text can't be seen, or turn the writing around? Gives each a short name to show instead."""

import unicodedata
from dataclasses import dataclass

NAMES = {
    "\u00ad": "soft hyphen",
    "\u034f": "joiner",
    "\u115f": "blank",
    "\u1160": "blank",
    "\u180e": "blank",
    "\u200b": "zero width",
    "\u200c": "zero width",
    "\u200d": "zero width",
    "\u200e": "direction",
    "\u200f": "direction",
    "\u2060": "zero width",
    "\u2800": "blank",
    "\u3164": "blank",
    "\ufeff": "zero width",
    "\uffa0": "blank",
}
DIRECTIONS = frozenset("\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINERS = frozenset("\u200c\u200d")
ORDINARY = frozenset("\n\r\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Part of a text: `shown` as it is, or `hidden_name`, the name of a character that is not passed on."""

    shown: str = ""
    hidden_name: str = ""
    code: str = ""


def stretches(text: str) -> tuple[Stretch, ...]:
    """Split `text` so that every invisible or direction-turning character stands alone, by name.

    Joiners between letters of scripts that need them (Persian, Hindi) and inside emoji stay: they are no trick there.
    """
    found: list[Stretch] = []
    run: list[str] = []
    for place, character in enumerate(text):
        name = _hidden_name(text, place)
        if not name:
            run.append(character)
            continue
        if run:
            found.append(Stretch(shown="".join(run)))
            run = []
        found.append(Stretch(hidden_name=name, code=f"U+{ord(character):04X}"))
    if run:
        found.append(Stretch(shown="".join(run)))
    return tuple(found)


def _hidden_name(text: str, place: int) -> str:
    """The name of an invisible character, or nothing for one that is seen."""
    character = text[place]
    if character.isascii() and character.isprintable():
        return ""
    if character in ORDINARY or (character in JOINERS and _joins(text, place)):
        return ""
    if character in DIRECTIONS:
        return "direction"
    if character in NAMES:
        return NAMES[character]
    return "control" if unicodedata.category(character) in {"Cc", "Cf"} else ""


def _joins(text: str, place: int) -> bool:
    """A joiner does honest work when it stands between two characters that are not Latin letters, digits or signs."""
    before = text[place - 1 : place] if place else ""
    after = text[place + 1 : place + 2]
    return bool(before and after) and not before.isascii() and not after.isascii()
