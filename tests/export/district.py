"""What does a school district's archive look like after a busy week? A builder over the real index and objects."""

import hashlib
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw

from bot import BOT_ACTOR
from bot.export.exporter import Exporter
from bot.export.period import Week, week
from bot.model import (
    Action,
    ActionState,
    Attachment,
    AttachmentState,
    Author,
    Capture,
    CaptureOutcome,
    Comment,
    Decision,
    DecisionKind,
    GuidelinesText,
    NewDecision,
    Post,
    Record,
    ReviewReason,
)
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.export.setting import ACCOUNTS, GUIDELINES, WEEK, WORDING, ZONE, StoppedClock


@dataclass(frozen=True, slots=True)
class Sealed:
    """A comment of the district with its numbers."""

    revision: int
    comment: int
    capture: int | None


class District:
    """An archive in a folder, and what can happen to it."""

    def __init__(self, root: Path, *, at: datetime = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)) -> None:
        self.root = root
        self.clock = StoppedClock(at)
        self.store = SqliteStore.open(root / "archive.db")
        self.objects = ObjectFiles(root)
        self.wording = WORDING
        self.exporter = Exporter(
            store=self.store,
            archive=self.objects,
            accounts=ACCOUNTS,
            guidelines=GUIDELINES,
            zone=ZONE,
            exports_dir=root / "exports",
            clock=self.clock,
            district="Elm Valley School District",
        )

    @property
    def version(self) -> str:
        """Of the guidelines by which is judged."""
        return self.wording.version

    @property
    def week(self) -> Week:
        """The week in which all happens."""
        return week(WEEK, ZONE)

    def when_the_week_is_over(self) -> None:
        """Monday after."""
        self.clock.at = self.week.end + timedelta(hours=6)

    def wrote(
        self,
        words: str,
        *,
        author: str | None = "Pat Example",
        account: str = "high",
        picture: bool = True,
        attachments: Sequence[Attachment] = (),
        permalink: str | None = None,
    ) -> Sealed:
        """Somebody wrote a comment; it is collected, judged hide, sealed and photographed (or not)."""
        comment = _comment(words, author, account, tuple(attachments), permalink, self.clock.now())
        now = self.clock.now()
        post = Post(
            account_id=account, external_id="9", text="Winter concert\non Friday", created_at=now, permalink=None
        )
        self.store.comments.save_post(post, now)
        revision = self.store.comments.save(comment, now)
        known = self.store.comments.known(account, [comment.external_id])[comment.external_id]
        self.judging_by(self.wording)
        self.log("collected", {"account": account, "post": "9", "revisions": [[known.id, revision, known.sha256]]})
        ids = {"revision": revision, "comment": known.id}
        self.log("verdict", {**ids, "outcome": "hide", "guideline": "2", "guidelines": self.version, "rules": ["shop"]})
        payload = self.objects.keep(comment.payload)
        record = Record(
            revision_id=revision, payload_sha256=payload, content_sha256=comment.sha256, sealed_at=self.clock.now()
        )
        self.store.evidence.seal(record)
        self.log("record", {**ids, "payload": payload, "content": comment.sha256})
        if not picture:
            self._no_picture(ids)
            return Sealed(revision, known.id, None)
        return Sealed(revision, known.id, self._picture(ids, words))

    def judging_by(self, text: GuidelinesText) -> None:
        """From now on verdicts name the version of this text, which is kept before."""
        self.wording = text
        if self.store.versions.keep(text, self.clock.now()):
            body = {"version": text.version, "parts": len(text.parts), "listing": text.listing_sha256}
            self.log("guidelines", body)

    def picture(self, of: Sealed) -> None:
        """A later attempt at the picture worked."""
        self._picture({"revision": of.revision, "comment": of.comment}, "later")

    def _picture(self, ids: Mapping[str, int], words: str) -> int:
        big, small = _png(words, 600), _png(words, 240)
        capture = self.store.evidence.save_capture(
            Capture(
                revision_id=ids["revision"],
                outcome=CaptureOutcome.OK,
                taken_at=self.clock.now(),
                tool="chromium 150.0",
                sha256=self.objects.keep(big),
                thumbnail_sha256=self.objects.keep(small),
                width=600,
                height=240,
            )
        )
        body = {**ids, "capture": capture.id, "picture": capture.sha256, "thumbnail": capture.thumbnail_sha256}
        self.log("capture", {**body, "tool": capture.tool})
        return capture.id

    def _no_picture(self, ids: Mapping[str, int]) -> None:
        why = "the browser did not answer within 20 s"
        self.store.evidence.save_capture(
            Capture(
                revision_id=ids["revision"],
                outcome=CaptureOutcome.FAILED,
                taken_at=self.clock.now(),
                tool="chromium 150.0",
                error=why,
            )
        )
        self.log("capture_failed", {**ids, "why": why})

    def asked(self, of: Sealed, reason: ReviewReason = ReviewReason.DOUBTFUL) -> None:
        """It was put before a person."""
        self.store.queue.open(of.revision, reason, why="Please look.", alert=False, at=self.clock.now())
        self.log("review_opened", {"revision": of.revision, "comment": of.comment, "reason": reason.value})

    def decided(
        self,
        of: Sealed,
        kind: DecisionKind,
        *,
        by: str = BOT_ACTOR,
        note: str = "",
        undoes: int | None = None,
        text: str = "",
    ) -> Decision:
        """Somebody decided."""
        hide = kind in (DecisionKind.HIDE, DecisionKind.DELETE)
        new = NewDecision(
            key=f"{of.revision}-{kind}-{by}-{self.clock.now().isoformat()}",
            revision_id=of.revision,
            kind=kind,
            actor=by,
            guideline="2" if hide else None,
            reason=GUIDELINES[0].words if hide else "",
            note=note,
            undoes=undoes,
            text=text,
        )
        decision = self.store.decisions.save(new, self.clock.now())
        body = {"decision": decision.id, "revision": of.revision, "comment": of.comment, "kind": kind.value}
        said = {"text": hashlib.sha256(text.encode()).hexdigest()} if text else {}
        self.log("decision", {**body, "guideline": new.guideline, "undoes": undoes, **said}, by)
        return decision

    def acted(self, of: Sealed, decision: Decision, state: ActionState = ActionState.DONE, answer: str = "") -> None:
        """The platform did it, or not."""
        action = self.store.decisions.plan(decision, capture_id=of.capture, at=self.clock.now())
        self._acted(of, action, decision)
        self._acted(of, self.store.decisions.mark(action, state, answer=answer, at=self.clock.now()), decision)

    def _acted(self, of: Sealed, action: Action, decision: Decision) -> None:
        body = {"action": action.id, "decision": decision.id, "revision": of.revision, "comment": of.comment}
        self.log(
            "action", {**body, "kind": action.kind, "state": action.state, "answer": action.answer}, decision.actor
        )

    def hid(self, words: str, **more: str) -> Sealed:
        """A comment was written and hidden by the bot, confirmed by the read-back."""
        sealed = self.wrote(words, **more)  # type: ignore[arg-type]  # only author, account and permalink are passed
        self.acted(sealed, self.decided(sealed, DecisionKind.HIDE), answer="read back: hidden")
        return sealed

    def deleted(self, of: Sealed, by: str = "j.rivera") -> None:
        """A person had it deleted for good."""
        decision = self.decided(of, DecisionKind.DELETE, by=by)
        self.acted(of, decision, answer="confirmed by reading back")
        self.log("deleted", {"decision": decision.id, "revision": of.revision, "comment": of.comment}, by)

    def answered(self, of: Sealed, text: str, kind: DecisionKind = DecisionKind.REPLY) -> Decision:
        """A person answered in public."""
        decision = self.decided(of, kind, by="j.rivera", text=text)
        self.acted(of, decision, answer="confirmed by reading back")
        return decision

    def undid(self, of: Sealed, by: str = "j.rivera") -> None:
        """A person undid the hide."""
        hide = self.store.decisions.hide_in_force(of.comment)
        undo = self.decided(
            of, DecisionKind.UNHIDE, by=by, undoes=hide.id if hide else None, note="It is a fair question."
        )
        self.acted(of, undo, answer="read back: visible")

    def fetched(self, of: Sealed, content: bytes | None) -> None:
        """The first attachment's bytes came, or not."""
        attachment = self.store.comments.attachments_of(of.revision)[0]
        sha256 = None if content is None else self.objects.keep(content)
        state = AttachmentState.FAILED if content is None else AttachmentState.KEPT
        error = "the platform answered 404" if content is None else ""
        self.store.comments.settle_attachment(attachment.id, state, sha256=sha256, error=error)
        body = {"attachment": attachment.id, "revision": of.revision, "object": sha256, "why": error}
        self.log("attachment", body)

    def log(self, kind: str, body: Mapping[str, object], actor: str = BOT_ACTOR) -> None:
        """One line of the log."""
        self.store.ledger.append(kind, actor, body, self.clock.now())

    def watched(self) -> None:
        """Both pages were read on Tuesday, one of them on Wednesday too."""
        tuesday = self.week.days[1]
        for account, day in (("high", tuesday), ("high", tuesday), ("arts", tuesday), ("high", self.week.days[2])):
            self.store.checkpoints.note_pass(account, day, self.clock.now(), comments=2, trouble="")


def busy_week(root: Path) -> District:
    """A week with everything in it: hidden, undone, waiting, kept, no picture, hostile words, an attachment."""
    district = District(root)
    district.watched()
    district.hid("Cheap sunglasses!!! https://shop.example/x?a=1&b=2")
    district.undid(district.hid("Why was the levy on the ballot twice?", author="Sam Example"))
    waiting = district.wrote("You people are clowns 🤡\nand you know it", author=None, account="arts")
    district.asked(waiting)
    kept = district.wrote("The board never listens to parents.", author="O'Neil <b>Example</b>")
    district.asked(kept)
    district.decided(kept, DecisionKind.KEEP, by="j.rivera")
    district.asked(
        district.wrote("<script>alert(1)</script> =HYPERLINK(1)", author="=cmd|' /C calc'!A0", picture=False)
    )
    district.wrote("Go Elks!")
    turned = Attachment(kind="photo", url="https://cdn.example/a.png", identity="a", title='"><img src=x onerror=y>')
    held = district.wrote("\u202eabc\u202c call 555-0100", attachments=[turned], permalink="javascript:alert(1)")
    district.fetched(held, _png("photo", 80))
    district.asked(held, ReviewReason.HOLD)
    district.acted(held, district.decided(held, DecisionKind.HIDE), answer="read back: hidden")
    return district


def again(archive: Path, at: Path) -> District:
    """A copy of an archive whose index is closed, opened in the folder `at`."""
    return District(
        Path(shutil.copytree(archive, at, dirs_exist_ok=True)), at=datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
    )


def _comment(
    words: str,
    author: str | None,
    account: str,
    attachments: tuple[Attachment, ...],
    permalink: str | None,
    at: datetime,
) -> Comment:
    number = hashlib.sha256(words.encode()).hexdigest()[:12]
    return Comment(
        account_id=account,
        external_id=number,
        call_id=f"9_{number}",
        post_id="9",
        parent_id=None,
        author=Author(id="77" if author else None, name=author),
        text=words,
        created_at=at,
        permalink=permalink or f"https://www.facebook.com/9?comment_id={number}",
        is_hidden=False,
        can_hide=True,
        attachments=attachments,
        payload=json.dumps({"id": number, "message": words, "from": author}).encode(),
    )


def _png(words: str, width: int) -> bytes:
    image = Image.new("RGB", (width, width * 2 // 5), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((2, 2, width - 3, width * 2 // 5 - 3), outline="#888888", width=2)
    draw.text((width // 20, width // 20), words.encode("ascii", "replace").decode(), fill="black")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
