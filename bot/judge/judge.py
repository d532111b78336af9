"""Does this comment break a guideline? The judge (usable without a database) and the stage around it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from bot import BOT_ACTOR
from bot.errors import MonitorError
from bot.judge.guard import soften
from bot.judge.guidelines import Guidelines
from bot.judge.priority import priority
from bot.judge.reading import Reading, read
from bot.judge.text import storable
from bot.judge.verdict import conclude
from bot.model import Finding, JudgedRevision, Outcome, Revision, Routing, Stage, Verdict, Work
from bot.ports import Classifier, Clock, Comments, Ledger, Transactions, Verdicts, WorkRows


class Expert(Protocol):
    """Looks at a whole comment beside the rules: facts, relevance, language. Its findings never hide."""

    def findings(self, reading: Reading) -> Iterable[Finding]:
        """What it found, for a person. Never raises."""
        ...


class Judge:
    """Rules, experts and classifiers under one version of the guidelines. Holds no state between comments."""

    def __init__(
        self, guidelines: Guidelines, classifiers: Sequence[Classifier] = (), experts: Sequence[Expert] = ()
    ) -> None:
        self.guidelines = guidelines
        self._classifiers = tuple(classifiers)
        self._experts = tuple(experts)

    def verdict(self, text: str, *, post_text: str = "", author: str = "", today: date | None = None) -> Verdict:
        """The verdict on `text` under a post with `post_text`, written by `author` (a name, or empty). Never raises.

        Only words are judged: a comment of a picture alone has an empty text and is kept. `today` is the day by which
        statements expire; without it no statement is asked.
        """
        reading = read(text, post_text=post_text, author=author, today=today)
        findings = self.guidelines.rules.findings(reading)
        for expert in self._experts:
            findings.extend(expert.findings(reading))
        notes: list[Finding] = []
        for classifier in self._classifiers:
            for told in _scored(classifier, reading.original, storable(post_text)):
                (notes if told.routing is Routing.NOTE else findings).append(told)
        verdict = soften(conclude(findings, self.guidelines.version), reading.original, self.guidelines)
        if verdict.outcome is not Outcome.KEEP:  # words that carried a score help whoever reads the queue
            verdict = replace(verdict, findings=(*verdict.findings, *notes))
        return replace(verdict, priority=priority(verdict, notes))


def _scored(classifier: Classifier, text: str, post_text: str) -> Iterator[Finding]:
    """A classifier's findings, never more than a reason to review; its failure is a finding too, never a pass."""
    try:
        findings = tuple(classifier.findings(text, post_text))
    except (MonitorError, OSError, ValueError):
        yield _unchecked(classifier, text)
        return
    for finding in findings:
        inside = 0 <= finding.start <= finding.end <= len(text)
        yield finding if inside and text[finding.start : finding.end] == finding.match else _unchecked(classifier, text)


def _unchecked(classifier: Classifier, text: str) -> Finding:
    return Finding(
        guideline=None,
        rule=f"{classifier.name}:unchecked",
        score=0.0,
        start=0,
        end=len(text),
        match=text,
        why=f"{classifier.name} could not check this comment: a person does.",
        routing=Routing.REVIEW,
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
        work: WorkRows,
        ledger: Ledger,
        transactions: Transactions,
        clock: Clock,
    ) -> None:
        self._judge = judge
        self._comments = comments
        self._verdicts = verdicts
        self._work = work
        self._ledger = ledger
        self._transactions = transactions
        self._clock = clock

    def run(self, batch: Sequence[Work]) -> None:
        """Judge the revisions of `batch` and pass them on, in one transaction. Twice is once.

        Raises what the store raises; then nothing of the batch is written.
        """
        judged = [(work, self._judged(self._comments.revision(work.subject))) for work in batch]
        with self._transactions.transaction():
            now = self._clock.now()
            for work, (revision, verdict) in judged:
                self._keep(revision, verdict)
                # Words that were edited back have walked on once; `again` lets them walk on once more.
                self._work.enqueue(Stage.PRESERVE, revision.id, run_after=now, again=True)
                self._work.finish(work, now)

    def _judged(self, revision: Revision) -> tuple[Revision, Verdict]:
        comment = revision.comment
        return revision, self._judge.verdict(
            comment.text,
            post_text=revision.post.text,
            author=comment.author.name or "",
            today=self._clock.now().date(),
        )

    def _keep(self, revision: Revision, verdict: Verdict) -> None:
        latest = self._verdicts.latest(revision.id)
        if _is_of(latest, verdict.guidelines_version):
            return
        now = self._clock.now()
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


def _is_of(latest: JudgedRevision | None, version: str) -> bool:
    return latest is not None and latest.verdict.guidelines_version == version
