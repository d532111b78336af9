"""Where does the unkind platform run? In a process of its own, under a clock that goes faster than ours."""

import argparse
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.simulator import server
from bot.simulator.scenario import parse
from bot.simulator.world import World

EPOCH = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
ACCOUNTS = 20
LATER_STEPS = 100
RATES = {
    "error_500": 0.01,
    "error_transient": 0.01,
    "throttle_with_headers": 0.001,
    "throttle_no_headers": 0.0005,
    "reduce_data": 0.003,
    "drop_before": 0.005,
    "drop_after": 0.005,
    "html": 0.005,
    "truncate": 0.005,
    "half_answer": 0.005,
    "drip": 0.003,
    "slow": 0.003,
    "wrong_content_type": 0.01,
    "html_content_type": 0.01,
    "empty_page_with_next": 0.01,
    "repeat_page": 0.005,
    "repeated_cursor": 0.005,
    "next_on_another_host": 0.01,
    "ranked": 0.05,
    "missing_from": 0.02,
    "other_spelling": 0.05,
    "null_batch_item": 0.02,
    "null_batch_item_done": 0.02,
}
"""How often each kind of trouble strikes a call, all at once: about one call in five meets one."""


class FastClock:
    """The time of the machine since `started` (Unix seconds), gone through `speed` times as fast, from `EPOCH` on."""

    def __init__(self, started: float, speed: float) -> None:
        self._started = started
        self._speed = speed

    def now(self) -> datetime:
        """The present moment of this world."""
        return EPOCH + timedelta(seconds=(time.time() - self._started) * self._speed)


def accounts() -> list[dict[str, str]]:
    """Half Facebook, half Instagram."""
    return [
        {
            "key": f"page-{number}",
            "platform": "instagram" if number % 2 else "facebook",
            "id": str((17841400000000000 if number % 2 else 100000000000000) + number),
            "name": f"School {number}",
            "username": f"school{number}",
            "token": f"token-of-page-{number}",
        }
        for number in range(ACCOUNTS)
    ]


def scenario(posts: int, comments: int, *, kind: bool) -> dict[str, Any]:
    """Two thirds of the comments are there at once, the others come in `LATER_STEPS` steps."""
    dice = random.Random(7)
    first = comments * 2 // 3
    keys = [f"post-{number}" for number in range(posts)]
    rows = [
        {"type": "post", "account": f"page-{n % ACCOUNTS}", "key": key, "text": "News", "at_minutes": n * 10080 / posts}
        for n, key in enumerate(keys)
    ]
    tops: dict[str, list[str]] = {}
    written = [_comment(n, keys, tops, dice) for n in range(comments)]
    size = -(-(comments - first) // LATER_STEPS)
    later = [written[at : at + size] for at in range(first, comments, size)]
    return {
        "name": "unkind",
        "accounts": accounts(),
        "settings": {} if kind else {"unkindness": {"seed": "7", "seconds": 0.2, "rates": RATES}},
        "steps": [
            {"label": "there", "at_minutes": 0, "events": rows + written[:first]},
            *({"label": f"later {n}", "at_minutes": 10080, "events": part} for n, part in enumerate(later)),
        ],
    }


def _comment(number: int, posts: Sequence[str], tops: dict[str, list[str]], dice: random.Random) -> dict[str, Any]:
    post, key = posts[min(len(posts) - 1, int(dice.paretovariate(0.35)) % len(posts))], f"c{number}"
    who = dice.randrange(900)
    row: dict[str, Any] = {"type": "comment", "post": post, "key": key, "text": f"Comment number {number}",
           "author": {"id": str(7000 + who), "name": f"Reader {who}"}}  # fmt: skip
    known = tops.setdefault(post, [])
    if known and dice.random() < 0.2:
        return {**row, "parent": dice.choice(known[-20:])}
    known.append(key)
    return row


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until told to end; the first line printed tells the address."""
    parser = argparse.ArgumentParser(prog="benchmarks.unkind_site", description=__doc__)
    parser.add_argument("started", type=float)
    parser.add_argument("speed", type=float)
    parser.add_argument("posts", type=int)
    parser.add_argument("comments", type=int)
    parser.add_argument("--kind", action="store_true")
    wanted = parser.parse_args(arguments)
    logging.getLogger("waitress").setLevel(logging.CRITICAL)  # half answers are meant here
    clock = FastClock(wanted.started, wanted.speed)
    world = World(parse(scenario(wanted.posts, wanted.comments, kind=wanted.kind)), clock.now)
    world.play(1)

    def announce(address: str) -> None:
        print(json.dumps({"address": address, "admin_key": world.admin_key}), flush=True)

    server.serve(world, 0, announce)


def keys_and_ids(state: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(account, bare comment id, text) of everything that is on the pages."""
    for key, account in state["accounts"].items():
        for comment_id, comment in account["comments"].items():
            yield key, comment_id.rsplit("_", 1)[-1], comment["text"]


if __name__ == "__main__":
    main()
