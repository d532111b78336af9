"""What stands in the way of a decision, whoever takes it? Pure; each answer is a sentence for staff, empty for nothing.

The page shows the same sentences that the desk refuses with, so that no button promises what the worker can't do.
"""

from bot.model import Account, CommentState, CommentView, Mode, PlatformName, PostKind

ELSEWHERE = "This comment stands on somebody else's post. Nothing can be changed on it from here."
LIVE = "This comment stands under a live broadcast. Instagram takes no changes from here while it lasts."


def page_obstacle(account: Account | None) -> str:
    """Nothing is changed on a page that is only watched, or that the worker doesn't look after any more."""
    if account is None or not account.watched:
        return "This page is no longer watched; ask IT to watch it again first."
    if account.mode is Mode.OBSERVE:
        return "This page is only watched, nothing on it can be changed. Ask IT to set mode = assist."
    return ""


def hide_obstacle(view: CommentView, account: Account | None) -> str:
    """Why this comment can't be hidden."""
    if obstacle := page_obstacle(account):
        return obstacle
    if view.revision.comment_state is CommentState.VANISHED:
        return "The comment is no longer on the page, so there is nothing to hide. The record is kept."
    if obstacle := place_obstacle(view, account):
        return obstacle
    if view.revision.comment.can_hide is False:
        return "The platform does not let us hide this comment."
    if always_shown(view, account):
        return (
            "The district wrote this comment itself. Instagram always shows an account's own comments, hidden or not."
        )
    return ""


def undo_obstacle(view: CommentView, account: Account | None) -> str:
    """Why this comment can't be shown again."""
    if obstacle := page_obstacle(account):
        return obstacle
    if view.revision.comment_state is CommentState.VANISHED:
        return "The comment is no longer on the page, so there is nothing to show again. The record is kept."
    return ""


def place_obstacle(view: CommentView, account: Account | None) -> str:
    """Why nothing can be changed where this comment stands (source: Meta's pages on mentions and on IG Comment)."""
    kind = view.revision.post.kind
    if kind in (PostKind.TAGGED, PostKind.MENTION):
        return ELSEWHERE
    is_instagram = account is not None and account.platform is PlatformName.INSTAGRAM
    return LIVE if kind is PostKind.LIVE and is_instagram else ""


def always_shown(view: CommentView, account: Account | None) -> bool:
    """Whether hiding would change nothing: Instagram accepts a hide of an account's own comments, and shows them still.

    Source: Meta's reference of the IG Comment node. On Facebook `can_hide` says it, so there is no rule for it here.
    """
    if account is None or account.platform is not PlatformName.INSTAGRAM:
        return False
    return view.revision.comment.author.id == account.external_id
