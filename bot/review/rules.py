"""May this decision be taken now? Pure: each rule raises `DecisionRefused` in words a secretary understands."""

from collections.abc import Mapping
from datetime import datetime

from bot import BOT_ACTOR
from bot.errors import DecisionRefused, StaleRevision
from bot.model import Account, CommentState, CommentView, Decision, DecisionKind
from bot.review.obstacles import hide_obstacle, undo_obstacle
from bot.review.progress import Standing, is_sent, newest_line, progress
from bot.review.visibility import hidden_by_us

NOTE_LIMIT = 2000


def check_hide(view: CommentView, account: Account | None, troubles: Mapping[int, str], now: datetime) -> None:
    """Hiding needs the newest words, a page we may act on, and a comment that can be and isn't hidden by a person."""
    check_newest(view)
    refuse(hide_obstacle(view, account))
    if hidden_by_us(view) is not None and not confirmable(view):
        raise DecisionRefused("This comment is hidden already.")
    check_no_deletion(view, troubles, now)
    line = newest_line(view, DecisionKind.HIDE, DecisionKind.UNHIDE)
    if line is None or line.decision.kind is not DecisionKind.HIDE or by_bot(line.decision):
        return
    if progress(line, troubles, now).standing is Standing.WAITING:
        raise DecisionRefused("Somebody decided to hide this comment a moment ago. It is being carried out.")


def check_keep(view: CommentView, troubles: Mapping[int, str], now: datetime) -> None:
    """Keeping needs the newest words and a comment that nobody has hidden: showing it again is called Undo."""
    check_newest(view)
    if view.revision.comment_state is CommentState.VANISHED:
        return  # deleted by its author or by the platform: a person may only close the matter
    line = newest_line(view, DecisionKind.HIDE, DecisionKind.UNHIDE)
    if hidden_by_us(view) is not None:
        raise DecisionRefused("This comment is hidden. To show it again, use Undo.")
    if line is None or line.decision.kind is not DecisionKind.HIDE:
        return
    if progress(line, troubles, now).standing is Standing.WAITING:
        begun = "The platform has not answered the hide yet" if is_sent(line) else "This comment is being hidden"
        raise DecisionRefused(f"{begun}. To have it shown, use Undo.")


def check_undo(
    view: CommentView, decision_id: int, account: Account | None, troubles: Mapping[int, str], now: datetime
) -> None:
    """Only a hide can be undone, once (again only when the first undo failed), and only where we may act."""
    check_newest(view)
    refuse(undo_obstacle(view, account))
    lines = {line.decision.id: line for line in view.decisions}
    if decision_id not in lines or lines[decision_id].decision.kind is not DecisionKind.HIDE:
        raise DecisionRefused("Only a hide can be undone.")
    for line in view.decisions:
        if line.decision.undoes == decision_id and progress(line, troubles, now).standing is not Standing.FAILED:
            raise DecisionRefused("This was undone already.")


def check_no_deletion(view: CommentView, troubles: Mapping[int, str], now: datetime) -> None:
    """What is being deleted can't be hidden or deleted once more."""
    line = newest_line(view)
    if line is None or line.decision.kind is not DecisionKind.DELETE:
        return
    if progress(line, troubles, now).standing in {Standing.WAITING, Standing.LATE}:
        raise DecisionRefused("Somebody decided to delete this comment. It is being carried out. Keep stops it.")


def check_newest(view: CommentView) -> None:
    """A decision is taken on words somebody has read."""
    if not view.revision.is_newest:
        raise StaleRevision(
            "The comment was edited since you opened it. Nothing was changed. Here is the new text.",
            revision=view.revision.id,
        )


def undoable(view: CommentView, troubles: Mapping[int, str], now: datetime) -> int | None:
    """The hide that an Undo would undo: the one in force, or the one on its way; none while an undo is on its way."""
    line = newest_line(view, DecisionKind.HIDE, DecisionKind.UNHIDE)
    if line is not None and (line == newest_line(view) or is_sent(line)):
        on_its_way = progress(line, troubles, now).standing in {Standing.WAITING, Standing.LATE}
        if on_its_way:
            return line.decision.id if line.decision.kind is DecisionKind.HIDE else None
    return hidden_by_us(view)


def check_unseen(view: CommentView, seen_decision: int | None) -> None:
    """Two people at one comment: the second hears of the first one's decision before adding another."""
    if seen_decision is None:
        return
    newer = [line.decision for line in view.decisions if line.decision.id > seen_decision]
    if newer:
        raise DecisionRefused("Somebody else decided on this comment while you had it open. Look at the history below.")


def clean_note(note: str) -> str:
    """The note without blanks around it and without what can't be stored."""
    cleaned = note.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8").strip()
    if len(cleaned) > NOTE_LIMIT:
        raise DecisionRefused(f"The note is too long. Please keep it under {NOTE_LIMIT} characters.")
    return cleaned


def clean_key(key: str) -> str:
    """The form's one-time key, kept apart from the keys the machine makes."""
    if not (8 <= len(key) <= 64 and key.isascii() and key.replace("-", "").replace("_", "").isalnum()):
        raise DecisionRefused("This form is damaged or too old. Reload the page and decide again.")
    return f"review:{key}"


def confirmable(view: CommentView) -> bool:
    """A hide in force that a person may confirm: the machine's own, one of older words, or one asked about."""
    in_force = hidden_by_us(view)
    hides = [line.decision for line in view.decisions if line.decision.id == in_force]
    asked = view.open_item is not None
    return any(asked or by_bot(hide) or hide.revision_id != view.revision.id for hide in hides)


def refuse(obstacle: str) -> None:
    """Raise what stands in the way, if anything does."""
    if obstacle:
        raise DecisionRefused(obstacle)


def by_bot(decision: Decision) -> bool:
    """Made by this program, of whatever version."""
    return decision.actor.startswith(BOT_ACTOR.split("@", 1)[0] + "@")
