"""What does `python -m benchmarks` do? Run every benchmark, each in a process of its own, with its progress."""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

NAMES = ("judge", "capture_speed", "pass_cost", "corridor", "economy", "completeness", "backfill")
MOST_SECONDS = 2_400.0
"""Each one is ended after so long; all of them together take most of an hour on two cores."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Answers how many failed."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"some of: {', '.join(NAMES)} (default: all)")
    parser.add_argument("--comments", type=Path, help="JSON Lines with `text`; default: the shipped school week")
    wanted = parser.parse_args(arguments)
    unknown = sorted(set(wanted.names) - set(NAMES))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known are {', '.join(NAMES)}")
    names = wanted.names or list(NAMES)
    options = ["--comments", str(wanted.comments.resolve())] if wanted.comments else []
    began, failed = time.monotonic(), 0
    for place, name in enumerate(names, start=1):
        print(f"[{place}/{len(names)}] {name}", file=sys.stderr, flush=True)
        failed += not _succeeds([sys.executable, "-m", f"benchmarks.{name}", *options])
    print(f"\n{len(names)} benchmarks in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return failed


def _succeeds(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, timeout=MOST_SECONDS, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        print(f"ended after {MOST_SECONDS:.0f} s", file=sys.stderr)
        return False


if __name__ == "__main__":
    sys.exit(main())
