"""What is sealed before anything is decided? Stage PRESERVE: record for every revision, picture where one is needed."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import BOT_ACTOR
from bot.errors import BrowserMissing, CaptureFailed, NotReadyYet
from bot.model import (
    Account,
    AttachmentState,
    Capture,
    CaptureOutcome,
    JudgedRevision,
    Outcome,
    Record,
    Revision,
    Stage,
    Work,
)
from bot.ports import (
    Archive,
    Camera,
    Clock,
    Comments,
    Decisions,
    Evidence,
    Ledger,
    Transactions,
    Verdicts,
    WorkRows,
)
from bot.preserve.photographer import CheckedPicture, Photographer
from bot.preserve.record import record_line, seal, sealed_bytes

LOG = logging.getLogger(__name__)

WAIT_FOR_ATTACHMENTS = timedelta(seconds=60)
"""So long after it was seen a revision waits for its attachments' bytes; then the card says they were not there."""
MOST_PICTURE_TRIES = 5
"""So often a picture is tried (half a minute); then the failure itself is kept, and policy asks a person."""
MOST_BROWSER_TRIES = 9
"""So often while there is no browser at all (nine minutes: an upgrade of the system's Chromium)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    work: Work
    revision: Revision
    judged: JudgedRevision | None
    record: Record | None
    needs_picture: bool


class PreserveStage:
    """Keeps proof. Twice is once: a record or a good picture on file is never made again."""

    def __init__(
        self,
        *,
        comments: Comments,
        verdicts: Verdicts,
        evidence: Evidence,
        decisions: Decisions,
        work: WorkRows,
        ledger: Ledger,
        transactions: Transactions,
        archive: Archive,
        camera: Camera,
        accounts: Mapping[str, Account],
        clock: Clock,
        zone: ZoneInfo,
        capture_all: bool,
    ) -> None:
        self._comments = comments
        self._verdicts = verdicts
        self._evidence = evidence
        self._decisions = decisions
        self._work = work
        self._ledger = ledger
        self._transactions = transactions
        self._archive = archive
        self._clock = clock
        self._capture_all = capture_all
        self._photographer = Photographer(camera=camera, archive=archive, accounts=accounts, zone=zone)

    def run(self, batch: Sequence[Work]) -> None:
        """Preserve the revisions of `batch`: all payloads, then the rows without a picture together, then each picture.

        Raises `NotReadyYet` while attachments are on their way, `CaptureFailed` for a picture worth another try, and
        what archive and store raise. Whatever was finished before stays finished.
        """
        jobs = [self._job(work) for work in batch]
        records = self._keep_payloads(jobs)
        plain = [job for job in jobs if not job.needs_picture]
        if plain:
            with self._transactions.transaction():
                for job in plain:
                    self._seal(job, records[job.revision.id])
                    self._pass_on(job)
        for job in jobs:
            if job.needs_picture:
                self._preserve_with_picture(job, records[job.revision.id])

    def _job(self, work: Work) -> _Job:
        revision = self._comments.revision(work.subject)
        waits = any(kept.state is AttachmentState.WAITING for kept in revision.attachments)
        if waits and self._clock.now() - revision.seen_at < WAIT_FOR_ATTACHMENTS:
            raise NotReadyYet("an attachment is still downloading", revision=revision.id)
        judged = self._verdicts.latest(revision.id)
        return _Job(
            work=work,
            revision=revision,
            judged=judged,
            record=self._evidence.record(revision.id),
            needs_picture=self._needs_picture(revision, judged),
        )

    def _needs_picture(self, revision: Revision, judged: JudgedRevision | None) -> bool:
        there = self._evidence.capture(revision.id)
        if there is not None and there.outcome is CaptureOutcome.OK:
            return False
        if self._capture_all or (judged is not None and judged.verdict.outcome is not Outcome.KEEP):
            return True
        decisions = self._decisions.of_comment(revision.comment_id)
        return any(d.revision_id == revision.id and d.kind.needs_proof for d in decisions)

    def _keep_payloads(self, jobs: Sequence[_Job]) -> dict[int, Record]:
        """The record of each revision, its bytes durable on disk; those on file stay as they are."""
        new = [job.revision for job in jobs if job.record is None]
        hashes = self._archive.keep_all([sealed_bytes(revision) for revision in new]) if new else []
        now = self._clock.now()
        records = {job.revision.id: job.record for job in jobs if job.record is not None}
        return records | {r.id: seal(r, sha256, now) for r, sha256 in zip(new, hashes, strict=True)}

    def _preserve_with_picture(self, job: _Job, record: Record) -> None:
        capture = self._capture(job, record)
        with self._transactions.transaction():
            self._seal(job, record)
            self._keep_capture(job.revision, capture)
            self._pass_on(job)

    def _capture(self, job: _Job, record: Record) -> Capture:
        """A picture on disk, or after enough tries the stated reason why there is none."""
        findings = job.judged.verdict.findings if job.judged else ()
        try:
            picture = self._photographer.picture(job.revision, record, findings)
        except (CaptureFailed, BrowserMissing) as error:
            most = MOST_BROWSER_TRIES if isinstance(error, BrowserMissing) else MOST_PICTURE_TRIES
            if job.work.attempts < most:
                # A missing browser may be installed in a minute; as a CaptureFailed it is tried again.
                raise CaptureFailed(error.message, **error.ids) from error
            LOG.error("capture_failed revision=%s error=%s", job.revision.id, error.message)
            return _failure(job.revision, error.message, self._clock.now())
        taken_at = self._clock.now()
        sha256, thumbnail = self._archive.keep_all([picture.png, picture.thumbnail])
        return _success(job.revision, picture, sha256, thumbnail, taken_at)

    # Inside the one transaction ------------------------------------------------------------------------------------

    def _seal(self, job: _Job, record: Record) -> None:
        if self._evidence.record(record.revision_id) is not None:
            return
        self._evidence.seal(record)
        self._ledger.append("record", BOT_ACTOR, record_line(job.revision, record), record.sealed_at)

    def _keep_capture(self, revision: Revision, capture: Capture) -> None:
        there = self._evidence.capture(revision.id)
        if there is not None and there.outcome is CaptureOutcome.OK:
            return  # another worker was faster; its picture is the one in the log
        kept = self._evidence.save_capture(capture)
        kind = "capture" if kept.outcome is CaptureOutcome.OK else "capture_failed"
        self._ledger.append(kind, BOT_ACTOR, _capture_line(revision, kept), kept.taken_at)

    def _pass_on(self, job: _Job) -> None:
        now = self._clock.now()
        self._work.enqueue(Stage.DECIDE, job.revision.id, run_after=now, again=True)
        self._work.finish(job.work, now)


def _success(revision: Revision, picture: CheckedPicture, sha256: str, thumbnail: str, at: datetime) -> Capture:
    return Capture(
        revision_id=revision.id,
        outcome=CaptureOutcome.OK,
        taken_at=at,
        tool=picture.tool,
        sha256=sha256,
        thumbnail_sha256=thumbnail,
        width=picture.size.width,
        height=picture.size.height,
        excerpted=picture.excerpted,
    )


def _failure(revision: Revision, reason: str, at: datetime) -> Capture:
    return Capture(revision_id=revision.id, outcome=CaptureOutcome.FAILED, taken_at=at, tool="", error=reason)


def _capture_line(revision: Revision, capture: Capture) -> dict[str, object]:
    body: dict[str, object] = {"revision": revision.id, "comment": revision.comment_id, "capture": capture.id}
    if capture.outcome is CaptureOutcome.FAILED:
        return body | {"why": capture.error}
    picture = {"picture": capture.sha256, "thumbnail": capture.thumbnail_sha256}
    return body | picture | {"tool": capture.tool, "excerpted": capture.excerpted}
