"""Who is told when something changes? A State that tells of every change right after it has happened."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from bot.simulator.events import Event
from bot.simulator.model import Comment, Post
from bot.simulator.script import Scenario
from bot.simulator.state import State


class Verb(StrEnum):
    """As the webhooks of a page spell it."""

    ADD = "add"
    EDITED = "edited"
    REMOVE = "remove"
    HIDE = "hide"
    UNHIDE = "unhide"


Told = Callable[[Verb, Post | Comment], None]


class HeardState(State):
    """A State whose changes are heard, whoever makes them: the scenario, a person, or a call of the API."""

    def __init__(self, scenario: Scenario, told: Told) -> None:
        super().__init__(scenario)
        self._told = told

    def add_post(self, event: Event, created: datetime) -> Post:
        made = super().add_post(event, created)
        self._told(Verb.ADD, made)
        return made

    def add_comment(self, event: Event, created: datetime) -> Comment:
        made = super().add_comment(event, created)
        self._told(Verb.ADD, made)
        return made

    def rewrite(self, comment: Comment, text: str) -> Comment:
        made = super().rewrite(comment, text)
        self._told(Verb.EDITED, made)
        return made

    def cover(self, comment: Comment, hidden: bool, *, through_api: bool) -> Comment:
        made = super().cover(comment, hidden, through_api=through_api)
        if comment.is_hidden != hidden:
            self._told(Verb.HIDE if hidden else Verb.UNHIDE, made)
        return made

    def delete_comment(self, comment: Comment) -> None:
        super().delete_comment(comment)
        self._told(Verb.REMOVE, comment)

    def delete_post(self, post: Post) -> None:
        super().delete_post(post)
        self._told(Verb.REMOVE, post)
