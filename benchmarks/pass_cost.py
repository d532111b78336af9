"""What does one pass with ten new comments cost, whatever the archive already holds?"""

import argparse
import logging
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import pretend
from benchmarks.past import live_through
from benchmarks.pretend import PER_POST, Site
from benchmarks.report import heading, median, number, ratio, table, tell
from benchmarks.texts import source, texts, write_rows
from benchmarks.worker import Unwritten, Worker, hire, settle
from bot import bootstrap
from bot.browser.camera import ChildCamera
from bot.model import Outcome

SIZES = (1_000, 10_000, 100_000)
NEW = 10
WINDOW = 20
"""Posts that are watched: as many as the smallest archive has, so that all look at the same number."""
ROUNDS = 5
STEPS_AT_ONCE = 10


@dataclass(slots=True, kw_only=True)
class Subject:
    """An archive of some size beside its site, and what the passes over it cost."""

    size: int
    site: Site
    worker: Worker
    posts: list[str]
    seconds: list[float] = field(default_factory=list)
    own_seconds: list[float] = field(default_factory=list)
    calls: int = 0
    steps: int = 0
    reread_seconds: float = 0.0
    reread_calls: int = 0
    written: int = 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the archives, let ten comments appear on each page in turns, measure the passes."""
    parser = argparse.ArgumentParser(prog="benchmarks.pass_cost", description=__doc__)
    parser.add_argument("--comments", type=Path, help="JSON Lines with `text`; default: the school week, repeated")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="comments in the archives")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args(arguments)
    sizes = [int(size) for size in wanted.sizes.split(",")]
    heading(
        f"One pass with {NEW} new comments over archives of different sizes",
        "Collect, judge, seal, decide: everything until the last row is done. Comments that break no rule\n"
        f"({source(wanted.comments)}), {PER_POST} to a post, the newest {WINDOW} posts watched; "
        f"median of {wanted.rounds} rounds in turns.",
    )
    logging.getLogger("bot").setLevel(logging.CRITICAL)
    harmless = _harmless(wanted.comments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="page-monitor-bench-")))
        subjects = [_subject(stack, folder, size, harmless) for size in (0, *sizes)]
        for turn in range(wanted.rounds):
            for subject in subjects:
                _timed_pass(subject, harmless)
            tell(f"round {turn + 1} of {wanted.rounds}")
        for subject in subjects:
            _counted_pass(subject, harmless)
            _reread(subject)
        _print(subjects)


def _harmless(file: Path | None) -> list[str]:
    """Comments that are kept wherever they stand: no picture is needed, so that the browser isn't what is measured."""
    judge = bootstrap.judge_of(None)
    places = [("News", "Dale Whitmore"), ("Post 1", "Reader 1")]
    return [
        text
        for text in texts(file)
        if all(judge.verdict(text, post_text=post, author=who).outcome is Outcome.KEEP for post, who in places)
    ]


def _subject(stack: ExitStack, folder: Path, size: int, harmless: Sequence[str]) -> Subject:
    """A page with `size` comments, and an archive that has lived through all of them."""
    began = time.perf_counter()
    home = folder / str(size)
    home.mkdir()
    repeated = [harmless[place % len(harmless)] for place in range(size)]
    site = stack.enter_context(pretend.running(write_rows(home / "comments.jsonl", repeated)))
    posts = [f"post-of-step-{place + 1}" for place in range(site.posts or WINDOW)]
    if not size:
        bare = [{"type": "post", "account": "page", "key": key, "text": "News", "at_minutes": 0} for key in posts]
        site.admin("events", bare)
    everything = settle(home, site.address, watch_posts=max(WINDOW, min(2_000, site.posts)))
    builder = hire(everything, ChildCamera(), archive=Unwritten(everything.archive_root))
    lived = live_through(builder)
    builder.store.close()
    if lived != size:
        raise SystemExit(f"the archive holds {lived} comments instead of {size}")
    tell(f"archive of {size:,} comments built in {time.perf_counter() - began:.0f} s")
    worker = hire(settle(home, site.address, watch_posts=WINDOW), ChildCamera())
    stack.callback(worker.store.close)
    return Subject(size=size, site=site, worker=worker, posts=posts)


def _write_comments(subject: Subject, harmless: Sequence[str]) -> None:
    """Ten comments appear, each on another one of the newest posts."""
    rows = []
    for post in subject.posts[-NEW:]:
        subject.written += 1
        rows.append(
            {
                "type": "comment",
                "post": post,
                "key": f"new-{subject.written}",
                "text": harmless[subject.written % len(harmless)],
                "author": {"id": "24400000000100", "name": "Dale Whitmore"},
            }
        )
    subject.site.admin("events", rows)


def _pass(subject: Subject) -> None:
    brought = subject.worker.collect()
    subject.worker.pipeline.work()
    waiting = subject.worker.store.work.waiting()
    if brought != NEW or waiting:
        raise SystemExit(f"the pass brought {brought} comments and left {dict(waiting)} waiting")


def _timed_pass(subject: Subject, harmless: Sequence[str]) -> None:
    _write_comments(subject, harmless)
    began, own = time.perf_counter(), time.process_time()
    _pass(subject)
    subject.seconds.append(time.perf_counter() - began)
    subject.own_seconds.append(time.process_time() - own)


def _counted_pass(subject: Subject, harmless: Sequence[str]) -> None:
    """Once more, counting calls and the steps of SQLite's virtual machine (which counting slows down)."""
    _write_comments(subject, harmless)
    before = subject.site.calls()
    ticks = 0

    def tick() -> int:
        nonlocal ticks
        ticks += 1
        return 0

    raw = subject.worker.store.connection.raw
    raw.set_progress_handler(tick, STEPS_AT_ONCE)
    _pass(subject)
    raw.set_progress_handler(None, 0)
    subject.calls, subject.steps = subject.site.calls() - before, ticks * STEPS_AT_ONCE


def _reread(subject: Subject) -> None:
    """The naive way: ask for everything on the page again, and do nothing with it."""
    began = time.perf_counter()
    subject.reread_calls, _ = pretend.read_everything(subject.site)
    subject.reread_seconds = time.perf_counter() - began


def _print(subjects: Sequence[Subject]) -> None:
    base = subjects[1]
    base_seconds = median(base.seconds)
    rows = []
    for subject in subjects:
        seconds = median(subject.seconds)
        rows.append(
            (
                f"{subject.size:,}" if subject.size else "empty (yardstick)",
                number(1000 * seconds),
                ratio(seconds, base_seconds),
                number(1000 * median(subject.own_seconds)),
                str(subject.calls),
                f"{subject.steps:,}",
                ratio(subject.steps, base.steps),
                number(1000 * subject.reread_seconds),
                f"{subject.reread_calls:,}",
            )
        )
    columns = ("comments in archive", "pass, ms", "to first", "own CPU, ms", "calls", "SQLite steps", "to first")
    table((*columns, "re-read all, ms", "calls"), rows)
    print(
        '"to first" compares with the smallest archive that isn\'t empty. "own CPU" leaves out waiting for the\n'
        "simulator and the disk. SQLite steps are instructions of its virtual machine: they don't depend on the\n"
        'machine\'s load. "re-read all" is bare requests paging through every comment, doing nothing with them.'
    )


if __name__ == "__main__":
    main()
