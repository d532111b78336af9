"""Does this comment break a guideline? The judge, usable without a database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from bot.errors import MonitorError
from bot.judge.guard import soften, softened
from bot.judge.guidelines import Guidelines
from bot.judge.priority import priority
from bot.judge.reading import Reading, read
from bot.judge.repeats import Copies
from bot.judge.text import storable
from bot.judge.verdict import conclude
from bot.model import Finding, Outcome, Routing, Verdict
from bot.ports import Classifier


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

    def under(self, guidelines: Guidelines) -> "Judge":
        """The same judge by other guidelines."""
        return Judge(guidelines, self._classifiers, self._experts)

    def verdict(
        self,
        text: str,
        *,
        post_text: str = "",
        author: str = "",
        today: date | None = None,
        account: str = "",
        copies: Copies | None = None,
    ) -> Verdict:
        """The verdict on `text` under a post with `post_text`, written by `author` (a name, or empty). Never raises.

        Only words are judged: a comment of a picture alone has an empty text and is kept. `today` is the day by which
        statements expire; without it no statement is asked. `account` is the id of the page, whose overrides hold.
        `copies` tells how often nearly the same was written (`bot.judge.repeats.Window`); without it nobody counted.
        """
        guidelines = self.guidelines.for_account(account)
        reading = read(text, post_text=post_text, author=author, today=today, copies=copies)
        findings = guidelines.rules.findings(reading)
        for expert in self._experts:
            findings.extend(map(softened, expert.findings(reading)))
        notes: list[Finding] = []
        for classifier in self._classifiers:
            for told in _scored(classifier, reading.original, storable(post_text)):
                (notes if told.routing is Routing.NOTE else findings).append(told)
        verdict = soften(conclude(findings, guidelines.version), reading.original, guidelines)
        if verdict.outcome is not Outcome.KEEP:  # words that carried a score help whoever reads the queue
            verdict = replace(verdict, findings=(*verdict.findings, *(note for note in notes if note.match)))
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
        sound = inside and 0 <= finding.score <= 1  # never with a score that is no number
        is_there = sound and text[finding.start : finding.end] == finding.match
        # Softened: a classifier that calls itself by the name of a rule of ours hides nothing either.
        yield softened(finding) if is_there else _unchecked(classifier, text)


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
