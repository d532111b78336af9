"""May this decision be taken now? Pure: each rule raises `DecisionRefused` in words a secretary understands."""

from collections.abc import Mapping
from datetime import datetime

from bot import BOT_ACTOR
from bot.errors import DecisionRefused, StaleRevision
from bot.model import Account, CommentState, CommentView, Decision, DecisionKind, Mode
from bot.review.progress import Standing, newest_line, progress

NOTE_LIMIT = 2000


def check_hide(view: CommentView, account: Account | None, troubles: Mapping[int, str], now: datetime) -> None:
    """Hiding needs the newest words, a page we may act on, and a comment that can be and isn't hidden by a person."""
    check_newest(view)
    check_page(account)
    if view.revision.comment_state is CommentState.VANISHED:
        raise DecisionRefused("The comment is no longer on the page, so there is nothing to hide. The record is kept.")
    if view.revision.comment.can_hide is False:
        raise DecisionRefused("The platform does not let us hide this comment. It was not hidden.")
    if view.hide_in_force is not None and not confirmable(view):
        raise DecisionRefused("This comment is hidden already.")
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
    being_hidden = (
        line is not None
        and line.decision.kind is DecisionKind.HIDE
        and progress(line, troubles, now).standing is Standing.WAITING
    )
    if view.hide_in_force is not None or being_hidden:
        raise DecisionRefused("This comment is hidden. To show it again, use Undo.")


def check_undo(
    view: CommentView, decision_id: int, account: Account | None, troubles: Mapping[int, str], now: datetime
) -> None:
    """Only a hide can be undone, once (again only when the first undo failed), and only where we may act."""
    check_newest(view)
    check_page(account)
    lines = {line.decision.id: line for line in view.decisions}
    if decision_id not in lines or lines[decision_id].decision.kind is not DecisionKind.HIDE:
        raise DecisionRefused("Only a hide can be undone.")
    for line in view.decisions:
        if line.decision.undoes == decision_id and progress(line, troubles, now).standing is not Standing.FAILED:
            raise DecisionRefused("This was undone already.")


def check_newest(view: CommentView) -> None:
    """A decision is taken on words somebody has read."""
    if not view.revision.is_newest:
        raise StaleRevision(
            "The comment was edited since you opened it. Nothing was changed. Here is the new text.",
            revision=view.revision.id,
        )


def check_page(account: Account | None) -> None:
    """Nothing is changed on a page that is only watched, or that isn't ours any more."""
    if account is None:
        raise DecisionRefused("This page is not in the configuration any more. Ask IT.")
    if account.mode is Mode.OBSERVE:
        raise DecisionRefused("This page is only watched, nothing on it can be changed. Ask IT to set mode = assist.")


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
    hides = [line.decision for line in view.decisions if line.decision.id == view.hide_in_force]
    asked = view.open_item is not None
    return any(asked or by_bot(hide) or hide.revision_id != view.revision.id for hide in hides)


def by_bot(decision: Decision) -> bool:
    """Made by this program, of whatever version."""
    return decision.actor.startswith(BOT_ACTOR.split("@", 1)[0] + "@")
