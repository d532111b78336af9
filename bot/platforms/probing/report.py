"""How does a report read, as Markdown for people and as JSON for programs? Pure."""

import json
from dataclasses import asdict

from bot.platforms.probing.findings import Finding, Report

FORMAT = 1


def markdown(report: Report) -> str:
    """The whole report, ready to be sent to the makers."""
    settled = sum(each.is_settled for each in report.findings)
    lines = [
        f"# Probe of {report.account_id} ({report.platform})",
        "",
        f"- Program: page-monitor {report.program}",
        f"- Interface: asked {report.asked_version}, answered {', '.join(report.answered_versions) or 'untold'}",
        f"- Post: `{report.post_id}`",
        f"- When: {report.began:%Y-%m-%d %H:%M:%S} to {report.ended:%H:%M:%S} UTC",
        f"- Calls: {report.calls}",
        f"- Settled: {settled} of {len(report.findings)}",
        f"- Test comments: {', '.join(f'`{each}`' for each in report.own_ids) or 'none'}",
        f"- Clean-up: {_clean_up(report)}",
        *([f"- Ended early: {report.ended_early}"] if report.ended_early else []),
    ]
    for each in report.findings:
        lines += ["", *_section(each)]
    if report.traces:
        lines += ["", "## Meta's traces of what was refused", "", *(f"- `{each}`" for each in report.traces)]
    return "\n".join(lines) + "\n"


def as_json(report: Report) -> str:
    """The same for programs."""
    told = {"format": FORMAT, **asdict(report), "began": report.began.isoformat(), "ended": report.ended.isoformat()}
    return json.dumps(told, ensure_ascii=True, indent=2) + "\n"


def _clean_up(report: Report) -> str:
    if report.left:
        return "; ".join(f"NOT deleted, or not proved to be: {each.link} ({each.why})" for each in report.left)
    if report.unanswered:
        return (
            "everything found is deleted; of a creation without an answer nothing was found, the next probe looks again"
        )
    return "everything is deleted again"


def _section(finding: Finding) -> list[str]:
    point = f" (point {finding.point})" if finding.point else ""
    return [
        f"## {finding.question}{point}",
        "",
        f"- Answer: **{finding.answer or 'not settled'}**",
        f"- Done: {finding.done}",
        f"- {'Seen' if finding.is_settled else 'Why not'}: {finding.seen}",
        *([f"- Means: {finding.means}"] if finding.means else []),
    ]
