"""Does an answer leave exactly the rows it should, is the wrong one refused, and what may be said where?"""

import hashlib
from dataclasses import replace

import pytest

from bot.errors import DecisionRefused, StaleRevision
from bot.model import (
    Capabilities,
    CommentState,
    DecisionKind,
    PlatformName,
    Post,
    PostKind,
    Stage,
)
from bot.review.abilities import Abilities
from bot.review.answers import clean_answer, length
from tests.review.office import NOON, Office, comment
from tests.review.speech import COMMENT, DELETE, REPLY, WITHDRAW, WORDS, answer, delete
from tests.review.test_service import KEY, claimed

# Answers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [REPLY, COMMENT])
def test_an_answer_leaves_a_decision_a_work_row_and_a_log_line_without_its_words(
    office: Office, kind: DecisionKind
) -> None:
    revision = office.waiting()
    made = answer(office, revision, kind, f"  {WORDS}\r\nBring a coat. \x00")
    assert (made.kind, made.actor, made.text) == (kind, "dana", f"{WORDS}\nBring a coat.")
    assert [work.subject for work in claimed(office, Stage.ACT)] == [made.id]
    head = office.store.ledger.head()
    assert head is not None
    assert head.body["text"] == hashlib.sha256(made.text.encode()).hexdigest()
    assert "bus" not in str(head.body)


def test_an_answer_does_not_settle_whether_the_comment_is_hidden(office: Office) -> None:
    revision = office.waiting()
    answer(office, revision)
    view = office.desk.view(revision)
    assert view is not None
    assert view.open_item is not None


def test_an_answer_without_a_picture_asks_the_worker_for_one_first(office: Office) -> None:
    answer(office, office.waiting(pictured=False))
    assert len(claimed(office, Stage.PRESERVE)) == 1


def test_a_double_click_is_one_answer(office: Office) -> None:
    revision = office.waiting()
    assert answer(office, revision) == answer(office, revision)
    assert len(claimed(office, Stage.ACT)) == 1


@pytest.mark.parametrize("words", ["", "   \r\n ", "\x00\x07", "\u200b"])
def test_an_empty_answer_is_refused(office: Office, words: str) -> None:
    with pytest.raises(DecisionRefused, match="empty"):
        answer(office, office.waiting(), words=words)


@pytest.mark.parametrize(("at", "most"), [("oak", 8000), ("fir", 2200)])
def test_an_answer_has_as_many_characters_as_the_platform_takes(office: Office, at: str, most: int) -> None:
    revision = office.waiting(at=at)
    with pytest.raises(DecisionRefused, match=f"{most + 1} characters, and {most} are possible"):
        answer(office, revision, words="x" * (most + 1))
    assert len(answer(office, revision, words="x" * most).text) == most


def test_characters_are_counted_as_browsers_do() -> None:
    assert [length(text) for text in ("a", "\u00e9", "\U0001f68c", "a\nb")] == [1, 1, 2, 3]


def test_words_edited_since_are_not_answered(office: Office) -> None:
    old = office.waiting()
    office.collect(comment("Sorry, I was angry."))
    with pytest.raises(StaleRevision):
        answer(office, old)


def test_two_people_do_not_answer_without_hearing_of_each_other(office: Office) -> None:
    revision = office.waiting()
    answer(office, revision)
    with pytest.raises(DecisionRefused, match="Somebody else decided"):
        office.desk.answer(office.reviewer(), revision, REPLY, WORDS, "another-key-1", seen_decision=0)


@pytest.mark.parametrize("kind", [DecisionKind.KEEP, DELETE, WITHDRAW])
def test_only_the_two_places_take_an_answer(office: Office, kind: DecisionKind) -> None:
    with pytest.raises(DecisionRefused, match="where the answer shall stand"):
        answer(office, office.waiting(), kind)


@pytest.mark.parametrize("kind", [REPLY, COMMENT])
def test_where_answering_is_switched_off_nothing_is_answered(office: Office, kind: DecisionKind) -> None:
    revision = office.waiting()
    office.desk.abilities = replace(office.desk.abilities, reply=False)
    with pytest.raises(DecisionRefused, match="switched off"):
        answer(office, revision, kind)


def test_a_page_that_is_only_watched_gives_no_answer(office: Office) -> None:
    with pytest.raises(DecisionRefused, match="mode = assist"):
        answer(office, office.waiting(at="elm"))


def test_a_comment_that_is_gone_gets_no_answer(office: Office) -> None:
    revision = office.waiting()
    office.store.comments.note_state(1, NOON, state=CommentState.VANISHED)
    with pytest.raises(DecisionRefused, match="nothing to answer"):
        answer(office, revision)


@pytest.mark.parametrize("kind", [PostKind.TAGGED, PostKind.MENTION])
def test_under_somebody_elses_post_nothing_is_answered_hidden_or_deleted(office: Office, kind: PostKind) -> None:
    revision = office.waiting()
    there = Post(account_id="oak", external_id="p1", text="x", created_at=NOON, permalink=None, kind=kind)
    office.store.comments.save_post(there, NOON)
    with pytest.raises(DecisionRefused, match="somebody else's post"):
        answer(office, revision)
    with pytest.raises(DecisionRefused, match="somebody else's post"):
        office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    with pytest.raises(DecisionRefused, match="somebody else's post"):
        delete(office, revision)


@pytest.mark.parametrize("decided", [False, True])
def test_on_instagram_a_comment_hidden_or_about_to_be_takes_an_answer_under_the_post_only(
    office: Office, decided: bool
) -> None:
    revision = office.waiting(at="fir")
    if decided:
        office.desk.hide(office.reviewer(), revision, "5", "", "another-key-1")
    else:
        office.store.comments.note_state(1, NOON, is_hidden=True)
    with pytest.raises(DecisionRefused, match="reply first, then hide"):
        answer(office, revision)
    assert answer(office, revision, COMMENT).kind is COMMENT


def test_on_facebook_a_hidden_comment_takes_an_answer(office: Office) -> None:
    revision = office.waiting()
    office.store.comments.note_state(1, NOON, is_hidden=True)
    assert answer(office, revision).kind is REPLY


@pytest.mark.parametrize("words", ["@[104233981177] The bus", "see @ [ 1 ]", "@[12:1:Name]"])
def test_an_answer_calls_nobody(office: Office, words: str) -> None:
    with pytest.raises(DecisionRefused, match="call nobody"):
        answer(office, office.waiting(), words=words)
    assert clean_answer("Write to office@[school] or @12", office.accounts["oak"]) == "Write to office@[school] or @12"


@pytest.mark.parametrize("words", ["Other words", WORDS + "!"])
def test_a_form_that_was_used_says_nothing_else(office: Office, words: str) -> None:
    revision = office.waiting()
    made = answer(office, revision)
    with pytest.raises(DecisionRefused, match="used before"):
        answer(office, revision, words=words)
    with pytest.raises(DecisionRefused, match="used before"):
        answer(office, revision, DecisionKind.COMMENT)
    with pytest.raises(DecisionRefused, match="used before"):
        office.desk.keep(office.reviewer(), revision, "", KEY)
    office.add_reviewer("lee", "Lee")
    with pytest.raises(DecisionRefused, match="used before"):
        office.desk.answer(office.reviewer("lee"), revision, REPLY, WORDS, KEY)
    assert office.store.decisions.of_comment(1) == [made]


# What is possible at all -------------------------------------------------------------------------------------------

EVERYTHING = Capabilities(hide=True, unhide=True, delete=True, reply=True, comment=True)


@pytest.mark.parametrize("reply", [False, True])
@pytest.mark.parametrize("may_delete", [False, True])
def test_the_settings_narrow_what_the_platform_can(office: Office, reply: bool, may_delete: bool) -> None:
    abilities = Abilities(platforms={PlatformName.FACEBOOK: EVERYTHING}, reply=reply, delete=may_delete)
    can = abilities.on(office.accounts["oak"])
    assert (can.reply, can.comment, can.delete, can.hide) == (reply, reply, may_delete, True)
    assert not abilities.on(office.accounts["fir"]).reply
    assert not abilities.on(None).hide
