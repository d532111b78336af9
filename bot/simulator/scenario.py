"""Which week shall be played? A scenario, read from a file and checked whole before anything happens."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.simulator import token_scripts, unkindness
from bot.simulator.events import Event, EventType, Reader, ScenarioError, events
from bot.simulator.model import Account, Person, Platform
from bot.simulator.rows import from_comments_file
from bot.simulator.script import ReplyToReply, Scenario, Settings, Step, check_accounts

__all__ = ["Scenario", "ScenarioError", "Settings", "Step", "from_comments_file", "load", "parse"]

SCENARIOS = Path(__file__).parent / "scenarios"
AT_LEAST_ONE = ("quota_calls", "quota_minutes", "first_replies", "pending_changes")
NAMES = ("name", "seed", "app", "accounts", "people", "tokens", "settings", "seconds_between_events", "steps", "note")

SPECIAL: dict[str, Callable[[Reader], object]] = {
    "forbidden_edges": lambda reader: reader.texts("forbidden_edges"),
    "reply_to_reply": lambda reader: ReplyToReply(reader.one_of("reply_to_reply", tuple(ReplyToReply))),
    "clock_skew_seconds": lambda reader: reader.number("clock_skew_seconds"),
    "unkindness": lambda reader: unkindness.read(reader.inner("unkindness")),
}
"""Settings that are neither a truth nor a whole number."""


def load(path_or_name: str | Path) -> Scenario:
    """Read a scenario file, or one that comes with the simulator by its bare name ("school_week")."""
    path = Path(path_or_name)
    if not path.suffix and (SCENARIOS / f"{path}.json").is_file():
        path = SCENARIOS / f"{path}.json"
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise ScenarioError(f"{path.name}: cannot be read ({fault.strerror})") from fault
    except ValueError as fault:
        raise ScenarioError(f"{path.name}: not JSON: {fault}") from fault
    return parse(value, place=path.name)


def parse(value: object, *, place: str = "scenario") -> Scenario:
    """Make a scenario of parsed JSON; raises ScenarioError naming the place of the first fault."""
    reader = Reader(value, place)
    reader.only(*NAMES)
    app = reader.inner("app") or Reader({}, f"{place}.app")
    app.only("id", "secret", "instagram_id", "instagram_secret")
    found = Scenario(
        name=reader.text("name", place),
        seed=str(reader.fields.get("seed", "1")),
        app_id=app.text("id", "100000000000001"),
        app_secret=app.text("secret", "simulator-app-secret"),
        instagram_app_id=app.text("instagram_id", "200000000000002"),
        instagram_secret=app.text("instagram_secret", "simulator-instagram-secret"),
        accounts=tuple(
            _account(Reader(row, f"{place}.accounts[{n}]")) for n, row in enumerate(reader.rows("accounts"))
        ),
        people=tuple(_person(Reader(row, f"{place}.people[{n}]")) for n, row in enumerate(reader.rows("people"))),
        tokens=tuple(token_scripts.read(row) for row in reader.each("tokens")),
        seconds_between=reader.number("seconds_between_events", 0),
        settings=_settings(reader.inner("settings")),
        steps=tuple(_step(row) for row in reader.each("steps")),
    )
    check_accounts(found.accounts, place)
    token_scripts.check(found.tokens, found.accounts, found.people, place)
    _check_references(found, place)
    return found


def _account(reader: Reader) -> Account:
    reader.only("key", "platform", "id", "name", "username", "token", "linked_page", "quota_calls", "is_tester")
    if reader.text("platform") not in set(Platform):
        raise reader.fault("platform", f"expected {' or '.join(Platform)}")
    if not (reader.text("id").isascii() and reader.text("id").isdigit()):
        raise reader.fault("id", "expected a string of digits")
    return Account(
        key=reader.text("key"),
        platform=Platform(reader.text("platform")),
        id=reader.text("id"),
        name=reader.text("name"),
        username=reader.text("username"),
        token=reader.text("token"),
        linked_page=reader.maybe_text("linked_page"),
        quota_calls=_at_least_one(reader, "quota_calls", 1) if "quota_calls" in reader.fields else None,
        is_tester=reader.truth("is_tester", True),
    )


def _person(reader: Reader) -> Person:
    reader.only("id", "name", "token")
    return Person(id=reader.text("id"), name=reader.text("name"), token=reader.text("token"))


def _settings(reader: Reader | None) -> Settings:
    if reader is None:
        return Settings()
    plain = Settings()
    reader.only(*Settings.__dataclass_fields__)
    return replace(plain, **{name: _setting(reader, name, getattr(plain, name)) for name in reader.fields})


def _setting(reader: Reader, name: str, default: object) -> Any:
    """One setting, read as what its default is: a truth or a whole number; a few are more than that."""
    if name in SPECIAL:
        return SPECIAL[name](reader)
    if isinstance(default, bool):
        return reader.truth(name, default)
    if name in AT_LEAST_ONE:
        return _at_least_one(reader, name, 1)
    return reader.whole(name)


def _at_least_one(reader: Reader, name: str, default: int) -> int:
    if reader.whole(name, default) < 1:
        raise reader.fault(name, "expected 1 or more")
    return reader.whole(name, default)


def _step(reader: Reader) -> Step:
    reader.only("label", "at_minutes", "events", "note")
    return Step(
        label=reader.text("label"),
        minutes=reader.number("at_minutes"),
        events=events(reader.rows("events"), f"{reader.place}.events"),
    )


def _check_references(scenario: Scenario, place: str) -> None:
    known = _Known(accounts={account.key for account in scenario.accounts})
    for number, step in enumerate(scenario.steps):
        for position, happening in enumerate(step.events):
            known.check(happening, f"{place}.steps[{number}].events[{position}]")


@dataclass(slots=True)
class _Known:
    accounts: set[str]
    posts: set[str] = field(default_factory=set)
    comments: dict[str, str] = field(default_factory=dict)

    def check(self, happening: Event, place: str) -> None:
        if happening.type is EventType.TOKEN:
            return
        if happening.type is EventType.MENTION:
            self._new(happening.subject, happening.account in self.accounts, f"{place}.account", happening.account)
        elif happening.type is EventType.POST:
            self._new(happening.subject, happening.account in self.accounts, f"{place}.account", happening.account)
            self.posts.add(happening.subject)
        elif happening.type is EventType.COMMENT:
            self._new(happening.subject, happening.post in self.posts, f"{place}.post", happening.post)
            self._parent(happening, place)
            self.comments[happening.subject] = happening.post
        elif happening.post and happening.post not in self.posts:
            raise ScenarioError(f"{place}.post: unknown key {happening.post!r}")
        elif not happening.post and happening.subject not in self.comments:
            raise ScenarioError(f"{place}.comment: unknown key {happening.subject!r}")

    def _new(self, key: str, is_rooted: bool, where: str, root: str) -> None:
        if not is_rooted:
            raise ScenarioError(f"{where}: unknown key {root!r}")
        if key in self.posts or key in self.comments:
            raise ScenarioError(f"{where.rsplit('.', 1)[0]}.key: {key!r} is used twice")

    def _parent(self, happening: Event, place: str) -> None:
        if happening.parent is not None and self.comments.get(happening.parent) != happening.post:
            raise ScenarioError(f"{place}.parent: no comment {happening.parent!r} on post {happening.post!r}")
