"""Which texts cost the judge most? Floods of every kind a hostile author might send, timed one by one."""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

from benchmarks.report import heading, table, tell
from bot.bootstrap import judge_of

LENGTH = 10_000
ROUNDS = 3
SEED = 20_260_901

FLOODS: dict[str, str] = {
    "emoji": "😀",
    "family emoji": "👨\u200d👩\u200d👧 ",
    "combining marks": "e" + "\u0301" * 40,
    "one letter": "a",
    "one long s": "s",
    "stars": "*",
    "letters and blanks": "a b c d e f g h i j ",
    "fragments": "fu ck sh it bi ",
    "letters and dots": "f.u.c.k.",
    "letters and stars": "f*u*k*",
    "cut words": "fu-ck ",
    "cut words without end": "fu-",
    "masked words": "f**k ",
    "leet": "5h1t a55 ",
    "leet without end": "1!|",
    "listed words": "fuck shit ",
    "quoted words": '"shit" he said ',
    "links": "a.co ",
    "long link": "a.",
    "addresses": "a@b.co ",
    "ats": "a@",
    "quotes": '"',
    "brackets": "(",
    "brackets in turn": "()",
    "right to left": "\u202efuck\u202c ",
    "overrides": "\u202e",
    "Hebrew": "שלום עולם ",
    "Arabic ligatures": "\ufdfa",
    "lines of letters": "f\nu\nc\nk\n",
    "line ends": "\n",
    "blanks": " ",
    "names": "Alex Example was suspended ",
    "lower-case names": "alex example was suspended ",
    "capitals": "Ab ",
    "threats": "i will kill you ",
    "threat words": "i will ",
    "insults": "you are an idiot ",
    "you": "you ",
    "numbers": "555-0100 ",
    "digits": "5",
    "money": "$100 ",
    "selling": "buy now cheap dm me ",
    "dot com": "example dot com ",
    "drawn letters": "|<|_|/\\",
    "upside down": "ʞɔnɟ ",
    "surrogates": "\ud800",
    "zero width": "f\u200bu\u200bc\u200bk ",
    "apostrophes": "f'u'c'k ",
    "hyphens at line ends": "fu-\nck ",
    "emoji between letters": "f🔥",
    "Cyrillic": "Ѕһіт ",
    "sentences": "No. Yes! ",
    "glued small words": "y o u ",
}
"""What is repeated to make a flood, by what it is."""


def floods(length: int = LENGTH) -> Iterator[tuple[str, str]]:
    """(kind, text) of every flood, each `length` characters long."""
    for kind, unit in FLOODS.items():
        yield kind, "".join(islice(cycle(unit), length))


def mixtures(number: int, length: int = LENGTH, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """(kinds, text) of random mixtures of floods, always the same ones for a seed."""
    chance = random.Random(seed)
    kinds = list(FLOODS)
    for _ in range(number):
        some = chance.sample(kinds, chance.randint(2, 4))
        parts = [chance.choice(some) for _ in range(length // 4)]
        yield " + ".join(some), "".join(FLOODS[part] for part in parts)[:length]


def slowest(run: Callable[[str], object], texts: Iterator[tuple[str, str]], rounds: int) -> list[tuple[float, str]]:
    """(milliseconds, kind), the slowest first; of some rounds the fastest counts, the rest is the machine's."""
    found: list[tuple[float, str]] = []
    for kind, text in texts:
        times: list[float] = []
        for _ in range(rounds):
            began = time.process_time()
            run(text)
            times.append((time.process_time() - began) * 1000)
        found.append((min(times), kind))
    return sorted(found, reverse=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the slowest floods and mixtures, in milliseconds of one comment."""
    parser = argparse.ArgumentParser(prog="benchmarks.hostile", description=__doc__)
    parser.add_argument("--length", type=int, default=LENGTH, help="characters of a comment")
    parser.add_argument("--mixtures", type=int, default=100, help="how many random mixtures")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args(arguments)
    verdict = judge_of(None).verdict
    verdict("warm up")
    heading("Judge: hostile comments", f"{wanted.length:,} characters each; CPU milliseconds, best of {wanted.rounds}.")
    found = slowest(verdict, floods(wanted.length), wanted.rounds)
    tell("floods are timed")
    mixed = slowest(verdict, mixtures(wanted.mixtures, wanted.length), wanted.rounds)
    everything = sorted(found + mixed, reverse=True)
    place = max(0, len(everything) // 100)
    rows = [(kind, f"{spent:.1f}") for spent, kind in (*found[:15], *mixed[:10])]
    table(("kind", "ms"), rows)
    print(f"{len(everything)} texts: slowest {everything[0][0]:.1f} ms, 99th percentile {everything[place][0]:.1f} ms.")


if __name__ == "__main__":
    main()
