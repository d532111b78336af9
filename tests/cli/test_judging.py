"""Do several processes judge like one, and do they end with it?"""

import os
import signal
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil
import pytest

from bot.cli.judging import CHUNK_LETTERS, Bench, Recipe
from bot.cli.lines import BadLine, Row
from bot.errors import InputError
from bot.model import Verdict

RECIPE = Recipe(config=Path("nowhere.toml"), today=date(2026, 11, 1))


def row(number: int, text: str) -> Row:
    return Row(number=number, id=number, text=text, post="", author="", account="", fields={"text": text})


def verdicts(rows: list[Row | BadLine], jobs: int, method: str = "fork") -> list[tuple[Row | BadLine, Verdict | None]]:
    return list(Bench[BadLine](RECIPE, jobs, method).verdicts(rows))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_however_processes_begin_they_answer_alike(method: str) -> None:
    rows: list[Row | BadLine] = [row(n, ("what the fuck", "Go Otters!", "")[n % 3]) for n in range(80)]
    rows.insert(5, BadLine(number=99, id=None, error="isn't JSON"))
    assert verdicts(rows, 2, method) == verdicts(rows, 1)


def test_long_texts_wait_in_small_parcels() -> None:
    asked = 0

    def rows() -> Iterator[Row]:
        nonlocal asked
        for number in range(40):
            asked += 1
            yield row(number, "a " * CHUNK_LETTERS)

    answers = Bench[BadLine](RECIPE, 2).verdicts(rows())
    next(answers)
    assert asked <= 10
    answers.close()  # type: ignore[attr-defined]  # an iterator that is a generator


def children() -> list[int]:
    return sorted(child.pid for child in psutil.Process().children())


def test_a_killed_process_is_told_and_none_is_left() -> None:
    before = set(children())

    def rows() -> Iterator[Row]:
        for number in range(5000):
            if number == 1000:
                os.kill(next(child for child in children() if child not in before), signal.SIGKILL)
            yield row(number, "Go Otters!")

    with pytest.raises(InputError, match="smaller --jobs"):
        list(Bench[BadLine](RECIPE, 2).verdicts(rows()))
    assert set(children()) <= before


@pytest.mark.parametrize("place", [0, 1])
def test_a_killed_process_ends_the_others_whatever_handler_they_inherited(place: int) -> None:
    before = set(children())

    def rows() -> Iterator[Row]:
        for number in range(300):
            yield row(number, "Go Otters!")
        time.sleep(1)  # until one waits for work and the other for its turn to wait
        os.kill([child for child in children() if child not in before][place], signal.SIGKILL)
        for number in range(300, 9000):
            yield row(number, "Go Otters!")

    former = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with pytest.raises(InputError, match="smaller --jobs"):
            list(Bench[BadLine](RECIPE, 2).verdicts(rows()))
    finally:
        signal.signal(signal.SIGTERM, former)
    assert set(children()) <= before


def test_processes_end_with_the_one_that_was_killed() -> None:
    out, told = os.pipe()
    parent = os.fork()
    if parent == 0:  # pragma: no cover - runs in a process of its own that is killed
        answers = Bench[BadLine](RECIPE, 2).verdicts(row(number, "Go Otters!") for number in range(100_000))
        next(answers)
        os.write(told, " ".join(map(str, children())).encode())
        time.sleep(60)
        os._exit(0)
    pids = [int(pid) for pid in os.read(out, 1000).split()]
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    assert len(pids) >= 2
    until = time.monotonic() + 10
    while any(is_alive(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(is_alive(pid) for pid in pids)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
