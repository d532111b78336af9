"""What is killed again and again? The service as `page-monitor run` makes it, reading only, under the fast clock."""

import argparse
import logging
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.unkind_site import FastClock
from bot.bootstrap import service_of
from bot.config import load_config, load_secrets


class NoCamera:
    """Nothing is judged here, so nothing is photographed."""

    def photograph(self, html: str) -> object:
        """Never asked."""
        raise AssertionError(html)

    def close(self) -> None:
        """Nothing to end."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Read whatever is due, for ever (or once through everything with --once)."""
    parser = argparse.ArgumentParser(prog="benchmarks.unkind_worker", description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("started", type=float)
    parser.add_argument("speed", type=float)
    parser.add_argument("--rounds", type=int, default=0, help="end after so many whole passes over all accounts")
    wanted = parser.parse_args(arguments)
    logging.getLogger("bot").setLevel(logging.CRITICAL)
    config = load_config(wanted.config)
    clock = FastClock(wanted.started, wanted.speed)
    service = service_of(config, load_secrets(config), clock, camera=NoCamera())  # type: ignore[arg-type]  # never used
    print("ready", flush=True)
    rounds = 0
    while not wanted.rounds or rounds < wanted.rounds:
        for account in config.watched:
            if wanted.rounds:
                service.pipeline.collect(account)
            else:
                service.pipeline.collect_due(account)
        rounds += 1
        time.sleep(0.05)
    service.close()


if __name__ == "__main__":
    main()
