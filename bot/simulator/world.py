"""What is the pretend platform's whole state, and who may change it? One World, one lock, one clock."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import cast

from bot.simulator.agenda import Agenda, dated
from bot.simulator.events import Event, EventType, events
from bot.simulator.faults import Fault, Faults, fault
from bot.simulator.heard import HeardState
from bot.simulator.hearing import Hearing
from bot.simulator.mentions import Mentions
from bot.simulator.model import Account, Comment, Person, Post
from bot.simulator.outbound import Outbound, over_http
from bot.simulator.script import Scenario, Step
from bot.simulator.state import State
from bot.simulator.tokens import Tokens
from bot.simulator.unkindness import Draws
from bot.simulator.usage import Usage

WEEK = timedelta(days=7)


class World:
    """A running scenario. Every public method takes the one lock, so that a server's threads may share a World.

    `now` answers aware times. The week begins at `start`, seven days before `now()` unless told otherwise; nothing
    is ever dated in the future. `sleep` serves the delays of scripted faults. `cdn_key` signs picture addresses.
    `outbound` calls the addresses of webhooks.
    """

    def __init__(
        self,
        scenario: Scenario,
        now: Callable[[], datetime],
        *,
        start: datetime | None = None,
        sleep: Callable[[float], None] = time.sleep,
        outbound: Outbound = over_http,
    ) -> None:
        self.scenario = scenario
        self.settings = scenario.settings
        skew = timedelta(seconds=scenario.settings.clock_skew_seconds)
        self.now = now if not skew else lambda: now() + skew
        self.sleep = sleep
        self.outbound = outbound
        self.start = (start if start is not None else now() - WEEK) + skew
        self.admin_key = secrets.token_urlsafe(16)
        self.cdn_key = secrets.token_bytes(32)
        self.lock = threading.RLock()
        self.hearing = Hearing(scenario, self.now)
        self.state: State = HeardState(scenario, self.hearing.told)
        self.hearing.attend(self.state)
        self.mentions = Mentions(seed=scenario.seed)
        self.tokens = Tokens(scenario, self.now())
        self.usage = Usage(scenario.settings)
        self.faults = Faults()
        self.draws = Draws(scenario.settings.unkindness)
        self.calls: Counter[str] = Counter()
        self._skew = skew
        self._agenda: Agenda | None = None
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

    def play_until(self, moment: datetime) -> int:
        """Let happen whatever the scenario dates up to `moment` and is left; answers how many events that were.

        `moment` is on the clock handed in, which should stand at it or later. From the first such call on the rest of
        the scenario is played by time, event by event: no step is left for `play`.
        """
        with self.lock:
            if self._agenda is None:
                rest = [self.scenario.steps[number] for number in range(self._played, len(self.scenario.steps))]
                self._agenda, self._played = Agenda(rest, self.scenario.seconds_between), len(self.scenario.steps)
            count = 0
            for since_start, happening in self._agenda.until(moment + self._skew - self.start):
                self._apply(happening, min(self.start + since_start, self.now()))
                count += 1
            return count

    @property
    def events_left(self) -> int:
        """How many events `play_until` has not come to yet; none before its first call."""
        return 0 if self._agenda is None else self._agenda.left

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

    def person(self, number: str) -> Person | None:
        """The person of this id."""
        return next((person for person in self.scenario.people if person.id == number), None)

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
        """No more faults, scripted or drawn."""
        with self.lock:
            self.faults.clear()
            self.draws = Draws(None)

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
        for since_start, happening in dated(step, self.scenario.seconds_between):
            self._apply(happening, min(self.start + since_start, self.now()))

    def _dated(self, happening: Event, otherwise: datetime) -> datetime:
        if happening.minutes is None:
            return otherwise
        return min(self.start + timedelta(minutes=happening.minutes), self.now())

    def _apply(self, happening: Event, moment: datetime) -> str:
        if happening.type is EventType.POST:
            return self.state.add_post(happening, moment).id
        if happening.type is EventType.COMMENT:
            return self.state.add_comment(happening, moment).id
        if happening.type in (EventType.TOKEN, EventType.MENTION, EventType.REACTION):
            return self._aside(happening, moment)
        if happening.type in (EventType.DELETE, EventType.END_LIVE) and happening.post:
            post = self.state.post_called(happening.post)
            self.state.end_live(post) if happening.type is EventType.END_LIVE else self.state.delete_post(post)
            return post.id
        comment = self.state.comment_called(happening.subject)
        if happening.type is EventType.DELETE:
            self.state.delete_comment(comment)
        elif happening.type is EventType.EDIT:
            self.state.rewrite(comment, cast(str, happening.text))
        else:
            self.state.cover(comment, happening.type is EventType.HIDE, through_api=False)
        return comment.id

    def _aside(self, happening: Event, moment: datetime) -> str:
        """What changes no post and no comment: tokens, mentions elsewhere, reactions."""
        if happening.type is EventType.TOKEN:
            return self.tokens.change(happening.subject, happening.change, self.now())
        if happening.type is EventType.MENTION:
            account = self.account(happening.account)
            mention = self.mentions.add(happening, account, moment)
            self.hearing.mentioned(account, mention)
            return mention.comment or mention.media
        found = self.state.post_called(happening.post) if happening.post else self.comment(happening.subject)
        self.hearing.reacted(found, happening.author, happening.text or "like")
        return found.id

    def _account_state(self, account: Account) -> dict[str, object]:
        posts = [post for post in self.state.posts.values() if post.account == account.key]
        comments = [each for each in self.state.comments.values() if each.account == account.key]
        return {
            "id": account.id,
            "platform": str(account.platform),
            "posts": [self._post_state(post) for post in posts],
            "comments": {each.id: self._comment_state(each) for each in comments},
        }

    def _post_state(self, post: Post) -> dict[str, object]:
        return {
            "id": post.id,
            "key": post.key,
            "kind": str(post.kind),
            "media": [bare for _, bare in post.media],
            "is_hidden": post.is_hidden,
            "deleted": post.is_deleted,
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
