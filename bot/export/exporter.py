"""Stage: which weeks have no box yet, and how is one made? Reads the index and the log, writes boxes."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import BOT_ACTOR
from bot.errors import EvidenceError, InputError
from bot.export import bundle, happenings, heads, selfcheck, story
from bot.export.bag import alone, write_bag
from bot.export.contents import Box, BoxedRecord
from bot.export.counts import counts
from bot.export.gather import gather
from bot.export.period import Week, week, week_of, weeks_between
from bot.export.span import Span, as_sealed, due
from bot.export.versions import texts
from bot.model import Account, Guideline, LedgerEntry
from bot.model.chain import FIRST_PREVIOUS
from bot.ports import Archive, Clock, Store

log = logging.getLogger(__name__)

SETTLING = timedelta(minutes=10)
"""A week counts as finished this long after its end, so that what was begun before midnight is in the log by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What is in the box at `path`. `made` is False when it was there already (and was found sound).

    `hidden`, `undone` and `failed_captures` count what happened in the week; `files` are all payload files; `entries`
    and `head` are the log's length and last hash as of the box.
    """

    path: Path
    records: int
    hidden: int
    undone: int
    failed_captures: int
    files: int
    entries: int
    head: str
    made: bool


class Exporter:
    """Makes weekly boxes. Making the same box twice is making it once."""

    def __init__(
        self,
        *,
        store: Store,
        archive: Archive,
        accounts: Mapping[str, Account],
        guidelines: Sequence[Guideline],
        zone: ZoneInfo,
        exports_dir: Path,
        clock: Clock,
        district: str,
        heads_dir: Path | None = None,
    ) -> None:
        """`exports_dir` is ``exports/`` of the archive; head files go to `heads_dir`, else to ``heads/`` beside it."""
        self._store = store
        self._archive = archive
        self._accounts = accounts
        self._guidelines = {guideline.id: guideline for guideline in guidelines}
        self._zone = zone
        self._exports = exports_dir
        self._heads = exports_dir.parent / "heads" if heads_dir is None else heads_dir
        self._clock = clock
        self._district = district

    def this_week(self) -> str:
        """The name of the week that runs now."""
        return week_of(self._clock.now(), self._zone)

    def due_weeks(self) -> list[str]:
        """Finished weeks since the first line of the log that have no box, or whose box isn't noted down yet.

        The truth lies in the folders `exports` and `heads`, not in a trigger that may have been missed.
        """
        first = next(iter(self._store.ledger.entries(until=1)), None)
        if first is None:
            return []
        names = [w.name for w in weeks_between(first.at, self._clock.now(), self._zone) if self._is_finished(w)]
        return [name for name in names if not self._is_noted(f"{name}-full")]

    def _is_noted(self, box: str) -> bool:
        """Whether the box is there with all that follows its making; the head file is written last."""
        return (self._exports / box).is_dir() and (self._heads / f"{box}.json").is_file()

    def export(self, week_name: str, *, actor: str = BOT_ACTOR) -> ExportReport:
        """Make the box of a week, ``2026-W47``; one that runs still is exported as of its newest line.

        Raises `InputError` for a name that is no week, `EvidenceError` when proof is missing or contradicts the log or
        an existing box is damaged (it is left as it is), `StorageFull` when the disk refuses.
        """
        period = week(week_name, self._zone)
        self._refuse_empty_times(period)
        with alone(self._exports):
            if self._is_finished(period):
                # A box goes on where the one before ends, so earlier weeks get theirs first.
                for earlier in self.due_weeks():
                    if earlier < period.name:
                        self._make(week(earlier, self._zone), actor)
            return self._make(period, actor)

    def _make(self, period: Week, actor: str) -> ExportReport:
        ledger = self._store.ledger
        span = due(period, ledger.entries(), finished=self._is_finished(period))
        place = self._exports / span.name
        made = not place.exists()
        if not made:
            _refuse_damaged(place)
            span = as_sealed(place, ledger)
        box = self._box(period, span)
        if made:
            lines = ledger.entries(until=span.until)
            write_bag(place, bundle.payload(box, self._archive.read, lines), bundle.bag_info(box))
        self._note(box, place, actor, made)
        log.info("export box=%s records=%d entries=%d made=%s", box.name, len(box.records), box.entries, made)
        return _report(box, place, made)

    def _refuse_empty_times(self, period: Week) -> None:
        first = next(iter(self._store.ledger.entries(until=1)), None)
        if period.start > self._clock.now():
            raise InputError(f"{period.name} hasn't begun yet")
        is_there = (self._exports / f"{period.name}-full").exists()
        if first is not None and period.end <= first.at and not is_there:
            since = week_of(first.at, self._zone)
            raise InputError(f"there is nothing to export for {period.name}: the log begins in {since}")

    def _is_finished(self, period: Week) -> bool:
        return period.end + SETTLING <= self._clock.now()

    def _box(self, period: Week, span: Span) -> Box:
        told = gather(span, lambda: self._store.ledger.entries(until=span.until))
        records = tuple(self._record(revision, told.by_comment) for revision in told.members)
        return Box(
            name=span.name,
            week=period,
            finished=self._is_finished(period),
            district=self._district,
            after=span.after,
            entries=span.until,
            head=told.last.hash if told.last else FIRST_PREVIOUS,
            begins=told.first.at if told.first else None,
            as_of=told.last.at if told.last else period.start,
            lines=told.lines,
            records=records,
            failures=story.failures(told.lines, span.after),
            given_up=story.given_up(told.lines, span.after),
            accounts=tuple(self._accounts[key] for key in sorted(self._accounts)),
            guidelines=self._guidelines,
            monitored=tuple(self._store.checkpoints.monitored(period.days[0], period.days[-1])),
            texts=texts(told.lines, records, span.after, self._store.versions),
        )

    def _record(self, revision: int, by_comment: Mapping[int, Sequence[LedgerEntry]]) -> BoxedRecord:
        view = self._store.desk.view(revision)
        if view is None:
            raise EvidenceError("the log names a record that the index doesn't know; run verify", revision=revision)
        comment = view.revision.comment_id
        account = self._accounts.get(view.revision.comment.account_id)
        words = {decision.id: decision for decision in self._store.decisions.of_comment(comment)}
        return story.boxed(view, account, by_comment.get(comment, ()), words)

    def _note(self, box: Box, place: Path, actor: str, made: bool) -> None:
        """Write the log's line about the box and its head file, each once, also after a crash between the two.

        A box that was lost and made anew by a newer program differs from the first one; it gets a line of its own.
        """
        body = {"name": box.name, "entries": box.entries, "head": box.head, **heads.manifests(place)}
        noted = happenings.of(self._store.ledger.entries(after=box.entries), "export", name=box.name)
        if not made and noted and not any(line.body == body for line in noted):
            raise EvidenceError("the box isn't the one that the log tells of; set it aside, export again", box=box.name)
        if not any(line.body == body for line in noted):
            self._store.ledger.append("export", actor, body, self._clock.now())
        heads.write(self._heads, body)


def _refuse_damaged(place: Path) -> None:
    if any(finding.damage or not finding.checked for finding in selfcheck.findings(place)):
        raise EvidenceError("the box exists and is damaged: verify it, set it aside, export again", box=place.name)


def _report(box: Box, place: Path, made: bool) -> ExportReport:
    figures = counts(box)
    return ExportReport(
        path=place,
        records=len(box.records),
        hidden=figures.hidden,
        undone=figures.undone,
        failed_captures=figures.failed_pictures,
        files=sum(path.is_file() for path in (place / "data").rglob("*")),
        entries=box.entries,
        head=box.head,
        made=made,
    )
