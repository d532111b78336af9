"""Which labelled texts do the models learn from? Folders of JSON Lines that are named, never part of this project."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

_RETWEET = re.compile(r'^[!"\s]*(?:RT @\w+:?\s*)+')
_HARM = frozenset({"H", "HR", "V", "S"})
UNKIND = frozenset({"personal_attack", "language.profane", "language.hateful", "language.threat", "language.obscene"})
"""The clauses of the school set that the insult model stands for."""


OURS = Path(__file__).parent / "sets"
"""Invented comments under a school's posts, each file by a writer who saw neither the rules nor the other files."""


class MissingCorpus(Exception):
    """A file of the training data is absent or not readable; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One set: texts with their labels (1 = the class). `weight` is how many comments it counts for, together."""

    name: str
    texts: tuple[str, ...]
    labels: tuple[int, ...]
    weight: float


Rows = Sequence[Mapping[str, Any]]


def rows_of(folder: Path, name: str) -> Rows:
    """The rows of one file. Raises `MissingCorpus`."""
    path = folder / f"{name}.jsonl"
    try:
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except OSError as error:
        raise MissingCorpus(f"{path} is missing: name the folder with the training sets (--data)") from error
    except ValueError as error:
        raise MissingCorpus(f"{path} is not JSON Lines: {error}") from error


def _made(name: str, weight: float, pairs: Iterator[tuple[str, int]]) -> Corpus:
    cleaned = [(clean(text), label) for text, label in pairs]
    kept = [(text, label) for text, label in cleaned if text]
    return Corpus(name=name, weight=weight, texts=tuple(t for t, _ in kept), labels=tuple(y for _, y in kept))


def clean(text: str) -> str:
    """Without what only the collection put there: encoded entities, the heads of passed-on tweets, outer quotes."""
    return _RETWEET.sub("", html.unescape(html.unescape(text))).strip().strip('"').strip()


def insults(folder: Path) -> list[Corpus]:
    """What the insult model learns from. Raises `MissingCorpus`."""
    school = rows_of(folder, "school_comments_dev")
    return [
        # Every third tweet: more of them taught the habits of tweets and made all other sets worse.
        _made("davidson", 3000, ((r["text"], int(r["cls"] != 2)) for r in rows_of(folder, "davidson")[::3])),
        _made("surge", 1500, _labelled(rows_of(folder, "surge_toxicity"))),
        _made("jigsaw", 3000, _labelled(rows_of(folder, "jigsaw_sample_ak"))),
        _made("wikipedia", 1500, _labelled(rows_of(folder, "wiki_toxicity"))),
        _made("openai", 1000, ((r["text"], _harmful(r)) for r in rows_of(folder, "openai_moderation"))),
        _made("toxigen", 500, _labelled(rows_of(folder, "toxigen_demos"))),
        _made("spans", 5000, _spans(rows_of(folder, "toxic_spans_train"))),
        _made("school", 2000, _school(school, UNKIND)),
        _made("benign", 400, _labelled(rows_of(folder, "benign_school_handwritten"))),
        _made("madlibs", 800, _labelled([r for r in rows_of(folder, "bias_madlibs") if is_taught(r["text"])])),
    ]


def spam(folder: Path) -> list[Corpus]:
    """What the spam model learns from. Raises `MissingCorpus`."""
    youtube = rows_of(folder, "youtube_spam_part")
    videos = sorted({str(row["video"]) for row in youtube})
    school = rows_of(folder, "school_comments_dev")
    return [
        _made("sms", 2000, _labelled(rows_of(folder, "sms_spam"))),
        *(_made(video.lower(), 800, _labelled([r for r in youtube if r["video"] == video])) for video in videos),
        _made("school", 2000, _school(school, frozenset({"spam"}))),
        _made("benign", 400, _labelled(rows_of(folder, "benign_school_handwritten"))),
        # Rude or not, these sell nothing.
        _made("surge", 1000, ((r["text"], 0) for r in rows_of(folder, "surge_toxicity"))),
        _made("davidson", 1000, ((r["text"], 0) for r in rows_of(folder, "davidson")[::8])),
        _made("jigsaw", 500, ((r["text"], 0) for r in rows_of(folder, "jigsaw_sample_ak")[::4])),
    ]


def school(folder: Path) -> list[Corpus]:
    """What the model of school comments learns from: what breaks any guideline. Raises `MissingCorpus`."""
    ours = sorted(path.stem for path in OURS.glob("*.jsonl"))
    return [
        _made("school", 1000, _broken(rows_of(folder, "school_comments_dev"))),
        _made("benign", 300, _labelled(rows_of(folder, "benign_school_handwritten"))),
        *(_made(name, 500, _broken(rows_of(OURS, name))) for name in ours),
        # Harmless talk from elsewhere, so that it scores low when it is not about schools.
        _made("youtube", 500, _harmless(rows_of(folder, "youtube_spam_part"), "label", 0)),
        _made("sms", 300, _harmless(rows_of(folder, "sms_spam")[::5], "label", 0)),
        _made("davidson", 500, _harmless(rows_of(folder, "davidson")[::3], "cls", 2)),
        _made("surge", 200, _harmless(rows_of(folder, "surge_toxicity"), "label", 0)),
        _made("jigsaw", 300, _harmless(rows_of(folder, "jigsaw_sample_ak")[::5], "label", 0)),
    ]


def _broken(rows: Rows) -> Iterator[tuple[str, int]]:
    return ((row["text"], int(row["expect"] != "keep")) for row in rows)


def _harmless(rows: Rows, key: str, value: int) -> Iterator[tuple[str, int]]:
    return ((row["text"], 0) for row in rows if int(row[key]) == value)


def is_taught(text: str) -> bool:
    """Whether a template's identity word is one of those the model is taught; the others measure it."""
    return crc32(text.lower().rstrip(".! ").rpartition(" ")[2].encode()) % 2 == 0


def _labelled(rows: Rows) -> Iterator[tuple[str, int]]:
    return ((row["text"], int(row["label"])) for row in rows)


def _harmful(row: Mapping[str, Any]) -> int:
    return int(any(row.get(key) == 1 for key in _HARM))


def _school(rows: Rows, clauses: frozenset[str]) -> Iterator[tuple[str, int]]:
    """What breaks one of `clauses` against what breaks none: criticism stands among the latter."""
    for row in rows:
        if row["guideline"] in clauses or row["expect"] == "keep":
            yield row["text"], int(row["guideline"] in clauses)


def _spans(rows: Rows) -> Iterator[tuple[str, int]]:
    """Each text, and once more without the words that people marked: the same voice, nothing unkind in it."""
    for row in rows:
        marked = set(row["spans"])
        if not marked:
            continue
        rest = "".join(" " if at in marked else char for at, char in enumerate(row["text"]))
        yield row["text"], 1
        if len(rest.split()) >= 3:
            yield rest, 0
