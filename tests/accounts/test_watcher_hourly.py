"""Is Meta asked daily though the watcher is called hourly, and is nothing put off for a day that was not seen?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.accounts.facts import Facts
from bot.errors import MonitorError, PlatformUnavailable, Throttled
from bot.model import NoticeKind
from tests.accounts.school import NOW, account, explained, own_instagram
from tests.accounts.test_watcher import DAY, OWN, SOUND, Room, room

__all__ = ["room"]

HOUR = 3600.0


def test_meta_is_asked_daily_however_often_the_watcher_is_called(room: Room) -> None:
    room.finds_facts(account(), SOUND)
    watcher = room.watcher()
    for _ in range(48):
        watcher.watch([account()])
        room.clock.tick(HOUR)
    assert len(room.asked) == 2


def test_another_token_is_looked_at_within_the_hour(room: Room) -> None:
    room.finds_facts(account(), SOUND)
    watcher = room.watcher()
    watcher.watch([account()])
    room.mark = "another"
    room.clock.tick(HOUR)
    watcher.watch([account()])
    assert len(room.asked) == 2


@pytest.mark.parametrize(
    "trouble",
    [
        PlatformUnavailable("no answer from the platform"),
        Throttled("we stay away until Meta's quota comes back", wait_seconds=60.0),
        replace(SOUND, told=explained(type="USER")),
    ],
    ids=["silent", "throttled", "unfit"],
)
def test_what_could_not_be_asked_or_was_wrong_is_looked_at_again_in_an_hour(
    room: Room, trouble: MonitorError | Facts
) -> None:
    watcher = room.watcher()
    if isinstance(trouble, Facts):
        room.finds_facts(account(), trouble)
    else:
        room.finds["maple"] = trouble
    for _ in range(3):
        watcher.watch([account()])
        room.clock.tick(HOUR)
    assert len(room.asked) == 3
    room.finds_facts(account(), SOUND)
    for _ in range(3):
        watcher.watch([account()])
        room.clock.tick(HOUR)
    assert len(room.asked) == 4
    assert room.open() == []


def test_a_failed_renewal_is_tried_again_in_an_hour(room: Room) -> None:
    room.finds_facts(own_instagram(), OWN)
    room.renewal = PlatformUnavailable("no answer from the platform")
    watcher = room.watcher()
    for _ in range(3):
        watcher.watch([own_instagram()])
        room.clock.tick(HOUR)
    assert len(room.renewed) == 3


def test_an_end_that_the_note_tells_is_announced_though_meta_does_not_answer(room: Room) -> None:
    room.finds["today"] = PlatformUnavailable("no answer from the platform")
    room.noted = Facts(expires_at=NOW + timedelta(days=3))
    watcher = room.watcher()
    watcher.watch([own_instagram()])
    ((account_id, kind, why),) = room.open()
    assert (account_id, kind) == ("today", NoticeKind.EXPIRY)
    assert "7 days or less are left" in why
    room.clock.tick(2.5 * DAY)
    watcher.watch([own_instagram()])
    assert "1 day or less are left" in room.open()[0][2]


@pytest.mark.parametrize("answers_later", [True, False])
def test_an_end_that_meta_told_once_is_announced_at_its_step_within_the_hour(room: Room, answers_later: bool) -> None:
    room.finds_facts(account(), replace(SOUND, told=explained(data_access_ends=NOW + timedelta(days=14, hours=3))))
    watcher = room.watcher()
    watcher.watch([account()])
    assert room.open() == []
    if not answers_later:
        room.finds["maple"] = PlatformUnavailable("no answer from the platform")
    room.clock.tick(4 * HOUR)
    watcher.watch([account()])
    assert [kind for _, kind, _ in room.open()] == [NoticeKind.EXPIRY]
    assert len(room.asked) == 1


def test_a_note_never_settles_what_meta_told(room: Room) -> None:
    room.finds_facts(account(), replace(SOUND, expires_at=NOW + timedelta(days=3)))
    room.watch(account())
    room.finds["maple"] = PlatformUnavailable("no answer from the platform")
    room.watch(account())
    assert [kind for _, kind, _ in room.open()] == [NoticeKind.EXPIRY]
