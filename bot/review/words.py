"""What do our states mean in words a school secretary understands?"""

import re

from bot.model import (
    CaptureOutcome,
    CommentView,
    DecisionKind,
    Mode,
    NoticeKind,
    Outcome,
    PlatformName,
    ReviewReason,
    Routing,
    Shelf,
)

PLATFORMS = {PlatformName.FACEBOOK: "Facebook", PlatformName.INSTAGRAM: "Instagram", PlatformName.X: "X"}

MODES = {
    Mode.OBSERVE: ("Watching only", "Comments are read and kept. Nothing can be hidden on this page."),
    Mode.ASSIST: ("Staff decide", "Only what you decide is carried out. The bot hides nothing by itself."),
    Mode.ENFORCE: ("Bot may hide", "The bot hides clear violations by itself; you see every one and can undo it."),
}

KINDS = {
    DecisionKind.HIDE: "Hide",
    DecisionKind.UNHIDE: "Undo",
    DecisionKind.KEEP: "Keep",
    DecisionKind.REPLY: "Answer under the comment",
    DecisionKind.COMMENT: "Answer under the post",
    DecisionKind.WITHDRAW: "Take back",
    DecisionKind.DELETE: "Delete for good",
}

NOTICES = {
    NoticeKind.UNLISTED: "Comments that are counted but not shown to us",
    NoticeKind.SILENT: "Comments are counted and none is shown to us",
    NoticeKind.CUT: "A list of comments could not be read to its end",
    NoticeKind.SOURCE: "One place of this page may not be read",
    NoticeKind.TOKEN: "The access was refused: this page is not watched",
    NoticeKind.EXPIRY: "The access ends soon",
    NoticeKind.WRITES: "The platform blocks our changes",
    NoticeKind.QUOTA: "The allowance is nearly or wholly used up",
    NoticeKind.FAULT: "The platform says that our request is wrong: tell IT",
    NoticeKind.RULE: "A rule of ours was taken out of use",
}

OUTCOMES = {
    Outcome.KEEP: "Looks fine",
    Outcome.REVIEW: "Needs a person",
    Outcome.HIDE: "Breaks a guideline",
}

REASONS = {
    ReviewReason.DOUBTFUL: ("Doubtful", "The program can't tell. Read it and decide."),
    ReviewReason.WOULD_HIDE: ("Looks like a violation", "The program would hide it, but leaves the decision to you."),
    ReviewReason.HOLD: ("Hidden for now", "Hidden because waiting could do harm. Confirm it or undo it."),
    ReviewReason.ALERT: ("Alert", "A threat or a call for help. Act on it first, then decide here."),
    ReviewReason.NO_PROOF: ("No picture", "It could not be photographed, so nothing was hidden."),
    ReviewReason.CANNOT: (
        "Could not be done",
        "The platform did not let us do it, or it can't be told whether it did.",
    ),
    ReviewReason.EDITED: ("Edited", "The words changed after a decision was taken. Read the new words."),
}

ROUTINGS = {
    Routing.HIDE: "The bot may hide this by itself where it is allowed to.",
    Routing.HOLD: "The bot may hide this at once; a person confirms or undoes it.",
    Routing.HIDE_AND_ALERT: "The bot may hide this and alerts a person at once.",
    Routing.REVIEW: "A person always decides.",
}

ROUTING_WORDS = {routing.value: words for routing, words in ROUTINGS.items()}

SHELVES = {
    Shelf.QUEUE: (
        "Queue",
        "Comments that wait for you. Alerts come first, then what most likely breaks a guideline, then the oldest.",
    ),
    Shelf.KEPT: (
        "Second look",
        "Comments the rules left alone and nobody has decided on: the latest day first, and of each day first what "
        "reads most like a violation. No rules find everything; look at the top of this list every day.",
    ),
    Shelf.HIDDEN: ("Hidden", "Comments hidden by us right now. Every one can be shown again."),
    Shelf.DECIDED: ("Decided", "Comments on which a person decided, the latest first."),
    Shelf.ALL: ("All comments", "Every comment collected, the newest first."),
}

EMPTY = {
    Shelf.KEPT: "Nothing is left to look at: every comment was decided on or waits in the queue.",
    Shelf.HIDDEN: "Nothing is hidden right now.",
    Shelf.DECIDED: "Nobody has decided on a comment yet.",
    Shelf.ALL: "No comments have been collected yet.",
}

LEDGER_KINDS = {
    "decision": "Decision",
    "verdict": "Judged by the rules",
    "guidelines": "Words of the guidelines kept",
    "action": "Carried out",
    "record": "Record sealed",
    "capture": "Picture kept",
    "capture_failed": "Picture failed",
    "hide_dropped": "Hide dropped: its rule was taken back",
    "review_opened": "Put in the queue",
    "given_up": "Step given up",
    "user": "Reviewers changed",
    "password_refused": "Wrong present password",
    "login": "Logged in",
    "login_failed": "Log-in failed",
    "logout": "Logged out",
    "password_changed": "Password changed",
    "deleted": "Deleted by us",
    "writes_paused": "Changes pause",
    "notice_closed": "Notice seen to",
    "seen_to": "Question about an answer seen to",
    "rule_written": "Rule written",
    "rule_step": "Rule moved on",
    "rule_test": "Rule tested",
    "rule_request": "Approval of a rule asked for",
}


def ledger_words(kind: str) -> str:
    """A log line's kind in words; kinds of other rooms are shown as they are, readable."""
    return LEDGER_KINDS.get(kind, kind.replace("_", " ").replace(".", " ").capitalize())


def ledger_value(value: object) -> str:
    """A value of a log line, readable: fingerprints cut short, yes and no for a choice, lists with commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(ledger_value, value)) or "none"
    return f"{str(value)[:10]}…" if is_fingerprint(value) else str(value)


def is_fingerprint(value: object) -> bool:
    """Whether a value of a log line is a SHA-256, which nobody reads whole."""
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


def picture_words(view: CommentView) -> str:
    """Why there is no picture; empty when there is one."""
    if view.capture is None:
        return "No picture has been taken yet. If you hide this comment, one is taken first."
    if view.capture.outcome is CaptureOutcome.FAILED:
        return "The picture could not be taken. If you hide this comment, it is tried again first."
    return ""
