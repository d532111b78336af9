"""Is every line of the log in exactly one finished weekly box, whatever the clocks did?"""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import EvidenceError
from bot.export.exporter import ExportReport
from bot.export.period import Week, week, week_before, weeks_between
from bot.export.span import due
from bot.export.verify import verify_archive, verify_bag
from bot.model import LedgerEntry
from tests.export.district import District
from tests.export.setting import WEEK, ZONE

NEXT = "2026-W48"
FIRST = datetime(2026, 11, 17, 12, tzinfo=UTC)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    made = District(tmp_path / "archive")
    yield made
    made.store.close()


@pytest.fixture
def sealed(district: District) -> ExportReport:
    """A week with one hidden comment, over and sealed."""
    district.hid("Cheap sunglasses")
    district.when_the_week_is_over()
    return district.exporter.export(WEEK)


def _late(district: District, words: str = "Logged late") -> int:
    """A hide dated in the sealed week: the clock was set back. Answers the record's number."""
    before, district.clock.at = district.clock.at, district.week.end - timedelta(hours=5)
    revision = district.hid(words).revision
    district.clock.at = before
    return revision


def _records(report: ExportReport) -> list[int]:
    lines = (report.path / "data/records.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["record"] for line in lines]


def _after_next_week(district: District) -> None:
    district.clock.at = district.week.end + timedelta(days=7, hours=6)


def _boxes_in_the_log(district: District) -> list[LedgerEntry]:
    return [line for line in district.store.ledger.entries() if line.kind == "export"]


def test_a_late_line_changes_nothing_about_a_box_that_is_sealed(district: District, sealed: ExportReport) -> None:
    _late(district)
    again = district.exporter.export(WEEK)
    assert (again.made, again.entries, again.head) == (False, sealed.entries, sealed.head)
    assert (again.hidden, again.records, again.files) == (sealed.hidden, sealed.records, sealed.files)
    assert len(_boxes_in_the_log(district)) == 1
    assert [path.name for path in (district.root / "heads").iterdir()] == [f"{WEEK}-full.json"]


def test_a_lost_box_is_made_again_to_the_byte_after_a_late_line(
    district: District, sealed: ExportReport, tmp_path: Path
) -> None:
    shutil.move(sealed.path, tmp_path / "first")
    _late(district)
    again = district.exporter.export(WEEK)
    assert again.made
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        assert (again.path / name).read_bytes() == (tmp_path / "first" / name).read_bytes()
    assert len(_boxes_in_the_log(district)) == 1


def test_a_late_hide_is_in_the_next_box_which_says_so(district: District, sealed: ExportReport) -> None:
    late = _late(district)
    own = district.hid("Hidden in the week itself").revision
    _after_next_week(district)
    report = district.exporter.export(NEXT)
    assert _records(report) == [late, own]
    assert (report.records, report.hidden) == (2, 2)
    page = (report.path / "data/index.html").read_text("utf-8")
    assert "dated earlier, logged after that week's box was sealed" in " ".join(page.split()).replace("&#39;", "'")
    assert f"entry {sealed.entries + 2}" in page
    assert "Dated earlier" in (report.path / "data/README.txt").read_text("utf-8")
    assert verify_bag(report.path, ledger=district.store.ledger) == []


def test_a_late_hide_is_in_the_box_of_the_running_week_too(district: District, sealed: ExportReport) -> None:
    late = _late(district)
    report = district.exporter.export(NEXT)
    assert report.path.name.startswith(f"{NEXT}-full-until-")
    assert _records(report) == [late]


def test_a_week_without_late_lines_says_nothing_of_them(district: District, sealed: ExportReport) -> None:
    district.hid("Hidden in the week itself")
    _after_next_week(district)
    report = district.exporter.export(NEXT)
    assert "dated earlier" not in (report.path / "data/index.html").read_text("utf-8")


def test_earlier_weeks_get_their_boxes_first(district: District) -> None:
    one = district.hid("In the first week").revision
    district.clock.at = district.week.end + timedelta(days=1)
    two = district.hid("In the second week").revision
    _after_next_week(district)
    assert _records(district.exporter.export(NEXT)) == [two]
    again = district.exporter.export(WEEK)
    assert (again.made, _records(again)) == (False, [one])


def test_the_running_week_leaves_out_what_will_be_in_the_box_of_the_week_before(district: District) -> None:
    district.hid("In the first week")
    district.clock.at = district.week.end + timedelta(minutes=1)
    own = district.hid("A minute into the second week").revision
    assert _records(district.exporter.export(NEXT)) == [own]


def test_a_box_sealed_over_another_log_is_refused(district: District, sealed: ExportReport) -> None:
    raw = district.store.connection.raw
    raw.execute("DROP TRIGGER ledger_no_delete")
    raw.execute(f"DELETE FROM ledger WHERE seq >= {sealed.entries}")
    with pytest.raises(EvidenceError, match="another log"):
        district.exporter.export(WEEK)


def test_a_box_that_was_noted_over_two_numbers_of_entries_is_told(district: District, sealed: ExportReport) -> None:
    body = dict(_boxes_in_the_log(district)[0].body)
    district.log("export", {**body, "entries": 3})
    problems = verify_archive(
        ledger=district.store.ledger,
        evidence=district.store.evidence,
        versions=district.store.versions,
        index=district.store,
        root=district.root,
        pause=list[float]().append,
    )
    assert any("was noted over 3 entries" in problem.what and not problem.damage for problem in problems)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(-200, 600), st.integers(0, 9)), max_size=30), st.integers(0, 3))
def test_whatever_the_clock_does_every_line_is_covered_by_one_box(moves: list[tuple[int, int]], skew: int) -> None:
    """Lines are dated `hours` off the true time, and weeks are sealed at true times in between."""
    lines: list[LedgerEntry] = []
    boxes: dict[str, tuple[int, int]] = {}
    now = FIRST
    for off, wait in moves:
        now += timedelta(hours=wait * 20)
        at = FIRST if not lines else now + timedelta(hours=off if off % 4 == skew else 0)
        lines.append(_line(len(lines) + 1, at, "verdict", {"comment": 1}))
        _seal_due_weeks(now, lines, boxes)
    _seal_due_weeks(now + timedelta(weeks=60), lines, boxes)
    covered = [seq for after, until in boxes.values() for seq in range(after + 1, until + 1)]
    assert covered == sorted(set(covered))
    assert {line.seq for line in lines if line.kind == "verdict"} <= set(covered)


def _seal_due_weeks(now: datetime, lines: list[LedgerEntry], boxes: dict[str, tuple[int, int]]) -> None:
    periods: list[Week] = weeks_between(lines[0].at, now, ZONE) if lines else []
    for period in periods:
        if period.name not in boxes and period.end <= now:
            span = due(period, lines, finished=True)
            boxes[period.name] = (span.after, span.until)
            lines.append(_line(len(lines) + 1, now, "export", {"name": span.name, "entries": span.until}))


def _line(seq: int, at: datetime, kind: str, body: dict[str, object]) -> LedgerEntry:
    return LedgerEntry(seq=seq, at=at, kind=kind, actor="bot@1", body=body, previous="", hash="")


def test_the_week_before_the_first_of_a_year_is_the_last_of_the_year_before() -> None:
    assert week_before(week("2027-W01", ZONE)) == "2026-W53"
    assert week_before(week("2026-W10", ZONE)) == "2026-W09"
