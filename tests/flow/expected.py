"""What should have become of each comment of the week, and what did? Derived from the scenario's `expect`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.model import ActionState, CommentState, CommentView, DecisionKind, Outcome
from bot.simulator import scenario

ASSISTED = "ig_students"
"""The student journalists' account, where the bot hides nothing."""
HELD = ("illegal.student_matter", "illegal.confidential")
"""Hidden at once to protect somebody, and a person is asked to confirm."""
ALERTED = ("language.threat",)
"""Hidden, and a person is alerted."""
EXPECTED: Mapping[str, str] = {
    # An employee was faster: nothing has to be asked of the platform, the hide is on record all the same.
    "crypto-dan": "hidden already",
    # Deleted by their authors later; the records stay.
    "stream-scam": "hidden, gone",
    "author-deletes": "kept, gone",
    # The author took the profanity out: a person decides whether it is shown again.
    "turns-good": "hidden, queued: edited",
    # Not only private but dangerous: an address, a number and when nobody is at home. A person is alerted.
    "fernwood-study-6": "hidden, queued: alert",
    # Asks for pictures of bodies where pupils read: obscene, and somebody should know at once.
    "super-8": "hidden, queued: alert",
}
"""What became of comments with a story of their own, where `expect` alone can't tell."""


class Fate(NamedTuple):
    """One comment: the verdict and guideline on each of its texts, and what became of it."""

    judged: tuple[str, ...]
    became: str


def expectations() -> Iterator[tuple[str, str, list[Mapping[str, Any]]]]:
    """(key, key of the account, what an honest judge should say of each text) of every comment of the week."""
    steps = json.loads((scenario.SCENARIOS / "school_week.json").read_text("utf-8"))["steps"]
    posts = {event["key"]: event["account"] for step in steps for event in step["events"] if event["type"] == "post"}
    for step in steps:
        for event in step["events"]:
            if event["type"] == "comment":
                said = event["expect"]
                yield event["key"], posts[event["post"]], said if isinstance(said, list) else [said]


def expected_fates() -> dict[str, Fate]:
    """By key."""
    return {
        key: Fate(tuple(map(_said, said)), EXPECTED.get(key) or _should_become(said[-1], account))
        for key, account, said in expectations()
    }


def _said(row: Mapping[str, Any]) -> str:
    return row["verdict"] if row["guideline"] is None else f"{row['verdict']} {row['guideline']}"


def _should_become(row: Mapping[str, Any], account: str) -> str:
    if row["verdict"] != "hide":
        return {"keep": "kept", "review": "queued: doubtful"}[row["verdict"]]
    if account == ASSISTED:
        return f"not hidden, queued: {'alert' if row['guideline'] in ALERTED else 'would_hide'}"
    if row["guideline"] in ALERTED:
        return "hidden, queued: alert"
    return "hidden, queued: hold" if row["guideline"] in HELD else "hidden"


def fate(texts: Sequence[CommentView], platform: Mapping[str, Any]) -> Fate:
    """What became of one comment, read from the index and from the platform."""
    return Fate(tuple(map(_judged, texts)), ", ".join(_became(texts, platform)))


def _judged(view: CommentView) -> str:
    assert view.judged is not None, f"revision {view.revision.id} was never judged"
    verdict = view.judged.verdict
    return " ".join(filter(None, (verdict.outcome.value, verdict.guideline)))


def _became(texts: Sequence[CommentView], platform: Mapping[str, Any]) -> Iterator[str]:
    newest = texts[-1]
    waiting = sorted({item.reason.value for item in newest.items if item.closed_at is None})
    if platform["is_hidden"]:
        yield "hidden" if platform["hides"] else "hidden already"
    elif any(view.judged is not None and view.judged.verdict.outcome is Outcome.HIDE for view in texts):
        yield "not hidden"
    elif not waiting:
        yield "kept"
    if waiting:
        yield f"queued: {' '.join(waiting)}"
    if newest.revision.comment_state is CommentState.VANISHED:
        yield "gone"


def differences(expected: Mapping[str, Fate], found: Mapping[str, Fate]) -> str:
    """One paragraph for each comment that fared otherwise."""
    keys = [key for key in {**expected, **found} if expected.get(key) != found.get(key)]
    return "\n".join(f"{key}\n  expected {expected.get(key)}\n  found    {found.get(key)}" for key in keys)


def hides_done(texts: Sequence[CommentView]) -> list[int]:
    """The decisions to hide this comment that were carried out."""
    lines = texts[-1].decisions
    return [
        line.decision.id
        for line in lines
        if line.decision.kind is DecisionKind.HIDE and line.action and line.action.state is ActionState.DONE
    ]
