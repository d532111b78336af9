"""Does a box tell what was answered in public, taken back and deleted, with the proof that came first?"""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot import BOT_ACTOR
from bot.errors import EvidenceError
from bot.export.audit import proof_first
from bot.export.contents import Outcome
from bot.export.selfcheck import exit_code, findings
from bot.model import ActionState, DecisionKind
from tests.export.district import District
from tests.export.setting import WEEK
from tests.export.test_bundle import _page, _row, _rows

ANSWER = '=1+1 The bus <b>leaves</b> at 7:10,\n"as always"'


@pytest.fixture
def district(tmp_path: Path) -> District:
    return District(tmp_path)


def told(district: District, revision: int) -> dict[str, object]:
    """One record's metadata."""
    file = district.exporter.export(WEEK).path / f"data/records/{revision:06d}/metadata.json"
    found = json.loads(file.read_bytes())
    assert isinstance(found, dict)
    return found


def test_a_deleted_comment_is_in_the_box_with_its_proof_reason_and_actor(district: District) -> None:
    of = district.wrote("Buy now")
    district.deleted(of)
    row = _row(district, of)
    assert (row["outcome"], row["decided_by"], row["guideline"]) == (Outcome.DELETED, "j.rivera", "2")
    assert row["guideline_words"]
    assert (row["text"], bool(row["picture_sha256"])) == ("Buy now", True)
    assert told(district, of.revision)["vanished_at"] is None
    assert "deleted for good by decision of staff" in _page(district).text
    assert exit_code(findings(district.exporter.export(WEEK).path)) == 0


def test_a_comment_hidden_first_and_deleted_later_is_deleted(district: District) -> None:
    of = district.hid("Buy now")
    district.deleted(of)
    assert _row(district, of)["outcome"] == Outcome.DELETED


@pytest.mark.parametrize(
    ("state", "outcome"),
    [(ActionState.SENT, Outcome.DELETION_NOT_CONFIRMED), (ActionState.FAILED, Outcome.DELETION_FAILED)],
)
def test_a_deletion_that_is_not_confirmed_is_called_so(
    district: District, state: ActionState, outcome: Outcome
) -> None:
    of = district.wrote("Buy now")
    district.acted(of, district.decided(of, DecisionKind.DELETE, by="j.rivera"), state)
    assert _row(district, of)["outcome"] == outcome


def test_a_deleted_comment_that_is_there_again_is_not_called_deleted(district: District) -> None:
    of = district.wrote("Buy now")
    district.deleted(of)
    district.clock.at += timedelta(minutes=1)
    district.log("reappeared", {"comment": of.comment, "revision": of.revision, "hidden": False})
    assert _row(district, of)["outcome"] == Outcome.VISIBLE


def test_an_answer_is_told_with_its_number_at_the_platform(district: District) -> None:
    of = district.wrote("When does the bus leave?")
    answer = district.answered(of, ANSWER)
    ids = {"action": 1, "decision": answer.id, "revision": of.revision, "comment": of.comment, "kind": "reply"}
    district.log("action", {**ids, "state": "done", "answer": "confirmed", "made": "p1_77"})
    (row,) = _rows(district, "decisions.csv")
    assert row["platform_id"] == "p1_77"


@pytest.mark.parametrize("end", ["nothing", "seen to", "next answer", "taken back"])
def test_a_question_about_an_answer_waits_until_somebody_dealt_with_that_answer(district: District, end: str) -> None:
    of = district.wrote("When does the bus leave?")
    answer = district.answered(of, ANSWER)
    ids = {"revision": of.revision, "comment": of.comment}
    district.log("review_opened", {**ids, "reason": "cannot", "answer": answer.id})
    district.decided(of, DecisionKind.KEEP, by="j.rivera")
    district.clock.at += timedelta(minutes=1)
    if end == "seen to":
        district.log("seen_to", {"item": 1, "revision": of.revision, "answer": answer.id}, "j.rivera")
    elif end == "next answer":
        district.answered(of, ANSWER)
    elif end == "taken back":
        district.decided(of, DecisionKind.WITHDRAW, by="j.rivera", undoes=answer.id)
    assert _row(district, of)["waiting_for_a_person"] == ("yes" if end == "nothing" else "no")


@pytest.mark.parametrize("kind", [DecisionKind.REPLY, DecisionKind.COMMENT])
def test_an_answer_is_in_the_box_word_for_word_and_escaped(district: District, kind: DecisionKind) -> None:
    of = district.wrote("When does the bus leave?")
    district.answered(of, ANSWER, kind)
    (row,) = _rows(district, "decisions.csv")
    assert (row["kind"], row["text"], row["decided_by"]) == (kind, f"'{ANSWER}", "j.rivera")
    decisions = told(district, of.revision)["decisions"]
    assert isinstance(decisions, list)
    assert [decision["text"] for decision in decisions] == [ANSWER]
    page = _page(district)
    assert '"as always"' in page.text
    assert "b" not in {tag for tag, _ in page.tags}
    assert exit_code(findings(district.exporter.export(WEEK).path)) == 0


def test_an_answered_comment_is_still_visible_and_still_waits_for_a_person(district: District) -> None:
    of = district.wrote("When does the bus leave?")
    district.asked(of)
    district.answered(of, ANSWER)
    row = _row(district, of)
    assert (row["outcome"], row["waiting_for_a_person"]) == (Outcome.WAITING, "yes")


def test_an_answer_or_its_taking_back_does_not_end_a_hide(district: District) -> None:
    of = district.hid("Buy now")
    answer = district.answered(of, ANSWER)
    district.acted(of, district.decided(of, DecisionKind.WITHDRAW, by="j.rivera", undoes=answer.id))
    row = _row(district, of)
    assert (row["outcome"], row["decided_by"], row["undone_by"]) == (Outcome.HIDDEN, BOT_ACTOR, "")


def test_the_week_in_numbers_counts_answers_withdrawals_and_deletions(district: District) -> None:
    of = district.wrote("When does the bus leave?")
    answer = district.answered(of, ANSWER)
    district.answered(of, ANSWER, DecisionKind.COMMENT)
    district.acted(of, district.decided(of, DecisionKind.WITHDRAW, by="j.rivera", undoes=answer.id))
    district.deleted(district.wrote("Buy now"))
    text = "".join(_page(district).text.split())
    assert "answerspostedinpublic,decidedbypeople2" in text
    assert "answerstakenback1" in text
    assert "deletedforgood,decidedbypeople1" in text


def test_words_of_an_answer_that_the_log_does_not_know_make_no_box(district: District) -> None:
    of = district.wrote("When does the bus leave?")
    decision = district.decided(of, DecisionKind.REPLY, by="j.rivera", text=ANSWER)
    district.log("decision", {"decision": decision.id, "revision": of.revision, "comment": of.comment, "kind": "reply"})
    with pytest.raises(EvidenceError):
        district.exporter.export(WEEK)


@pytest.mark.parametrize(
    ("kind", "deed"),
    [
        ("hide", "a hide"),
        ("delete", "a deletion"),
        ("reply", "an answer"),
        ("comment", "an answer under the post"),
    ],
)
@pytest.mark.parametrize("state", ["sent", "done"])
def test_the_log_is_faulted_for_acting_without_proof(district: District, kind: str, deed: str, state: str) -> None:
    district.log("action", {"action": 1, "decision": 1, "revision": 7, "comment": 7, "kind": kind, "state": state})
    (problem,) = proof_first(district.store.ledger.entries())
    assert problem.what == f"log entry 1: {deed} without proof"


@pytest.mark.parametrize("kind", [kind for kind in DecisionKind if kind is not DecisionKind.KEEP])
def test_every_kind_that_needs_proof_is_audited(district: District, kind: DecisionKind) -> None:
    district.log("action", {"action": 1, "decision": 1, "revision": 7, "comment": 7, "kind": kind, "state": "done"})
    assert bool(list(proof_first(district.store.ledger.entries()))) is kind.needs_proof
