"""Does the stage keep each verdict once, pass the revision on, and do it all in one transaction?"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from bot import BOT_ACTOR
from bot.errors import StoreError
from bot.judge.judge import Judge
from bot.judge.stage import JudgeStage
from bot.model import (
    Author,
    Comment,
    CommentState,
    GuidelinesText,
    JudgedRevision,
    Outcome,
    Post,
    Revision,
    Stage,
    Verdict,
    Work,
)
from bot.ports import Comments, Ledger, Verdicts, Versions, WorkRows

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def revision(number: int, text: str, *, is_newest: bool = True) -> Revision:
    """A revision of comment 1 with this text."""
    comment = Comment(
        account_id="main",
        external_id="1",
        call_id="9_1",
        post_id="9",
        parent_id=None,
        author=Author(),
        text=text,
        created_at=NOW,
        permalink=None,
        is_hidden=False,
        can_hide=True,
        attachments=(),
        payload=b"{}",
    )
    return Revision(
        id=number,
        comment_id=1,
        comment=comment,
        sha256=comment.sha256,
        seen_at=NOW,
        is_newest=is_newest,
        comment_state=CommentState.PRESENT,
        post=Post(account_id="main", external_id="9", text="Report cards", created_at=NOW, permalink=None),
        parent=None,
        attachments=(),
    )


class Index:
    """The parts of the index that the stage sees, in memory; a failing transaction is undone."""

    def __init__(self, *revisions: Revision, fails: bool = False) -> None:
        self.revisions = {one.id: one for one in revisions}
        self.fails = fails
        self.judged: list[JudgedRevision] = []
        self.texts: dict[str, GuidelinesText] = {}
        self.lines: list[tuple[str, str, Mapping[str, object]]] = []
        self.waiting: list[tuple[Stage, int]] = []
        self.finished: list[int] = []
        self.transactions = 0

    def now(self) -> datetime:
        return NOW

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = (dict(self.texts), list(self.judged), list(self.lines), list(self.waiting), list(self.finished))
        self.transactions += 1
        try:
            yield
        except StoreError:
            self.texts, self.judged, self.lines, self.waiting, self.finished = before
            raise

    def revision(self, revision_id: int) -> Revision:
        return self.revisions[revision_id]

    def latest(self, revision_id: int) -> JudgedRevision | None:
        return next((one for one in reversed(self.judged) if one.revision_id == revision_id), None)

    def save(self, revision_id: int, verdict: Verdict, at: datetime) -> JudgedRevision:
        kept = JudgedRevision(id=len(self.judged) + 1, revision_id=revision_id, verdict=verdict, judged_at=at)
        self.judged.append(kept)
        return kept

    def is_kept(self, version: str) -> bool:
        return version in self.texts

    def keep(self, text: GuidelinesText, at: datetime) -> bool:
        assert not self.judged, "the text comes first"
        self.texts[text.version] = text
        return True

    def append(self, kind: str, actor: str, body: Mapping[str, object], at: datetime) -> None:
        self.lines.append((kind, actor, body))

    def enqueue(self, stage: Stage, subject: int, *, run_after: datetime, again: bool = False) -> None:
        self.waiting.append((stage, subject))

    def finish(self, work: Work, now: datetime) -> None:
        if self.fails:
            raise StoreError("no room")
        self.finished.append(work.id)


def work(*subjects: int) -> list[Work]:
    """Claimed rows for these revisions."""
    return [Work(id=100 + one, stage=Stage.JUDGE, subject=one, attempts=1, claimed_until=NOW) for one in subjects]


def stage(index: Index, judge: Judge) -> JudgeStage:
    """The stage over the index."""
    whole: Any = index
    return JudgeStage(
        judge=judge,
        comments=cast(Comments, whole),
        verdicts=cast(Verdicts, whole),
        versions=cast(Versions, whole),
        work=cast(WorkRows, whole),
        ledger=cast(Ledger, whole),
        transactions=index,
        clock=index,
    )


def test_each_revision_gets_its_verdict_and_waits_for_its_proof(judge: Judge) -> None:
    index = Index(revision(1, "what the fuck"), revision(2, "Thank you!"))
    stage(index, judge).run(work(1, 2))
    assert [one.verdict.outcome for one in index.judged] == [Outcome.HIDE, Outcome.KEEP]
    assert index.waiting == [(Stage.PRESERVE, 1), (Stage.PRESERVE, 2)]
    assert index.finished == [101, 102]
    assert index.transactions == 1


def test_the_log_names_ids_clause_version_and_rules_but_no_words(judge: Judge) -> None:
    index = Index(revision(1, "what the fuck"))
    stage(index, judge).run(work(1))
    body = {
        "revision": 1,
        "comment": 1,
        "outcome": "hide",
        "guideline": "language.profane",
        "guidelines": judge.guidelines.version,
        "rules": ["profanity"],
    }
    assert index.lines[1:] == [("verdict", BOT_ACTOR, body)]


def test_the_words_behind_a_version_are_kept_before_its_first_verdict_and_told_to_the_log(judge: Judge) -> None:
    index, text = Index(revision(1, "what the fuck"), revision(2, "Thank you!")), judge.guidelines.text
    stage(index, judge).run(work(1))
    stage(index, judge).run(work(2))
    assert index.texts == {judge.guidelines.version: text}
    body = {"version": text.version, "parts": len(text.parts), "listing": text.listing_sha256}
    assert index.lines[0] == ("guidelines", BOT_ACTOR, body)
    assert [kind for kind, _, _ in index.lines] == ["guidelines", "verdict", "verdict"]


def test_nothing_is_kept_where_nothing_is_judged(judge: Judge) -> None:
    index = Index()
    stage(index, judge).run([])
    assert (index.texts, index.lines) == ({}, [])


def test_judging_twice_is_judging_once(judge: Judge) -> None:
    index = Index(revision(1, "what the fuck"))
    stage(index, judge).run(work(1))
    stage(index, judge).run(work(1))
    assert [kind for kind, _, _ in index.lines] == ["guidelines", "verdict"]
    assert len(index.judged) == 1
    assert index.finished == [101, 101]


def test_an_older_revision_is_judged_as_well(judge: Judge) -> None:
    index = Index(revision(1, "kys", is_newest=False))
    stage(index, judge).run(work(1))
    assert index.judged[0].verdict.alert


def test_a_picture_without_words_is_kept(judge: Judge) -> None:
    index = Index(revision(1, ""))
    stage(index, judge).run(work(1))
    assert index.judged[0].verdict.outcome is Outcome.KEEP
    assert index.judged[0].verdict.findings == ()


def test_nothing_is_written_when_the_store_refuses(judge: Judge) -> None:
    index = Index(revision(1, "hello"), fails=True)
    with pytest.raises(StoreError):
        stage(index, judge).run(work(1))
    assert index.judged == []
    assert index.texts == {}
    assert index.waiting == []
