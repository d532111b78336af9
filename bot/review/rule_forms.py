"""What did somebody type into the form for a list of words, and what is wrong with it? Pure."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import InputError
from bot.model import WordsRule

MOST_WORDS = 200
LONGEST_WORD = 100
MOST_EXAMPLES = 20
LONGEST_EXAMPLE = 300
LONGEST_NAME = 40
LONGEST_WHY = 300
SHORTEST_STEM = 3
"""Letters before a star."""
HIDE = "hide"
REVIEW = "review"

FIELDS = ("name", "guideline", "severity", "why", "words", "allow", "examples", "counter_examples")
_PLACE = re.compile(r'^the rule(?:, line (\d+))?: (?:rule "[^"]*": )?(?:"(words|allow)": )?')
_KEYS = {"guideline": "guideline", "why": "why", "routing": "severity", "id": "name"}
_PLAINER = (
    ('or write routing = "review"', "or choose “A person decides”"),
    ('write routing = "review"', "choose “A person decides”"),
)
_NO_WORDS = "Type at least one word, one a line."
_NO_EXAMPLE = "Type at least one sentence in which one of the words stands, as people would write it."
_NO_COUNTER_EXAMPLE = (
    "A list that hides needs at least one sentence that it must leave alone: criticism, a name, or a harmless use of "
    "nearly the same words."
)
_KNOWN = frozenset(("id", "guideline", "kind", "why", "routing", "words", "allow", "examples", "counter_examples"))


class RuleFaults(InputError):
    """The form can't be kept; `by_field` holds sentences for staff, by the name of the field ("" for the whole)."""

    def __init__(self, by_field: Mapping[str, Sequence[str]]) -> None:
        self.by_field = by_field
        super().__init__("Nothing was kept. Look at what is marked below.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWords:
    """The form as it came in: every field as typed, lists one a line. `severity` is "hide" or "review"."""

    name: str = ""
    guideline: str = ""
    severity: str = ""
    why: str = ""
    words: str = ""
    allow: str = ""
    examples: str = ""
    counter_examples: str = ""


def filled_in(typed: TypedWords, rule_id: str) -> WordsRule:
    """The list of words as it was meant. Raises `RuleFaults` with everything that is missing or too much."""
    faults: dict[str, list[str]] = {}
    why = _one_line(typed.why)
    if not why:
        faults["why"] = ["Say in a sentence why these words matter. Reviewers read it beside every comment found."]
    elif len(why) > LONGEST_WHY:
        faults["why"] = [f"Please keep the reason under {LONGEST_WHY} characters."]
    if not typed.guideline:
        faults["guideline"] = ["Choose the guideline these words break."]
    if typed.severity not in (HIDE, REVIEW):
        faults["severity"] = ["Choose what happens when one of the words is found."]
    lists = {
        "words": _lines("words", typed.words, MOST_WORDS, LONGEST_WORD, faults),
        "allow": _lines("allow", typed.allow, MOST_WORDS, LONGEST_WORD, faults),
        "examples": _lines("examples", typed.examples, MOST_EXAMPLES, LONGEST_EXAMPLE, faults),
        "counter_examples": _lines("counter_examples", typed.counter_examples, MOST_EXAMPLES, LONGEST_EXAMPLE, faults),
    }
    for field, said in _needed(typed.severity).items():
        if not lists[field] and field not in faults:
            faults[field] = [said]
    wide = next((word for word in lists["words"] if _is_wide(word)), None)
    if wide is not None:
        said = f"“{wide}” would find far too many words: type at least {SHORTEST_STEM} letters before the star."
        faults.setdefault("words", []).append(said)
    if faults:
        raise RuleFaults(faults)
    guideline, only_review = _one_line(typed.guideline), typed.severity == REVIEW
    return WordsRule(rule_id=rule_id, guideline=guideline, why=why, only_review=only_review, **lists)


def _needed(severity: str) -> Mapping[str, str]:
    """What a list may not be without, with the sentence that says so. One that hides must show what it leaves alone."""
    needed = {"words": _NO_WORDS, "examples": _NO_EXAMPLE}
    return needed | {"counter_examples": _NO_COUNTER_EXAMPLE} if severity == HIDE else needed


def words_of(content: str) -> WordsRule | None:
    """The form of a kept rule; None for a rule that no form can show (made by IT, of another kind)."""
    rules = tomllib.loads(content).get("rule") if content else None
    table = rules[0] if rules else None
    if table is None or table.get("kind") != "words" or not table.keys() <= _KNOWN:
        return None
    return WordsRule(
        rule_id=str(table.get("id", "")),
        guideline=str(table.get("guideline", "")),
        why=str(table.get("why", "")),
        words=_texts(table, "words"),
        allow=_texts(table, "allow"),
        examples=_texts(table, "examples"),
        counter_examples=_texts(table, "counter_examples"),
        only_review=table.get("routing") == REVIEW,
    )


def typed_as(words: WordsRule) -> TypedWords:
    """The form with a kept list filled in."""
    return TypedWords(
        name=words.rule_id,
        guideline=words.guideline,
        severity=REVIEW if words.only_review else HIDE,
        why=words.why,
        words="\n".join(words.words),
        allow="\n".join(words.allow),
        examples="\n".join(words.examples),
        counter_examples="\n".join(words.counter_examples),
    )


def id_from(name: str, taken: Iterable[str]) -> str:
    """An id for a new rule, out of what somebody calls it; never one of `taken`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_NAME].strip("_")
    if not re.match(r"[a-z]..", wanted):
        wanted = f"words_{wanted}".strip("_")
    known, number, found = set(taken), 1, wanted
    while found in known:
        number += 1
        found = f"{wanted}_{number}"
    return found


def dead_words(faults: Iterable[str], words: WordsRule) -> RuleFaults | None:
    """The words that the program can't find though they stand alone, as these faults of their examples tell."""
    dead = [one for one in words.words if any(f'does not match its example "{one}"' in fault for fault in faults)]
    dead = [one for one in dead if one not in words.examples]
    if not dead:
        return None
    listed = ", ".join(f"“{one}”" for one in dead[:5])
    said = "can't be found, not even where it stands alone. Write it in letters from a to z and digits"
    return RuleFaults({"words": [f"{listed} {said}; does an exception below let it through?"]})


def faults_by_field(message: str, content: str) -> RuleFaults:
    """The faults of a composed rule, each beside the field it comes from, in words for staff."""
    lines, by_field = content.split("\n"), dict[str, list[str]]()
    for fault in message.split("\n"):
        place = _PLACE.match(fault)
        number = int(place.group(1)) if place and place.group(1) else 0
        key = lines[number - 1].partition(" = ")[0] if 0 < number <= len(lines) else ""
        named = place.group(2) if place else None
        field = named or _KEYS.get(key, key if key in FIELDS else "")
        by_field.setdefault(field, []).append(_plainer(fault[place.end() :] if place else fault))
    return RuleFaults(by_field)


def _plainer(fault: str) -> str:
    for said, plain in _PLAINER:
        fault = fault.replace(said, plain)
    fault = fault[:1].upper() + fault[1:]
    return fault if fault.endswith((".", "?", "!")) else f"{fault}."


def _lines(field: str, typed: str, most: int, longest: int, faults: dict[str, list[str]]) -> tuple[str, ...]:
    lines = tuple(dict.fromkeys(line for line in map(_one_line, re.split(r"\r\n|\r|\n", typed)) if line))
    found = []
    if len(lines) > most:
        found.append(f"At most {most} lines are possible here, and these are {len(lines)}. Make two lists of them.")
    too_long = [line for line in lines if len(line) > longest]
    if too_long:
        found.append(f"At most {longest} characters a line: “{too_long[0][:30]}…” has {len(too_long[0])}.")
    if found:
        faults[field] = found
    return lines


def _is_wide(word: str) -> bool:
    return word.endswith("*") and sum(sign.isalnum() for sign in word) < SHORTEST_STEM


def _one_line(typed: str) -> str:
    """The text with control characters as blanks, single blanks, and none around it."""
    cleaned = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in typed)
    return " ".join(cleaned.split())


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(one) for one in table.get(key, ()))
