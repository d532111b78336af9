"""How do revisions get their verdicts? Stage JUDGE: reads revisions, asks the judge, writes verdicts and work rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot import BOT_ACTOR
from bot.judge.book import RulesInForce
from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.judge.repeats import HOURS, Copies, Sighting, Window
from bot.model import JudgedRevision, Revision, Stage, Verdict, Work
from bot.ports import Clock, Comments, Ledger, Transactions, Verdicts, Versions, WorkRows

Judged = tuple[Revision, Verdict]


def sighting(revision: Revision) -> Sighting | None:
    """The comment as the window of repeats sees it; None when it was long there before it was seen (a back-fill)."""
    comment = revision.comment
    if comment.created_at is not None and revision.seen_at - comment.created_at > timedelta(hours=HOURS):
        return None
    return Sighting(
        comment=f"{comment.account_id}/{comment.external_id}",
        author=comment.author.id or comment.author.name or "",
        post=f"{comment.account_id}/{comment.post_id}",
        at=revision.seen_at,
        text=comment.text,
    )


class JudgeStage:
    """Judges revisions. Only the text is judged: pictures are kept by other stages and never read here.

    An older revision is judged even when a newer one exists: each is kept with its own verdict.
    """

    def __init__(
        self,
        *,
        judge: Judge,
        comments: Comments,
        verdicts: Verdicts,
        versions: Versions,
        work: WorkRows,
        ledger: Ledger,
        transactions: Transactions,
        clock: Clock,
        rules: RulesInForce | None = None,
        window: Window | None = None,
    ) -> None:
        self._judge = judge
        self._window = Window() if window is None else window
        self._rules = rules
        self._comments = comments
        self._verdicts = verdicts
        self._versions = versions
        self._work = work
        self._ledger = ledger
        self._transactions = transactions
        self._clock = clock

    def run(self, batch: Sequence[Work]) -> None:
        """Judge the revisions of `batch` and pass them on, in one transaction. Twice is once.

        Raises what the store raises; then nothing of the batch is written.
        """
        judge = self._judge if self._rules is None else self._rules.judge()
        revisions = [self._comments.revision(work.subject) for work in batch]
        copies = {revision.id: self._copies(revision) for revision in revisions}
        judged: Sequence[Judged] = [self._judged(judge, revision, copies) for revision in revisions]
        with self._transactions.transaction():
            now = self._clock.now()
            judge, judged = self._without_floods(judge, judged, copies)
            for work, (revision, verdict) in zip(batch, judged, strict=True):
                self._keep(revision, verdict, judge.guidelines)
                # Words that were edited back have walked on once; `again` lets them walk on once more.
                self._work.enqueue(Stage.PRESERVE, revision.id, run_after=now, again=True)
                self._work.finish(work, now)

    def _copies(self, revision: Revision) -> Copies:
        seen = sighting(revision)
        return Copies() if seen is None else self._window.see(seen)

    def _judged(self, judge: Judge, revision: Revision, copies: Mapping[int, Copies]) -> Judged:
        comment = revision.comment
        return revision, judge.verdict(
            comment.text,
            post_text=revision.post.text,
            author=comment.author.name or "",
            today=self._clock.now().date(),
            account=comment.account_id,
            copies=copies[revision.id],
        )

    def _without_floods(
        self, judge: Judge, judged: Sequence[Judged], copies: Mapping[int, Copies]
    ) -> tuple[Judge, Sequence[Judged]]:
        """The same, judged once more with a rule in the shadow that finds far too much; a second one may show then."""
        while self._rules is not None and self._rules.watches():
            new = [
                (revision.comment_id, verdict) for revision, verdict in judged if not self._is_kept(revision, verdict)
            ]
            calmer = self._rules.without_floods(new)
            if calmer is None:
                break
            judge = calmer
            judged = [self._judged(judge, revision, copies) for revision, _ in judged]
        return judge, judged

    def _is_kept(self, revision: Revision, verdict: Verdict) -> bool:
        return _is_of(self._verdicts.latest(revision.id), verdict.guidelines_version)

    def _keep(self, revision: Revision, verdict: Verdict, guidelines: Guidelines) -> None:
        if self._is_kept(revision, verdict):
            return
        now = self._clock.now()
        self._keep_text(guidelines, now)
        self._verdicts.save(revision.id, verdict, now)
        body = {
            "revision": revision.id,
            "comment": revision.comment_id,
            "outcome": verdict.outcome.value,
            "guideline": verdict.guideline,
            "guidelines": verdict.guidelines_version,
            "rules": sorted({finding.rule for finding in verdict.findings}),
        }
        self._ledger.append("verdict", BOT_ACTOR, body, now)

    def _keep_text(self, guidelines: Guidelines, now: datetime) -> None:
        """Keep the words behind a version before its first verdict; the log tells the hash of their listing."""
        if not self._versions.is_kept(guidelines.version) and self._versions.keep(guidelines.text, now):
            text = guidelines.text
            body = {"version": text.version, "parts": len(text.parts), "listing": text.listing_sha256}
            self._ledger.append("guidelines", BOT_ACTOR, body, now)


def _is_of(latest: JudgedRevision | None, version: str) -> bool:
    return latest is not None and latest.verdict.guidelines_version == version
