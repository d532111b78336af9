"""Is lawful criticism ever hidden? The comments that come with the program, and those a judge would hide."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from bot.model import Outcome, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticism:
    """One critical, angry or sarcastic comment that breaks no guideline; invented."""

    id: str
    post: str
    text: str


@lru_cache(maxsize=1)
def lawful_criticism() -> tuple[Criticism, ...]:
    """Hundreds of comments in many registers, in English and Spanish."""
    content = (resources.files("bot.judge") / "pairs" / "criticism.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in content.split("\n") if line]
    return tuple(Criticism(id=row["id"], post=row["post"], text=row["text"]) for row in rows)


def hidden_criticism(verdict: Callable[[str, str], Verdict]) -> tuple[Criticism, ...]:
    """The comments that would be hidden, by `verdict` on a text and its post; there must be none."""
    return tuple(one for one in lawful_criticism() if verdict(one.text, one.post).outcome is Outcome.HIDE)
