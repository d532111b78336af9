"""How fast is everything read that is there already, and does the memory stay flat? Beside a bare reader of pages."""

import argparse
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from benchmarks.completeness import settle, site_of
from benchmarks.pretend import Site, session
from benchmarks.report import heading, number, ratio, table, tell
from benchmarks.unkind_site import accounts
from bot.config import Config
from bot.store.index import SqliteStore

MARKS = 10
FIELDS = "id,message,created_time,from,permalink_url,is_hidden,can_hide,attachment,parent{id}"
IG_FIELDS = "id,text,timestamp,from,username,hidden,parent_id,replies.limit(50){id,text,timestamp,from,username,hidden}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read everything barely, then with the service; print both."""
    parser = argparse.ArgumentParser(prog="benchmarks.backfill", description=__doc__)
    parser.add_argument("--comments", type=Path, help="not used here: what is written doesn't matter")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--posts", type=int, default=2_000)
    wanted = parser.parse_args(arguments)
    logging.getLogger("bot").setLevel(logging.CRITICAL)
    heading(
        "The first back-fill",
        f"{wanted.size:,} comments over {wanted.posts:,} posts of {len(accounts())} accounts, read for the first time: "
        "collected, kept with their bytes,\nlogged, and put in line to be judged (judging is measured by `corridor`). "
        "The yardstick reads the same pages and\nkeeps nothing.",
    )
    started = time.time()
    with site_of(started, 1.0, wanted.posts, wanted.size, kind=True) as site, tempfile.TemporaryDirectory() as folder:
        site.admin("play", {"all": True})
        before = site.calls()
        began = time.perf_counter()
        barely = _read_barely(site)
        bare_seconds, bare_calls = time.perf_counter() - began, site.calls() - before
        tell(f"{barely:,} comments read barely in {bare_seconds:.0f} s")
        config = settle(Path(folder), site, wanted.posts)
        marks, seconds, calls = _fill(config, site, started, wanted.size)
    _print(wanted.size, (bare_seconds, bare_calls), (seconds, calls), marks)


def _read_barely(site: Site) -> int:
    found = 0
    for row in accounts():
        is_instagram = row["platform"] == "instagram"
        edge, fields = ("media", IG_FIELDS) if is_instagram else ("feed", FIELDS)
        with session() as asking:
            asking.headers["Authorization"] = f"Bearer {row['token']}"
            for post in _rows(asking, f"{site.address}/v26.0/{row['id']}/{edge}", fields="id", limit="100"):
                address = f"{site.address}/v26.0/{post['id']}/comments"
                asked = {} if is_instagram else {"filter": "stream"}
                for comment in _rows(asking, address, fields=fields, limit="50" if is_instagram else "100", **asked):
                    found += 1 + len(comment.get("replies", {}).get("data", ()))
    return found


def _rows(asking: Any, address: str, **params: str) -> Any:
    after: dict[str, str] = {}
    while True:
        answer = asking.get(address, params={**params, **after}, timeout=60)
        answer.raise_for_status()
        listing = answer.json()
        yield from listing["data"]
        if not listing.get("paging", {}).get("next"):
            return
        after = {"after": listing["paging"]["cursors"]["after"]}


def _fill(config: Config, site: Site, started: float, size: int) -> tuple[list[tuple[int, float]], float, int]:
    """(comments kept, resident megabytes) along the way; seconds; calls."""
    command = [sys.executable, "-m", "benchmarks.unkind_worker", str(config.file), str(started), "1", "--rounds", "1"]
    marks: list[tuple[int, float]] = []
    before = site.calls()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    watched = psutil.Process(process.pid)
    began = time.perf_counter()
    while process.poll() is None:
        kept, memory = _kept(config), _megabytes(watched)
        if memory and kept >= size / MARKS * (len(marks) + 1):
            marks.append((kept, memory))
            tell(f"{kept:,} comments kept, {memory:.0f} MB")
        time.sleep(0.2)
    if process.returncode or _kept(config) != size:
        raise SystemExit(f"the back-fill ended with {_kept(config):,} of {size:,} comments")
    return marks, time.perf_counter() - began, site.calls() - before


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 2**20
    except psutil.NoSuchProcess:
        return 0.0


def _kept(config: Config) -> int:
    store = SqliteStore.open_as_it_is(config.index_file)
    try:
        return int(store.connection.number("SELECT count(*) FROM comment"))
    finally:
        store.close()


def _print(size: int, bare: tuple[float, int], ours: tuple[float, int], marks: Sequence[tuple[int, float]]) -> None:
    table(
        ("", "seconds", "comments/s", "of the bare reader", "calls"),
        [
            ("bare reader, keeps nothing", number(bare[0]), number(size / bare[0]), "1.00x", number(bare[1])),
            (
                "this program, kept durably",
                number(ours[0]),
                number(size / ours[0]),
                ratio(size / ours[0], size / bare[0]),
                number(ours[1]),
            ),
        ],
    )
    table(("comments kept", "memory MB"), [(f"{kept:,}", number(memory)) for kept, memory in marks])
    print(json.dumps({"memory_first_MB": marks[0][1], "memory_last_MB": marks[-1][1]}) if marks else "no marks")


if __name__ == "__main__":
    main()
