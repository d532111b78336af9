"""How fast do 8,000 comments walk the whole corridor, and at what price in memory and disk?"""

import argparse
import hashlib
import json
import logging
import resource
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import pretend
from benchmarks.cards import cards
from benchmarks.pretend import PER_POST, Site
from benchmarks.report import heading, number, ratio, table, tell
from benchmarks.texts import source, texts, write_rows
from benchmarks.worker import StandIn, Worker, disk_bytes, hire, peak_megabytes, settle
from bot.browser.camera import ChildCamera
from bot.model import Figures, Photograph

COMMENTS = 8_000
REAL_PICTURES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What the walk cost: seconds and rows of each part in order, and what it left behind."""

    parts: tuple[tuple[str, float, int], ...]
    seconds: float
    own_seconds: float
    figures: Figures
    calls: int
    megabytes: float
    disk: int
    index: int

    @property
    def rows(self) -> int:
        """Comments that walked."""
        return self.parts[0][2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """How real pictures went before the walk; the first one stands in for all others."""

    first: Photograph
    seconds_each: float
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Walk once, then the two yardsticks on the same page."""
    parser = argparse.ArgumentParser(prog="benchmarks.corridor", description=__doc__)
    parser.add_argument("--comments", type=Path, help="JSON Lines with `text`; default: the school week, repeated")
    parser.add_argument("--number", type=int, default=COMMENTS)
    wanted = parser.parse_args(arguments)
    comments = texts(wanted.comments, wanted.number)
    heading(
        f"{len(comments):,} comments through the corridor",
        f"{source(wanted.comments)}, {PER_POST} to a post, one page in enforce mode; the pretend Graph API runs in\n"
        "another process over loopback. Every step is durable as in production (fsync, synchronous=FULL).",
    )
    logging.getLogger("bot").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="page-monitor-bench-") as name:
        folder = Path(name)
        pictures = _photograph(comments)
        with pretend.running(write_rows(folder / "comments.jsonl", comments)) as site:
            tell(f"walking {len(comments):,} comments")
            walk = _walk(folder, site, pictures.first)
            tell("yardsticks")
            rows = [*_yardsticks(folder, site)]
    _print(walk, pictures, rows)


def _photograph(comments: Sequence[str]) -> Pictures:
    """Real pictures of some of the comments, by the service's own camera."""
    camera = ChildCamera()
    pages = cards(comments[: REAL_PICTURES + 1])
    first = camera.photograph(pages[0])
    began = time.perf_counter()
    for page in pages[1:]:
        camera.photograph(page)
    seconds = (time.perf_counter() - began) / max(1, len(pages) - 1)
    camera.close()
    tell(f"{len(pages)} real pictures taken")
    return Pictures(first=first, seconds_each=seconds, megabytes=peak_megabytes(resource.RUSAGE_CHILDREN))


def _walk(folder: Path, site: Site, picture: Photograph) -> Walk:
    config = settle(folder, site.address, watch_posts=max(20, site.posts))
    worker = hire(config, StandIn(picture))
    began, own = time.perf_counter(), time.process_time()
    brought = worker.collect()
    collected = time.perf_counter() - began
    worker.pipeline.work()
    seconds, own_seconds = time.perf_counter() - began, time.process_time() - own
    walk = Walk(
        parts=(("collect", collected, brought), *_parts(worker, seconds - collected)),
        seconds=seconds,
        own_seconds=own_seconds,
        figures=worker.store.desk.figures(),
        calls=site.calls(),
        megabytes=peak_megabytes(),
        disk=disk_bytes(config.archive_root),
        index=config.index_file.stat().st_size,
    )
    worker.store.close()
    return walk


def _parts(worker: Worker, seconds: float) -> list[tuple[str, float, int]]:
    stages = [(str(timed.stage), timed.seconds, timed.rows) for timed in worker.stages if timed.rows]
    rest = seconds - sum(spent for _, spent, _ in stages)
    return [*stages, ("claiming rows", rest, sum(rows for _, _, rows in stages))]


def _yardsticks(folder: Path, site: Site) -> list[tuple[str, float, int]]:
    """Asking for the same comments and doing nothing; writing the same rows and nothing else."""
    began = time.perf_counter()
    _, pages = pretend.read_everything(site)
    asked = time.perf_counter() - began
    rows = sum(map(len, pages))
    written = _plain_inserts(folder / "plain.db", pages)
    return [
        ("bare requests, nothing done with them", asked, rows),
        ("plain sqlite3 inserts, a commit a page", written, rows),
    ]


def _plain_inserts(path: Path, pages: Sequence[Sequence[dict[str, Any]]]) -> float:
    """Seconds for one table, one row a comment, one durable commit for each page of results."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE comment (id TEXT PRIMARY KEY, text TEXT, created TEXT, sha256 TEXT, payload BLOB)")
    began = time.perf_counter()
    for page in pages:
        database.execute("BEGIN IMMEDIATE")
        for comment in page:
            payload = json.dumps(comment).encode()
            digest = hashlib.sha256(payload).hexdigest()
            row = (comment["id"], comment.get("message"), comment["created_time"], digest, payload)
            database.execute("INSERT INTO comment VALUES (?, ?, ?, ?, ?)", row)
        database.execute("COMMIT")
    seconds = time.perf_counter() - began
    database.close()
    return seconds


def _print(walk: Walk, pictures: Pictures, yardsticks: Sequence[tuple[str, float, int]]) -> None:
    whole = ("collect to act, all", walk.seconds, walk.rows)
    lines = [*walk.parts, whole, *yardsticks]
    table(
        ("", "rows", "seconds", "rows/s", "share"),
        [
            (name, f"{rows:,}", number(seconds), number(rows / seconds), f"{100 * seconds / walk.seconds:.0f} %")
            for name, seconds, rows in lines
        ],
    )
    found, taken = walk.figures, walk.figures.captures
    print(
        f"own CPU {walk.own_seconds:.1f} s of {walk.seconds:.1f} s; {walk.calls:,} Graph calls; peak memory "
        f"{walk.megabytes:.0f} MB; on disk {walk.disk / 1e6:.0f} MB ({walk.disk / walk.rows / 1000:.1f} kB a comment, "
        f"the index {walk.index / 1e6:.0f} MB of it).\n"
        f"kept {found.kept:,}, waiting for review {found.queued:,}, hidden with proof {found.hidden:,}, "
        f"failures {found.failures:,}.\n"
        f"{taken:,} of {walk.rows:,} comments ({100 * taken / walk.rows:.1f} %) needed a picture. In the walk one "
        "picture stood in for all: card, checks,\n"
        "thumbnail and the picture's fsync are in `preserve`; the browser's own time isn't, nor are the thumbnails'\n"
        "files (they are all alike, so the archive keeps one).\n"
        f"Measured beside it: {REAL_PICTURES} real pictures, "
        f"{pictures.seconds_each:.2f} s each, largest browser process {pictures.megabytes:.0f} MB;\n"
        f"{taken:,} of them would add {number(taken * pictures.seconds_each)} s "
        f"({ratio(taken * pictures.seconds_each, walk.seconds)} the walk)."
    )


if __name__ == "__main__":
    main()
