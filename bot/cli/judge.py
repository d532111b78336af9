"""`page-monitor judge`: try the guidelines on any file of comments; no database, no network."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import click

from bot.bootstrap import judge_of
from bot.cli.console import progress
from bot.config import load_config
from bot.errors import InputError
from bot.judge.judge import Judge
from bot.model import Finding, Verdict


@click.command()
@click.option(
    "--input", "source", type=click.File("rb"), default="-", help="JSON Lines to read (default: standard input)."
)
@click.option(
    "--output",
    "target",
    type=click.File("w", encoding="utf-8", atomic=True, lazy=False),
    default="-",
    help="Where to write (default: standard output).",
)
@click.pass_obj
def judge(file: Path, source: IO[bytes], target: IO[str]) -> None:
    """Judge comments from a file.

    It says what would be kept, reviewed or hidden, and why.
    Each line is {"id", "text", "post"?, "author"?}; each answer is {"id", "verdict", "findings"}. The guidelines of the
    settings file are used where there is one, else the shipped ones. Nothing is stored and nothing is sent.
    """
    machine = judge_of(load_config(file) if file.is_file() else None)
    with progress("Judging") as tell:
        for line in _answers(machine, source, tell):
            target.write(line + "\n")


def _answers(machine: Judge, source: IO[bytes], tell: Callable[[int, int], None]) -> Iterator[str]:
    name, size = getattr(source, "name", "input"), _size(source)
    for number, line in enumerate(source, start=1):
        if size and number % 500 == 0:
            tell(source.tell(), size)
        if line.strip():
            row = _row(line, f"{name}: line {number}")
            verdict = machine.verdict(row["text"], post_text=row["post"], author=row["author"])
            yield json.dumps(answer(row["id"], verdict), ensure_ascii=True)


def _size(source: IO[bytes]) -> int:
    """Bytes of a file, 0 for a pipe: only a file's end can be seen coming."""
    try:
        return os.fstat(source.fileno()).st_size if source.seekable() else 0
    except OSError:
        return 0


def _row(line: bytes, place: str) -> dict[str, str]:
    try:
        row = json.loads(line)
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f'{place}: isn\'t JSON; write one object a line, such as {{"id": "1", "text": "…"}}'
        ) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(f'{place}: has no "text"; write one object a line, such as {{"id": "1", "text": "…"}}')
    wanted = {key: row.get(key) if row.get(key) is not None else "" for key in ("post", "author")}
    for key, value in wanted.items():
        if not isinstance(value, str):
            raise InputError(f'{place}: "{key}" must be a text')
    return {"id": row.get("id", ""), "text": row["text"], **wanted}


def answer(row_id: object, verdict: Verdict) -> dict[str, object]:
    """One answer as it is written."""
    return {"id": row_id, "verdict": verdict.outcome, "findings": [_finding(f) for f in verdict.findings]}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "guideline": finding.guideline,
        "rule": finding.rule,
        "score": finding.score,
        "start": finding.start,
        "end": finding.end,
        "match": finding.match,
        "why": finding.why,
    }
