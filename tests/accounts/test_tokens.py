"""Is a token judged as Meta treats it?"""

from datetime import datetime, timedelta

import pytest

from bot.accounts.facts import Facts
from bot.accounts.tokens import Remark, Severity, Topic, judge_token
from bot.model import Account, Mode
from bot.platforms.graph.oauth import Identity
from tests.accounts.school import FULL, NOW, account, explained, linked_instagram, own_instagram

PAGE = Identity(id="1001", name="Maple Hollow", instagram_id="1780011")
DAY = timedelta(days=1)


def remarks(of: Account, **facts: object) -> tuple[Remark, ...]:
    told: dict[str, object] = {"told": explained(), "opened": PAGE, **facts}
    return judge_token(of, Facts(**told), NOW)  # type: ignore[arg-type]  # the fields' own types


def topics(found: tuple[Remark, ...]) -> list[tuple[Severity, Topic]]:
    return [(remark.severity, remark.topic) for remark in found]


@pytest.mark.parametrize("of", [account(), linked_instagram()])
def test_a_page_token_that_may_do_everything_is_not_remarked_on(of: Account) -> None:
    assert remarks(of) == ()


@pytest.mark.parametrize("kind", ["USER", "SYSTEM_USER", "APP"])
def test_only_a_page_token_does_for_a_page_because_others_are_answered_with_nothing(kind: str) -> None:
    (remark,) = remarks(account(), told=explained(type=kind))
    assert (remark.severity, remark.topic, remark.is_wrong_token) == (Severity.FAULT, Topic.TYPE, True)
    assert kind in remark.what
    assert "lists no comments" in remark.what
    assert "page-monitor token add" in remark.remedy


def test_a_persons_token_reads_a_linked_instagram_account_but_ends() -> None:
    person = Identity(id="7", name="Robin Example")
    found = remarks(linked_instagram(), told=explained(type="USER"), opened=person)
    assert topics(found) == [(Severity.NOTE, Topic.TYPE)]


@pytest.mark.parametrize(
    ("of", "opened"),
    [
        (account(), Identity(id="1002", name="Oak")),
        (linked_instagram(), Identity(id="1002", name="Oak", instagram_id="1780099")),
        (linked_instagram(), Identity(id="1002", name="Oak")),
        (own_instagram(), Identity(id="1780099", name="oak")),
    ],
)
def test_the_token_of_another_page_is_a_fault(of: Account, opened: Identity) -> None:
    (remark,) = remarks(of, opened=opened, told=None if of == own_instagram() else explained())
    assert remark.is_wrong_token
    assert remark.topic is Topic.IDENTITY
    assert of.external_id in remark.what


def test_without_debug_token_a_person_is_recognised_by_the_number_alone() -> None:
    (remark,) = remarks(account(), told=None, opened=Identity(id="7", name="Robin Example"))
    assert remark.is_wrong_token
    assert "Robin" not in remark.what


def test_an_invalid_token_is_a_fault_with_the_reason() -> None:
    (remark,) = remarks(account(), told=explained(is_valid=False, why="the password was changed"), opened=None)
    assert (remark.topic, remark.what, remark.is_unusable) == (Topic.VALID, "the password was changed", True)
    (refused,) = remarks(own_instagram(), told=None, opened=None, refused="it has expired")
    assert refused.remedy == "page-monitor token add --instagram today"


def test_an_invalid_token_without_a_reason_is_still_a_fault() -> None:
    (remark,) = remarks(account(), told=explained(is_valid=False), opened=None)
    assert remark.is_unusable
    assert remark.what


@pytest.mark.parametrize(
    ("left", "severity"),
    [
        (-DAY, Severity.FAULT),
        (timedelta(0), Severity.FAULT),
        (DAY, Severity.FAULT),
        (DAY * 7, Severity.WARNING),
        (DAY * 14, Severity.WARNING),
        (DAY * 14 + timedelta(seconds=1), None),
    ],
)
@pytest.mark.parametrize("what", ["token", "access"])
def test_an_end_within_two_weeks_is_told(left: timedelta, severity: Severity | None, what: str) -> None:
    end = NOW + left
    facts: dict[str, object] = {"expires_at": end} if what == "token" else {"told": explained(data_access_ends=end)}
    found = remarks(account(), **facts)
    assert topics(found) == ([] if severity is None else [(severity, Topic.ENDING)])


SCOPES = {
    "pages_read_engagement": (Severity.FAULT, Severity.FAULT),
    "pages_read_user_content": (Severity.FAULT, Severity.FAULT),
    "pages_manage_engagement": (Severity.FAULT, Severity.NOTE),
    "pages_manage_metadata": (Severity.NOTE, Severity.NOTE),
    "ads_read": (Severity.NOTE, Severity.NOTE),
}


@pytest.mark.parametrize(("scope", "severities"), SCOPES.items(), ids=SCOPES)
def test_each_missing_permission_is_named_with_what_stops_working(
    scope: str, severities: tuple[Severity, Severity]
) -> None:
    for mode, severity in zip((Mode.ENFORCE, Mode.OBSERVE), severities, strict=True):
        (remark,) = remarks(account(mode=mode), told=explained(scopes=FULL - {scope}))
        assert (remark.severity, remark.topic) == (severity, Topic.SCOPE)
        assert remark.what.startswith(f"{scope} is missing")
        assert scope in remark.remedy


@pytest.mark.parametrize("scope", ["instagram_basic", "instagram_manage_comments", "pages_read_engagement"])
def test_an_instagram_account_needs_its_own_permissions(scope: str) -> None:
    (remark,) = remarks(linked_instagram(), told=explained(scopes=FULL - {scope}))
    assert remark.is_fault
    assert remark.what.startswith(scope)


def test_a_permission_for_other_pages_only_is_a_missing_one() -> None:
    limited = {"pages_read_user_content": frozenset({"1002"}), "ads_read": frozenset({"act_5"})}
    (remark,) = remarks(account(), told=explained(limited=limited))
    assert "other pages only" in remark.what
    assert remarks(account(), told=explained(limited={"pages_read_user_content": frozenset({"1001"})})) == ()
    targets = {"pages_read_engagement": frozenset({"1001"}), "instagram_basic": frozenset({"1780011"})}
    assert remarks(linked_instagram(), told=explained(limited=targets)) == ()


@pytest.mark.parametrize(
    ("tasks", "mode", "expected"),
    [
        ({"MODERATE"}, Mode.ENFORCE, []),
        ({"PROFILE_PLUS_MODERATE"}, Mode.ENFORCE, []),
        ({"PROFILE_PLUS_FULL_CONTROL"}, Mode.ENFORCE, []),
        ({"CREATE_CONTENT"}, Mode.ASSIST, [(Severity.FAULT, Topic.TASK)]),
        ({"CREATE_CONTENT"}, Mode.OBSERVE, [(Severity.NOTE, Topic.TASK)]),
        ({"ANALYZE", "ADVERTISE"}, Mode.OBSERVE, [(Severity.FAULT, Topic.TASK)]),
    ],
)
def test_the_persons_tasks_are_judged(tasks: set[str], mode: Mode, expected: list[tuple[Severity, Topic]]) -> None:
    assert topics(remarks(account(mode=mode), tasks=frozenset(tasks))) == expected


def test_what_could_not_be_asked_is_said_last_and_is_no_fault() -> None:
    found = remarks(account(), told=None, caveat="only part of it could be asked", expires_at=NOW + DAY * 3)
    assert topics(found) == [(Severity.WARNING, Topic.ENDING), (Severity.NOTE, Topic.ASKING)]


def test_an_ended_token_is_not_worth_keeping_but_one_without_a_permission_is() -> None:
    ended: datetime = NOW - DAY
    assert any(remark.forbids_keeping for remark in remarks(account(), expires_at=ended))
    assert not any(r.forbids_keeping for r in remarks(account(), told=explained(scopes=frozenset())))
