"""What is the pretend platform's whole state, and who may change it? One World, one lock, one clock."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import cast

from bot.simulator.events import Event, EventType, events
from bot.simulator.faults import Fault, Faults, fault
from bot.simulator.model import Account, Comment, Person, Post
from bot.simulator.script import Scenario, Step
from bot.simulator.state import State
from bot.simulator.usage import Usage

WEEK = timedelta(days=7)


class World:
    """A running scenario. Every public method takes the one lock, so that a server's threads may share a World.

    `now` answers aware times. The week begins at `start`, seven days before `now()` unless told otherwise; nothing
    is ever dated in the future. `sleep` serves the delays of scripted faults. `cdn_key` signs picture addresses.
    """

    def __init__(
        self,
        scenario: Scenario,
        now: Callable[[], datetime],
        *,
        start: datetime | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.scenario = scenario
        self.settings = scenario.settings
        self.now = now
        self.sleep = sleep
        self.start = start if start is not None else now() - WEEK
        self.admin_key = secrets.token_urlsafe(16)
        self.cdn_key = secrets.token_bytes(32)
        self.lock = threading.RLock()
        self.state = State(scenario)
        self.usage = Usage(scenario.settings)
        self.faults = Faults()
        self.calls: Counter[str] = Counter()
        self._played = 0
        self._written = 0

    @property
    def steps_left(self) -> int:
        return len(self.scenario.steps) - self._played

    def play(self, steps: int = 1) -> list[str]:
        """Play the next steps of the scenario; answers the labels of those played, fewer at its end."""
        with self.lock:
            labels: list[str] = []
            for _ in range(min(steps, self.steps_left)):
                step = self.scenario.steps[self._played]
                self._play(step)
                self._played += 1
                labels.append(step.label)
            return labels

    def play_all(self) -> list[str]:
        return self.play(self.steps_left)

    def apply(self, happenings: Sequence[object]) -> list[str]:
        """Let events happen now, given as the scenario file spells them (or as Event values); answers the ids touched.

        Raises ScenarioError; events before the faulty one have then happened.
        """
        ready = [each for each in happenings if isinstance(each, Event)]
        parsed = ready if len(ready) == len(happenings) else events(list(happenings), "events")
        with self.lock:
            return [self._apply(each, self._dated(each, self.now())) for each in parsed]

    def account(self, key: str) -> Account:
        return self.state.accounts[key]

    def person(self, token: str) -> Person | None:
        return next((person for person in self.scenario.people if person.token == token), None)

    def post(self, key: str) -> Post:
        """The post a scenario calls `key`; raises ScenarioError when it has not been played yet."""
        with self.lock:
            return self.state.post_called(key)

    def comment(self, key: str) -> Comment:
        """The comment a scenario calls `key`, deleted or not; raises ScenarioError when unknown."""
        with self.lock:
            return self.state.comment_called(key)

    def add_faults(self, wanted: Sequence[object]) -> None:
        """Script faults, each a Fault or a JSON object as the README says; raises ScenarioError."""
        parsed = [each if isinstance(each, Fault) else fault(each, f"faults[{n}]") for n, each in enumerate(wanted)]
        with self.lock:
            self.faults.add(parsed)

    def clear_faults(self) -> None:
        with self.lock:
            self.faults.clear()

    def fresh_key(self, kind: str) -> str:
        """A key for something that came in through the API rather than from the scenario."""
        self._written += 1
        return f"{kind}-by-api-{self._written}"

    def snapshot(self) -> dict[str, object]:
        """Everything as it stands, for tests and the admin side: accounts, posts, comments, calls by kind."""
        with self.lock:
            return {
                "accounts": {key: self._account_state(account) for key, account in self.state.accounts.items()},
                "calls": {"total": sum(self.calls.values()), "by_kind": dict(self.calls)},
                "steps": {"played": self._played, "left": self.steps_left},
                "faults_left": len(self.faults),
            }

    def _play(self, step: Step) -> None:
        for position, happening in enumerate(step.events):
            minutes = step.minutes if happening.minutes is None else happening.minutes
            own = 0.0 if happening.minutes is not None else position * self.scenario.seconds_between
            moment = self.start + timedelta(minutes=minutes, seconds=own)
            self._apply(happening, min(moment, self.now()))

    def _dated(self, happening: Event, otherwise: datetime) -> datetime:
        if happening.minutes is None:
            return otherwise
        return min(self.start + timedelta(minutes=happening.minutes), self.now())

    def _apply(self, happening: Event, moment: datetime) -> str:
        if happening.type is EventType.POST:
            return self.state.add_post(happening, moment).id
        if happening.type is EventType.COMMENT:
            return self.state.add_comment(happening, moment).id
        if happening.type is EventType.DELETE and happening.post:
            post = self.state.post_called(happening.post)
            self.state.delete_post(post)
            return post.id
        comment = self.state.comment_called(happening.subject)
        if happening.type is EventType.DELETE:
            self.state.delete_comment(comment)
        elif happening.type is EventType.EDIT:
            self.state.rewrite(comment, cast(str, happening.text))
        else:
            self.state.cover(comment, happening.type is EventType.HIDE, through_api=False)
        return comment.id

    def _account_state(self, account: Account) -> dict[str, object]:
        posts = [post for post in self.state.posts.values() if post.account == account.key]
        comments = [each for each in self.state.comments.values() if each.account == account.key]
        return {
            "id": account.id,
            "platform": str(account.platform),
            "posts": [{"id": post.id, "key": post.key, "deleted": post.is_deleted} for post in posts],
            "comments": {each.id: self._comment_state(each) for each in comments},
        }

    def _comment_state(self, comment: Comment) -> dict[str, object]:
        return {
            "key": comment.key,
            "is_hidden": comment.is_hidden,
            "deleted": comment.is_deleted,
            "hides": comment.hides,
            "unhides": comment.unhides,
            "revision": comment.revision,
            "text": comment.text,
            "by_account": self.state.is_own(comment),
            "replies": [reply.id for reply in self.state.replies_of(comment.bare)],
        }
