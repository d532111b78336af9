"""What do tests of several rooms share? Builders for nouns, a clock that stands still, and rows made in real files."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import BOT_ACTOR
from bot.model import (
    Account,
    Alert,
    Attachment,
    Author,
    Capture,
    CaptureOutcome,
    Comment,
    Decision,
    DecisionKind,
    Finding,
    Guideline,
    GuidelinesPart,
    GuidelinesText,
    Mode,
    NewDecision,
    Outcome,
    PartKind,
    PlatformName,
    Post,
    Record,
    Routing,
    Stage,
    Verdict,
    Work,
)
from bot.ports import Store
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles

NOON = datetime(2026, 11, 19, 18, 0, 0, tzinfo=UTC)
"""Noon in `ZONE`."""
ZONE = ZoneInfo("America/Chicago")
GUIDELINE = Guideline(id="2", title="Links", words="No comments that advertise.", routing=Routing.HIDE)


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        """Where it stands."""
        return self.at

    def tick(self, seconds: float = 1.0) -> datetime:
        """Move it on and answer where it stands now."""
        self.at += timedelta(seconds=seconds)
        return self.at


class HeardAlerts:
    """A notifier that remembers."""

    def __init__(self) -> None:
        self.alerts: list[Alert] = []

    def notify(self, alert: Alert) -> None:
        """Remember it."""
        self.alerts.append(alert)


# Nouns -------------------------------------------------------------------------------------------------------------


def account(id: str = "maple", *, mode: Mode = Mode.ENFORCE, watched: bool = True) -> Account:
    """A Facebook page in enforce mode."""
    return Account(
        id=id,
        platform=PlatformName.FACEBOOK,
        name="Maple Hollow",
        external_id="104233981177",
        mode=mode,
        watched=watched,
    )


def post(
    external_id: str = "p1", *, account_id: str = "maple", text: str = "Bus routes", count: int | None = 1
) -> Post:
    """A post made an hour before noon."""
    return Post(
        account_id=account_id,
        external_id=external_id,
        text=text,
        created_at=NOON - timedelta(hours=1),
        permalink=f"https://www.facebook.com/104233981177/posts/{external_id}",
        comment_count=count,
    )


def attachment(
    identity: str = "cat", *, url: str | None = "https://cdn.example/cat.png", kind: str = "photo"
) -> Attachment:
    """A picture with an address."""
    return Attachment(kind=kind, url=url, identity=identity)


def comment(
    text: str = "Late again",
    *,
    external_id: str = "c1",
    account_id: str = "maple",
    post_id: str = "p1",
    parent_id: str | None = None,
    author: Author | None = None,
    created_at: datetime | None = NOON,
    is_hidden: bool | None = False,
    can_hide: bool | None = True,
    attachments: tuple[Attachment, ...] = (),
) -> Comment:
    """A comment of an invented person, shown on the page."""
    return Comment(
        account_id=account_id,
        external_id=external_id,
        call_id=f"{post_id}_{external_id}",
        post_id=post_id,
        parent_id=parent_id,
        author=author or Author(id="77", name="Dale Whitmore"),
        text=text,
        created_at=created_at,
        permalink=f"https://www.facebook.com/{post_id}?comment_id={external_id}",
        is_hidden=is_hidden,
        can_hide=can_hide,
        attachments=attachments,
        payload=f'{{"id":"{post_id}_{external_id}","sha":"{_sha256(text)}"}}'.encode(),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def finding(*, guideline: str | None = "2", start: int = 0, end: int = 4, alert: bool = False) -> Finding:
    """A match of a rule."""
    return Finding(
        guideline=guideline, rule="ads", score=1.0, start=start, end=end, match="Late", why="It sells.", alert=alert
    )


def verdict(
    outcome: Outcome = Outcome.HIDE,
    *,
    guideline: str | None = "2",
    version: str = "1",
    hold: bool = False,
    alert: bool = False,
    why: str = "It sells something.",
    findings: tuple[Finding, ...] = (),
) -> Verdict:
    """A verdict under guidelines version 1; a keep names no guideline."""
    return Verdict(
        outcome=outcome,
        findings=findings,
        guideline=None if outcome is Outcome.KEEP else guideline,
        guidelines_version=version,
        hold=hold,
        alert=alert,
        why=why,
    )


def wording(*contents: str) -> GuidelinesText:
    """The text of a version of the guidelines: files with these contents."""
    named = enumerate(contents or ("# No selling.\n",), start=1)
    return GuidelinesText(
        parts=tuple(
            GuidelinesPart(kind=PartKind.FILE, name=f"rules-{number}.toml", content=content.encode())
            for number, content in named
        )
    )


def new_decision(
    revision_id: int,
    kind: DecisionKind = DecisionKind.HIDE,
    *,
    key: str | None = None,
    actor: str = BOT_ACTOR,
    undoes: int | None = None,
) -> NewDecision:
    """A decision with a guideline and its words where it is a hide."""
    is_hide = kind is DecisionKind.HIDE
    return NewDecision(
        key=key or f"{actor}:{kind}:{revision_id}",
        revision_id=revision_id,
        kind=kind,
        actor=actor,
        guideline=GUIDELINE.id if is_hide else None,
        reason=GUIDELINE.words if is_hide else "",
        undoes=undoes,
    )


def good_capture(revision_id: int, *, sha256: str = "a" * 64, at: datetime = NOON) -> Capture:
    """A picture that exists."""
    return Capture(
        revision_id=revision_id,
        outcome=CaptureOutcome.OK,
        taken_at=at,
        tool="pretend 1.0",
        sha256=sha256,
        thumbnail_sha256=sha256,
        width=760,
        height=600,
    )


def failed_capture(revision_id: int, *, error: str = "the browser ended", at: datetime = NOON) -> Capture:
    """A picture that could not be taken."""
    return Capture(revision_id=revision_id, outcome=CaptureOutcome.FAILED, taken_at=at, tool="pretend 1.0", error=error)


# Rows in real files ------------------------------------------------------------------------------------------------


def open_store(root: Path, *, busy_seconds: float = 5.0) -> SqliteStore:
    """A real index in `root`."""
    return SqliteStore.open(root / "archive.db", busy_seconds=busy_seconds)


def collected(store: Store, new: Comment | None = None, *, at: datetime = NOON) -> int:
    """The revision id of a comment that was kept with its post."""
    new = new or comment()
    store.comments.save_post(post(new.post_id, account_id=new.account_id), at)
    return store.comments.save(new, at)


def sealed(store: Store, archive: ObjectFiles, revision_id: int, *, at: datetime = NOON) -> Record:
    """The record of a revision, on disk and in the index."""
    revision = store.comments.revision(revision_id)
    payload = archive.keep(revision.comment.payload)
    record = Record(revision_id=revision_id, payload_sha256=payload, content_sha256=revision.sha256, sealed_at=at)
    store.evidence.seal(record)
    return record


def proven(store: Store, archive: ObjectFiles, revision_id: int, *, at: datetime = NOON) -> Capture:
    """Record and good capture of a revision, on disk and in the index."""
    sealed(store, archive, revision_id, at=at)
    sha256 = archive.keep(f"picture of {revision_id}".encode())
    return store.evidence.save_capture(good_capture(revision_id, sha256=sha256, at=at))


def decided(store: Store, new: NewDecision, *, at: datetime = NOON) -> Decision:
    """A decision on file with its row for the stage that carries it out."""
    decision = store.decisions.save(new, at)
    store.work.enqueue(Stage.ACT, decision.id, run_after=at)
    return decision


def claimed(store: Store, stage: Stage, *, at: datetime = NOON, limit: int = 50) -> list[Work]:
    """What waits for a stage, claimed for a minute."""
    return list(store.work.claim(stage, limit=limit, lease_seconds=60, now=at))


def log_lines(store: Store, kind: str | None = None) -> list[tuple[str, str, dict[str, object]]]:
    """(kind, actor, body) of the log's lines, all or of one kind."""
    found = [(line.kind, line.actor, dict(line.body)) for line in store.ledger.entries()]
    return [line for line in found if kind in (None, line[0])]


def undone(store: Store, step: Callable[[], object]) -> None:
    """Run `step` in a transaction that an exception undoes."""
    with suppress(KeyError), store.transaction():
        step()
        raise KeyError


def edited(before: Comment, text: str) -> Comment:
    """The same comment with other words."""
    return replace(before, text=text, payload=b'{"edited":true}')
