"""Does a young rule find far too much? Then it goes back into the shadow. Pure.

A rule that the district wrote is watched for its first day of being live: more than `MOST_HITS` hits that make more
than `MOST_SHARE` of the comments judged in the last 24 hours are a sign that it does not do what was meant.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.model import Routing, RuleStep, Share, Standing, Verdict

MOST_HITS = 2
MOST_SHARE = 0.05
YOUNG = timedelta(hours=24)


def is_young(step: RuleStep, now: datetime) -> bool:
    """Whether this is a rule that went live less than a day ago."""
    return step.standing is Standing.LIVE and now < step.at + YOUNG


def counted(judged: Iterable[tuple[int, Verdict]]) -> Mapping[str, int]:
    """In how many comments each rule found something that counts (a note does not), by (comment id, verdict)."""
    pairs = {
        (comment_id, finding.rule)
        for comment_id, verdict in judged
        for finding in verdict.findings
        if finding.routing is not Routing.NOTE
    }
    return Counter(rule for _, rule in pairs)


def trips(day: Share) -> bool:
    """Whether so many hits of so many comments judged in the last 24 hours are too many."""
    return day.hits > MOST_HITS and day.value > MOST_SHARE


def figures(day: Share) -> str:
    """The reason in words and numbers."""
    return (
        f"It found something in {day.hits} of the {day.of} comments judged in the last 24 hours "
        f"({100 * day.value:.0f} %), within a day of going live; more than {100 * MOST_SHARE:.0f} % is too much."
    )
