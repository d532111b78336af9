"""What does a test's review page look like? A real index and archive, invented people, no JavaScript."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.model import (
    Account,
    Attachment,
    Author,
    Capabilities,
    Capture,
    CaptureOutcome,
    Comment,
    Finding,
    Guideline,
    Mode,
    Outcome,
    PlatformName,
    Post,
    Record,
    Reviewer,
    ReviewReason,
    Routing,
    Statement,
    Verdict,
)
from bot.review.abilities import Abilities
from bot.review.door import FrontDoor
from bot.review.passwords import Passwords
from bot.review.rulebook import RuleDesk
from bot.review.service import ReviewDesk
from bot.review.web import create_app
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.review.rulehouse import rule_office

NOON = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)
PASSWORD = "four quiet maple trees"
PNG = b"\x89PNG\r\n\x1a\n not really"

GUIDELINES = (
    Guideline(id="2", title="Spam", words="Comments focused on selling a product.", routing=Routing.HIDE),
    Guideline(id="3", title="Personal Attacks", words="Refrain from personal attacks.", routing=Routing.REVIEW),
    Guideline(id="5", title="Language", words="Profane or provocative language.", routing=Routing.HIDE),
)


_ALL = Capabilities(hide=True, unhide=True, delete=True, reply=True, comment=True, reply_to_hidden=True)
ABILITIES = Abilities(
    platforms={PlatformName.FACEBOOK: _ALL, PlatformName.INSTAGRAM: replace(_ALL, reply_to_hidden=False)},
    reply=True,
    delete=True,
)


class StandingClock:
    """A clock that moves only when told."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


def account(name: str, mode: Mode) -> Account:
    return Account(id=name, platform=PlatformName.FACEBOOK, name=f"{name.title()} School", external_id=name, mode=mode)


def comment(
    text: str,
    *,
    number: str = "c1",
    at: str = "oak",
    author: str | None = "Robin Vale",
    author_id: str | None = "u1",
    **more: object,
) -> Comment:
    """A comment; `more` overrides any field."""
    fields: dict[str, object] = {
        "account_id": at,
        "external_id": number,
        "call_id": number,
        "post_id": "p1",
        "parent_id": None,
        "author": Author(id=author_id, name=author),
        "text": text,
        "created_at": NOON - timedelta(hours=2),
        "permalink": None,
        "is_hidden": False,
        "can_hide": True,
        "attachments": (),
        "payload": b"{}",
    }
    return Comment(**(fields | more))  # type: ignore[arg-type]  # the fields are typed above, the builder is not


def finding(text: str, match: str, guideline: str | None = "5", **more: object) -> Finding:
    start = text.index(match)
    fields: dict[str, object] = {"rule": "closed-list", "score": 1.0, "why": "A word of the closed list."}
    return Finding(guideline=guideline, start=start, end=start + len(match), match=match, **(fields | more))  # type: ignore[arg-type]  # as above


def picture_of_attachment(title: str) -> Attachment:
    return Attachment(kind="photo", url=None, identity=title, title=title)


@dataclass
class Office:
    """One index, one archive, one app, and hands to put things there as the worker would."""

    folder: Path
    clock: StandingClock = field(default_factory=StandingClock)

    def __post_init__(self) -> None:
        self.store = SqliteStore.open(self.folder / "index.db")
        self.archive = ObjectFiles(self.folder)
        self.accounts = {a.id: a for a in (account("oak", Mode.ASSIST), account("elm", Mode.OBSERVE))}
        self.accounts["fir"] = replace(account("fir", Mode.ASSIST), platform=PlatformName.INSTAGRAM)
        self.desk = ReviewDesk(
            store=self.store,
            archive=self.archive,
            accounts=self.accounts,
            guidelines=GUIDELINES,
            clock=self.clock,
            abilities=ABILITIES,
        )
        self.statements: tuple[Statement, ...] = ()
        self.rule_desk = RuleDesk(
            office=rule_office(self.store, self.clock, self.folder, GUIDELINES), store=self.store, clock=self.clock
        )
        self.passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.door = FrontDoor(store=self.store, clock=self.clock, passwords=self.passwords)
        self.post_text = "Picture day is on Friday."
        self.add_reviewer("dana", "Dana Whitlock")

    def app(self, *, hosts: Sequence[str] = ("localhost",), secure_cookies: bool = False) -> Flask:
        return create_app(
            desk=self.desk,
            rule_desk=self.rule_desk,
            door=self.door,
            secret_key=b"s" * 32,
            zone=ZoneInfo("America/Chicago"),
            trusted_hosts=hosts,
            secure_cookies=secure_cookies,
            site_name="Willow County Schools",
            statements=self.statements,
        )

    def add_reviewer(self, name: str, display_name: str, *, must_change: bool = False) -> Reviewer:
        sealed = self.passwords.seal(PASSWORD)
        new = Reviewer(
            name=name,
            display_name=display_name,
            password_hash=sealed,
            must_change_password=must_change,
            created_at=self.clock.now(),
        )
        self.store.reviewers.add(new)
        return self.reviewer(name)

    def reviewer(self, name: str = "dana") -> Reviewer:
        known = self.store.reviewers.one(name)
        assert known is not None
        return known

    def collect(self, new: Comment) -> int:
        post = Post(
            account_id=new.account_id,
            external_id=new.post_id,
            text=self.post_text,
            created_at=NOON - timedelta(days=1),
            permalink=None,
        )
        self.store.comments.save_post(post, self.clock.now())
        return self.store.comments.save(new, self.clock.now())

    def judge(self, revision: int, findings: Sequence[Finding] = (), *, outcome: Outcome = Outcome.REVIEW) -> None:
        verdict = Verdict(
            outcome=outcome,
            findings=tuple(findings),
            guideline=findings[0].guideline if findings else None,
            guidelines_version="1",
        )
        self.store.verdicts.save(revision, verdict, self.clock.now())

    def photograph(self, revision: int, png: bytes = PNG) -> int:
        sha256, small = self.archive.keep_all([png, png + b"small"])
        payload = self.archive.keep(b"{}")
        content = hashlib.sha256(b"words").hexdigest()
        self.store.evidence.seal(
            Record(revision_id=revision, payload_sha256=payload, content_sha256=content, sealed_at=self.clock.now())
        )
        capture = Capture(
            revision_id=revision,
            outcome=CaptureOutcome.OK,
            taken_at=self.clock.now(),
            tool="chromium 156",
            sha256=sha256,
            thumbnail_sha256=small,
            width=640,
            height=400,
        )
        return self.store.evidence.save_capture(capture).id

    def waiting(
        self,
        text: str = "You darn fool!",
        match: str = "darn",
        *,
        alert: bool = False,
        pictured: bool = True,
        **more: object,
    ) -> int:
        """A comment in the queue; answers its revision."""
        revision = self.collect(comment(text, **more))  # type: ignore[arg-type]  # builder's own fields
        self.judge(revision, [finding(text, match)])
        if pictured:
            self.photograph(revision)
        reason = ReviewReason.ALERT if alert else ReviewReason.DOUBTFUL
        self.store.queue.open(revision, reason, why="", alert=alert, at=self.clock.now())
        return revision


class Staff:
    """Somebody at a browser without JavaScript."""

    def __init__(self, app: Flask) -> None:
        self.browser: FlaskClient = app.test_client()

    def look(self, path: str) -> TestResponse:
        return self.browser.get(path)

    def read(self, path: str) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def press(self, page: str, action: str, **typed: str) -> TestResponse:
        """Fill in the form of `page` whose action is `action`, with its hidden fields, and send it."""
        return self.browser.post(action, data=hidden_fields(self.browser.get(page).text, action) | typed)

    def log_in(self, name: str = "dana", password: str = PASSWORD, **typed: str) -> TestResponse:
        return self.press("/login", "/login", name=name, password=password, **typed)


def hidden_fields(html: str, action: str) -> dict[str, str]:
    """The hidden fields of the first form with this action."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', html, re.DOTALL)
    assert found, f"no form {action}"
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found.group(1))
    return {name: unescape(value) for name, value in inputs}
