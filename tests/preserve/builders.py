"""What do the tests of this door need? Builders for nouns, a camera without a browser, a corridor with real files."""

import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from bot.model import (
    Account,
    Attachment,
    Author,
    Comment,
    Finding,
    Outcome,
    Photograph,
    PlatformName,
    Post,
    Routing,
    Stage,
    Verdict,
    Work,
)
from bot.ports import Camera
from bot.preserve.preserver import PreserveStage
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles

NOON = datetime(2026, 11, 19, 18, 0, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Chicago")
ACCOUNT = Account(
    id="maple", platform=PlatformName.FACEBOOK, name="Maple Hollow School District", external_id="104233981177"
)
POST = Post(account_id="maple", external_id="p1", text="The board meets Thursday.", created_at=NOON, permalink=None)


class SteadyClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        """Where it stands."""
        return self.at


class DrawnCamera:
    """A camera without a browser: draws something and reads the words out of the page."""

    def __init__(self, faults: Sequence[Exception] = ()) -> None:
        self.pages: list[str] = []
        self.faults = list(faults)
        self.changed_words: str | None = None
        self.height_per_character = 0

    def photograph(self, page: str) -> Photograph:
        """A striped picture; raises the planned faults first, one a call."""
        self.pages.append(page)
        if self.faults:
            raise self.faults.pop(0)
        words = words_on(page)
        png = striped(height=min(600 + self.height_per_character * len(words), 20_000))
        return Photograph(png=png, shown_text=self.changed_words or words, tool="drawn 1.0")

    def close(self) -> None:
        """Nothing to end."""


def words_on(page: str) -> str:
    """The text in ``#comment-text``."""
    inside = re.search(r'id="comment-text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert inside is not None
    return html.unescape(re.sub(r"<[^>]*>", "\n", inside[1]))


def striped(width: int = 760, height: int = 600) -> bytes:
    """A PNG that isn't blank."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for n in range(40):
        draw.rectangle((n * 10, n * 10, n * 10 + 200, n * 10 + 6), fill=(n * 6, 255 - n * 6, 90))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def comment(
    text: str, *, external_id: str = "c1", attachments: tuple[Attachment, ...] = (), author: Author | None = None
) -> Comment:
    """A comment of an invented person on `POST`."""
    return Comment(
        account_id="maple",
        external_id=external_id,
        call_id=f"p1_{external_id}",
        post_id="p1",
        parent_id=None,
        author=author or Author(id="77", name="Dale Whitmore"),
        text=text,
        created_at=NOON,
        permalink="https://www.facebook.com/104233981177/posts/1?comment_id=1",
        is_hidden=False,
        can_hide=True,
        attachments=attachments,
        payload=f'{{"id":"{external_id}","n":{len(text)}}}'.encode(),
    )


def finding(start: int, end: int, *, routing: Routing = Routing.HIDE) -> Finding:
    """A match at a place."""
    return Finding(guideline="2", rule="r", score=1, start=start, end=end, match="", why="", routing=routing)


def verdict(outcome: Outcome, findings: tuple[Finding, ...] = ()) -> Verdict:
    """A verdict under guidelines version 1."""
    guideline = None if outcome is Outcome.KEEP else "2"
    return Verdict(outcome=outcome, findings=findings, guideline=guideline, guidelines_version="1")


@dataclass(slots=True)
class Corridor:
    """Real index and real files, with one camera."""

    store: SqliteStore
    archive: ObjectFiles
    clock: SteadyClock
    stage: PreserveStage

    @classmethod
    def build(cls, root: Path, camera: Camera, *, capture_all: bool = False) -> "Corridor":
        """Everything fresh below `root`."""
        store, archive, clock = SqliteStore.open(root / "archive.db"), ObjectFiles(root), SteadyClock()
        store.comments.save_post(POST, NOON)
        stage = PreserveStage(
            comments=store.comments,
            verdicts=store.verdicts,
            evidence=store.evidence,
            decisions=store.decisions,
            work=store.work,
            ledger=store.ledger,
            transactions=store,
            archive=archive,
            camera=camera,
            accounts={"maple": ACCOUNT},
            clock=clock,
            zone=ZONE,
            capture_all=capture_all,
        )
        return cls(store, archive, clock, stage)

    def judged(self, new: Comment, outcome: Outcome, findings: tuple[Finding, ...] = ()) -> int:
        """A collected and judged revision that waits for us; answers its id."""
        revision_id = self.store.comments.save(new, NOON)
        self.store.verdicts.save(revision_id, verdict(outcome, findings), NOON)
        self.store.work.enqueue(Stage.PRESERVE, revision_id, run_after=NOON)
        return revision_id

    def claim(self) -> Sequence[Work]:
        """What waits for this door."""
        return self.store.work.claim(Stage.PRESERVE, limit=50, lease_seconds=60, now=self.clock.now())

    def try_again(self, rows: Sequence[Work]) -> Sequence[Work]:
        """As the pipeline does after a failure: later, one attempt more."""
        for row in rows:
            self.store.work.retry(row, error="", run_after=NOON, now=NOON)
        return self.claim()

    def lines(self, kind: str) -> list[dict[str, object]]:
        """The bodies of the log's lines of one kind."""
        return [dict(line.body) for line in self.store.ledger.entries() if line.kind == kind]
