"""What does a `fields` parameter ask for? A strict reader of Meta's field expansion, written from its description.

It knows nothing of the simulator's reader, which forgives more.
"""

import re
from dataclasses import dataclass

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MODIFIER = re.compile(r"\.([a-z][a-z0-9_]*)\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`comments.limit(5){id}`: a name, its modifiers in order, and what is asked inside (None without braces)."""

    name: str
    modifiers: tuple[tuple[str, str], ...] = ()
    inside: "tuple[Wish, ...] | None" = None


def wishes(text: str) -> tuple[Wish, ...]:
    """All fields of a `fields` parameter. Raises `ValueError`, saying where, for anything but exact spelling."""
    found, end = _list(text, 0)
    if end != len(text):
        raise ValueError(f"unexpected {text[end]!r} at {end}")
    return found


def _list(text: str, at: int) -> tuple[tuple[Wish, ...], int]:
    found: list[Wish] = []
    while True:
        one, at = _one(text, at)
        found.append(one)
        if text[at : at + 1] != ",":
            return tuple(found), at
        at += 1


def _one(text: str, at: int) -> tuple[Wish, int]:
    name = _NAME.match(text, at)
    if name is None:
        raise ValueError(f"a name was expected at {at}")
    at = name.end()
    modifiers: list[tuple[str, str]] = []
    while (modifier := _MODIFIER.match(text, at)) is not None:
        modifiers.append((modifier[1], modifier[2]))
        at = modifier.end()
    if text[at : at + 1] != "{":
        return Wish(name=name[0], modifiers=tuple(modifiers)), at
    inside, at = _list(text, at + 1)
    if text[at : at + 1] != "}":
        raise ValueError(f"a closing brace was expected at {at}")
    return Wish(name=name[0], modifiers=tuple(modifiers), inside=inside), at + 1
