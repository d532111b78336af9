"""Which part of a text is in another writing system than ours, and in which?

Told by the letters alone. A single sign is a decoration or a face, three signs among English words are a name.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_ENOUGH = 5
"""What letters of another writing system, in runs of two or more, must weigh: fewer are a decoration or a disguise."""
_SIGN, _SHORT, _LETTER = 3, 2, 1
"""The weights: two signs that are a syllable or a word each are enough, three letters where words are short."""
_SYLLABLES = frozenset({"HIRAGANA", "KATAKANA", "CJK", "HANGUL", "ETHIOPIC"})
_JAPANESE = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
_LONG_WORDS = frozenset({"", "GREEK", "GEORGIAN"})
"""Greek letters name clubs and sums, Georgian ones draw faces."""
_FACES = frozenset("益皿彡ノツシヅッつづ")
"""Signs of which faces are drawn."""
_DEADLY = frozenset("死杀殺砍滚滾操屌逼傻죽")
"""Signs of killing, death and abuse: these tell apart what is no name among English words."""

_OTHER = "\u0370-\u1cff\u3040-\ua4ff\uac00-\ud7af\ufb1d-\ufdff\ufe70-\ufefe"
_HAN = "\u3400-\u9fff\uac00-\ud7a3"
# Words wholly in other letters: a Latin one with a look-alike in it is a disguise, and the rules' matter. No Latin
# letter looks like an eastern sign, so those may touch one; a single one counts as a word only where it stands alone.
_RUN = re.compile(
    f"(?<![A-Za-z])[{_OTHER}]{{2,}}+(?![A-Za-z])|[\u3041-\u30fa{_HAN}]{{2,}}+|(?<!\\S)[{_HAN}](?=[!?.,~！？。，]*(?:\\s|$))"
)
_SCRIPTS: Mapping[str, str] = {
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese",
    "HANGUL": "Korean",
    "ARABIC": "Arabic letters",
    "CYRILLIC": "Cyrillic letters",
    "GREEK": "Greek",
    "HEBREW": "Hebrew letters",
    "DEVANAGARI": "Hindi or another language in its letters",
    "THAI": "Thai",
    "ETHIOPIC": "Amharic or another language in its letters",
    "ARMENIAN": "Armenian",
    "GEORGIAN": "Georgian",
    "BENGALI": "Bengali",
    "GURMUKHI": "Punjabi",
    "GUJARATI": "Gujarati",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "MYANMAR": "Burmese",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLetters:
    """A place in a text, half open, and its language as the reviewer reads it; `may_be_a_name` where it is short."""

    start: int
    end: int
    language: str
    may_be_a_name: bool


def other_letters(text: str) -> OtherLetters | None:
    """From the first to the last run of letters of another writing system; None where there are too few of them."""
    if text.isascii() or not (runs := [run for run in _RUN.finditer(text) if _script(run)]):
        return None
    if sum(map(_weight, runs)) < _ENOUGH:
        return None
    letters = sum(char.isalpha() for run in runs for char in run.group())
    deadly = any(not _DEADLY.isdisjoint(run.group()) for run in runs)
    return OtherLetters(
        start=runs[0].start(),
        end=runs[-1].end(),
        language=_script(runs[0]),
        may_be_a_name=letters < _ENOUGH and not deadly,
    )


def _weight(run: re.Match[str]) -> int:
    """What the letters of a run weigh; those of several scripts in one are drawn, not written."""
    signs = [char for char in run.group() if char.isalpha() and char not in _FACES]
    if len(run.group()) == len(signs) == 1 or not _DEADLY.isdisjoint(signs):
        return _ENOUGH
    if len({_script_name(sign) for sign in run.group()} - _JAPANESE) > 1:
        return _LETTER * len(signs)
    return sum(map(_weight_of, signs))


@lru_cache(maxsize=4_096)
def _weight_of(sign: str) -> int:
    name = _script_name(sign)
    if name in _SYLLABLES and "LETTER" not in unicodedata.name(sign):  # Korean letters alone laugh and weep
        return _SIGN
    return _LETTER if name in _LONG_WORDS or name not in _SCRIPTS else _SHORT


def _script_name(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]


def _script(run: re.Match[str]) -> str:
    names = [_script_name(char) for char in run.group()[:20]]
    if "HIRAGANA" in names or "KATAKANA" in names:
        return "Japanese"
    name = _SCRIPTS.get(names[0])
    if name is None:
        return "a language in other letters" if unicodedata.category(run.group()[0]).startswith("L") else ""
    return f"a language in {name}" if name.endswith(" letters") and " or " not in name else name
