"""Is any comment lost, invented or doubled on Meta's worst day, while the worker is killed again and again?"""

import argparse
import json
import logging
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.pretend import Site
from benchmarks.report import heading, number, table, tell
from benchmarks.unkind_site import RATES, accounts, keys_and_ids
from bot.bootstrap import migrate_index
from bot.config import Config, load_config
from bot.store.index import SqliteStore

SPEED = 60.0
LIFE_SECONDS = (1.0, 5.0)
MOST_WAIT = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The archive beside the pages."""

    there: int
    kept: int
    lost: int
    invented: int
    doubled: int
    changed: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill, look, wait until everything is there (or the patience ends), and count."""
    parser = argparse.ArgumentParser(prog="benchmarks.completeness", description=__doc__)
    parser.add_argument("--comments", type=Path, help="not used here: what is written doesn't matter")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--posts", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=100)
    wanted = parser.parse_args(arguments)
    logging.getLogger("bot").setLevel(logging.CRITICAL)
    heading(
        "Completeness on Meta's worst day",
        f"{wanted.size:,} comments over {wanted.posts:,} posts of {len(accounts())} accounts; {len(RATES)} kinds of "
        f"trouble at once (about {100 * sum(RATES.values()):.0f} per\n100 calls); the worker is killed with kill -9 "
        f"{wanted.kills} times, {LIFE_SECONDS[0]:g} to {LIFE_SECONDS[1]:g} s after it is ready; a third of the "
        "comments are written\nmeanwhile. The clock goes 60 times as fast: an hour of throttling takes a minute.",
    )
    started = time.time()
    with (
        site_of(started, SPEED, wanted.posts, wanted.size, kind=False) as site,
        tempfile.TemporaryDirectory() as folder,
    ):
        config = settle(Path(folder), site, wanted.posts)
        _kill(config, site, started, wanted.kills)
        _catch_up(config, site, started, wanted.size)
        balance, calls = _balance(config, site), site.calls()
    table(
        ("on the pages", "in the archive", "lost", "invented", "doubled", "words differ", "kills", "calls", "minutes"),
        [
            (
                *(number(each) for each in (balance.there, balance.kept, balance.lost, balance.invented)),
                *(number(each) for each in (balance.doubled, balance.changed, wanted.kills, calls)),
                number((time.time() - started) / 60),
            )
        ],
    )
    if balance.lost or balance.invented or balance.doubled or balance.changed:
        raise SystemExit("the archive and the pages differ")


@contextmanager
def site_of(started: float, speed: float, posts: int, comments: int, *, kind: bool) -> Iterator[Site]:
    """The pretend platform in a process of its own, unkind unless `kind`."""
    command = [sys.executable, "-m", "benchmarks.unkind_site", str(started), str(speed), str(posts), str(comments)]
    command += ["--kind"] if kind else []
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise SystemExit("the simulator did not start; its message stands above")
        yield Site(**json.loads(line), posts=posts)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def settle(home: Path, site: Site, posts: int) -> Config:
    """Settings, tokens and an empty index for all accounts of the site."""
    secrets = home / "secrets"
    secrets.mkdir(mode=0o700)
    blocks = []
    for row in accounts():
        (secrets / f"token-{row['key']}").write_text(row["token"], "utf-8")
        blocks.append(
            f'[[accounts]]\nid = "{row["key"]}"\nplatform = "{row["platform"]}"\nname = "{row["name"]}"\n'
            f'external_id = "{row["id"]}"\n'
        )
    file = home / "config.toml"
    file.write_text(
        f'[district]\nname = "Benchmark"\n[graph]\nbase_url = "{site.address}"\n'
        f"[collect]\nevery_seconds = 60.0\nold_hours = 0.5\nwatch_posts = {min(2_000, posts)}\n"
        "reconcile_minutes = 60.0\n"
        '[secrets]\ndirectory = "secrets"\n' + "\n".join(blocks),
        "utf-8",
    )
    config = load_config(file)
    migrate_index(config)
    return config


@contextmanager
def _worker(config: Config, started: float) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "benchmarks.unkind_worker", str(config.file), str(started), str(SPEED)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        if not process.stdout.readline():
            raise SystemExit("the worker did not start; its message stands above")
        yield process
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()


def _kill(config: Config, site: Site, started: float, kills: int) -> None:
    dice = random.Random(3)
    for turn in range(kills):
        with _worker(config, started):
            time.sleep(dice.uniform(*LIFE_SECONDS))
        site.admin("play", {"steps": 1})
        if turn % 10 == 9:
            tell(f"killed {turn + 1} times, {_kept(config):,} comments kept")
    site.admin("play", {"all": True})


def _catch_up(config: Config, site: Site, started: float, size: int) -> None:
    until = time.monotonic() + MOST_WAIT
    with _worker(config, started) as worker:
        while _kept(config) < size and time.monotonic() < until and worker.poll() is None:
            time.sleep(5)
            tell(f"{_kept(config):,} of {size:,} comments kept")


def _kept(config: Config) -> int:
    store = SqliteStore.open_as_it_is(config.index_file)
    try:
        return int(store.connection.number("SELECT count(*) FROM comment"))
    finally:
        store.close()


def _balance(config: Config, site: Site) -> Balance:
    state: Any = site.admin("state")
    there = {(account, bare): text for account, bare, text in keys_and_ids(state)}
    store = SqliteStore.open_as_it_is(config.index_file)
    rows = store.connection.rows(
        "SELECT c.account_id, c.external_id, r.text FROM comment c JOIN revision r ON r.comment_id = c.id"
    )
    kept = Counter((row["account_id"], row["external_id"]) for row in rows)
    differ = sum(there.get((row["account_id"], row["external_id"]), row["text"]) != row["text"] for row in rows)
    store.close()
    return Balance(
        there=len(there),
        kept=len(kept),
        lost=len(there.keys() - kept.keys()),
        invented=len(kept.keys() - there.keys()),
        doubled=sum(times > 1 for times in kept.values()),
        changed=differ,
    )


if __name__ == "__main__":
    main()
