"""`page-monitor judge`: try the guidelines on any file of comments; no database, no network."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO

import click

from bot.cli.console import progress, visible
from bot.cli.copies import counted
from bot.cli.judging import Bench, Recipe
from bot.cli.lines import BadLine, Row, rows
from bot.cli.unknown_names import unknown_accounts
from bot.cli.whole_file import whole_file
from bot.config import SystemClock
from bot.judge.sheet import load_sheet
from bot.model import Finding, Verdict

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("comments", type=click.File("rb"), required=False, metavar="[FILE]")
@click.option("--input", "source", type=click.File("rb"), help="JSON Lines to read (default: FILE or standard input).")
@click.option(
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    help="Where to write, once all is judged (default: standard output, line by line).",
)
@click.option("--guidelines", type=FILE, help="Judge by this guidelines file (default: that of the settings, or ours).")
@click.option("--facts", type=FILE, help="Statements as JSON Lines: claims are looked for, by meaning where installed.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to judge in.")
@click.pass_obj
def judge(
    file: Path,
    comments: IO[bytes] | None,
    source: IO[bytes] | None,
    target: Path,
    guidelines: Path | None,
    facts: Path | None,
    jobs: int,
) -> None:
    """Judge the comments in FILE.

    It says what would be kept, reviewed or hidden, and why. Each line is {"id", "text", "post"?, "author"?,
    "account"?, "time"?}; each answer is {"id", "verdict", "priority", "findings"}: priority (0 to 1) is the order of
    the queue. A line without an id is answered with its number, "line"; one that can't be read is answered
    {"id", "line", "error"}, and the rest goes on. Lines with post and author are counted for repeats, within 24 hours
    where a time stands. An account that neither the settings nor an override names is told, where any is known.
    Nothing is stored or sent.

    \b
    A line of the statements' file (--facts; a finding about one names it as "statement"):
    {"id": "fs-1", "claim": "The pool is closing.", "paraphrases": ["They shut the pool."],
     "reply": "The pool stays open.", "source": "/pool", "owner": "Communications", "expires": "2027-06-30"}
    """
    if comments and source:
        raise click.UsageError("name one file of comments: FILE or --input, not both")
    told = comments or source or sys.stdin.buffer
    today = SystemClock().now().date()
    recipe = Recipe(config=file, guidelines=guidelines, facts=facts, today=today)
    _tell_expired(facts, today)
    with whole_file(target) as written:
        bench = Bench[BadLine](recipe=recipe, jobs=jobs)
        with progress("Preparing the judge") as tell:
            bench.prepare(tell)
        unknown = unknown_accounts(bench.accounts())
        with progress("Judging") as tell:
            faults = _answered(bench.verdicts(counted(unknown.noted(_told(told, tell)))), written)
    for sentence in unknown.told():
        click.echo(sentence, err=True)
    if faults:
        click.echo(f'{faults} line{"s" if faults > 1 else ""} couldn\'t be read: look for "error".', err=True)


def _tell_expired(facts: Path | None, today: date) -> None:
    """Say it when a sheet that was named holds nothing that still counts: silence would look like "no claims found"."""
    sheet = load_sheet(facts) if facts else ()
    if facts and all(one.expires < today for one in sheet):
        last = f"the last expired on {max(one.expires for one in sheet)}" if sheet else "it is empty"
        click.echo(
            f"{visible(facts.name)} holds no statement that still counts ({last}): no claim is looked for.", err=True
        )


def _answered(judged: Iterable[tuple[Row | BadLine, Verdict | None]], written: IO[str]) -> int:
    """Writes one line for each; how many could not be read."""
    faults = 0
    for row, verdict in judged:
        if isinstance(row, BadLine):
            faults += 1
            written.write(json.dumps({"id": row.id, "line": row.number, "error": row.error}) + "\n")
        elif verdict is not None:
            told = answer(row.id, row.text, verdict)
            if row.id in ("", None):  # nothing else says which comment it is about
                told = {"id": row.id, "line": row.number, **told}
            written.write(json.dumps(told, ensure_ascii=True) + "\n")
        written.flush()
    return faults


def _told(source: IO[bytes], tell: Callable[[int, int], None]) -> Iterator[Row | BadLine]:
    size = _size(source)
    for row in rows(source):
        if size and row.number % 500 == 0:
            tell(source.tell(), size)
        yield row


def _size(source: IO[bytes]) -> int:
    """Bytes of a file, 0 for a pipe: only a file's end can be seen coming."""
    try:
        return os.fstat(source.fileno()).st_size if source.seekable() else 0
    except OSError:
        return 0


def answer(row_id: object, text: str, verdict: Verdict) -> dict[str, object]:
    """One answer as it is written."""
    return {
        "id": row_id,
        "verdict": verdict.outcome,
        "priority": verdict.priority,
        "findings": [_finding(finding, text) for finding in verdict.findings],
    }


def _finding(finding: Finding, text: str) -> dict[str, object]:
    told: dict[str, object] = {
        "guideline": finding.guideline,
        "rule": finding.rule,
        "score": finding.score,
        "start": finding.start,
        "end": finding.end,
        "match": text[finding.start : finding.end],  # as it was sent: broken characters included
        "why": finding.why,
    }
    return told if finding.statement is None else {**told, "statement": finding.statement}
