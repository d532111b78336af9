"""How is the real worker put together for measuring? By the service's own composition, on a folder of its own."""

import hashlib
import html
import os
import re
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot import bootstrap
from bot.browser.camera import ChildCamera
from bot.config import Config, SystemClock, load_config, load_secrets
from bot.model import Account, Photograph, Stage, Work
from bot.notify.journal import JournalNotifier
from bot.pipeline import Door, Pipeline, StageRun
from bot.simulator.rows import ONE_PAGE
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles


class StandIn(ChildCamera):
    """Answers one real picture again and again, with the words of the card: everything but the browser's own work.

    A number behind the picture's end makes each file another one, so that each is written and flushed. The thumbnails
    are made each time, but as they are all alike the archive keeps a single one.
    """

    def __init__(self, picture: Photograph) -> None:
        super().__init__()
        self._picture = picture
        self.asked = 0

    def photograph(self, html_page: str) -> Photograph:
        """The picture that was handed in."""
        self.asked += 1
        inside = re.search(r'id="comment-text"[^>]*>(.*?)</div>', html_page, re.DOTALL)
        words = html.unescape(re.sub(r"<[^>]*>", "\n", inside[1])) if inside else ""
        return replace(self._picture, png=self._picture.png + self.asked.to_bytes(8, "big"), shown_text=words)


class Unwritten(ObjectFiles):
    """Evidence files that are hashed and not written: for filling an index with a past nobody will look at."""

    def keep_all(self, contents: Sequence[bytes]) -> list[str]:
        """The names, nothing more."""
        return [hashlib.sha256(content).hexdigest() for content in contents]


@dataclass(slots=True, kw_only=True)
class Timed:
    """A stage with a stop-watch: seconds and rows."""

    stage: Stage
    run_it: StageRun
    seconds: float = 0.0
    rows: int = 0

    def run(self, batch: Sequence[Work]) -> None:
        """Do the rows and note how long it took."""
        began = time.perf_counter()
        try:
            self.run_it.run(batch)
        finally:
            self.seconds += time.perf_counter() - began
            self.rows += len(batch)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """The pipeline with its parts. `stages` holds the stop-watches."""

    config: Config
    account: Account
    store: SqliteStore
    pipeline: Pipeline
    stages: tuple[Timed, ...] = field(default=())

    def collect(self, *, whole: bool = False) -> int:
        """One pass over the page; ends the benchmark when it failed."""
        brought = self.pipeline.collect(self.account, whole=whole)
        if brought is None:
            raise SystemExit("the pass failed; the log says why")
        return brought


def settle(folder: Path, address: str, *, watch_posts: int) -> Config:
    """Write settings and the token for the simulator's one page, and make the index."""
    page = ONE_PAGE[0]
    secrets = folder / "secrets"
    secrets.mkdir(parents=True, exist_ok=True)
    (secrets / "token-page").write_text(page.token, "utf-8")
    (secrets / "app-secret").write_text("simulator-app-secret", "utf-8")
    file = folder / f"config-{watch_posts}.toml"
    file.write_text(
        f"""[district]
name = "Maple Ridge School District"
[archive]
directory = "archive"
free_megabytes = 1
[graph]
base_url = "{address}"
instagram_base_url = "{address}"
[collect]
watch_posts = {watch_posts}
[secrets]
directory = "secrets"
[[accounts]]
id = "page"
platform = "facebook"
name = "{page.name}"
external_id = "{page.id}"
mode = "enforce"
""",
        "utf-8",
    )
    config = load_config(file)
    bootstrap.migrate_index(config)
    return config


def hire(config: Config, camera: ChildCamera, *, archive: ObjectFiles | None = None) -> Worker:
    """The worker as `page-monitor run` has it, with this camera and a stop-watch on each stage."""
    clock = SystemClock()
    store = bootstrap.open_store(config)
    platforms = bootstrap.platforms_of(config, load_secrets(config))
    files = archive or bootstrap.archive_of(config)
    guidelines = bootstrap.guidelines_of(config)
    parts = bootstrap.Parts(
        config=config,
        store=store,
        archive=files,
        camera=camera,
        platforms=platforms,
        guidelines=guidelines,
        clock=clock,
    )
    doors = bootstrap.doors_of(parts)
    stages = tuple(Timed(stage=door.stage, run_it=door.run) for door in doors)
    pipeline = Pipeline(
        collector=bootstrap.collector_of(config, store, platforms, clock),
        doors=[_watched(door, timed) for door, timed in zip(doors, stages, strict=True)],
        store=store,
        notifier=JournalNotifier(),
        clock=clock,
    )
    return Worker(config=config, account=config.accounts[0], store=store, pipeline=pipeline, stages=stages)


def _watched(door: Door, timed: Timed) -> Door:
    return replace(door, run=timed)


def peak_megabytes(who: int = resource.RUSAGE_SELF) -> float:
    """The most memory this process (or, with RUSAGE_CHILDREN, the largest ended child) ever held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit / 1e6


def disk_bytes(folder: Path) -> int:
    """What the files below a folder take on disk, in whole blocks."""
    return sum(os.lstat(path).st_blocks * 512 for path in folder.rglob("*") if path.is_file())
