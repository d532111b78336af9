"""Which severe words are looked for misspelt, and which ordinary words and names are one letter away from one?

    python tools/variants.py FOLDER WORDS_FILE...

FOLDER holds the lists of the guidelines. Each WORDS_FILE holds one word or name a line (a dictionary, a list of
surnames); none of them is shipped. The keys "misspelt", "masked" and "ordinary" of misspelt.toml are written anew from
the lists of the tier "severe". Without a WORDS_FILE "ordinary" stays as it is.
"""

import argparse
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.judge.rules.lookalike import folded
from bot.judge.rules.spelling import SHORTEST, misspellings

_WIDTH = 118


def main(arguments: Sequence[str] | None = None) -> int:
    """Rewrite misspelt.toml; prints how many words each key got."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("words", type=Path, nargs="*")
    asked = parser.parse_args(arguments)
    target = asked.folder / "misspelt.toml"
    text = target.read_text(encoding="utf-8")
    misspelt, masked = severe(asked.folder, ("masked", "words", "aimed")), severe(asked.folder, ("masked", "aimed"))
    keys = {"misspelt": misspelt, "masked": masked}
    if asked.words:
        known = frozenset[str]().union(*(_words(path) for path in asked.words))
        keys["ordinary"] = sorted({one for word in misspelt for one in misspellings(word)} & known)
    for key, words in keys.items():
        print(f"{key}: {len(words)}")
        text = re.sub(rf"^{key} = \[[^\]]*\]\n", _key(key, words), text, flags=re.MULTILINE)
    target.write_text(text, encoding="utf-8")
    return 0


def severe(folder: Path, keys: Sequence[str]) -> list[str]:
    """The single words of at least four letters under `keys` in the severe lists of a folder, folded, in order."""
    found: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", ()):
            if rule.get("tier") == "severe":
                found.update(_single(rule, keys))
    return sorted(found)


def _single(rule: Mapping[str, Sequence[str]], keys: Sequence[str]) -> list[str]:
    words = folded(tuple(word for key in keys for word in rule.get(key, ())))
    return [word for word in words if word.rstrip("*").isalpha() and len(word.rstrip("*")) >= SHORTEST]


def _words(path: Path) -> frozenset[str]:
    return frozenset(line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _key(key: str, words: Sequence[str]) -> str:
    lines, line = [f"{key} = ["], " "
    for word in words:
        if len(line) + len(word) + 4 > _WIDTH:
            lines.append(line)
            line = " "
        line += f' "{word}",'
    return "\n".join([*lines, line, "]\n"])


if __name__ == "__main__":
    raise SystemExit(main())
