"""How well are false claims found, and told from denials and questions? By meaning and by words, in one run."""

import argparse
import json
import resource
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.report import heading, table, tell
from bot.bootstrap.judging import embedder_of
from bot.judge.claims import Claims
from bot.judge.facts import Facts
from bot.judge.facts import sentences as split
from bot.judge.likeness import Likeness, stems_of
from bot.judge.reading import read
from bot.judge.sheet import load_sheet
from bot.judge.stance import Stance, stance, wording
from bot.model import Share, Statement
from bot.ports import Embedder

SHEETS = Path(__file__).resolve().parent.parent / "tests" / "judge" / "sheets"
PRECISION = 0.95
_KINDS = {"denies": "denial", "asks": "question"}
"""How some files name them: a key `stance` beside the tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A labelled comment: the statement it asserts, if any, and the one it comes near without asserting it."""

    text: str
    statement: str | None
    near: str | None
    kind: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Print retrieval, alarms and stances, for each of the two ways."""
    parser = argparse.ArgumentParser(prog="benchmarks.facts", description=__doc__)
    parser.add_argument("--claims", type=Path, default=SHEETS / "invented_statements.jsonl", help="the sheet")
    parser.add_argument(
        "--comments", type=Path, default=SHEETS / "invented_comments.jsonl", help="JSON Lines: text, statement?, tags?"
    )
    parser.add_argument("--distractors", type=Path, help="JSON Lines with `text`: more claims to be told apart from")
    parser.add_argument("--count", type=int, default=5000, help="how many distractors")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first so many statements (tuned on)")
    wanted = parser.parse_args(arguments)
    sheet = load_sheet(wanted.claims)
    today = min(one.expires for one in sheet)
    comments = comments_of(wanted.comments, {one.id for one in sheet[: wanted.skip]})
    others = _distractors(wanted.distractors, wanted.count)
    ways: dict[str, Embedder | None] = {"by words": None}
    found = embedder_of(None)
    if found is None:
        tell("the extra [semantic] isn't installed: by words alone")
    else:
        ways["by meaning and words"] = found
    _retrieval(ways, sheet[wanted.skip :], comments, others)
    _alarms(ways, sheet, comments, today)
    _stances(sheet, comments)
    print(f"Peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")


def comments_of(path: Path, without: AbstractSet[str] = frozenset()) -> list[Comment]:
    """The comments of a file, but for those that belong to the statements `without`."""
    made = [_comment(row) for row in _rows(path)]
    return [one for one in made if one.statement not in without and one.near not in without]


def _comment(row: Mapping[str, Any]) -> Comment:
    tags = [str(tag) for tag in row.get("tags", ())]
    near = row.get("near") or next((tag.removeprefix("near:") for tag in tags if tag.startswith("near:")), None)
    kinds = {_KINDS.get(str(row.get("stance")), ""), *tags} & {"denial", "question"}
    asserted = row.get("statement") if row.get("stance", "asserts") == "asserts" else None
    kind = "assertion" if asserted else min(kinds) if kinds else "opinion" if near else "other"
    return Comment(text=str(row["text"]), statement=asserted, near=near, kind=kind)


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _distractors(path: Path | None, count: int) -> list[Statement]:
    texts = [" ".join(str(row["text"]).split())[:200] for row in _rows(path)] if path else []
    return [
        Statement(id=f"other-{n}", claim=text, paraphrases=(), reply="", source="", owner="", expires=date.max)
        for n, text in enumerate(texts[:count])
        if text
    ]


def _retrieval(
    ways: Mapping[str, Embedder | None],
    sheet: Sequence[Statement],
    comments: Sequence[Comment],
    others: Sequence[Statement],
) -> None:
    bare = [_bare(one) for one in sheet]
    asked = [(text, one.id) for one in sheet for text in one.paraphrases]
    told = [(one.text, one.statement) for one in comments if one.statement]
    heading(
        "Claims found again",
        f"{len(bare)} claims without their paraphrases among {len(others):,} other sentences; asked with "
        f"{len(asked)} paraphrases and {len(told)} comments (95 % interval).",
    )
    rows = []
    for name, embedder in ways.items():
        claims = Claims([*bare, *others], embedder, lambda done, of: _far(done, of))
        for kind, queries in (("paraphrases", asked), ("comments", told)):
            ranks = [[one.id for one, _ in claims.nearest(text, 5)] for text, _ in queries]
            first = sum(ids[:1] == [right] for ids, (_, right) in zip(ranks, queries, strict=True))
            five = sum(right in ids for ids, (_, right) in zip(ranks, queries, strict=True))
            rows.append(
                (f"{name}, {kind}", str(Share(hits=first, of=len(queries))), str(Share(hits=five, of=len(queries))))
            )
    table(("", "R@1", "R@5"), rows)


def _far(done: int, of: int) -> None:
    if of > 1000 and done % 1024 == 0:
        tell(f"{done:,} of {of:,} sentences")


def _bare(one: Statement) -> Statement:
    return Statement(
        id=one.id, claim=one.claim, paraphrases=(), reply="", source="", owner="", expires=one.expires
    )  # fmt: skip


def _alarms(
    ways: Mapping[str, Embedder | None], sheet: Sequence[Statement], comments: Sequence[Comment], today: date
) -> None:
    positive = sum(one.statement is not None for one in comments)
    near = sum(one.near is not None for one in comments)
    heading(
        "Alarms",
        f"{len(sheet)} statements; {len(comments):,} comments, {positive} of which assert one and {near} come near one "
        "(question, denial, opinion) and must find nothing. The surest finding of a comment counts.",
    )
    rows = []
    for name, embedder in ways.items():
        claims = Claims(sheet, embedder)
        rows.append((f"{name}, as shipped", *_as_shipped(Facts(claims), comments, positive, today)))
        rows.append((f"{name}, any threshold", *_at_precision(Facts(claims, sure=0.0), comments, positive, today)))
    table(("", "recall", "precision"), rows)


def _surest(facts: Facts, comment: Comment, today: date) -> tuple[float, bool] | None:
    found = list(facts.findings(read(comment.text, today=today)))
    return (found[0].score, found[0].statement == comment.statement) if found else None


def _as_shipped(facts: Facts, comments: Sequence[Comment], positive: int, today: date) -> tuple[str, str]:
    told = [one for one in (_surest(facts, comment, today) for comment in comments) if one]
    right = sum(is_right for _, is_right in told)
    return str(Share(hits=right, of=positive)), str(Share(hits=right, of=len(told)))


def _at_precision(facts: Facts, comments: Sequence[Comment], positive: int, today: date) -> tuple[str, str]:
    """The best recall that any threshold reaches at the precision aimed at."""
    told = sorted((one for one in (_surest(facts, comment, today) for comment in comments) if one), reverse=True)
    right, best, at = 0, 0, Share(hits=0, of=0)
    for asked, (_, is_right) in enumerate(told, start=1):
        right += is_right
        if right >= PRECISION * asked:
            best, at = right, Share(hits=right, of=asked)
    return str(Share(hits=best, of=positive)), str(at)


def _stances(sheet: Sequence[Statement], comments: Sequence[Comment]) -> None:
    heading("Stances", "Told from an assertion, or as one, for comments near a statement (rules alone, no model).")
    sentences = {one.id: (one.claim, *one.paraphrases) for one in sheet}
    alike = {key: Likeness(texts) for key, texts in sentences.items()}
    told: dict[str, list[bool]] = {}
    for comment in comments:
        key = comment.statement or comment.near
        if key not in sentences:
            continue
        worded = wording(sentences[key])
        part = max(split(comment.text), key=lambda one: len(stems_of(one.text) & worded.stems))
        nearest = sentences[key][int(alike[key].with_all(part.text).argmax())]
        said = stance(part.text, worded, nearest=nearest, before=part.before, after=part.after)
        told.setdefault(comment.kind, []).append((said is Stance.ASSERTS) == (comment.statement is not None))
    rows = [(kind, str(Share(hits=sum(right), of=len(right)))) for kind, right in sorted(told.items())]
    counted = [right for kind, all_right in told.items() if kind != "opinion" for right in all_right]
    table(("", "told rightly"), [*rows, ("all but opinions", str(Share(hits=sum(counted), of=len(counted))))])


if __name__ == "__main__":
    main()
