"""Is a comment hidden right now, and was that us? Our own decisions beside what the platform showed last."""

from bot.model import CommentState, CommentView


def hidden_by_us(view: CommentView) -> int | None:
    """The id of the hide that keeps the comment hidden; None when there is none, or when the platform shows it.

    A platform that doesn't say (`is_hidden` None) is believed to have kept what we read back.
    """
    return None if view.revision.comment.is_hidden is False else view.hide_in_force


def shown_by_others(view: CommentView) -> bool:
    """We hid it, nobody undid that here, and yet the platform shows it: somebody showed it again over there."""
    there = view.revision.comment_state is CommentState.PRESENT
    return there and view.hide_in_force is not None and hidden_by_us(view) is None
