"""Is no more of the log kept in memory than the box needs?"""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.export.gather import gather
from bot.export.span import Span
from bot.model import LedgerEntry

AT = datetime(2026, 11, 17, 12, tzinfo=UTC)


def _log() -> Iterator[LedgerEntry]:
    """9,000 lines: each comment judged, sealed and, one in a hundred, decided about."""
    for seq in range(1, 9001):
        comment = (seq + 2) // 3
        body: dict[str, object] = {"revision": comment, "comment": comment}
        kind = ("verdict", "record", "decision" if comment % 100 == 0 else "collected")[(seq - 1) % 3]
        if kind == "decision":
            body |= {"decision": comment, "kind": "hide"}
        yield LedgerEntry(seq=seq, at=AT, kind=kind, actor="bot@1", body=body, previous="", hash=f"{seq}")


def test_of_the_lines_before_a_box_only_those_about_decisions_are_kept() -> None:
    told = gather(Span(name="2026-W48-full", after=8990, until=9000), _log)
    assert [line.seq for line in told.lines if line.seq > 8990] == list(range(8991, 9001))
    assert {line.kind for line in told.lines if line.seq <= 8990} == {"decision"}
    assert len(told.lines) == 10 + 29
    assert (told.members, list(told.by_comment)) == ([3000], [3000])
    assert (told.first and told.first.seq, told.last and told.last.seq) == (1, 9000)


def test_an_empty_log_tells_nothing() -> None:
    told = gather(Span(name="2026-W47-full", after=0, until=0), lambda: iter(()))
    assert (told.members, told.lines, told.first, told.last) == ([], (), None, None)
