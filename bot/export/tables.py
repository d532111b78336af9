"""How do a week's facts look in a spreadsheet, one that a stranger's comment can't attack? Pure."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.export.contents import Box, BoxedDecision, BoxedRecord
from bot.export.period import local_text, utc_text
from bot.model import Account, MonitoredDay

_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What makes a spreadsheet compute a cell (OWASP, CSV injection), with the full-width forms some of them accept."""


_REMOVED = """record comment page platform author author_id text created_utc created_local post_id outcome outcome_utc
outcome_local guideline guideline_words decided_by decided_utc read_back undone_by undone_utc waiting_for_a_person
permalink payload_sha256 picture_sha256"""
_DECISIONS = """decision comment record kind decided_by decided_utc decided_local guideline guideline_words note undoes
state state_utc read_back text platform_id"""
_MONITORING = "page platform account owner day monitored first_utc last_utc passes comments"


def removed_comments(box: Box) -> bytes:
    """removed-comments.csv: one row for each record in the box."""
    return _csv(_REMOVED, (_removed(record, box) for record in box.records))


def decisions(box: Box) -> bytes:
    """decisions.csv: one row for each decision on a comment in the box, with what became of it."""
    rows = {
        decision.decided.id: _decided(decision, record, box) for record in box.records for decision in record.decisions
    }
    return _csv(_DECISIONS, (rows[key] for key in sorted(rows)))


def monitoring(box: Box) -> bytes:
    """monitoring.csv: one row for each page and day of the week."""
    return _csv(_MONITORING, (_watched(account, day, seen, box) for account, day, seen in watched_days(box)))


def watched_days(box: Box) -> list[tuple[Account, date, MonitoredDay | None]]:
    """Each page on each day of the week, with the evidence that it was read, if any."""
    known = {(seen.account_id, seen.day): seen for seen in box.monitored}
    return [(account, day, known.get((account.id, day))) for account in box.accounts for day in box.week.days]


def watched_words(account: Account, day: date, seen: MonitoredDay | None, box: Box) -> str:
    """``yes``, or in words why there is no evidence for this page and day."""
    if seen is not None:
        return "yes"
    if not account.watched:
        return "page is not watched by this program"
    if box.begins is None or day < box.begins.astimezone(box.week.zone).date():
        return "before the log begins"
    if not box.finished and day > box.as_of.astimezone(box.week.zone).date():
        return "after this box's cut-off"
    return "NO"


def neutral(cell: str) -> str:
    """`cell`, with a leading apostrophe when a spreadsheet would take it for a formula."""
    shown = "".join(char for char in cell if unicodedata.category(char) not in ("Cc", "Cf")).lstrip()
    is_formula = cell.startswith(_FORMULA) or shown.startswith(_FORMULA)
    plain = "".join("\ufffd" if unicodedata.category(c) == "Cc" and c not in "\t\n\r" else c for c in cell)
    return f"'{plain}" if is_formula else plain


def _csv(columns: str, rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns.split())
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _removed(record: BoxedRecord, box: Box) -> list[str]:
    removal, undo = record.removal, record.undo
    return [
        str(record.record),
        str(record.comment),
        record.page.name,
        record.page.platform,
        record.author.name or "",
        record.author.id or "",
        record.text,
        _utc(record.created_at),
        _local(record.created_at, box),
        record.post_id,
        record.outcome.value,
        _utc(record.outcome_at),
        _local(record.outcome_at, box),
        (removal.decided.guideline or "") if removal else "",
        removal.reason if removal else "",
        removal.decided.actor if removal else "",
        _utc(removal.decided.at if removal else None),
        _state(removal),
        undo.decided.actor if undo else "",
        _utc(undo.decided.done_at if undo else None),
        "yes" if record.waiting else "no",
        record.permalink or "",
        record.seal.payload_sha256,
        record.picture.sha256 if record.picture else "",
    ]


def _decided(decision: BoxedDecision, record: BoxedRecord, box: Box) -> list[str]:
    decided = decision.decided
    step = decided.steps[-1] if decided.steps else None
    return [
        str(decided.id),
        str(record.comment),
        str(decided.revision),
        decided.kind.value,
        decided.actor,
        _utc(decided.at),
        _local(decided.at, box),
        decided.guideline or "",
        decision.reason,
        decision.note,
        "" if decided.undoes is None else str(decided.undoes),
        step.state.value if step else "",
        _utc(step.at if step else None),
        step.answer if step else "",
        decision.text,
        next((step.made for step in reversed(decided.steps) if step.made), ""),
    ]


def _watched(account: Account, day: date, seen: MonitoredDay | None, box: Box) -> list[str]:
    return [
        account.name,
        account.platform.value.title(),
        account.id,
        account.owner,
        day.isoformat(),
        watched_words(account, day, seen, box),
        _utc(seen.first_at if seen else None),
        _utc(seen.last_at if seen else None),
        str(seen.passes if seen else 0),
        str(seen.comments if seen else 0),
    ]


def _state(decision: BoxedDecision | None) -> str:
    if decision is None or not decision.decided.steps:
        return ""
    step = decision.decided.steps[-1]
    return f"{step.state.value} {step.answer}".strip()


def _utc(at: datetime | None) -> str:
    return "" if at is None else utc_text(at)


def _local(at: datetime | None, box: Box) -> str:
    return "" if at is None else local_text(at, box.week.zone)
