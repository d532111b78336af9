"""Is a person told of a token's trouble in time, once for each step, and is it settled when it is over?"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import BOT_ACTOR
from bot.accounts.facts import Facts
from bot.accounts.watcher import Examined, Known, TokenWatcher
from bot.errors import MonitorError, PlatformUnavailable
from bot.model import Account, NoticeKind
from bot.platforms.graph.oauth import Identity
from bot.store.index import SqliteStore
from tests.accounts.school import NOW, account, explained, own_instagram
from tests.builders import FixedClock

DAY = 86_400.0
SOUND = Facts(told=explained(), opened=Identity(id="1001", name="Maple Hollow"))
OWN = Facts(
    opened=Identity(id="1780022", name="today"), issued_at=NOW - timedelta(days=50), expires_at=NOW + timedelta(days=10)
)


class Room:
    """A watcher over a real store; the test says what each examination finds."""

    def __init__(self, store: SqliteStore) -> None:
        self.store, self.clock = store, FixedClock(NOW)
        self.finds: dict[str, Examined | MonitorError] = {}
        self.renewed: list[str] = []
        self.asked: list[str] = []
        self.mark, self.noted = "first", Facts()
        self.renewal: Examined | MonitorError | None = None

    def finds_facts(self, of: Account, facts: Facts, *, where: str = "a file", is_renewable: bool = True) -> None:
        self.finds[of.id] = Examined(account=of, where=where, facts=facts, is_renewable=is_renewable)

    def known(self, of: Account) -> Known | None:
        found = self.finds[of.id]
        is_nowhere = isinstance(found, Examined) and not found.where
        return None if is_nowhere else Known(mark=self.mark, facts=self.noted)

    def examine(self, of: Account) -> Examined:
        self.asked.append(of.id)
        found = self.finds[of.id]
        if isinstance(found, MonitorError):
            raise found
        return found

    def renew(self, of: Account) -> None:
        self.renewed.append(of.id)
        if isinstance(self.renewal, MonitorError):
            raise self.renewal
        if self.renewal is not None:
            self.finds[of.id] = self.renewal

    def watch(self, *accounts: Account) -> None:
        """A watcher that remembers nothing of an earlier call."""
        self.watcher().watch(accounts)

    def watcher(self) -> TokenWatcher:
        return TokenWatcher(
            examine=self.examine, known=self.known, renew=self.renew, notices=self.store.notices, clock=self.clock
        )

    def open(self) -> list[tuple[str, NoticeKind, str]]:
        return [(notice.account_id, notice.kind, notice.why) for notice in self.store.notices.waiting()]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    store = SqliteStore.open(tmp_path / "archive.db")
    yield Room(store)
    store.close()


def warnings(caplog: pytest.LogCaptureFixture, event: str) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.getMessage().startswith(event)]


def test_a_sound_token_opens_no_notice(room: Room) -> None:
    room.finds_facts(account(), SOUND)
    room.watch(account())
    assert room.open() == []


def test_the_end_is_announced_at_14_7_and_1_days_and_when_it_has_come(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.finds_facts(account(), replace(SOUND, expires_at=NOW + timedelta(days=16)))
    for _ in range(20):
        room.watch(account())
        room.clock.tick(DAY)
    (notice,) = room.store.notices.waiting()
    assert notice.kind is NoticeKind.EXPIRY
    assert "the token ended on 2026-12-08" in notice.why
    assert [line.split()[2] for line in warnings(caplog, "token_ends")] == ["days=14", "days=7", "days=1", "days=0"]


def test_what_a_person_has_seen_to_stays_closed_until_the_next_step(room: Room) -> None:
    room.finds_facts(account(), replace(SOUND, expires_at=NOW + timedelta(days=8)))
    room.watch(account())
    room.store.notices.close(room.store.notices.waiting()[0].id, by="pat@example.org", at=NOW)
    room.watch(account())
    assert room.open() == []
    room.clock.tick(DAY)
    room.watch(account())
    assert [kind for _, kind, _ in room.open()] == [NoticeKind.EXPIRY]


def test_a_new_token_settles_the_notice_and_the_same_trouble_opens_it_again(room: Room) -> None:
    ending = replace(SOUND, expires_at=NOW + timedelta(days=3))
    for facts, number in ((ending, 1), (SOUND, 0), (ending, 1)):
        room.finds_facts(account(), facts)
        room.watch(account())
        assert len(room.open()) == number
    newest = room.store.notices.newest("maple", NoticeKind.EXPIRY, "")
    assert newest is not None
    assert newest.closed_at is None


def test_a_persons_token_opens_a_token_notice_that_a_reading_does_not_settle(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.finds_facts(account(), replace(SOUND, told=explained(type="USER")))
    room.watch(account())
    room.watch(account())
    ((account_id, kind, why),) = room.open()
    assert (account_id, kind) == ("maple", NoticeKind.TOKEN)
    assert "lists no comments" in why
    assert len(warnings(caplog, "token_unfit")) == 1
    assert room.store.notices.settle("maple", NoticeKind.TOKEN, "", by=BOT_ACTOR, at=NOW) == 0
    assert room.open() != []
    room.finds_facts(account(), SOUND)
    room.watch(account())
    assert room.open() == []


def test_a_token_that_is_gone_is_told(room: Room) -> None:
    room.finds_facts(account(), Facts(), where="")
    room.watch(account())
    ((_, kind, why),) = room.open()
    assert (kind, why) == (NoticeKind.TOKEN, "no token: secret token-maple was not found")


def test_one_accounts_trouble_stops_no_other_and_settles_nothing(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    oak = account(id="oak", external_id="1002")
    room.finds_facts(account(), replace(SOUND, told=explained(type="USER")))
    room.finds_facts(oak, SOUND)
    room.watch(account(), oak)
    room.finds["maple"] = PlatformUnavailable("no answer from the platform")
    room.finds_facts(oak, replace(SOUND, told=explained(type="USER")))
    room.watch(account(), oak)
    assert {account_id for account_id, _, _ in room.open()} == {"maple", "oak"}
    assert warnings(caplog, "token_not_checked") == ["token_not_checked account=maple cause=PlatformUnavailable"]


def test_an_old_instagram_token_is_renewed_and_nobody_is_bothered(room: Room) -> None:
    room.finds_facts(own_instagram(), OWN)
    fresh = replace(OWN, issued_at=NOW, expires_at=NOW + timedelta(days=60))
    room.renewal = Examined(account=own_instagram(), where="a file", facts=fresh, is_renewable=True)
    room.watch(own_instagram())
    room.watch(own_instagram())
    assert room.renewed == ["today"]
    assert room.open() == []


def test_a_renewal_that_fails_is_tried_again_and_the_end_is_announced(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.finds_facts(own_instagram(), OWN)
    room.renewal = PlatformUnavailable("no answer from the platform")
    room.watch(own_instagram())
    room.watch(own_instagram())
    assert room.renewed == ["today", "today"]
    assert [kind for _, kind, _ in room.open()] == [NoticeKind.EXPIRY]
    assert len(warnings(caplog, "token_not_renewed")) == 2


def test_a_token_that_can_not_be_written_is_not_renewed_and_a_person_is_told_once(room: Room) -> None:
    facts = replace(OWN, issued_at=None, expires_at=None)
    room.finds_facts(own_instagram(), facts, where="environment variable PAGE_MONITOR_TOKEN_TODAY", is_renewable=False)
    room.watch(own_instagram())
    ((_, kind, why),) = room.open()
    assert kind is NoticeKind.EXPIRY
    assert "PAGE_MONITOR_TOKEN_TODAY" in why
    room.store.notices.close(room.store.notices.waiting()[0].id, by="pat@example.org", at=NOW)
    room.watch(own_instagram())
    assert room.open() == []
    assert room.renewed == []


def test_the_log_names_accounts_and_kinds_only(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    person = Identity(id="7", name="Robin Example")
    room.finds_facts(account(), replace(SOUND, told=explained(type="USER"), opened=person))
    room.watch(account())
    assert "token_unfit account=maple because=type" in caplog.text
    assert "Robin" not in caplog.text
