"""May this be said in public, or taken back, or deleted? Pure; refusals are sentences for staff."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from bot.errors import DecisionRefused
from bot.model import (
    Account,
    ActionState,
    Capabilities,
    CommentState,
    CommentView,
    DecisionKind,
    DecisionLine,
    PlatformName,
)
from bot.review.obstacles import page_obstacle, place_obstacle
from bot.review.progress import Standing, newest_line, progress
from bot.review.rules import check_newest, check_no_deletion, refuse
from bot.review.visibility import hidden_by_us

LONGEST = {PlatformName.FACEBOOK: 8000, PlatformName.INSTAGRAM: 2200, PlatformName.X: 280}
"""Characters of one comment, as a browser counts them (a smiley is two)."""
_MENTION = re.compile(r"@\s*\[\s*\d")
"""How Facebook spells a mention; it would call that page, and show other words than were looked over."""


def length(text: str) -> int:
    """How long a text is as browsers and platforms count: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean_answer(typed: str, account: Account | None) -> str:
    """The words as they will be posted. Raises `DecisionRefused` when there are none, or too many."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()
    if not any(unicodedata.category(c)[0] in "LNPS" for c in text):
        raise DecisionRefused("The answer is empty. Type the words that everybody shall read.")
    if _MENTION.search(text):
        raise DecisionRefused("The answer names somebody as @[number]. Answers call nobody: write the name in words.")
    most = longest(account)
    if length(text) > most:
        raise DecisionRefused(f"The answer is too long: {length(text)} characters, and {most} are possible here.")
    return text


def longest(account: Account | None) -> int:
    """How many characters an answer may have on this page."""
    return LONGEST[PlatformName.INSTAGRAM if account is None else account.platform]


def answer_obstacle(view: CommentView, account: Account | None, can: Capabilities, kind: DecisionKind) -> str:
    """Why there can be no answer of this kind; empty when there can."""
    if obstacle := page_obstacle(account):
        return obstacle
    if not (can.reply if kind is DecisionKind.REPLY else can.comment):
        return "Answering through this program is switched off for this page. Answer on the platform itself."
    if view.revision.comment_state is CommentState.VANISHED:
        return "The comment is no longer on the page, so there is nothing to answer."
    if obstacle := place_obstacle(view, account):
        return obstacle
    if kind is DecisionKind.REPLY and not can.reply_to_hidden and _is_or_will_be_hidden(view):
        return (
            "This platform takes no answer under a hidden comment. Show it again first, or answer under the post. "
            "Next time: reply first, then hide."
        )
    return ""


def _is_or_will_be_hidden(view: CommentView) -> bool:
    parent = view.revision.parent
    if view.revision.comment.is_hidden or hidden_by_us(view) is not None or (parent is not None and parent.is_hidden):
        return True
    line = newest_line(view, DecisionKind.HIDE, DecisionKind.UNHIDE)
    if line is None or line.decision.kind is not DecisionKind.HIDE:
        return False
    return line.action is None or line.action.state in (ActionState.PLANNED, ActionState.SENT)


def check_answer(view: CommentView, account: Account | None, can: Capabilities, kind: DecisionKind) -> None:
    """An answer needs the newest words, and a place where it can stand."""
    check_newest(view)
    refuse(answer_obstacle(view, account, can, kind))


def delete_obstacle(view: CommentView, account: Account | None, can: Capabilities) -> str:
    """Why this comment can't be deleted from here; empty when it can."""
    if obstacle := page_obstacle(account):
        return obstacle
    if not can.delete:
        return "Deleting is switched off here. Hiding almost always serves as well; IT can allow deleting."
    if view.revision.comment_state is CommentState.VANISHED:
        return "The comment is no longer on the page, so there is nothing to delete. The record is kept."
    return place_obstacle(view, account)


def check_delete(
    view: CommentView,
    account: Account | None,
    can: Capabilities,
    troubles: Mapping[int, str],
    now: datetime,
    *,
    confirmed: bool,
) -> None:
    """Deleting needs the newest words, permission, and a person who said that it can't be undone."""
    check_newest(view)
    refuse(delete_obstacle(view, account, can))
    check_no_deletion(view, troubles, now)
    if not confirmed:
        raise DecisionRefused("Nothing was deleted. Tick the box to say that you know it can't be undone.")


def check_withdraw(
    view: CommentView, decision_id: int, account: Account | None, troubles: Mapping[int, str], now: datetime
) -> None:
    """Only an answer that was posted, or still may be, can be taken back; once (again when the first try failed)."""
    refuse(page_obstacle(account))
    lines = {line.decision.id: line for line in view.decisions}
    line = lines.get(decision_id)
    if line is None or not (is_posted(line) or is_on_its_way(line, troubles, now)):
        raise DecisionRefused("Only an answer that was posted, or is being posted, can be taken back.")
    if withdrawn(view, decision_id, troubles, now):
        raise DecisionRefused("This answer was taken back already.")


def is_on_its_way(line: DecisionLine, troubles: Mapping[int, str], now: datetime) -> bool:
    """Whether an answer is decided on and neither posted nor given up yet."""
    standing = progress(line, troubles, now).standing
    return line.decision.kind.is_answer and standing in (Standing.WAITING, Standing.LATE)


def is_posted(line: DecisionLine) -> bool:
    """Whether the platform made it: its id is known, even where something about it was wrong."""
    return line.decision.kind.is_answer and line.action is not None and bool(line.action.made_id) and _has_ended(line)


def _has_ended(line: DecisionLine) -> bool:
    return line.action is not None and line.action.state in (ActionState.DONE, ActionState.FAILED)


def withdrawn(view: CommentView, decision_id: int, troubles: Mapping[int, str], now: datetime) -> bool:
    """Whether an answer was taken back, or is being."""
    return any(
        line.decision.undoes == decision_id and progress(line, troubles, now).standing is not Standing.FAILED
        for line in view.decisions
        if line.decision.kind is DecisionKind.WITHDRAW
    )


def is_answered(view: CommentView) -> bool:
    """Whether an answer of ours stands on the page."""
    taken = {
        line.decision.undoes
        for line in view.decisions
        if line.decision.kind is DecisionKind.WITHDRAW and line.action and line.action.state is ActionState.DONE
    }
    return any(is_posted(line) and line.decision.id not in taken for line in view.decisions)
