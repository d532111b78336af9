"""With which words and steps do tests answer, take back and delete? As a reviewer and the worker would."""

from datetime import date

from bot.model import ActionState, Decision, DecisionKind, Statement
from tests.review.office import NOON, Office, Staff, hidden_fields
from tests.review.test_service import KEY

REPLY, COMMENT = DecisionKind.REPLY, DecisionKind.COMMENT
DELETE, WITHDRAW = DecisionKind.DELETE, DecisionKind.WITHDRAW
WORDS = "The bus leaves at 7:10."

SHEET = Statement(
    id="fs-1",
    claim="The pool is closing <for good>.",
    paraphrases=(),
    reply="The pool stays open. It is repaired until May.",
    source="https://www.example.org/pool",
    owner="Facilities",
    expires=date(2027, 6, 30),
    approver="Lee Ash",
)


def answer(office: Office, revision: int, kind: DecisionKind = REPLY, words: str = WORDS, key: str = KEY) -> Decision:
    return office.desk.answer(office.reviewer(), revision, kind, words, key)


def posted(office: Office, decision: Decision, made_id: str = "p1_77") -> None:
    """What the worker does with an answer."""
    capture = office.store.evidence.capture(decision.revision_id)
    action = office.store.decisions.plan(decision, capture_id=capture.id if capture else None, at=NOON)
    office.store.decisions.mark(action, ActionState.DONE, answer="", at=NOON, made_id=made_id)


def delete(office: Office, revision: int, *, guideline: str = "5", confirmed: bool = True, key: str = KEY) -> Decision:
    return office.desk.delete(office.reviewer(), revision, guideline, " rude ", key, confirmed=confirmed)


def look(staff: Staff, revision: int, text: str, place: str = "reply") -> str:
    """Press 'Look it over' and read what is shown."""
    page = f"/comment/{revision}"
    answer = staff.press(page, f"{page}/answer/look", place=place, text=text)
    assert answer.status_code == 200, answer.text
    return answer.text


def post(staff: Staff, revision: int, text: str, place: str = "reply") -> int:
    """The whole way; answers the status of the last step."""
    action = f"/comment/{revision}/answer"
    return staff.browser.post(action, data=hidden_fields(look(staff, revision, text, place), action)).status_code


def decisions(office: Office) -> list[DecisionKind]:
    """What was decided on the first comment, in order."""
    return [decision.kind for decision in office.store.decisions.of_comment(1)]
