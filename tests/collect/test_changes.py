"""What is new in an answer, and may a listing be left early? Tables."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.collect.changes import Change, ChangeKind, changes, gone, may_stop
from bot.model import Comment, CommentState, KnownComment
from tests.builders import NOON, attachment, comment, edited

SAID = comment()


def known(
    of: Comment = SAID, *, state: CommentState = CommentState.PRESENT, is_hidden: bool | None = False
) -> KnownComment:
    return KnownComment(
        id=1,
        external_id=of.external_id,
        call_id=of.call_id,
        revision_id=1,
        sha256=of.sha256,
        state=state,
        is_hidden=is_hidden,
        created_at=of.created_at,
        first_seen_at=NOON,
    )


VANISHED = known(state=CommentState.VANISHED)


@pytest.mark.parametrize(
    ("there", "held", "expected", "needs_judging"),
    [
        pytest.param(SAID, None, ChangeKind.NEW, True, id="never seen"),
        pytest.param(SAID, known(), None, False, id="seen before"),
        pytest.param(edited(SAID, "On time"), known(), ChangeKind.EDITED, True, id="other words"),
        pytest.param(SAID, known(edited(SAID, "On time")), ChangeKind.EDITED, True, id="the first words again"),
        pytest.param(
            replace(SAID, attachments=(attachment(),)), known(), ChangeKind.EDITED, True, id="a picture added"
        ),
        pytest.param(replace(SAID, payload=b"{}"), known(), None, False, id="only the bytes differ"),
        pytest.param(replace(SAID, call_id="other_c1"), known(), None, False, id="another spelling of its id"),
        pytest.param(SAID, VANISHED, ChangeKind.REAPPEARED, False, id="gone and back"),
        pytest.param(edited(SAID, "On time"), VANISHED, ChangeKind.EDITED, True, id="gone and back with other words"),
        pytest.param(replace(SAID, is_hidden=True), known(), ChangeKind.VISIBILITY, False, id="hidden by somebody"),
        pytest.param(SAID, known(is_hidden=True), ChangeKind.VISIBILITY, False, id="shown by somebody"),
        pytest.param(SAID, known(is_hidden=None), ChangeKind.VISIBILITY, False, id="told for the first time"),
        pytest.param(replace(SAID, is_hidden=None), known(is_hidden=True), None, False, id="not told this time"),
    ],
)
def test_a_comment_is_compared_with_what_we_hold(
    there: Comment, held: KnownComment | None, expected: ChangeKind | None, needs_judging: bool
) -> None:
    found = changes([there], {"c1": held} if held else {})
    assert [change.kind for change in found] == ([expected] if expected else [])
    assert [change.needs_judging for change in found] == ([needs_judging] if expected else [])


def test_a_comment_listed_twice_on_a_page_counts_once_in_its_last_words() -> None:
    (change,) = changes([SAID, edited(SAID, "On time")], {})
    assert change.comment.text == "On time"


def test_changes_keep_the_order_of_the_page() -> None:
    page = [comment(external_id=name) for name in ("b", "a", "c")]
    assert [change.comment.external_id for change in changes(page, {})] == ["b", "a", "c"]


def page_of(*minutes: int | None, replies: tuple[int, ...] = ()) -> list[Comment]:
    """Comments so many minutes after noon (None: no time told), and replies."""
    said = [
        comment(external_id=str(n), created_at=None if minute is None else NOON + timedelta(minutes=minute))
        for n, minute in enumerate(minutes)
    ]
    return said + [
        comment(external_id=f"r{minute}", parent_id="0", created_at=NOON + timedelta(minutes=minute))
        for minute in replies
    ]


NEW = Change(kind=ChangeKind.NEW, comment=SAID, known=None)


@pytest.mark.parametrize(
    ("page", "found", "since", "expected"),
    [
        pytest.param(page_of(-5, -9), [], NOON, True, id="newest first, all old and known"),
        pytest.param(page_of(-5, -9, replies=(3, 1, 7)), [], NOON, True, id="replies say nothing of the order"),
        pytest.param(page_of(-5, -9), [NEW], NOON, False, id="something new on it"),
        pytest.param(page_of(-5, -9), [], None, False, id="a whole reading"),
        pytest.param(page_of(-9, -5), [], NOON, False, id="oldest first"),
        pytest.param(page_of(-5, -9, -7), [], NOON, False, id="ranked"),
        pytest.param(page_of(-5, -5), [], NOON, False, id="all of one moment"),
        pytest.param(page_of(5, -9), [], NOON, False, id="not all old"),
        pytest.param(page_of(-5), [], NOON, False, id="one comment has no order"),
        pytest.param(page_of(-5, None, -9), [], NOON, False, id="a time untold"),
        pytest.param([], [], NOON, False, id="an empty page"),
    ],
)
def test_a_listing_is_left_early_only_when_its_own_order_allows(
    page: list[Comment], found: list[Change], since: datetime | None, expected: bool
) -> None:
    assert may_stop(page, found, since) is expected


def test_what_a_whole_listing_did_not_show_may_be_gone() -> None:
    held = [known(comment(external_id=name)) for name in ("a", "b")]
    assert gone(held, {"b", "c"}) == held[:1]
    assert gone(held, {"a", "b"}) == []
