"""Where does the pretend platform run? In a process of its own, so that its work isn't counted as ours."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import requests

from bot.config import SystemClock
from bot.simulator import server
from bot.simulator.rows import ONE_PAGE, from_comments_file
from bot.simulator.world import World

PER_POST = 50
"""Comments on each post."""

DAYS_OLD = 9
"""The comments were written in the week that began so long ago: nothing is fresh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running simulator with one page."""

    address: str
    admin_key: str
    posts: int

    def admin(self, path: str, rows: object = None) -> Any:
        """Ask the admin side; a question with `rows` is a POST."""
        with session() as asking:
            asking.headers["X-Admin-Key"] = self.admin_key
            url = f"{self.address}/_admin/{path}"
            answer = asking.get(url, timeout=300) if rows is None else asking.post(url, json=rows, timeout=300)
            answer.raise_for_status()
            return answer.json()

    def calls(self) -> int:
        """Graph calls answered so far."""
        return int(self.admin("state")["calls"]["total"])


def session() -> requests.Session:
    """A session that no proxy of the environment gets into the way of."""
    made = requests.Session()
    made.trust_env = False
    return made


@contextmanager
def running(comments: Path) -> Iterator[Site]:
    """The simulator with the comments of a file already written on one page."""
    command = [sys.executable, "-m", "benchmarks.pretend", str(comments)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise SystemExit("the simulator did not start; its message stands above")
        yield Site(**json.loads(line))
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def read_everything(site: Site) -> tuple[int, list[list[dict[str, Any]]]]:
    """The least a program could do: page through all posts and comments; answers calls and pages."""
    calls, pages = 0, []
    page = ONE_PAGE[0]
    fields = "id,message,created_time,from,permalink_url,is_hidden,can_hide,attachment,parent{id}"
    with session() as asking:
        asking.headers["Authorization"] = f"Bearer {page.token}"
        for posts in _pages(asking, f"{site.address}/v26.0/{page.id}/feed", fields="id,message"):
            calls += 1
            for post in posts:
                address = f"{site.address}/v26.0/{post['id']}/comments"
                for comments in _pages(asking, address, fields=fields, filter="stream"):
                    calls += 1
                    pages.append(comments)
    return calls, pages


def _pages(asking: requests.Session, address: str, **params: str) -> Iterator[list[dict[str, Any]]]:
    after: dict[str, str] = {}
    while True:
        answer = asking.get(address, params={**params, **after, "limit": "100"}, timeout=60)
        answer.raise_for_status()
        listing = answer.json()
        yield listing["data"]
        if not listing.get("paging", {}).get("next"):
            return
        after = {"after": listing["paging"]["cursors"]["after"]}


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until told to end; the first line printed tells the address."""
    parser = argparse.ArgumentParser(prog="benchmarks.pretend")
    parser.add_argument("comments", type=Path)
    wanted = parser.parse_args(arguments)
    clock = SystemClock()
    script = from_comments_file(wanted.comments, comments_per_post=PER_POST)
    world = World(script, clock.now, start=clock.now() - timedelta(days=DAYS_OLD))
    world.play_all()

    def announce(address: str) -> None:
        print(
            json.dumps({"address": address, "admin_key": world.admin_key, "posts": len(script.steps)}),
            flush=True,
        )

    server.serve(world, 0, announce)


if __name__ == "__main__":
    main()
