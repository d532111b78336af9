"""Is a comment hidden right now, and was that us? Our own decisions beside what the platform showed last."""

from bot.model import ActionState, CommentState, CommentView, DecisionKind


def hidden_by_us(view: CommentView) -> int | None:
    """The id of the hide that keeps the comment hidden; None when there is none, or when the platform shows it.

    A platform that doesn't say (`is_hidden` None) is believed to have kept what we read back.
    """
    return None if view.revision.comment.is_hidden is False else view.hide_in_force


def shown_by_others(view: CommentView) -> bool:
    """We hid it, nobody undid that here, and yet the platform shows it: somebody showed it again over there."""
    there = view.revision.comment_state is CommentState.PRESENT
    return there and view.hide_in_force is not None and hidden_by_us(view) is None


def deleted_by_us(view: CommentView) -> bool:
    """A deletion that a person decided on was carried out, and the comment was not seen again since."""
    if view.revision.comment_state is not CommentState.VANISHED:
        return False
    deletions = [line.action for line in view.decisions if line.decision.kind is DecisionKind.DELETE]
    return any(action is not None and action.state is ActionState.DONE for action in deletions)
