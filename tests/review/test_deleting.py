"""Does a deletion leave exactly the rows it should, and is the wrong one refused?"""

from dataclasses import replace

import pytest

from bot.errors import DecisionRefused, StaleRevision
from bot.model import (
    DecisionKind,
    Stage,
)
from tests.review.office import Office, comment
from tests.review.speech import DELETE, delete
from tests.review.test_service import claimed


def test_a_deletion_keeps_the_guidelines_own_words_and_closes_the_question(office: Office) -> None:
    revision = office.waiting()
    made = delete(office, revision)
    assert (made.kind, made.reason, made.note) == (DELETE, "Profane or provocative language.", "rude")
    view = office.desk.view(revision)
    assert view is not None
    assert view.open_item is None
    assert [work.subject for work in claimed(office, Stage.ACT)] == [made.id]


def test_a_deletion_needs_permission_a_guideline_and_a_tick(office: Office) -> None:
    revision = office.waiting()
    with pytest.raises(DecisionRefused, match="Tick the box"):
        delete(office, revision, confirmed=False)
    with pytest.raises(DecisionRefused, match="Choose the guideline"):
        delete(office, revision, guideline="99")
    office.desk.abilities = replace(office.desk.abilities, delete=False)
    with pytest.raises(DecisionRefused, match="switched off"):
        delete(office, revision)
    assert office.store.ledger.head() is None


def test_what_is_being_deleted_is_neither_hidden_nor_deleted_again_but_keep_stops_it(office: Office) -> None:
    revision = office.waiting()
    delete(office, revision)
    with pytest.raises(DecisionRefused, match="Keep stops it"):
        delete(office, revision, key="another-key-1")
    with pytest.raises(DecisionRefused, match="Keep stops it"):
        office.desk.hide(office.reviewer(), revision, "5", "", "another-key-2")
    assert office.desk.keep(office.reviewer(), revision, "", "another-key-3").kind is DecisionKind.KEEP


def test_words_edited_since_are_not_deleted(office: Office) -> None:
    old = office.waiting()
    office.collect(comment("Sorry, I was angry."))
    with pytest.raises(StaleRevision):
        delete(office, old)
