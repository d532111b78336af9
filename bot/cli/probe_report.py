"""How is a probe's report shown and kept? Used by `page-monitor probe`."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
from rich.text import Text

from bot.bootstrap.probe import Finding, Left, Report, as_json, markdown
from bot.cli.console import table, visible
from bot.errors import StorageFull


def say(line: str, *, err: bool = False) -> None:
    """Print a line; a terminal that has gone is no reason to break off."""
    with suppress(OSError):
        click.echo(line, err=err)


def show(report: Report, kept: Path | None) -> None:
    """Write the report to a file where one was named, and print it."""
    if kept is not None:
        _keep(report, kept)
    answered = ", ".join(report.answered_versions) or "untold"
    say(
        f"page-monitor {report.program}, {report.account_id} ({report.platform}), {report.began:%Y-%m-%d %H:%M} UTC; "
        f"asked {report.asked_version}, answered {answered}; {report.calls} calls."
    )
    with suppress(OSError):
        table(("", "question", "answer", "seen", "what it means"), [_row(each) for each in report.findings])
    if report.ended_early:
        say(f"Not everything was asked: {report.ended_early}", err=True)
    if not report.left:
        say("Everything that was made is deleted again.")
    if report.unanswered:
        say("Of a comment without an answer nothing was found; the next probe looks for it again.", err=True)
    if kept is None:
        say("Keep it with --keep-report FILE, and send it to the makers: it holds no token, name or text.")
    else:
        say(f"The report is in {kept}. It holds no token, no name and no text of anybody.")


def _keep(report: Report, kept: Path) -> None:
    try:
        kept.write_text(as_json(report) if kept.suffix == ".json" else markdown(report), "utf-8")
    except OSError as error:
        raise StorageFull(f"the report can't be written to {kept} ({error.strerror})") from error


def _row(finding: Finding) -> tuple[object, ...]:
    point = str(finding.point or "")
    if finding.is_settled:
        return point, finding.question, Text(finding.answer, style="bold"), _brief(finding.seen), finding.means
    return point, finding.question, Text("not settled", style="yellow"), _brief(finding.seen), ""


def tell_left(left: Sequence[Left]) -> None:
    """Name what still stands on the page."""
    if left:
        say("NOT deleted, or not proved to be; please look at these yourself, or run the probe again later:", err=True)
    for each in left:
        say(f"  {visible(each.link)}: {visible(each.why)}", err=True)


def _brief(seen: str) -> str:
    """Without Meta's traces, which are for the makers."""
    return re.sub(r", trace [^ ,)]+", "", seen)
