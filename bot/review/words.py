"""What do our states mean in words a school secretary understands?"""

from bot.model import CaptureOutcome, CommentView, Mode, Outcome, PlatformName, ReviewReason, Routing, Shelf

PLATFORMS = {PlatformName.FACEBOOK: "Facebook", PlatformName.INSTAGRAM: "Instagram", PlatformName.X: "X"}

MODES = {
    Mode.OBSERVE: ("Watching only", "Comments are read and kept. Nothing can be hidden on this page."),
    Mode.ASSIST: ("Staff decide", "Only what you decide is carried out. The bot hides nothing by itself."),
    Mode.ENFORCE: ("Bot may hide", "The bot hides clear violations by itself; you see every one and can undo it."),
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
    ReviewReason.CANNOT: ("Could not be done", "The platform did not let us hide or show it."),
    ReviewReason.EDITED: ("Edited", "The words changed after a decision was taken. Read the new words."),
}

ROUTINGS = {
    Routing.HIDE: "The bot may hide this by itself where it is allowed to.",
    Routing.HOLD: "The bot may hide this at once; a person confirms or undoes it.",
    Routing.HIDE_AND_ALERT: "The bot may hide this and alerts a person at once.",
    Routing.REVIEW: "A person always decides.",
}

SHELVES = {
    Shelf.QUEUE: ("Queue", "Comments that wait for you. Alerts come first, then the oldest."),
    Shelf.HIDDEN: ("Hidden", "Comments hidden by us right now. Every one can be shown again."),
    Shelf.DECIDED: ("Decided", "Comments on which a person decided, the latest first."),
    Shelf.ALL: ("All comments", "Every comment collected, the newest first."),
}

EMPTY = {
    Shelf.HIDDEN: "Nothing is hidden right now.",
    Shelf.DECIDED: "Nobody has decided on a comment yet.",
    Shelf.ALL: "No comments have been collected yet.",
}

LEDGER_KINDS = {
    "decision": "Decision",
    "verdict": "Judged by the rules",
    "action": "Carried out",
    "record": "Record sealed",
    "capture": "Picture kept",
    "capture_failed": "Picture failed",
    "review_opened": "Put in the queue",
    "given_up": "Step given up",
    "user": "Reviewers changed",
    "password_refused": "Wrong present password",
    "login": "Logged in",
    "login_failed": "Log-in failed",
    "logout": "Logged out",
    "password_changed": "Password changed",
}


def ledger_words(kind: str) -> str:
    """A log line's kind in words; kinds of other rooms are shown as they are, readable."""
    return LEDGER_KINDS.get(kind, kind.replace("_", " ").replace(".", " ").capitalize())


def picture_words(view: CommentView) -> str:
    """Why there is no picture; empty when there is one."""
    if view.capture is None:
        return "No picture has been taken yet. If you hide this comment, one is taken first."
    if view.capture.outcome is CaptureOutcome.FAILED:
        return "The picture could not be taken. If you hide this comment, it is tried again first."
    return ""
